//! Values for the parameters of a pattern, so that it can be tried at once: those of a sample item that it finds.
//!
//! Where there are no items, values by the types and formats of the attributes. Nothing here is random: the same
//! design gives the same values.

use std::collections::BTreeSet;

use tablewright_model::{
    Attribute, AttributeType, AttributeValue, Comparison, Condition, Design, Entity, Pattern, PatternId,
    PatternKind, Table, Values,
};

use crate::sample::example;
use crate::template::{filled, piece};
use crate::value::{Attributes, Number, Value};
use crate::verdict::{Argument, Arguments, Piece, Request, request};

/// Values of a list, at most.
const LISTED: usize = 3;

/// A value for everything that the pattern's request needs.
///
/// A transaction has the values of all its parts; where two of them share a name, the first part's.
#[must_use]
pub fn arguments(design: &Design, id: PatternId) -> Arguments {
    let Some(pattern) = design.pattern(id) else { return Arguments::new() };
    if pattern.kind == PatternKind::Transaction {
        let parts = pattern
            .together
            .iter()
            .filter(|part| design.pattern(**part).is_some_and(|part| part.kind != PatternKind::Transaction));
        let mut all = Arguments::new();
        for (name, argument) in parts.flat_map(|part| arguments(design, *part)) {
            all.entry(name).or_insert(argument);
        }
        return all;
    }
    let (Some(table), Some(request)) = (design.table(pattern.table), request(design, id)) else {
        return Arguments::new();
    };
    let examples = Examples::of(table, pattern);
    let named = pieces(&request).filter_map(|piece| Some((piece.parameter()?, piece)));
    named.map(|(name, piece)| (name.to_owned(), examples.argument(name, piece))).collect()
}

/// All pieces of a request's values but those of what follows it, which come from its answer.
fn pieces(request: &Request) -> impl Iterator<Item = &Piece> {
    let slots = request.key.iter().chain(&request.item).map(|(_, slot)| slot);
    slots.chain(request.values.values()).flat_map(|slot| &slot.pieces)
}

/// The sample items that a pattern is about.
struct Examples<'d> {
    table: &'d Table,
    pattern: &'d Pattern,
    entity: Option<&'d Entity>,
    /// As DynamoDB would hold them.
    items: Vec<Values>,
    /// The place of the item that the values are of.
    chosen: usize,
}

impl<'d> Examples<'d> {
    fn of(table: &'d Table, pattern: &'d Pattern) -> Self {
        let entity = pattern.entity.and_then(|id| table.entity(id));
        let asked =
            table.items.iter().filter(|item| pattern.entity.is_none() || item.entity == pattern.entity);
        let whole = asked.map(|item| {
            let entity = item.entity.and_then(|id| table.entity(id));
            filled(table, entity, &item.values).into_owned()
        });
        let items: Vec<Values> = whole.collect();
        let compared = |item: &Values| {
            let has = |one: &&Condition| item.contains_key(table.attribute_name(one.attribute));
            pattern.conditions.iter().filter(has).count()
        };
        // The first of those that have the most of what the pattern compares.
        let most = items.iter().map(compared).max();
        let chosen = items.iter().position(|item| Some(compared(item)) == most).unwrap_or_default();
        Self { table, pattern, entity, items, chosen }
    }

    fn argument(&self, name: &str, piece: &Piece) -> Argument {
        let condition = self.pattern.conditions.iter().find(|condition| condition.parameter == name);
        let attribute = match (condition, piece) {
            (Some(condition), piece) if !matches!(piece, Piece::Attribute(_)) => {
                self.table.attribute(condition.attribute)
            }
            _ => self.table.attributes.iter().find(|one| one.name == name).map(AsRef::as_ref),
        };
        let comparison = condition.map_or(Comparison::Equal, |condition| condition.comparison);
        match piece {
            Piece::From(_) | Piece::To(_) => {
                let low = self.bound(attribute, name, Ordered::Least);
                let high = self.bound(attribute, name, Ordered::Most);
                Argument::Pair(low, high)
            }
            Piece::EachOf(_) | Piece::AllOf(_) => Argument::List(self.several(attribute, name)),
            Piece::Attribute(_) => Argument::One(self.one(attribute, name)),
            _ => Argument::One(self.compared(attribute, name, comparison)),
        }
    }

    /// A value that the comparison holds for.
    fn compared(&self, attribute: Option<&Attribute>, name: &str, comparison: Comparison) -> Value {
        match comparison {
            Comparison::Less | Comparison::LessOrEqual => self.bound(attribute, name, Ordered::Most),
            Comparison::Greater | Comparison::GreaterOrEqual => self.bound(attribute, name, Ordered::Least),
            Comparison::BeginsWith => beginning(self.one(attribute, name)),
            Comparison::Contains => member(self.one(attribute, name)),
            _ => self.one(attribute, name),
        }
    }

