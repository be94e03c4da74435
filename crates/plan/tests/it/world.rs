//! What every test needs: from a design to a live state that it was applied to, and to a plan.

use std::collections::BTreeMap;

use tablewright_model::{Design, Digest, to_json};
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
    }
}

impl World {
    /// The world after a design was applied to an empty account.
    pub(crate) fn after(design: &Design, environment: EnvironmentIdentity) -> Self {
        let states = wanted(design, &environment).states;
        let tables: BTreeMap<_, _> =
            states.into_iter().map(|(name, state)| (name, LiveTable::as_if_applied(state))).collect();
        let managed = tables
            .iter()
            .map(|(name, table)| (name.clone(), Managed { table_id: table.table_id.clone() }))
            .collect();
        Self { environment, live: LiveState { tables }, managed }
    }

    pub(crate) fn plan(&self, design: &Design) -> Plan {
        self.plan_for(Digest::of_bytes(to_json(design).as_bytes()), &self.wanted(design))
    }

    pub(crate) fn plan_for(&self, version: Digest, states: &BTreeMap<String, TableState>) -> Plan {
        tablewright_plan::plan(version, self.environment.clone(), states, &self.live, &self.managed)
    }

    pub(crate) fn wanted(&self, design: &Design) -> BTreeMap<String, TableState> {
        wanted(design, &self.environment).states
    }
}

fn wanted(design: &Design, environment: &EnvironmentIdentity) -> Desired {
    let template = NameTemplate::parse(&environment.name_template).unwrap();
    desired(design, &environment.name, &template).unwrap()
}
