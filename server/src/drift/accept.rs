//! Taking drift into the design: as edits on the newest document, and a version of it.
//!
//! The edits are those that lead from the version that was applied to what is there. They are made on the newest
//! document, so that what was designed since stays.

use std::sync::Arc;

use tablewright_contract::{EditOutcome, SubmittedEdit};
use tablewright_model::{Design, Edit, Table, apply, digest_of, edit_between};
use tablewright_plan::{TableDrift, accepted, drift};
use tablewright_storage::{DesignId, EditId, Environment, NewVersion, Store, StoreError, UserId, Version};

use super::{check, note_if_equal};
use crate::api::Failure;
use crate::designs::Head;
use crate::entropy;
use crate::planning::{self, Survey};
use crate::state::AppState;
use crate::time::now;

/// What is to be accepted, by whom, and in which words.
pub(crate) struct Acceptance<'a> {
    /// The design.
    pub(crate) design: DesignId,
    /// Where it drifted.
    pub(crate) environment: &'a Environment,
    /// The names in AWS of the tables; all when empty.
    pub(crate) tables: &'a [String],
    /// Who accepts.
    pub(crate) author: UserId,
    /// The message of the version.
    pub(crate) message: &'a str,
}

/// Makes a version that wants what is there now, through the store of who accepts.
pub(crate) async fn accept(
    state: &AppState,
    store: &Store,
    acceptance: Acceptance<'_>,
) -> Result<Version, Failure> {
    let Acceptance { design, environment, tables, author, message } = acceptance;
    let head = saved(state, design).await?;
    let edit = edit(state, environment, design, tables).await?;
    let id = entropy::id()?;
    let submitted = SubmittedEdit { id: id.to_string(), edit, undo: None };
    let posted = state.designs.post(design, author, vec![(EditId(id), submitted)], now()).await?;
    let (after, results) = posted.ok_or_else(|| Failure::not_found("design"))?;
    if let Some(EditOutcome::Refused { message, .. }) =
        results.into_iter().map(|result| result.outcome).next()
    {
        return Err(Failure::conflict(format!("The design no longer fits what is accepted: {message}.")));
    }
    if after.seq != head.seq + 1 {
        return Err(Failure::conflict("The design was edited meanwhile: look at it, then save a version."));
    }
    let new = NewVersion { message, author, seq: after.seq, document: &after.design };
    let version = store.create_version(design, &new, now()).await?;
    // The version is saved: what can't be found out about it now shows at the next look.
    if let Err(error) = note_if_equal(state, environment, design, version.number).await {
        tracing::warn!(%design, %error, "the new version could not be compared with what is there");
    }
    check(state, environment, design).await?;
    Ok(version)
}

/// The newest document, if it is the newest version: a version of drift has nothing else in it.
async fn saved(state: &AppState, design: DesignId) -> Result<Head, Failure> {
    let head = state.designs.head(design).await?.ok_or_else(|| Failure::not_found("design"))?;
    let latest = state.store.latest_version(design).await?;
    if latest.is_none_or(|version| version.digest != digest_of(&head.design)) {
        return Err(Failure::conflict(
            "The design has changes that are in no version yet: save them first, so that the drift is a version of its own.",
        ));
    }
    Ok(head)
}

async fn edit(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
    tables: &[String],
) -> Result<Edit, Failure> {
    let baseline = state.store.baseline(environment.id, design).await?;
    let baseline = baseline.ok_or_else(|| {
        Failure::conflict("No version of this design was applied here yet: there is nothing to have drifted.")
    })?;
    let version = state.store.version(design, baseline.version).await?.ok_or(StoreError::Gone("version"))?;
    let was = version.document;
    let survey = planning::survey(&state.store, &state.environments, environment, design, &was).await?;
    let is = as_it_is(&was, &survey, tables)?;
    let edit = edit_between(&was, &is).map_err(|refusal| Failure::conflict(refusal.to_string()))?;
    edit.ok_or_else(|| {
        Failure::conflict("Nothing has drifted that a design can say: look for drift again, or plan it back.")
    })
}

/// The applied design with the drifted tables as they are.
fn as_it_is(was: &Design, survey: &Survey, tables: &[String]) -> Result<Design, Failure> {
    let Survey { desired, live, managed, .. } = survey;
    let mut drifted = drift(&desired.states, live, managed);
    drifted.retain(|name, _| tables.is_empty() || tables.contains(name));
    let made_again = drifted.iter().find(|(_, drift)| **drift == TableDrift::MadeAgain);
    if let Some((name, _)) = made_again {
        return Err(Failure::conflict(format!(
            "Table {name} was deleted and made again: adopt the new one from a plan of the version."
        )));
    }
    let drifted_name = |table: &Table| {
        let source = desired.sources.iter().find(|(_, id)| **id == table.id);
        source.map(|(name, _)| name).filter(|name| drifted.contains_key(*name))
    };
    let as_live = |table: &Arc<Table>| {
        let live = drifted_name(table).and_then(|name| live.tables.get(name));
        live.map_or_else(|| Table::clone(table), |live| accepted(table, live))
    };
    let is_gone =
        |table: &&Arc<Table>| drifted_name(table).is_some_and(|name| !live.tables.contains_key(name));
    let gone = was.tables.iter().filter(is_gone).map(|table| Edit::RemoveTable { table: table.id }).collect();
    let changed = Design { tables: was.tables.iter().map(as_live).collect(), ..was.clone() };
    // What asks a table that is gone goes with it.
    let is = apply(&changed, &Edit::Batch { edits: gone });
    is.map(|applied| applied.design).map_err(|refusal| Failure::conflict(refusal.to_string()))
}
