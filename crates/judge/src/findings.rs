//! Findings: what validation and the rules say of a design, the grave first.

use std::cmp::Reverse;

use tablewright_contract::judge::{Finding, Offer, Splice};
use tablewright_lint::{Outcome, Policy, judge, rule};
use tablewright_model::{Design, Diagnostic, validate};

/// Every finding, and how many were silenced.
pub(crate) fn of(design: &Design) -> (Vec<Diagnostic>, u32) {
    let mut findings = validate(design);
    let Outcome { findings: by_rules, silenced } = judge(design, &Policy::default());
    findings.extend(by_rules);
    findings.sort_by_key(|finding| Reverse(finding.severity));
    (findings, u32::try_from(silenced.len()).unwrap_or(u32::MAX))
}

/// The same as it is told: only what is new is written.
pub(crate) fn told(splice: Splice<Diagnostic>) -> Splice<Finding> {
    let Splice { from, drop, with } = splice;
    Splice { from, drop, with: with.into_iter().map(finding).collect() }
}

fn finding(found: Diagnostic) -> Finding {
    let Diagnostic { code, severity, address, message, fix } = found;
    let by_rule = rule(&code).is_some();
    let fix =
        fix.and_then(|fix| Some(Offer { edit: serde_json::to_string(&fix.edit).ok()?, label: fix.label }));
    Finding { code, severity, address, message, by_rule, fix }
}
