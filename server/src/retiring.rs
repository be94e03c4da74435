//! The last stages of a migration: comparing both tables, and the plan that lets the old one go.
//!
//! Before the users are sent to the new table both hold the same: that is compared, counted and sampled, and kept. After
//! that the new table moves on and the old one does not, so what lets it go is the kept proof, and a backup that
//! the plan makes before it deletes anything, where there are backups.

use tablewright_aws::Comparison;
use tablewright_contract::ComparisonView;
use tablewright_plan::{Call, LiveTable, MigrationProgress, NO_BACKUP, Plan, plan, retirement};
use tablewright_storage::{
    Check, CheckKind, CheckOutcome, DesignId, Environment, Store, TableComparison, UserId,
};

use crate::api::Failure;
use crate::planning::{self, Subject, Survey};
use crate::state::AppState;
use crate::time::{now, rfc3339};

/// How many items of the old table are looked for in the new one.
const SAMPLES: u32 = 100;
/// More keys of one kind nobody reads.
const MOST: usize = 5;

/// The two tables of a migration that is under way.
struct Pair {
    survey: Survey,
    old: LiveTable,
    new: LiveTable,
}

/// Compares both tables and keeps what was found, through the store of who asks.
pub(crate) async fn compare(
    state: &AppState,
    store: &Store,
    by: UserId,
    environment: &Environment,
    subject: &Subject<'_>,
    table: &str,
) -> Result<ComparisonView, Failure> {
    let Pair { survey, old, new } = pair(state, environment, subject, table).await?;
    let found = survey.connected.gateway.compare(&old.state, &new.state, SAMPLES).await?;
    let view = view(&old.state.name, &new.state.name, &found);
    let kept = TableComparison {
        environment: environment.id,
        design: subject.id,
        old: old.state.name,
        old_id: old.table_id,
        new: new.state.name,
        new_id: new.table_id,
        is_same: view.findings.is_empty(),
        found: serde_json::to_string(&view).map_err(|error| Failure::internal(&error))?,
        by,
        at: now(),
    };
    store.record_comparison(&kept).await?;
    Ok(view)
}

/// What was found before, newest first.
pub(crate) async fn compared(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
) -> Result<Vec<ComparisonView>, Failure> {
    let kept = state.store.comparisons(environment.id, design).await?;
    let read = |one: TableComparison| serde_json::from_str(&one.found);
    kept.into_iter().map(read).collect::<Result<_, _>>().map_err(|error| Failure::internal(&error))
}

/// The plan that deletes the old table, and whether that was proved to be right.
pub(crate) async fn retire(
    state: &AppState,
    environment: &Environment,
    subject: &Subject<'_>,
    table: &str,
) -> Result<(Plan, Check), Failure> {
    let Pair { survey, old, new } = pair(state, environment, subject, table).await?;
    let kept = state.store.comparisons(environment.id, subject.id).await?;
    let proof = kept.into_iter().find(|one| {
        one.is_same && one.old_id == old.table_id && one.new_id == new.table_id && one.old == old.state.name
    });
    let Survey { desired, live, managed, connected } = survey;
    let backup = planning::backup_name();
    let planned = retirement(subject.digest, connected.identity, &desired, &live, &managed, table, &backup);
    let is_kept = planned.steps.iter().any(|step| matches!(step.call, Call::BackUp { .. }));
    Ok((planned, check(&old, &new, proof.as_ref(), is_kept)))
}

/// The table that a plan for retiring one deletes; of another plan nothing, or one that no migration has.
pub(crate) fn retired(plan: &Plan) -> Option<&str> {
    match plan.changes.as_slice() {
        [only] if plan.migrations.is_empty() => Some(&only.table),
        _ => None,
    }
}

async fn pair(
    state: &AppState,
    environment: &Environment,
    subject: &Subject<'_>,
    table: &str,
) -> Result<Pair, Failure> {
    let survey =
        planning::survey(&state.store, &state.environments, environment, subject.id, subject.design).await?;
    let Survey { desired, live, managed, connected } = &survey;
    let planned = plan(subject.digest, connected.identity.clone(), desired, live, managed, NO_BACKUP);
    let migration = planned.migrations.into_iter().find(|migration| migration.from == table);
    let going = migration.filter(|migration| migration.progress == MigrationProgress::UnderWay);
    let tables = going
        .and_then(|going| Some((live.tables.get(&going.from)?.clone(), live.tables.get(&going.to)?.clone())));
    let (old, new) = tables.ok_or_else(|| {
        let why = "it is not the old table of a migration whose new table is there";
        Failure::conflict(format!("Table `{table}` can't be compared or retired: {why}."))
    })?;
    Ok(Pair { survey, old, new })
}

fn view(old: &str, new: &str, found: &Comparison) -> ComparisonView {
    let mut findings = Vec::new();
    if found.from != found.to {
        findings.push(format!(
            "Table `{old}` has {} items and `{new}` has {}: let the copy come to its end, then compare again.",
            found.from, found.to
        ));
    }
    for (keys, what) in [
        (&found.missing, format!("is not in `{new}`")),
        (&found.different, format!("has other attributes in `{new}`")),
        (&found.without_place, format!("lacks an attribute of the key of `{new}`")),
    ] {
        findings.extend(keys.iter().take(MOST).map(|key| format!("The item with {key} {what}.")));
        if keys.len() > MOST {
            findings.push(format!("Of {} more samples the same holds: it {what}.", keys.len() - MOST));
        }
    }
    ComparisonView {
        old: old.to_owned(),
        new: new.to_owned(),
        at: rfc3339(now()),
        old_items: found.from,
        new_items: found.to,
        sampled: found.sampled,
        findings,
    }
}

/// `is_kept` says whether the plan begins with a backup.
fn check(old: &LiveTable, new: &LiveTable, proof: Option<&TableComparison>, is_kept: bool) -> Check {
    let (from, to) = (&old.state.name, &new.state.name);
    let proved = proof.and_then(|proof| serde_json::from_str::<ComparisonView>(&proof.found).ok());
    let (outcome, findings) = match proved {
        Some(ComparisonView { at, old_items, sampled, .. }) => {
            let same = format!(
                "At {at} both had {old_items} items, and {sampled} samples of `{from}` were in `{to}` as they are."
            );
            let kept = match is_kept {
                true => format!("The plan backs `{from}` up before it deletes it."),
                false => format!("There are no backups here: the plan deletes `{from}` without one."),
            };
            (CheckOutcome::Passed, vec![same, kept])
        }
        None => {
            let missing = format!(
                "Nobody has seen that `{to}` holds what `{from}` does: compare them before the users move to `{to}`."
            );
            (CheckOutcome::Failed, vec![missing])
        }
    };
    Check { kind: CheckKind::Migration, outcome, findings }
}
