//! The way out of an update that would change a key: the item is deleted and put anew, both or neither.
//!
//! It is made of the two patterns that the application would write for it: a delete by the same conditions, which must
//! find the item, and a put of the whole item, which must not find one where it goes. What the update compares by
//! equality and leaves alone is put as it was compared; what it changes is new; all else the application has to know,
//! since a put has no word for what was there.

use std::collections::BTreeSet;

use tablewright_model::{
    AttributeId, Comparison, Condition, Design, Pattern, PatternId, PatternKind, Table, Template,
};

use crate::example::arguments;
use crate::value::{Number, Value};
use crate::verdict::{Argument, Arguments, Piece, Reason, Request, Service, Slot, request, verdict};

/// What is to be known of such code.
pub(super) const NOTE: &str = "an update can't change a key: the item is deleted and put anew as a whole, so what stays \
    as it is has to be read before";

/// A delete and a put in the place of an update.
pub(super) struct Moved {
    pub(super) delete: (Service, Request),
    pub(super) put: (Service, Request),
    /// The names of the attributes that get another value.
    pub(super) renewed: BTreeSet<String>,
    /// Values of the item as it was.
    pub(super) before: Arguments,
}

/// What takes the place of an update that nothing serves because it would change a key; none for any other pattern.
pub(super) fn moved(design: &Design, update: &Pattern) -> Option<Moved> {
    let table = design.table(update.table)?;
    let partition = table.key.partition?;
    // What an item has is known of its entity only.
    update.entity.and_then(|id| table.entity(id)).filter(|_| changes_a_key(design, update.id))?;
    let is_there = |comparison| Condition { attribute: partition, comparison, parameter: String::new() };
    let mut conditions = update.conditions.clone();
    conditions.push(is_there(Comparison::Exists));
    let plain = Pattern { attributes: Vec::new(), ..update.clone() };
    let deleting = with(design, Pattern { kind: PatternKind::Delete, conditions, ..plain.clone() });
    let conditions = vec![is_there(Comparison::NotExists)];
    let putting = with(design, Pattern { kind: PatternKind::Put, conditions, ..plain });

    let of = |design: &Design| Some((*verdict(design, update.id)?.service?, request(design, update.id)?));
    let (delete, mut put) = (of(&deleting)?, of(&putting)?);
    let kept = Kept { table, update };
    put.1.item.iter_mut().for_each(|(name, slot)| kept.keep(name, slot));
    let mut before = arguments(&deleting, update.id);
    for (name, argument) in arguments(&putting, update.id) {
        before.entry(name).or_insert(argument);
    }
    let renewed = update.attributes.iter().map(|id| table.attribute_name(*id).to_owned()).collect();
    Some(Moved { delete, put, renewed, before })
}

impl Moved {
    /// Values for the item as it is put.
    pub(super) fn after(&self) -> Arguments {
        let mut after = self.before.clone();
        for (_, argument) in after.iter_mut().filter(|(name, _)| self.renewed.contains(*name)) {
            if let Argument::One(value) = argument {
                *value = another(value);
            }
        }
        after
    }
}

/// Another value of the same type, for what gets a new one.
pub(super) fn another(value: &Value) -> Value {
    match value {
        Value::S(text) => Value::S(format!("{text}-2")),
        Value::N(number) if *number == Number::from(2) => Value::N(Number::from(3)),
        Value::N(_) => Value::N(Number::from(2)),
        other => other.clone(),
    }
}

fn changes_a_key(design: &Design, update: PatternId) -> bool {
    let considered = verdict(design, update).map(|verdict| verdict.considered).unwrap_or_default();
    let mut reasons = considered.iter().flat_map(|one| &one.reasons);
    reasons.any(|reason| matches!(reason, Reason::KeyChanged(_) | Reason::KeyRemade { .. }))
}

/// The design with this pattern in the place of the one with its id.
fn with(design: &Design, pattern: Pattern) -> Design {
    let of = |known: &Pattern| if known.id == pattern.id { pattern.clone() } else { known.clone() };
    Design { patterns: design.patterns.iter().map(|known| of(known)).collect(), ..design.clone() }
}

/// What an update leaves alone and says by its conditions.
struct Kept<'d> {
    table: &'d Table,
    update: &'d Pattern,
}

impl Kept<'_> {
    fn keep(&self, name: &str, slot: &mut Slot) {
        if self.is_new_key(name) {
            slot.pieces = vec![Piece::Attribute(name.to_owned())];
        } else if let Some(parameter) = self.compared(name) {
            slot.pieces = vec![Piece::Parameter(parameter)];
        }
        for piece in &mut slot.pieces {
            let Piece::Attribute(name) = piece else { continue };
            if let Some(parameter) = self.compared(name) {
                *piece = Piece::Parameter(parameter);
            }
        }
    }

    /// Whether the update names a part of the key itself, which is then what the application says.
    fn is_new_key(&self, name: &str) -> bool {
        let mut key = self.table.key.attributes();
        key.any(|id| self.table.attribute_name(id) == name && self.update.attributes.contains(&id))
    }

    /// The parameter that the attribute equals before and after.
    fn compared(&self, name: &str) -> Option<String> {
        let attribute = self.table.attributes.iter().find(|attribute| attribute.name == name)?.id;
        let mut conditions = self.update.conditions.iter();
        let equal = conditions
            .find(|one| one.attribute == attribute && one.comparison == Comparison::Equal)
            .filter(|_| !self.is_changed(attribute))?;
        Some(equal.parameter.clone())
    }

    /// Whether the update names the attribute, or something that the entity's template makes it of.
    fn is_changed(&self, attribute: AttributeId) -> bool {
        let entity = self.update.entity.and_then(|id| self.table.entity(id));
        let template = entity.and_then(|entity| entity.template(attribute));
        let mut made_of = template.into_iter().flat_map(Template::attributes);
        let is_named = |id: AttributeId| self.update.attributes.contains(&id);
        is_named(attribute) || made_of.any(is_named)
    }
}
