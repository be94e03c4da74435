//! A table that is not there: `CreateTable` with everything that it takes, then TTL, which it does not take.

use super::{ttl, words};
use crate::{BillingState, Call, Reverse, Risk, Step, TableState};

pub(super) fn steps(wanted: &TableState) -> Vec<Step> {
    let table = TableState { ttl: None, ..wanted.clone() };
    let ttl = wanted.ttl.as_ref().map(|attribute| ttl::on_new_table(&wanted.name, attribute));
    std::iter::once(create(table)).chain(ttl).collect()
}

fn create(table: TableState) -> Step {
    let name = table.name.clone();
    Step {
        number: 0,
        reason: format!("The design has table `{name}`, the environment does not"),
        precondition: format!("No table in the account and region is called `{name}`"),
        wait: words::until_all_active(&name),
        risk: match table.billing {
            BillingState::OnDemand => Risk::Safe,
            BillingState::Provisioned(_) => Risk::Cost,
        },
        expected: words::about(60, "a new table takes seconds to a minute; AWS gives no figure"),
        reverse: if table.deletion_protection {
            Reverse::None(
                "The table has deletion protection: switch that off, then delete the table".to_owned(),
            )
        } else {
            Reverse::Call(Box::new(Call::DeleteTable { table: name }))
        },
        call: Call::CreateTable { table },
    }
}
