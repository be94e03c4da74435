//! A table that the design does not have any more: protection off as a step of its own, then `DeleteTable`.

use super::{protection, words};
use crate::{Call, Reverse, Risk, Step, TableState};

pub(super) fn steps(live: &TableState) -> Vec<Step> {
    let unprotect = live.deletion_protection.then(|| protection::off_before_delete(&live.name));
    unprotect.into_iter().chain([delete(&live.name)]).collect()
}

fn delete(name: &str) -> Step {
    Step {
        number: 0,
        call: Call::DeleteTable { table: name.to_owned() },
        reason: format!(
            "The design does not have table `{name}` any more; the table goes with all its items and indexes"
        ),
        precondition: format!("{}, and its deletion protection is off", words::ready(name)),
        wait: format!("Until table `{name}` is gone"),
        risk: Risk::LosesData,
        expected: words::unknown("AWS gives no figure; Terraform allows 10 minutes"),
        reverse: Reverse::None("The items go with the table; only a backup brings them back".to_owned()),
    }
}
