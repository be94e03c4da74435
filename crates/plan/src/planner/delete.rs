//! A table that the design does not have any more: its replicas removed, its scaling ended, which AWS would leave behind,
//! protection off as a step of its own, then `DeleteTable`.

use super::draft::Draft;
use super::{protection, replica, scaling, words};
use crate::{Call, Reverse, Risk, Step, TableState};

/// What is left of a table that was deleted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gone {
    /// The backup of the step before.
    ButForBackup,
    /// Nothing: the endpoint keeps no backups.
    ForGood,
}

/// `why` goes before the delete, as the beginning of a sentence.
pub(super) fn steps(live: &TableState, why: &str, gone: Gone) -> Vec<Step> {
    let mut draft = Draft::of_live(live, live);
    replica::remove_all(&mut draft);
    scaling::end_all(&mut draft);
    if live.deletion_protection {
        draft.push(protection::off_before_delete(&live.name));
    }
    let deleted = delete(&live.name, why, gone);
    draft.push(if live.is_global() { after_replicas(deleted) } else { deleted });
    draft.finish()
}

/// The region that a replica was filled from keeps its table for a day (Developer Guide, global tables).
fn after_replicas(step: Step) -> Step {
    let precondition =
        format!("{}, and no replica was filled from it in the last 24 hours", step.precondition);
    Step { precondition, ..step }
}

fn delete(name: &str, why: &str, gone: Gone) -> Step {
    let no_way_back = match gone {
        Gone::ButForBackup => "The items go with the table; only a backup brings them back",
        Gone::ForGood => {
            "The items go with the table, and this endpoint keeps no backups: nothing brings them back"
        }
    };
    Step {
        number: 0,
        call: Call::DeleteTable { table: name.to_owned() },
        reason: format!("{why}; the table goes with all its items and indexes"),
        precondition: format!("{}, and its deletion protection is off", words::ready(name)),
        wait: format!("Until table `{name}` is gone"),
        risk: Risk::LosesData,
        expected: words::unknown("AWS gives no figure; Terraform allows 10 minutes"),
        reverse: Reverse::None(no_way_back.to_owned()),
    }
}
