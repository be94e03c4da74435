//! A sample item whose key is not as its entity makes it.
//!
//! Detects: a sample item of an entity with a value that does not begin with the fixed text of its template.
//! Why: queries by the template do not find such items; sample or template is wrong.
//! Way out: correct the value, the entity of the item, or the template.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB332", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for entity in &view.table.entities {
        let fixed: Vec<(usize, &str)> = entity.attributes.iter().filter_map(|it| prefix(view, it)).collect();
        if fixed.is_empty() {
            continue;
        }
        for item in view.held.items.iter().filter(|item| item.item.entity == Some(entity.id)) {
            let is_unlike = |(slot, prefix): &&(usize, &str)| matches!(item.value(*slot), Some(AttributeValue::S(text)) if !text.starts_with(*prefix));
            let Some((slot, _)) = fixed.iter().find(is_unlike) else { continue };
            let name = view.slots.get(*slot).map_or_else(String::new, |attribute| quoted(&attribute.name));
            let entity = quoted(&entity.name);
            let message = format!(
                "The sample item has another {name} than the template of {entity} makes: correct one"
            );
            found.add(view.at_item(item.item), message);
        }
    }
}

/// What every value of an attribute begins with, if anything.
fn prefix<'a>(view: &TableView, carried: &'a EntityAttribute) -> Option<(usize, &'a str)> {
    let prefix = carried.template.as_ref()?.prefix();
    (!prefix.is_empty()).then(|| Some((view.slots.of_id(carried.attribute)?, prefix)))?
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
