//! Adoption: tables that were there first become managed, after somebody has seen what that means.

use tablewright_contract::{AdoptTable, AdoptableTable};
use tablewright_plan::{Adoption, LiveTable, TableState, TableStatus, adoption};
use tablewright_storage::{DesignId, Environment, ManagedTable, Store, StoreError};

use crate::api::Failure;
use crate::drift;
use crate::planning::{self, Survey};
use crate::state::AppState;
use crate::time::now;

/// The version of a design and the environment that it is about.
pub(crate) struct Subject<'a> {
    /// The design.
    pub(crate) design: DesignId,
    /// The version's number.
    pub(crate) version: u32,
    /// Where.
    pub(crate) environment: &'a Environment,
}

/// The tables of the version that are there and are not managed, with what differs.
pub(crate) async fn adoptable(
    state: &AppState,
    subject: &Subject<'_>,
) -> Result<Vec<AdoptableTable>, Failure> {
    let survey = survey(state, subject).await?;
    let mut found = Vec::new();
    for (name, wanted) in &survey.desired.states {
        let Some(live) = survey.live.tables.get(name) else { continue };
        let known = survey.managed.get(name);
        if known.is_none_or(|known| known.table_id != live.table_id) {
            let refused = refused(state, subject, live, wanted).await?;
            found.push(table(live, wanted, known.is_some(), refused));
        }
    }
    Ok(found)
}

/// Makes tables managed, exactly those that were looked at.
pub(crate) async fn adopt(
    state: &AppState,
    store: &Store,
    subject: &Subject<'_>,
    tables: &[AdoptTable],
) -> Result<(), Failure> {
    let survey = survey(state, subject).await?;
    let adoptable = adoptable(state, subject).await?;
    for AdoptTable { table, table_id } in tables {
        let found = adoptable.iter().find(|found| found.table == *table && found.table_id == *table_id);
        let Some(found) = found else {
            return Err(Failure::conflict(format!(
                "Table {table} is not the one that was looked at: plan again."
            )));
        };
        if let Some(reason) = &found.refused {
            return Err(Failure::conflict(reason.clone()));
        }
    }
    for AdoptTable { table: name, table_id } in tables {
        let source = survey.desired.sources.get(name);
        let table = ManagedTable {
            environment: subject.environment.id,
            name: name.clone(),
            design: subject.design,
            table: *source.ok_or(StoreError::Gone("table"))?,
            aws_table_id: table_id.clone(),
            managed_at: now(),
        };
        store.adopt_table(&table).await?;
    }
    drift::note_if_equal(state, subject.environment, subject.design, subject.version).await?;
    Ok(())
}

async fn survey(state: &AppState, subject: &Subject<'_>) -> Result<Survey, Failure> {
    let version = state.store.version(subject.design, subject.version).await?;
    let version = version.ok_or_else(|| Failure::not_found("version"))?;
    let survey = planning::survey(
        &state.store,
        &state.environments,
        subject.environment,
        subject.design,
        &version.document,
    );
    Ok(survey.await?)
}

fn table(live: &LiveTable, wanted: &TableState, replaces: bool, refused: Option<String>) -> AdoptableTable {
    let Adoption { fields, unchanged, .. } = adoption(live, wanted);
    AdoptableTable {
        table: live.state.name.clone(),
        table_id: live.table_id.clone(),
        items: live.item_count,
        fields,
        unchanged,
        replaces,
        refused,
    }
}

/// Why a table can't be adopted.
async fn refused(
    state: &AppState,
    subject: &Subject<'_>,
    live: &LiveTable,
    wanted: &TableState,
) -> Result<Option<String>, Failure> {
    let name = &live.state.name;
    let owner = state.store.managed_table(subject.environment.id, name).await?;
    if owner.is_some_and(|owner| owner.design != subject.design) {
        return Ok(Some(format!(
            "Table {name} is managed by another design: give this one's table another name."
        )));
    }
    if live.status == TableStatus::Deleting {
        return Ok(Some(format!(
            "Table {name} is being deleted in AWS right now: plan again when it is gone."
        )));
    }
    Ok(adoption(live, wanted).replaced_for.map(|what| {
        format!("The {what} of table {name} is another one, and can't be changed: give the design's table another name.")
    }))
}
