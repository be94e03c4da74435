//! Names of attributes: present (DDB025), not too long (DDB026), one meaning per name (DDB005).

use std::collections::BTreeMap;

use crate::{Address, Diagnostic, Field, Object, Table, quoted};

/// An attribute's name has at most 64 KB; of a key 255 bytes (Developer Guide, naming rules).
const MAX_NAME: usize = 65_535;
const MAX_KEY_NAME: usize = 255;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let keys = table.key_attributes();
    let mut seen = BTreeMap::new();
    for attribute in &table.attributes {
        let at = Address::field(Object::Attribute(table.id, attribute.id), Field::Name);
        if attribute.name.is_empty() {
            let message = "An attribute has no name: name it or remove it";
            found.push(Diagnostic::error("DDB025", at, message));
            continue;
        }
        let most = if keys.contains(&attribute.id) { MAX_KEY_NAME } else { MAX_NAME };
        if attribute.name.len() > most {
            let message = format!(
                "Attribute {} has a name of {} bytes: use at most {most}",
                quoted(&attribute.name),
                attribute.name.len()
            );
            found.push(Diagnostic::error("DDB026", at, message));
        }
        if seen.insert(attribute.name.as_str(), attribute.id).is_some() {
            let message = format!(
                "Two attributes are called {}: an attribute has one type in a table; remove one or rename it",
                quoted(&attribute.name)
            );
            found.push(Diagnostic::error("DDB005", at, message));
        }
    }
}
