//! A run that copies: an export of the old table to S3, and where that serves a new table made of it by an import.
//!
//! Only where every item has its place in the new table and stays itself: it has the same key attributes, in whatever
//! roles. An import makes no local indexes, and strong consistency begins with an empty table; there the export is where
//! the owner's copy begins.

use std::collections::BTreeMap;

use tablewright_model::Consistency;

use super::draft::Draft;
use super::{update, words};
use crate::{Call, CopyPlace, LiveTable, Reverse, Risk, ScalarType, Step, TableState};

/// Why the new table can't be made of an export of the old one, if there is a reason.
pub(super) fn why_no_import(old: &TableState, new: &TableState) -> Option<String> {
    if key_types(old) != key_types(new) {
        return Some(format!(
            "the key of `{}` has other attributes than that of `{}`, and an import makes nothing of an item without them",
            new.name, old.name
        ));
    }
    if !new.local_indexes.is_empty() {
        return Some(format!("`{}` has local indexes, and an import makes none", new.name));
    }
    (new.consistency == Consistency::Strong).then(|| {
        format!("the regions of `{}` are strongly consistent, which begins with an empty table", new.name)
    })
}

fn key_types(table: &TableState) -> BTreeMap<&str, Option<ScalarType>> {
    table.key.iter().map(|part| (part.name.as_str(), table.definitions.get(&part.name).copied())).collect()
}

pub(super) fn export(old: &LiveTable, to: CopyPlace) -> Step {
    let table = &old.state.name;
    Step {
        number: 0,
        reason: format!("The items of table `{table}` are to move to another table, as they are now"),
        precondition: format!(
            "{}, it has point-in-time recovery, and bucket `{}` may be written to",
            words::active(table),
            to.bucket()
        ),
        wait: format!("Until the export to {to} is COMPLETED"),
        risk: Risk::Cost,
        expected: words::unknown("AWS gives no figure; it takes no read capacity, and the table can be used meanwhile"),
        reverse: Reverse::None(
            "The export is charged by the size of the table; what it wrote stays in the bucket, and is paid for there, until \
             somebody deletes it"
                .to_owned(),
        ),
        call: Call::Export { table: table.clone(), to },
    }
}

/// The table by an import, then what an import does not take.
pub(super) fn imported(wanted: &TableState, old: &str, from: CopyPlace) -> Vec<Step> {
    let mut draft = Draft::of_imported(import(wanted.at_import(), old, from), wanted);
    update::change(&mut draft);
    draft.finish()
}

fn import(table: TableState, old: &str, from: CopyPlace) -> Step {
    let name = table.name.clone();
    Step {
        number: 0,
        reason: format!(
            "The design has table `{name}`, the environment does not; an import makes it with the items of `{old}`, and \
             takes no write capacity"
        ),
        precondition: format!(
            "No table in the account and region is called `{name}`, and the export of `{old}` to {from} is COMPLETED"
        ),
        wait: format!(
            "{}, and the import is COMPLETED without an error: an item that it leaves out ends the run",
            words::until_all_active(&name)
        ),
        risk: Risk::Cost,
        expected: words::unknown(
            "AWS gives no figure; it depends on the items and is charged by their uncompressed size",
        ),
        reverse: Reverse::Call(Box::new(Call::DeleteTable { table: name })),
        call: Call::Import { table: Box::new(table), of: old.to_owned(), from },
    }
}
