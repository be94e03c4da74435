//! Strong consistency where eventual may do.
//!
//! Detects: a frequent read that is strongly consistent (`frequent_rate`).
//! Why: it costs twice the units and can't be served by a global index; the eventual answer is nearly always
//! the same.
//! Way out: read eventually, unless the pattern must see its own write of a moment ago.
//! Source: Developer Guide, read consistency.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB218", Info, check);

fn check(view: &TableView, read: &PatternView, found: &mut Findings) {
    let pattern = read.pattern;
    if !pattern.consistent || !read.is_read() || read.rate() < view.thresholds().frequent_rate {
        return;
    }
    let (name, rate) = (quoted(&pattern.name), read.rate());
    let message =
        format!("Access pattern {name} reads consistently {rate} times per second: eventual reads cost half");
    let fix = Edit::SetPattern { pattern: pattern.id, field: PatternField::Consistent(false) };
    found.add_with_fix(Address::of(Object::Pattern(pattern.id)), message, "Read eventually", fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn frequent_reads_are_eventual() {
        let strong = table("pk").query_with("pk =", |pattern| pattern.consistent = true);
        fires_with_fix(&RULE, strong.clone().rate(50));
        silent(&RULE, strong);
        silent(&RULE, table("pk").query("pk =").rate(50));
    }
}
