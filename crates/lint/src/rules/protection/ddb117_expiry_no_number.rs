//! A time of expiry is not a number.
//!
//! Detects: a sample item whose TTL attribute is not a whole Number.
//! Why: TTL passes over every other type without a word, and the item stays for ever.
//! Way out: write the time as a Number of seconds since 1970.
//! Source: Developer Guide, time to live: before you start.

use crate::rules::prelude::*;
use crate::rules::shared::ttl_values;

pub(super) const RULE: Rule = Rule::table("DDB117", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for (item, name, value) in ttl_values(view) {
        let is_time = |digits: &str| digits.parse::<u64>().is_ok();
        if !matches!(value, AttributeValue::N(digits) if is_time(digits)) {
            let name = quoted(name);
            let message = format!(
                "{name} of the sample item is no whole Number, so that it never expires: write seconds"
            );
            found.add(view.at_item(item), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn expiry_is_a_number() {
        let sketch = table("pk | expires:N");
        let ttl = sketch.attribute("expires");
        let expiring = sketch.set(|table| table.ttl = Some(ttl));
        fires(&RULE, expiring.clone().item("pk=x expires=2026-01-31"));
        fires(&RULE, expiring.clone().item("pk=x expires=#1.5"));
        silent(&RULE, expiring.item("pk=x expires=#1767225600").item("pk=y"));
    }
}
