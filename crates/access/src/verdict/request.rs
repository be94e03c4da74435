//! The request of a verdict: expressions as text, with parameters of the pattern in the place of values.

use std::collections::BTreeMap;

use tablewright_model::{AttributeId, Comparison, Condition, Table};

use super::Operation;
use super::term::{Filling, Part, Term};
use crate::expression::{Path, Writer};

/// What is sent, as far as the design knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The primary key, by the names of its attributes; for operations on single items.
    pub key: Vec<(String, Slot)>,
    /// The whole item that is put, by the names of its attributes.
    pub item: Vec<(String, Slot)>,
    /// `KeyConditionExpression`.
    pub key_condition: Option<String>,
    /// `FilterExpression`.
    pub filter: Option<String>,
    /// `ConditionExpression`.
    pub condition: Option<String>,
    /// `UpdateExpression`.
    pub update: Option<String>,
    /// `ProjectionExpression`.
    pub projection: Option<String>,
    /// `ExpressionAttributeNames`.
    pub names: BTreeMap<String, String>,
    /// `ExpressionAttributeValues`, made of parameters.
    pub values: BTreeMap<String, Slot>,
    /// `ScanIndexForward`; none where nothing is ordered.
    pub forward: Option<bool>,
    /// `Limit`, or `TopK` of a search; none where a filter or a merge decides how much has to be read.
    pub limit: Option<u32>,
    /// `ConsistentRead`.
    pub consistent: bool,
    /// Whether a local index gives whole items, which it fetches (`Select` of `ALL_ATTRIBUTES`).
    pub whole: bool,
    /// What the application does with each item that this one gives.
    pub then: Option<(Operation, Box<Request>)>,
}

/// What stands where a value will be: its pieces, joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slot {
    /// In order.
    pub pieces: Vec<Piece>,
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// The value of a parameter.
    Parameter(String),
    /// The lower end of a parameter that is a pair.
    From(String),
    /// The upper end of a parameter that is a pair.
    To(String),
    /// Each value of a parameter that is a list, one call each.
    EachOf(String),
    /// All values of a parameter that is a list, one placeholder each.
    AllOf(String),
    /// The greatest character there is, so that all that begins like the rest lies below.
    Highest,
    /// The value of an attribute of the item that is written or was read.
    Attribute(String),
}

impl Slot {
    pub(super) fn of(piece: Piece) -> Self {
        Self { pieces: vec![piece] }
    }

    pub(super) fn of_filling(filling: &Filling<'_>, comparison: Comparison) -> Self {
        let parts = match filling {
            Filling::Whole(name) if comparison == Comparison::In => {
                return Self::of(Piece::EachOf((*name).to_owned()));
            }
            Filling::Whole(name) => return Self::of(Piece::Parameter((*name).to_owned())),
            Filling::Joined(parts) => parts,
        };
        let piece = |part: &Part<'_>| match part {
            Part::Text(text) => Piece::Text((*text).to_owned()),
            Part::Parameter(name) => Piece::Parameter((*name).to_owned()),
            Part::Each(name) => Piece::EachOf((*name).to_owned()),
            Part::From(name) => Piece::From((*name).to_owned()),
            Part::To(name) => Piece::To((*name).to_owned()),
            Part::Highest => Piece::Highest,
        };
        Self { pieces: parts.iter().map(piece).collect() }
    }

    /// What its placeholder is called: after its parameter where it is nothing else.
    fn hint<'s>(&'s self, attribute: &'s str) -> &'s str {
        match self.pieces.as_slice() {
            [Piece::Parameter(name) | Piece::EachOf(name) | Piece::AllOf(name)] => name,
            _ => attribute,
        }
    }
}

/// Writes the expressions of one request.
pub(super) struct Sheet<'d> {
    table: &'d Table,
    writer: Writer<Slot>,
    pub(super) request: Request,
}

impl<'d> Sheet<'d> {
    pub(super) fn new(table: &'d Table) -> Self {
        Self { table, writer: Writer::new(), request: Request::default() }
    }

    pub(super) fn finish(mut self) -> Request {
        let placeholders = self.writer.finish();
        self.request.names = placeholders.names;
        self.request.values = placeholders.values;
        self.request
    }

