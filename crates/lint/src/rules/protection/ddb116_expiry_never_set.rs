//! Nothing ever expires.
//!
//! Detects: a table with TTL and sample items, none of which has the TTL attribute.
//! Why: items without it never expire; often the attribute is called otherwise in the code, by a letter or
//! its case.
//! Way out: choose the attribute that the items have, or give some sample items a time of expiry.
//! Source: Developer Guide, time to live: items without the attribute are not processed.

use crate::rules::prelude::*;
use crate::rules::shared::ttl_values;

pub(super) const RULE: Rule = Rule::table("DDB116", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let Some(ttl) = view.table.ttl else { return };
    if view.table.items.is_empty() || view.attribute(ttl).is_none() || ttl_values(view).next().is_some() {
        return;
    }
    let name = view.named(ttl);
    let message = format!("No sample item of {} has the TTL attribute {name}: check its name", view.name());
    found.add(view.at(Field::Ttl), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn some_item_expires() {
        let sketch = table("pk | expires:N");
        let ttl = sketch.attribute("expires");
        let expiring = sketch.set(|table| table.ttl = Some(ttl));
        fires(&RULE, expiring.clone().item("pk=x expire=#1"));
        silent(&RULE, expiring.clone().item("pk=x").item("pk=y expires=#1767225600"));
        silent(&RULE, expiring);
    }
}
