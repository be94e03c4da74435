//! What every test needs: from a design to a live state that it was applied to, and to a plan.

use std::collections::BTreeMap;

use tablewright_model::{Design, Digest, TableId, to_json};
use tablewright_plan::{
    Desired, EnvironmentIdentity, LiveState, LiveTable, Managed, NameTemplate, Plan, TableState, desired,
};

/// An environment, with the AWS identities that the design manages in it.
pub(crate) struct World {
    pub(crate) environment: EnvironmentIdentity,
    pub(crate) live: LiveState,
    pub(crate) managed: BTreeMap<String, Managed>,
}

pub(crate) fn environment(name: &str, template: &str) -> EnvironmentIdentity {
    EnvironmentIdentity {
        name: name.to_owned(),
        account: "000000000000".to_owned(),
        region: "eu-central-1".to_owned(),
        endpoint: None,
        name_template: template.to_owned(),
        copies: None,
    }
}

impl World {
    /// The world after a design was applied to an empty account.
    pub(crate) fn after(design: &Design, environment: EnvironmentIdentity) -> Self {
        let Desired { states, sources, .. } = wanted(design, &environment);
        let tables: BTreeMap<_, _> =
            states.into_iter().map(|(name, state)| (name, LiveTable::as_if_applied(state))).collect();
        let managed =
            tables.iter().map(|(name, table)| (name.clone(), managed(table, sources[name]))).collect();
        Self { environment, live: LiveState { tables, ..LiveState::default() }, managed }
    }

    pub(crate) fn plan(&self, design: &Design) -> Plan {
        self.plan_for(Digest::of_bytes(to_json(design).as_bytes()), &wanted(design, &self.environment))
    }

    pub(crate) fn plan_for(&self, version: Digest, desired: &Desired) -> Plan {
        let environment = self.environment.clone();
        tablewright_plan::plan(version, environment, desired, &self.live, &self.managed, "tablewright-1")
    }

    pub(crate) fn wanted(&self, design: &Design) -> BTreeMap<String, TableState> {
        wanted(design, &self.environment).states
    }
}

pub(crate) fn managed(table: &LiveTable, source: TableId) -> Managed {
    Managed { table_id: table.table_id.clone(), source }
}

pub(crate) fn wanted(design: &Design, environment: &EnvironmentIdentity) -> Desired {
    let template = NameTemplate::parse(&environment.name_template).unwrap();
    desired(design, &environment.name, &template).unwrap()
}