    pub(super) fn key(&mut self, terms: &[Term<'_>]) {
        let value = |term: &Term<'_>| {
            let name = self.table.attribute_name(term.attribute).to_owned();
            (name, Slot::of_filling(&term.value, term.comparison))
        };
        self.request.key = terms.iter().map(value).collect();
    }

    pub(super) fn key_condition(&mut self, terms: &[Term<'_>]) {
        let written: Vec<String> = terms.iter().map(|term| self.term(term)).collect();
        self.request.key_condition = joined(written);
    }

    pub(super) fn filter(&mut self, conditions: &[&Condition]) {
        self.request.filter = self.all(conditions);
    }

    pub(super) fn condition(&mut self, conditions: &[&Condition]) {
        self.request.condition = self.all(conditions);
    }

    pub(super) fn projection(&mut self, attributes: &[AttributeId]) {
        let paths: Vec<Path> = attributes.iter().map(|id| self.path(*id)).collect();
        self.request.projection = (!paths.is_empty()).then(|| self.writer.projection(&paths));
    }

    /// Sets each attribute to what is written into it.
    pub(super) fn update(&mut self, attributes: &[(AttributeId, Slot)]) {
        let set: Vec<String> = attributes
            .iter()
            .map(|(id, value)| {
                let name = self.table.attribute_name(*id);
                let path = self.path(*id);
                format!("{} = {}", self.writer.path(&path), self.writer.value(name, value))
            })
            .collect();
        self.request.update = (!set.is_empty()).then(|| format!("SET {}", set.join(", ")));
    }

    /// The item that is put.
    pub(super) fn item(&mut self, attributes: Vec<(AttributeId, Slot)>) {
        let named = |(id, slot): (AttributeId, Slot)| (self.table.attribute_name(id).to_owned(), slot);
        self.request.item = attributes.into_iter().map(named).collect();
    }

    fn all(&mut self, conditions: &[&Condition]) -> Option<String> {
        let written = conditions.iter().map(|condition| self.compared(condition)).collect();
        joined(written)
    }

    fn path(&self, attribute: AttributeId) -> Path {
        Path::attribute(self.table.attribute_name(attribute))
    }

    fn term(&mut self, term: &Term<'_>) -> String {
        // One call takes one value of a list.
        let comparison = if term.comparison == Comparison::In { Comparison::Equal } else { term.comparison };
        let value = Slot::of_filling(&term.value, term.comparison);
        let to = term.to.as_ref().map(|to| Slot::of_filling(to, Comparison::Between));
        self.text(term.attribute, comparison, &value, to.as_ref())
    }

    fn compared(&mut self, condition: &Condition) -> String {
        let Condition { attribute, comparison, parameter } = condition;
        let (value, to) = match comparison {
            Comparison::Between => {
                let to = Slot::of(Piece::To(parameter.clone()));
                (Slot::of(Piece::From(parameter.clone())), Some(to))
            }
            Comparison::In => (Slot::of(Piece::AllOf(parameter.clone())), None),
            _ => (Slot::of(Piece::Parameter(parameter.clone())), None),
        };
        self.text(*attribute, *comparison, &value, to.as_ref())
    }

    fn text(&mut self, id: AttributeId, comparison: Comparison, value: &Slot, to: Option<&Slot>) -> String {
        let path = self.path(id);
        let path = self.writer.path(&path);
        if !comparison.takes_parameter() {
            return format!("{}({path})", comparison.symbol());
        }
        let name = self.table.attribute_name(id);
        if let Some(to) = to {
            let (low, high) = (format!("{name}_from"), format!("{name}_to"));
            let low = self.writer.value(value.hint(&low), value);
            let high = self.writer.value(to.hint(&high), to);
            return format!("{path} BETWEEN {low} AND {high}");
        }
        let value = self.writer.value(value.hint(name), value);
        match comparison {
            Comparison::BeginsWith | Comparison::Contains => {
                format!("{}({path}, {value})", comparison.symbol())
            }
            Comparison::In => format!("{path} IN ({value})"),
            _ => format!("{path} {} {value}", comparison.symbol()),
        }
    }
}

fn joined(written: Vec<String>) -> Option<String> {
    (!written.is_empty()).then(|| written.join(" AND "))
}
