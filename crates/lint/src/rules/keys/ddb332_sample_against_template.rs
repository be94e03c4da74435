//! A sample item whose key is not as its entity makes it.
//!
//! Detects: a sample item of an entity with a value that does not begin with the fixed text of its template.
//! Why: queries by the template do not find such items; sample or template is wrong.
//! Way out: correct the value, the entity of the item, or the template.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB332", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    if view.table.entities.is_empty() {
        return;
    }
    for item in &view.table.items {
        let Some(entity) = item.entity.and_then(|id| view.table.entity(id)) else { continue };
        let is_unlike = |carried: &&EntityAttribute| {
            let prefix = carried.template.as_ref().map_or("", Template::prefix);
            let name = view.attribute(carried.attribute).map_or("", |attribute| &attribute.name);
            matches!(item.values.get(name), Some(AttributeValue::S(text)) if !text.starts_with(prefix))
        };
        let Some(carried) = entity.attributes.iter().find(is_unlike) else { continue };
        let (name, entity) = (view.named(carried.attribute), quoted(&entity.name));
        let message =
            format!("The sample item has another {name} than the template of {entity} makes: correct one");
        found.add(view.at_item(item), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn samples_follow_their_templates() {
        let sketch = table("pk | user").entity("User", "pk=USER#{user} user");
        fires(&RULE, sketch.clone().item_of("User", "pk=ORDER#1"));
        silent(&RULE, sketch.clone().item_of("User", "pk=USER#1 user=x"));
        silent(&RULE, sketch.item("pk=ORDER#1"));
    }
}
