//! A pattern without a rate.
//!
//! Detects: an access pattern without a peak or average rate in a table whose other patterns have one.
//! Why: cost, capacity and hot keys of the table are counted without it, and look better than they are.
//! Way out: give an estimate; the order of magnitude will do.
//! Source: Developer Guide, NoSQL design: know the peak query loads beforehand.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB222", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let has_rate =
        |pattern: &PatternView| pattern.pattern.peak_rate.is_some() || pattern.pattern.average_rate.is_some();
    if !view.patterns.iter().any(has_rate) {
        return;
    }
    for PatternView { pattern, .. } in view.patterns.iter().filter(|pattern| !has_rate(pattern)) {
        let name = quoted(&pattern.name);
        let message = format!("Access pattern {name} has no rate, unlike others of its table: estimate one");
        found.add(Address::field(Object::Pattern(pattern.id), Field::Rate), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn all_have_rates_or_none() {
        let sketch = table("pk").query("pk =");
        fires(&RULE, sketch.clone().rate(5).query("pk ="));
        silent(&RULE, sketch.clone().rate(5));
        silent(&RULE, sketch.query("pk ="));
    }
}
