//! A backup on demand before a table goes: what brings its items back, to a table of any name, for as long as it is kept.
//!
//! An endpoint that keeps none gets no such step, and the plan says so (ADR 30).
//!
//! It outlives the table (Developer Guide, "Backup and restore"), and a table with a backup in the making can't be deleted.
//! Deliberately absent: deleting it later, which is for those who know that nobody wants the items.

use super::words;
use crate::{Call, Reverse, Risk, Step};

pub(super) fn step(table: &str, backup: &str) -> Step {
    Step {
        number: 0,
        call: Call::BackUp { table: table.to_owned(), backup: backup.to_owned() },
        reason: format!(
            "Table `{table}` is to go, and a backup brings its items back, without those of its last minute, to a new \
             table"
        ),
        precondition: words::active(table),
        wait: format!("Until backup `{backup}` is AVAILABLE"),
        risk: Risk::Cost,
        expected: words::unknown("within minutes; AWS gives no figure"),
        reverse: Reverse::None(
            "The backup stays when the table goes, and is paid for by its size until somebody deletes it"
                .to_owned(),
        ),
    }
}
