//! What a design wants to be in an environment: ids become names, defaults become explicit.
//!
//! A design that `validate` finds errors in has no desired state: the planner trusts what it gets.

mod replica;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{
    Address, ConsumerKind, Delivery, Design, Diagnostic, Field, Object, Severity, Table, TableId,
    is_name_char, quoted, validate,
};

use crate::{NameTemplate, TableState};

pub use table::state as state_of;

/// The tables that a design wants in an environment, by their names in AWS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desired {
    /// Their settings.
    pub states: BTreeMap<String, TableState>,
    /// The table of the design that each is made from.
    pub sources: BTreeMap<String, TableId>,
    /// What reads the stream of each, in words; nothing for one that nothing reads.
    pub consumers: BTreeMap<String, Vec<String>>,
}

impl Desired {
    /// The same without these tables, by their names in AWS.
    #[must_use]
    pub fn without(&self, names: &BTreeSet<String>) -> Self {
        let mut rest = self.clone();
        rest.states.retain(|name, _| !names.contains(name));
        rest.sources.retain(|name, _| !names.contains(name));
        rest.consumers.retain(|name, _| !names.contains(name));
        rest
    }
}

/// The desired state of a design in an environment of this name.
///
/// # Errors
///
/// All errors of the design, and of the names that the template makes.
pub fn desired(
    design: &Design,
    environment: &str,
    template: &NameTemplate,
) -> Result<Desired, Vec<Diagnostic>> {
    let mut errors = validate(design);
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let mut desired = Desired::default();
    for table in &design.tables {
        let name = template.apply(environment, &table.name);
        errors.extend(name_error(table, &name, &desired));
        desired.sources.insert(name.clone(), table.id);
        desired.consumers.insert(name.clone(), readers(table));
        desired.states.insert(name.clone(), table::state(table, name));
    }
    if errors.is_empty() { Ok(desired) } else { Err(errors) }
}

/// Those that a Kinesis data stream feeds do not read the table's own.
fn readers(table: &Table) -> Vec<String> {
    let reads =
        |kind: &ConsumerKind| !matches!(kind, ConsumerKind::Analytics(one) if one.via == Delivery::Kinesis);
    let readers = table.consumers.iter().filter(|consumer| reads(&consumer.kind));
    readers.map(|consumer| format!("{} `{}`", consumer.kind.label(), consumer.name)).collect()
}

/// A name in the design can be right and the name in AWS made of it wrong; a wrong one in the design is told already.
fn name_error(table: &Table, name: &str, earlier: &Desired) -> Option<Diagnostic> {
    if name == table.name {
        return None;
    }
    let at = Address::field(Object::Table(table.id), Field::Name);
    let subject = format!("Table {} would be called {} in AWS", quoted(&table.name), quoted(name));
    if earlier.states.contains_key(name) {
        let message = format!("{subject}, as another one: give it another name");
        return Some(Diagnostic::error("DDB002", at, message));
    }
    let problem = if name.chars().count() < 3 || name.chars().count() > 255 {
        format!("which has {} characters: names have 3 to 255", name.chars().count())
    } else if let Some(wrong) = name.chars().find(|c| !is_name_char(*c)) {
        format!("which has the character {wrong:?}: use only A-Z, a-z, 0-9, _, - and .")
    } else {
        return None;
    };
    let way_out = "change it, the name template or the environment's name";
    Some(Diagnostic::error("DDB001", at, format!("{subject}, {problem}; {way_out}")))
}

#[cfg(test)]
mod tests {
    use tablewright_model::{AttributeType, StreamView};
    use tablewright_testkit::{TableBuilder, design, game_scores, id};

    use super::*;
    use crate::{KeyElement, KeyRole, ScalarType};

    fn template(text: &str) -> NameTemplate {
        NameTemplate::parse(text).unwrap()
    }

    #[test]
    fn ids_become_names_and_definitions_are_those_of_the_keys() {
        let Desired { states, sources, .. } =
            desired(&game_scores(), "dev", &template("{env}-{table}")).unwrap();
        let state = &states["dev-GameScores"];
        assert_eq!(state.name, "dev-GameScores");
        assert_eq!(sources["dev-GameScores"], TableId(id("GameScores")));
        let element = |name: &str, role| KeyElement { name: name.to_owned(), role };
        assert_eq!(state.key, [element("UserId", KeyRole::Hash), element("GameTitle", KeyRole::Range)]);
        let definitions =
            [("GameTitle", ScalarType::S), ("TopScore", ScalarType::N), ("UserId", ScalarType::S)];
        let definitions = definitions.map(|(name, kind)| (name.to_owned(), kind));
        assert_eq!(state.definitions, definitions.into(), "not ExpiresAt: no key uses it");
        let index = &state.indexes["GameTitleIndex"];
        assert_eq!(index.key, [element("GameTitle", KeyRole::Hash), element("TopScore", KeyRole::Range)]);
        assert_eq!((&state.stream, &state.ttl), (&Some(StreamView::NewImage), &Some("ExpiresAt".to_owned())));
    }

    #[test]
    fn a_design_with_errors_has_no_desired_state() {
        let keyless = design("Wrong", [TableBuilder::new("Keyless").build()]);
        let errors = desired(&keyless, "dev", &NameTemplate::default()).unwrap_err();
        assert_eq!(errors, validate(&keyless));
        assert!(!errors.is_empty());
    }

    #[test]
    fn names_that_only_the_environment_makes_wrong_are_told_with_both_names() {
        let named = |name: &str| {
            let table = TableBuilder::new(name).attribute("id", AttributeType::S).partition("id");
            design("Test", [table.build()])
        };
        let told = |design: &Design, environment: &str| {
            let errors = desired(design, environment, &template("{env}-{table}")).unwrap_err();
            assert_eq!(errors.len(), 1, "{errors:?}");
            (errors[0].code.clone(), errors[0].message.clone())
        };
        let (code, message) = told(&named(&"x".repeat(250)), "production");
        assert_eq!(code, "DDB001");
        assert!(message.contains("261 characters"), "{message}");
        let (code, message) = told(&named("Scores"), "my stage");
        assert_eq!(code, "DDB001");
        assert!(message.contains("`Scores`") && message.contains("`my stage-Scores`"), "{message}");
        // A wrong name in the design is told once, by `validate`.
        assert_eq!(told(&named("x"), "dev").0, "DDB001");
    }
}
