//! A backup on demand before a table goes: what brings its items back, to a table of any name, for as long as it is kept.

use super::words;
use crate::{Call, Reverse, Risk, Step};

pub(super) fn step(table: &str, backup: &str) -> Step {
    Step {
        number: 0,
        call: Call::BackUp { table: table.to_owned(), backup: backup.to_owned() },
        reason: format!(
            "Whatever is missing in the new table can be brought back from a backup of `{table}`"
        ),
        precondition: words::active(table),
        wait: format!("Until backup `{backup}` is AVAILABLE"),
        risk: Risk::Cost,
        expected: words::unknown("AWS gives no figure"),
        reverse: Reverse::None(
            "The backup is the way back, and is paid for by its size until somebody deletes it".to_owned(),
        ),
    }
}
