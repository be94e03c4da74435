//! The checks of a plan before anybody looks at it. Each is made anew with each plan.
//!
//! Only what is surely wrong fails: AWS would refuse it, the team's lint policy calls it an error, or an access pattern
//! that was served before is served no more, or a month would cost more than the environment's limit. The rest is for reviewers to weigh.

use std::collections::BTreeMap;

use tablewright_access::verdict::{Outcome, verdicts};
use tablewright_lint::Policy;
use tablewright_model::{Design, Diagnostic, PatternId, Severity, validate};
use tablewright_plan::{Action, Plan};
use tablewright_storage::{
    Check, CheckKind, CheckOutcome, DesignId, Environment, StoreError, VersionDocument,
};

use super::cost::{self, Month};
use crate::planning::{self, Subject};
use crate::state::AppState;

/// More findings than this nobody reads; the last says how many there are.
const MOST: usize = 20;

/// Makes all checks of a plan for a version.
pub(crate) async fn make(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
    document: &Design,
    plan: &Plan,
) -> Result<Vec<Check>, StoreError> {
    let applied = match state.store.baseline(environment.id, design).await? {
        Some(baseline) => state.store.version(design, baseline.version).await?,
        None => None,
    };
    let before = applied.as_ref().map(|version| &version.document);
    let limit = state.store.policy(environment.id).await?.policy.monthly_limit;
    Ok(vec![
        findings(CheckKind::Validation, &validate(document)),
        findings(CheckKind::Lint, &tablewright_lint::lint(document, &Policy::default())),
        check(
            CheckKind::Plan,
            CheckOutcome::Attention,
            plan.warnings.iter().map(|warning| sentence(&warning.message)),
        ),
        check(CheckKind::Patterns, CheckOutcome::Failed, lost(before, document).into_iter()),
        month(cost::month(document, limit, &environment.region, &state.prices)),
        drift(state, environment, design, applied).await,
    ])
}

/// More than the limit fails; what makes the figure doubtful is for reviewers.
fn month(Month { is_over, findings }: Month) -> Check {
    let worst = if is_over { CheckOutcome::Failed } else { CheckOutcome::Attention };
    check(CheckKind::Cost, worst, findings.into_iter())
}

/// Errors fail, warnings are for reviewers, hints are for authors.
fn findings(kind: CheckKind, found: &[Diagnostic]) -> Check {
    let worst = if found.iter().any(|finding| finding.severity == Severity::Error) {
        CheckOutcome::Failed
    } else {
        CheckOutcome::Attention
    };
    let grave = found.iter().filter(|finding| finding.severity != Severity::Info);
    check(kind, worst, grave.map(|finding| format!("{}: {}", finding.code, sentence(&finding.message))))
}

/// Passed without findings, `otherwise` with some.
fn check(kind: CheckKind, otherwise: CheckOutcome, findings: impl Iterator<Item = String>) -> Check {
    let mut findings: Vec<_> = findings.collect();
    let outcome = if findings.is_empty() { CheckOutcome::Passed } else { otherwise };
    let count = findings.len();
    if count > MOST {
        findings.truncate(MOST);
        findings.push(format!("There are {} more.", count - MOST));
    }
    Check { kind, outcome, findings }
}

/// The patterns that the applied version serves and this one does not, though it still has them.
fn lost(before: Option<&Design>, after: &Design) -> Vec<String> {
    let Some(before) = before else { return Vec::new() };
    let served = |design: &Design| -> BTreeMap<PatternId, bool> {
        verdicts(design)
            .into_iter()
            .map(|found| (found.pattern, found.outcome != Outcome::NotServed))
            .collect()
    };
    let (was, is) = (served(before), served(after));
    let lost = after.patterns.iter().filter(|pattern| {
        was.get(&pattern.id).is_some_and(|served| *served)
            && is.get(&pattern.id).is_some_and(|served| !served)
    });
    lost.map(|pattern| {
        format!(
            "Nothing serves `{}` any more: keep what served it, or take the pattern out of the design.",
            pattern.name
        )
    })
    .collect()
}

/// What a plan of the version that was applied last would have to put back.
async fn drift(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
    applied: Option<VersionDocument>,
) -> Check {
    let Some(VersionDocument { version, document }) = applied else {
        return check(CheckKind::Drift, CheckOutcome::Attention, std::iter::empty());
    };
    let subject = Subject { id: design, design: &document, digest: version.digest };
    let found = match planning::make(&state.store, &state.environments, environment, subject).await {
        Ok(planned) => changed(&planned.plan),
        Err(error) => vec![format!("Whether there is drift could not be found out: {error}.")],
    };
    check(CheckKind::Drift, CheckOutcome::Attention, found.into_iter())
}

fn changed(plan: &Plan) -> Vec<String> {
    let changes = plan.changes.iter().filter(|change| change.action != Action::NoChange);
    let sentence = |change: &tablewright_plan::TableChange| {
        let table = &change.table;
        let paths: Vec<_> = change.fields.iter().map(|field| field.path.as_str()).collect();
        match change.action {
            Action::Create => format!("Table `{table}` was deleted since it was last applied."),
            _ if paths.is_empty() => format!("Table `{table}` was changed since it was last applied."),
            _ => format!("Table `{table}` was changed since it was last applied: {}.", paths.join(", ")),
        }
    };
    changes.map(sentence).collect()
}

fn sentence(message: &str) -> String {
    let message = message.trim_end_matches('.');
    format!("{message}.")
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Edit, apply};

    use super::*;
    use crate::gallery;

    #[test]
    fn a_pattern_that_loses_its_index_fails_and_one_that_is_taken_out_does_not() {
        let before = gallery::example("game-scores").unwrap();
        let table = before.tables.iter().next().unwrap();
        let index = table.indexes.iter().next().unwrap().id;
        let after = apply(&before, &Edit::RemoveIndex { table: table.id, index }).unwrap().design;
        let found = lost(Some(&before), &after);
        assert!(!found.is_empty());
        assert!(found.iter().all(|finding| finding.starts_with("Nothing serves `")), "{found:?}");
        let mut without = after.clone();
        without.patterns = tablewright_model::List::default();
        assert!(lost(Some(&before), &without).is_empty());
        assert!(lost(None, &after).is_empty());
        assert!(lost(Some(&before), &before).is_empty());
    }

    #[test]
    fn long_lists_are_cut_and_say_so() {
        let found = check(CheckKind::Lint, CheckOutcome::Attention, (0..25).map(|number| number.to_string()));
        assert_eq!(
            (found.findings.len(), found.findings.last().unwrap().as_str()),
            (21, "There are 5 more.")
        );
        assert_eq!(
            check(CheckKind::Lint, CheckOutcome::Failed, std::iter::empty()).outcome,
            CheckOutcome::Passed
        );
    }
}
