//! The attributes of a table that is being accepted: found by name, or added with the type that AWS says.

use tablewright_model::{Attribute, AttributeId, AttributeType, Digest, Id, List, Table};

use crate::{ScalarType, TableState};

/// The attributes so far.
pub(super) struct Attributes(Vec<Attribute>);

impl Attributes {
    /// Those of the table, with the types of keys as they are live.
    pub(super) fn of(table: &Table, now: &TableState) -> Self {
        let retyped = |attribute: &std::sync::Arc<Attribute>| {
            let mut attribute = Attribute::clone(attribute);
            if let Some(kind) = now.definitions.get(&attribute.name) {
                attribute.kind = declared(*kind);
            }
            attribute
        };
        let mut attributes = Self(table.attributes.iter().map(retyped).collect());
        for (name, kind) in &now.definitions {
            attributes.with_type(name, declared(*kind));
        }
        if let Some(name) = &now.ttl {
            attributes.with_type(name, AttributeType::N);
        }
        for index in now.vector_indexes.values() {
            attributes.with_type(&index.vector, AttributeType::L);
        }
        attributes
    }

    /// The attribute of this name. Of one that only a projection names nobody knows the type: most are strings.
    pub(super) fn named(&mut self, name: &str) -> AttributeId {
        self.with_type(name, AttributeType::S)
    }

    /// All of them.
    pub(super) fn finish(self) -> List<Attribute> {
        self.0.into_iter().collect()
    }

    fn with_type(&mut self, name: &str, kind: AttributeType) -> AttributeId {
        if let Some(found) = self.0.iter().find(|attribute| attribute.name == name) {
            return found.id;
        }
        let id = AttributeId(fresh_id(name, |id| self.0.iter().any(|attribute| attribute.id.0 == id)));
        self.0.push(Attribute {
            id,
            name: name.to_owned(),
            kind,
            description: String::new(),
            shape: None,
            format: None,
            distinct: None,
            hottest: None,
        });
        id
    }
}

const fn declared(kind: ScalarType) -> AttributeType {
    match kind {
        ScalarType::S => AttributeType::S,
        ScalarType::N => AttributeType::N,
        ScalarType::B => AttributeType::B,
    }
}

/// An id made of a name, always the same one, that is not taken yet.
pub(super) fn fresh_id(name: &str, is_taken: impl Fn(Id) -> bool) -> Id {
    let id_of = |text: &str| Digest::of_bytes(text.as_bytes()).short().parse::<Id>().ok();
    let tried = (1..).map(|number| if number == 1 { name.to_owned() } else { format!("{name} {number}") });
    // A short digest is always an id, and there are more of them than a table has parts.
    tried.filter_map(|text| id_of(&text)).find(|id| !is_taken(*id)).unwrap_or_else(|| Id::from_random(0))
}
