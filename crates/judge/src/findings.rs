//! Findings: what validation and the rules say of a design, the grave first.

use std::cmp::Reverse;
use std::sync::Arc;

use tablewright_contract::judge::{Finding, Offer, Splice};
use tablewright_lint::{Judging, rule};
use tablewright_model::{Design, Diagnostic, Validation};

/// What is found of designs that follow one another.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    validation: Validation,
    rules: Judging,
    list: Vec<Arc<Diagnostic>>,
    /// How many were silenced.
    pub(crate) silenced: u32,
}

impl Findings {
    /// Goes on to the next design, and tells what is found otherwise than before.
    pub(crate) fn judge(&mut self, design: &Design) -> Vec<Splice<Finding>> {
        let mut list = self.validation.check(design);
        let (by_rules, silenced) = self.rules.judge(design);
        list.extend(by_rules);
        list.sort_by_key(|finding| Reverse(finding.severity));
        self.silenced = u32::try_from(silenced).unwrap_or(u32::MAX);
        let splices = Splice::between(&self.list, &list);
        self.list = list;
        // Only what is new is written.
        splices.into_iter().map(|splice| splice.map(|found| finding(&found))).collect()
    }
}

fn finding(found: &Diagnostic) -> Finding {
    let Diagnostic { code, severity, address, message, fix } = found;
    let fix = fix.as_ref().and_then(|fix| {
        Some(Offer { edit: serde_json::to_string(&fix.edit).ok()?, label: fix.label.clone() })
    });
    Finding {
        code: code.clone(),
        severity: *severity,
        address: *address,
        message: message.clone(),
        by_rule: rule(code).is_some(),
        fix,
    }
}
