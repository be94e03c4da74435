//! What the sample values of an attribute are taken from (DDB043): it exists.

use super::subject::Subject;
use crate::{AttributeField, Design, Diagnostic, Edit, Field, Object, SampleFormat, Table};

pub(super) fn check(design: &Design, table: &Table, found: &mut Vec<Diagnostic>) {
    for attribute in &table.attributes {
        let Some(SampleFormat::Reference { table: from, attribute: of }) = attribute.format else { continue };
        if design.table(from).is_some_and(|from| from.attribute(of).is_some()) {
            continue;
        }
        let object = Object::Attribute(table.id, attribute.id);
        let subject = Subject { kind: "Attribute", name: &attribute.name, object };
        let message = format!(
            "{subject} takes its sample values from an attribute that is gone: choose another format"
        );
        let field = AttributeField::Format(None);
        let fix = Edit::SetAttribute { table: table.id, attribute: attribute.id, field };
        found.push(subject.error("DDB043", Field::Format, message).with_fix("Remove the format", fix));
    }
}
