//! A template in a key that holds no text.
//!
//! Detects: a template of fixed text or several parts for an attribute that is not a String.
//! Why: what the template makes is a text; AWS refuses it in a key of another type.
//! Way out: make the attribute a String.
//! Source: API reference, AttributeDefinition.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB325", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for entity in &view.table.entities {
        for carried in &entity.attributes {
            let Some(template) = &carried.template else { continue };
            let is_text = template.0.len() > 1 || !template.prefix().is_empty();
            let Some(attribute) = view.attribute(carried.attribute) else { continue };
            if !is_text || attribute.kind == AttributeType::S {
                continue;
            }
            let (entity_name, name, kind) =
                (quoted(&entity.name), quoted(&attribute.name), attribute.kind.label());
            let message =
                format!("Entity {entity_name} makes a text for {name}, which is a {kind}: make it a String");
            let field = AttributeField::Type(AttributeType::S);
            let fix = Edit::SetAttribute { table: view.table.id, attribute: attribute.id, field };
            let at = Address::field(Object::Entity(view.table.id, entity.id), Field::Templates);
            // Expiry must stay a Number.
            let fix = (view.table.ttl != Some(attribute.id)).then_some(("Make it a String", fix));
            found.add_with(at, message, fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn templates_are_text() {
        fires_with_fix(&RULE, table("pk sk:N | at").entity("User", "pk sk=AT#{at}"));
        silent(&RULE, table("pk sk | at").entity("User", "pk sk=AT#{at}"));
        silent(&RULE, table("pk sk:N | at:N").entity("User", "pk sk={at}"));
    }
}
