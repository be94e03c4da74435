//! A table that is not there: `CreateTable` with everything that it takes, then what it does not take.

use super::draft::Draft;
use super::{update, words};
use crate::{BillingState, Call, Reverse, Risk, Step, TableState};

pub(super) fn steps(wanted: &TableState) -> Vec<Step> {
    let mut draft = Draft::of_new(create(wanted.at_creation()), wanted);
    update::change(&mut draft);
    draft.finish()
}

fn create(table: TableState) -> Step {
    let name = table.name.clone();
    Step {
        number: 0,
        reason: format!("The design has table `{name}`, the environment does not"),
        precondition: format!("No table in the account and region is called `{name}`"),
        wait: words::until_all_active(&name),
        risk: match table.billing {
            BillingState::OnDemand if table.warm.is_none() => Risk::Safe,
            _ => Risk::Cost,
        },
        expected: words::about(60, "a new table takes seconds to a minute; AWS gives no figure"),
        reverse: if table.deletion_protection {
            Reverse::None(
                "The table has deletion protection: switch that off, then delete the table".to_owned(),
            )
        } else {
            Reverse::Call(Box::new(Call::DeleteTable { table: name }))
        },
        call: Call::CreateTable { table: Box::new(table) },
    }
}