    fn one(&self, attribute: Option<&Attribute>, name: &str) -> Value {
        let item = self.items.get(self.chosen);
        let found = item.and_then(|item| self.of_item(item, attribute, name));
        found.unwrap_or_else(|| self.unknown(attribute, name))
    }

    /// The least or the greatest of all items.
    fn bound(&self, attribute: Option<&Attribute>, name: &str, which: Ordered) -> Value {
        let values = self.items.iter().filter_map(|item| self.of_item(item, attribute, name));
        let bound = values.reduce(|one, two| {
            let is_less = two.order(&one).is_some_and(std::cmp::Ordering::is_lt);
            if is_less == (which == Ordered::Least) { two } else { one }
        });
        bound.unwrap_or_else(|| self.unknown(attribute, name))
    }

    fn several(&self, attribute: Option<&Attribute>, name: &str) -> Vec<Value> {
        let mut values = vec![self.one(attribute, name)];
        for value in self.items.iter().filter_map(|item| self.of_item(item, attribute, name)) {
            if !values.contains(&value) && values.len() < LISTED {
                values.push(value);
            }
        }
        values
    }

    fn of_item(&self, item: &Values, attribute: Option<&Attribute>, name: &str) -> Option<Value> {
        let own = attribute.and_then(|attribute| self.own(item, attribute, name));
        own.or_else(|| piece(self.table, self.entity, item, name).map(Value::S))
    }

    /// The item's own value of an attribute, or the piece of it that the parameter is.
    fn own(&self, item: &Values, attribute: &Attribute, name: &str) -> Option<Value> {
        let of_template = self.entity.and_then(|entity| entity.template(attribute.id));
        let value = item.get(&attribute.name)?;
        if let (Some(template), AttributeValue::S(text)) = (of_template, value) {
            let pieces = crate::template::read(self.table, template, text);
            let mut named = pieces.into_iter().flatten().filter(|(of, _)| *of == name);
            if let Some((_, piece)) = named.next() {
                return Some(Value::from(piece));
            }
        }
        Value::try_from(value.clone()).ok()
    }

    fn unknown(&self, attribute: Option<&Attribute>, name: &str) -> Value {
        let format = attribute.and_then(|attribute| attribute.format.as_ref());
        let kind = attribute.map_or(AttributeType::S, |attribute| attribute.kind);
        format.and_then(|format| example(format, kind)).unwrap_or_else(|| plain(kind, name))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ordered {
    Least,
    Most,
}

/// A value of a type, of which nothing more is known.
fn plain(kind: AttributeType, name: &str) -> Value {
    let one = || Value::N(Number::from(1));
    match kind {
        AttributeType::S => Value::S(format!("{name}-1")),
        AttributeType::N => one(),
        AttributeType::B => Value::B(vec![0, 1, 2, 3]),
        AttributeType::Bool => Value::Bool(true),
        AttributeType::Null => Value::Null,
        AttributeType::StringSet => Value::StringSet(BTreeSet::from([format!("{name}-1")])),
        AttributeType::NumberSet => Value::NumberSet(BTreeSet::from([Number::from(1)])),
        AttributeType::BinarySet => Value::BinarySet(BTreeSet::from([vec![0, 1, 2, 3]])),
        AttributeType::L => Value::List(vec![one()]),
        AttributeType::M => Value::Map(Attributes::from([("key".to_owned(), Value::from("value"))])),
    }
}

/// The first half of a text.
fn beginning(value: Value) -> Value {
    match value {
        Value::S(text) => {
            let half = text.chars().count().div_ceil(2);
            Value::S(text.chars().take(half).collect())
        }
        Value::B(bytes) => Value::B(bytes.get(..bytes.len().div_ceil(2)).unwrap_or_default().to_vec()),
        other => other,
    }
}

/// A part of a text or set, an element of a list.
fn member(value: Value) -> Value {
    let first = match &value {
        Value::StringSet(members) => members.first().map(|text| Value::S(text.clone())),
        Value::NumberSet(members) => members.first().map(|number| Value::N(*number)),
        Value::BinarySet(members) => members.first().map(|bytes| Value::B(bytes.clone())),
        Value::List(items) => items.first().cloned(),
        Value::S(text) => text.split_whitespace().next().map(Value::from),
        _ => None,
    };
    first.unwrap_or(value)
}
