//! A pattern as the steps ask about it: its conditions, and the templates of its entity.

use tablewright_model::{
    Attribute, AttributeId, AttributeType, Comparison, Condition, Entity, Pattern, Table, Template,
    TemplatePart,
};

use super::candidate::Scope;

/// A pattern with its table.
pub(super) struct Question<'d, 's> {
    pub(super) scope: &'s Scope<'d>,
    pub(super) pattern: &'d Pattern,
    pub(super) entity: Option<&'d Entity>,
    /// The templates of the entity, by the attribute that they fill.
    templates: Vec<(AttributeId, &'d Template)>,
}

/// How much of a value is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    Beginning,
}

impl<'d, 's> Question<'d, 's> {
    pub(super) fn of(scope: &'s Scope<'d>, pattern: &'d Pattern) -> Self {
        let entity = pattern.entity.and_then(|id| scope.table.entity(id));
        let templates = match entity {
            Some(entity) => templates(entity).collect(),
            None => shared(scope, pattern),
        };
        Self { scope, pattern, entity, templates }
    }

    /// The conditions with their places.
    pub(super) fn conditions(&self) -> impl Iterator<Item = (usize, &'d Condition)> + use<'d> {
        self.pattern.conditions.iter().enumerate()
    }

    /// The conditions on an attribute.
    pub(super) fn on(
        &self,
        attribute: AttributeId,
    ) -> impl Iterator<Item = (usize, &'d Condition)> + use<'d> {
        self.conditions().filter(move |(_, condition)| condition.attribute == attribute)
    }

    /// The condition that an attribute equals something.
    pub(super) fn equal(&self, attribute: AttributeId) -> Option<(usize, &'d Condition)> {
        self.on(attribute).find(|(_, condition)| condition.comparison == Comparison::Equal)
    }

    /// How the entity fills an attribute.
    pub(super) fn template(&self, attribute: AttributeId) -> Option<&'d Template> {
        self.templates.iter().find(|(of, _)| *of == attribute).map(|(_, template)| *template)
    }

    /// How far a parameter of this name fills a piece of a template, if a condition gives it.
    pub(super) fn parameter(&self, name: &str) -> Option<Extent> {
        let mut named = self.pattern.conditions.iter().filter(|condition| condition.parameter == name);
        named.find_map(|condition| match condition.comparison {
            Comparison::Equal => Some(Extent::Whole),
            Comparison::BeginsWith => Some(Extent::Beginning),
            _ => None,
        })
    }

    pub(super) fn attribute(&self, id: AttributeId) -> Option<&'d Attribute> {
        self.scope.table.attribute(id)
    }

    pub(super) fn is_text(&self, id: AttributeId) -> bool {
        self.attribute(id).is_some_and(|attribute| attribute.kind == AttributeType::S)
    }

    /// An attribute that the pattern speaks of and the table does not have.
    pub(super) fn gone(&self) -> Option<AttributeId> {
        let compared = self.pattern.conditions.iter().map(|condition| condition.attribute);
        let ordered = self.pattern.order.map(|order| order.attribute);
        let mut spoken = compared.chain(ordered).chain(self.pattern.attributes.iter().copied());
        spoken.find(|id| self.attribute(*id).is_none())
    }

    /// The attributes that the answer must have.
    pub(super) fn needed(&self) -> Vec<AttributeId> {
        let mut needed = Vec::new();
        self.needs(|attribute| {
            needed.push(attribute);
            false
        });
        needed
    }

    /// Whether one of the attributes that the answer must have is such; without a list of them, since this is asked
    /// of every index at every keystroke.
    pub(super) fn needs(&self, is_such: impl FnMut(AttributeId) -> bool) -> bool {
        match (self.pattern.attributes.as_slice(), self.entity) {
            ([], Some(entity)) if !entity.attributes.is_empty() => {
                entity.attributes.iter().map(|carried| carried.attribute).any(is_such)
            }
            ([], _) => self.scope.table.attributes.iter().map(|attribute| attribute.id).any(is_such),
            (named, _) => named.iter().copied().any(is_such),
        }
    }

    /// Whether every item that is asked for has the attribute, as far as the design says.
    pub(super) fn is_everywhere(&self, attribute: AttributeId) -> bool {
        let carried = self.entity.and_then(|entity| entity.attribute(attribute));
        self.scope.is_key(attribute) || carried.is_some_and(|carried| !carried.optional)
    }

    /// Whether the design says of some items that are asked for that they lack the attribute.
    pub(super) fn is_lacked(&self, attribute: AttributeId) -> bool {
        let lacks = |entity: &Entity| entity.attribute(attribute).is_none_or(|carried| carried.optional);
        let asked = |entity: &&std::sync::Arc<Entity>| self.entity.is_none_or(|asked| asked.id == entity.id);
        // An entity that the conditions speak of no attribute of is not asked for.
        let meets = |entity: &&std::sync::Arc<Entity>| {
            let carries = |condition: &Condition| {
                self.scope.is_key(condition.attribute) || entity.attribute(condition.attribute).is_some()
            };
            !entity.attributes.is_empty() && self.pattern.conditions.iter().all(carries)
        };
        let entities = self.scope.table.entities.iter().filter(asked).filter(meets);
        !self.scope.is_key(attribute) && entities.into_iter().any(|entity| lacks(entity))
    }

    /// Whether the entity says what it carries, and this is not of it.
    pub(super) fn is_nowhere(&self, attribute: AttributeId) -> bool {
        let said = self.entity.filter(|entity| !entity.attributes.is_empty());
        !self.scope.is_key(attribute) && said.is_some_and(|entity| entity.attribute(attribute).is_none())
    }
}

fn templates(entity: &Entity) -> impl Iterator<Item = (AttributeId, &Template)> {
    entity.attributes.iter().filter_map(|carried| Some((carried.attribute, carried.template.as_ref()?)))
}

/// The templates that hold for whatever is asked for, where no entity is named: all entities that have what the
/// conditions speak of fill the attribute alike, and no other entity fills it with what could be taken for that.
fn shared<'d>(scope: &Scope<'d>, pattern: &Pattern) -> Vec<(AttributeId, &'d Template)> {
    let meets = |entity: &Entity| {
        let has = |condition: &Condition| entity.attribute(condition.attribute).is_some();
        !pattern.conditions.is_empty() && pattern.conditions.iter().all(has)
    };
    let table: &'d Table = scope.table;
    let (asked, others): (Vec<&Entity>, Vec<&Entity>) =
        table.entities.iter().map(AsRef::as_ref).partition(|entity| meets(entity));
    let Some((first, rest)) = asked.split_first() else { return Vec::new() };
    let is_shared = |(attribute, template): &(AttributeId, &Template)| {
        rest.iter().all(|entity| entity.template(*attribute) == Some(*template))
            && others.iter().all(|entity| match entity.attribute(*attribute) {
                None => !scope.is_key(*attribute),
                Some(other) => other.template.as_ref().is_some_and(|other| are_apart(template, other)),
            })
    };
    templates(first).filter(is_shared).collect()
}

/// Whether what two templates make begins with different texts.
fn are_apart(one: &Template, two: &Template) -> bool {
    match (one.0.first(), two.0.first()) {
        (Some(TemplatePart::Text(one)), Some(TemplatePart::Text(two))) => {
            !one.starts_with(two.as_str()) && !two.starts_with(one.as_str())
        }
        _ => false,
    }
}
