//! A sample value of another type than its attribute.
//!
//! Detects: a sample item that holds an attribute outside the keys with a type other than the declared one.
//! Why: one of the two is wrong; code that follows the wrong one fails on the first real item.
//! Way out: correct the value, or the type of the attribute.
//! Source: Developer Guide, data types.

use crate::rules::prelude::*;
use crate::rules::shared::type_of;

pub(super) const RULE: Rule = Rule::table("DDB321", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for item in &view.held.items {
        for (slot, value) in &item.values {
            let Some(attribute) = view.slots.get(*slot) else { continue };
            let kind = type_of(value);
            // AWS refuses a key of another type, so that validation tells of it.
            let is_key = || view.paths.iter().any(|path| path.is_key(attribute.id));
            if kind == attribute.kind || kind == AttributeType::Null || is_key() {
                continue;
            }
            let (name, is, should) = (quoted(&attribute.name), kind.label(), attribute.kind.label());
            let message =
                format!("The sample item holds {name} as {is}, declared as {should}: correct one of them");
            found.add(view.at_item(item.item), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn samples_have_the_declared_types() {
        let sketch = table("pk | score:N name");
        fires(&RULE, sketch.clone().item("pk=a score=high"));
        fires(&RULE, sketch.clone().item("pk=a name=#5"));
        silent(&RULE, sketch.clone().item("pk=a score=#5 name=x undeclared=#7"));
        silent(&RULE, sketch.item("pk=#5"));
    }
}
