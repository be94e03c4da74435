//! What a rule says of itself.

use tablewright_contract::judge::RuleView;
use tablewright_lint::rule;

pub(super) fn seen(code: &str) -> Option<RuleView> {
    let rule = rule(code)?;
    // Its text is wrapped where its file is.
    let text = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(RuleView {
        code: code.to_owned(),
        title: rule.title().to_owned(),
        why: text(rule.why()),
        way_out: text(rule.way_out()),
    })
}
