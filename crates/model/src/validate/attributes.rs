//! Names of attributes: present (DDB025), not too long (DDB026), one meaning per name (DDB005).

use super::scope::Scope;
use super::seen::Seen;
use super::subject::Subject;
use crate::{Attribute, AttributeId, Diagnostic, Edit, Field, Object, quoted};

/// An attribute's name has at most 64 KB; where the API names it, 255 bytes (Developer Guide, naming rules).
const MAX_NAME: usize = 65_535;
const MAX_NAMED: usize = 255;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    let mut seen = Seen::of(table.attributes.len());
    for attribute in &table.attributes {
        let subject = subject(scope, attribute);
        if attribute.name.is_empty() {
            let message = "An attribute has no name: name it or remove it";
            let fix = Edit::RemoveAttribute { table: table.id, attribute: attribute.id };
            found.push(subject.error("DDB025", Field::Name, message).with_fix("Remove the attribute", fix));
            continue;
        }
        if attribute.name.len() > MAX_NAMED {
            found.extend(too_long(scope, attribute));
        }
        if !seen.is_new(&attribute.name) {
            let message = format!(
                "Two attributes are called {}: an attribute has one type in a table; remove one or rename it",
                quoted(&attribute.name)
            );
            found.push(subject.error("DDB005", Field::Name, message));
        }
    }
}

fn subject<'a>(scope: &Scope<'_>, attribute: &'a Attribute) -> Subject<'a> {
    let object = Object::Attribute(scope.table.id, attribute.id);
    Subject { kind: "Attribute", name: &attribute.name, object }
}

fn too_long(scope: &Scope<'_>, attribute: &Attribute) -> Option<Diagnostic> {
    let most = if is_named(scope, attribute.id) { MAX_NAMED } else { MAX_NAME };
    let length = attribute.name.len();
    if length <= most {
        return None;
    }
    let reason = if most == MAX_NAMED { ", since a key, TTL or an index names it" } else { "" };
    let subject = subject(scope, attribute);
    let message = format!("{subject} has a name of {length} bytes: use at most {most}{reason}");
    Some(subject.error("DDB026", Field::Name, message))
}

/// Whether a setting of the table names it: a key, TTL, a projection or a vector. Asked of very long names only.
fn is_named(scope: &Scope<'_>, id: AttributeId) -> bool {
    let table = scope.table;
    scope.is_key(id)
        || table.ttl == Some(id)
        || table.vector_indexes.iter().any(|index| index.vector == Some(id))
        || table.projections().any(|(_, projection)| projection.included().contains(&id))
}
