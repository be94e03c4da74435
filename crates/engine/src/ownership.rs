//! Which tables the design answers for: no other is ever touched, not even one of the same name.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tablewright_aws::Gateway;
use tablewright_plan::{Call, LiveTable, Managed};
use tablewright_storage::{ManagedTable, StoreError};

use crate::engine::Context;

/// The tables that the design manages in the environment, with the identities that AWS gave them.
#[derive(Debug, Default)]
pub(crate) struct Ownership {
    tables: Mutex<BTreeMap<String, Managed>>,
}

impl Ownership {
    pub(crate) async fn load<G: Gateway>(run: &Context<'_, G>) -> Result<Self, StoreError> {
        let tables = run.store().managed_tables(run.job.environment, run.job.design).await?;
        let managed =
            |table: ManagedTable| (table.name, Managed { table_id: table.aws_table_id, source: table.table });
        Ok(Self { tables: Mutex::new(tables.into_iter().map(managed).collect()) })
    }

    /// All of them, as they are now.
    pub(crate) fn tables(&self) -> BTreeMap<String, Managed> {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<String, Managed>> {
        // The map is whole after every use, so a poisoned lock holds good data.
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the call must not be made on the table as it is now, if there is a reason.
    pub(crate) fn objection(&self, call: &Call, live: Option<&LiveTable>) -> Option<String> {
        let (name, live) = (call.table(), live?);
        if call.makes_table() {
            return None;
        }
        match self.locked().get(name) {
            None => Some(format!("Table `{name}` is not managed by this design: adopt it first")),
            Some(managed) if managed.table_id != live.table_id => {
                Some(format!("Table `{name}` was deleted and made again by somebody else: make a new plan"))
            }
            Some(_) => None,
        }
    }
}

impl<G: Gateway> Context<'_, G> {
    /// Notes that the run has made this table; at the first sight of it, so that a run that fails later still owns it.
    pub(crate) async fn own(&self, owned: &Ownership, live: &LiveTable) -> Result<(), StoreError> {
        let (job, name) = (self.job, live.state.name.clone());
        let Some(table) = job.tables.get(&name).copied() else {
            return Ok(());
        };
        let managed = Managed { table_id: live.table_id.clone(), source: table };
        if owned.locked().get(&name) == Some(&managed) {
            return Ok(());
        }
        let record = ManagedTable {
            environment: job.environment,
            name: name.clone(),
            design: job.design,
            table,
            aws_table_id: live.table_id.clone(),
            managed_at: self.now(),
        };
        self.store().upsert_managed_table(&record).await?;
        owned.locked().insert(name, managed);
        Ok(())
    }

    /// Notes that a table is gone.
    pub(crate) async fn disown(&self, owned: &Ownership, name: &str) -> Result<(), StoreError> {
        self.store().remove_managed_table(self.job.environment, self.job.design, name).await?;
        owned.locked().remove(name);
        Ok(())
    }
}
