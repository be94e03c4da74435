//! Beside which control of an object a finding stands.
//!
//! Findings are about fields, and a field may have several controls: one for each side of autoscaling and more. The one
//! that the finding's own remedy would change is meant; without a remedy it is the first.

use std::collections::BTreeMap;

use tablewright_contract::judge::Finding;
use tablewright_model::{Design, Field, Object, apply};

use super::control::At;
use super::sheet::Sheet;
use crate::editor::judge::{Findings, offered};

/// What AWS would refuse of each control, by its number.
pub(super) fn by_control(
    findings: &Findings,
    design: &Design,
    object: Object,
    sheet: &dyn Sheet,
) -> BTreeMap<usize, String> {
    let mut wrong = BTreeMap::new();
    let mut found = findings.refused(object).peekable();
    if found.peek().is_none() {
        return wrong;
    }
    let values = sheet.values(&At::of(design, object));
    let fields = sheet.fields();
    for finding in found {
        let Some(field) = finding.address.field else { continue };
        if let Some(at) = control_of(finding, field, &fields, &values, design, sheet) {
            let told: &mut String = wrong.entry(at).or_default();
            if !told.is_empty() {
                told.push_str(". ");
            }
            told.push_str(&finding.message);
        }
    }
    wrong
}

fn control_of(
    finding: &Finding,
    field: Field,
    fields: &[Field],
    values: &[Option<String>],
    design: &Design,
    sheet: &dyn Sheet,
) -> Option<usize> {
    let there = |at: &usize| fields.get(*at) == Some(&field) && values.get(*at).is_some_and(Option::is_some);
    let mut candidates = (0..fields.len()).filter(there);
    let first = candidates.next()?;
    if candidates.next().is_none() {
        return Some(first);
    }
    let after = mended(finding, design, sheet).unwrap_or_default();
    let changed = |at: &usize| after.get(*at).is_some_and(|value| values.get(*at) != Some(value));
    (0..fields.len()).filter(there).find(changed).or(Some(first))
}

/// The values of the controls once the finding is mended.
fn mended(finding: &Finding, design: &Design, sheet: &dyn Sheet) -> Option<Vec<Option<String>>> {
    let edit = offered(&finding.fix.as_ref()?.edit)?;
    let mended = apply(design, &edit).ok()?.design;
    Some(sheet.values(&At::of(&mended, finding.address.object)))
}
