//! The time of expiry is in milliseconds.
//!
//! Detects: a sample item whose TTL attribute holds thirteen digits or more.
//! Why: TTL counts in seconds; a time in milliseconds is tens of thousands of years away, and nothing ever
//! expires.
//! Way out: write seconds since 1970.
//! Source: Developer Guide, time to live: the attribute is a Number in epoch seconds.

use crate::rules::prelude::*;
use crate::rules::shared::ttl_values;

pub(super) const RULE: Rule = Rule::table("DDB110", Warning, check);

/// A time in seconds has twelve digits for the next thirty thousand years.
const SECONDS: u64 = 999_999_999_999;

fn check(view: &TableView, found: &mut Findings) {
    for (item, name, value) in ttl_values(view) {
        let AttributeValue::N(digits) = value else { continue };
        let Some(time) = digits.parse::<u64>().ok().filter(|time| *time > SECONDS) else { continue };
        let message = format!("The sample item expires at {time}, which is in milliseconds: write seconds");
        let mut values = item.values.clone();
        values.insert(name.to_owned(), AttributeValue::N(in_seconds(time).to_string()));
        let item_in_seconds = Item { values, ..item.clone() };
        let fix = Edit::SetItem { table: view.table.id, item: item_in_seconds };
        found.add_with_fix(view.at_item(item), message, "Write it in seconds", fix);
    }
}

fn in_seconds(mut time: u64) -> u64 {
    while time > SECONDS {
        time /= 1_000;
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn expiry_is_in_seconds() {
        let expiring = table("pk | expires:N");
        let ttl = expiring.attribute("expires");
        let expiring = expiring.set(|table| table.ttl = Some(ttl));
        fires_with_fix(&RULE, expiring.clone().item("pk=x expires=#1767225600000"));
        fires_with_fix(&RULE, expiring.clone().item("pk=x expires=#1767225600000000"));
        silent(
            &RULE,
            expiring.clone().item("pk=x expires=#1767225600").item("pk=y expires=soon").item("pk=z"),
        );
        silent(&RULE, expiring.set(|table| table.ttl = None).item("pk=x expires=#1767225600000"));
    }
}
