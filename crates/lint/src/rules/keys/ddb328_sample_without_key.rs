//! A sample item without its key.
//!
//! Detects: a sample item that lacks an attribute of the primary key, or holds an empty text there.
//! Why: AWS refuses to put it, and it appears in no preview.
//! Way out: complete the key.
//! Source: API reference, PutItem.

use crate::rules::prelude::*;
use crate::rules::shared::scalar;

pub(super) const RULE: Rule = Rule::table("DDB328", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for item in &view.table.items {
        let is_missing = |key: &AttributeId| {
            let Some(attribute) = view.attribute(*key) else { return false };
            let value = item.values.get(&attribute.name);
            value.is_none_or(|value| scalar(value).is_some_and(|(_, text)| text.is_empty()))
        };
        if let Some(key) = view.table.key.attributes().find(is_missing) {
            let key = view.named(key);
            let message =
                format!("A sample item of {} has no {key}, which is its key: complete it", view.name());
            found.add(view.at_item(item), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn samples_have_keys() {
        fires(&RULE, table("pk sk").item("pk=a"));
        fires(&RULE, table("pk").item("pk="));
        silent(&RULE, table("pk sk").item("pk=a sk=#1"));
    }
}
