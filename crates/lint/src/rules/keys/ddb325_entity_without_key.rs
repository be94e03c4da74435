//! An entity without the key of its table.
//!
//! Detects: an entity that does not carry an attribute of the primary key.
//! Why: every item has the whole key; nobody can say how items of this entity are found.
//! Way out: add the attribute, with a template if it is made of others.
//! Source: Developer Guide, core components: primary key.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB325", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    for entity in &table.entities {
        let keys = table.key.attributes().filter(|key| view.attribute(*key).is_some());
        let mut missing = keys.filter(|key| entity.attribute(*key).is_none()).peekable();
        if missing.peek().is_none() {
            continue;
        }
        let missing: Vec<AttributeId> = missing.collect();
        let (name, keys) = (quoted(&entity.name), view.named_all(missing.iter().copied()));
        let message = format!("Entity {name} lacks {keys}, the key of its table: add it");
        let added = missing.into_iter().map(|attribute| EntityAttribute {
            attribute,
            optional: false,
            template: None,
        });
        let attributes = added.chain(entity.attributes.iter().cloned()).collect();
        let field = EntityField::Attributes(attributes);
        let fix = Edit::SetEntity { table: table.id, entity: entity.id, field };
        let at = Address::field(Object::Entity(table.id, entity.id), Field::Attributes);
        found.add_with_fix(at, message, "Add the key", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn entities_have_keys() {
        fires_with_fix(&RULE, table("pk sk | email").entity("User", "pk email"));
        silent(&RULE, table("pk sk | email").entity("User", "pk sk"));
        silent(&RULE, table("pk sk"));
    }
}
