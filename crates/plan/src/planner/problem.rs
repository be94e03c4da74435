//! Why a plan can't be carried out, with the way out.

use crate::{LiveTable, Problem, TableStatus};

pub(super) fn not_managed(table: &str, matches: bool, replaced_for: Option<&str>) -> Problem {
    let way_out = match (matches, replaced_for) {
        (true, _) => "adopt it, which changes nothing, or give the design's table another name".to_owned(),
        (false, None) => {
            "adopt it, to change it to the design, or give the design's table another name".to_owned()
        }
        (false, Some(what)) => format!(
            "its {what} is another one, so that adopting it would mean a new table; give the design's table another \
             name"
        ),
    };
    new(
        "PLAN001",
        table,
        format!("Table `{table}` exists already and is not managed by this design: {way_out}"),
    )
}

pub(super) fn renamed(table: &str, former: &str) -> Problem {
    let message = format!(
        "Table `{former}` is called `{table}` in the design, and AWS renames no table; the migration recipe is not part \
         of this version yet: give the table its former name back, or add another table and move the items yourself"
    );
    new("PLAN002", table, message)
}

/// `what` can't be changed in place.
pub(super) fn replacement(table: &str, what: &str) -> Problem {
    let message = format!(
        "Table `{table}` needs a new table to change its {what}; the migration recipe is not part of this version \
         yet: take the change back, or add a table that has it and move the items yourself"
    );
    new("PLAN002", table, message)
}

pub(super) fn other_table(table: &str) -> Problem {
    let message = format!(
        "Table `{table}` is not the one that this design manages: that one was deleted and another one made under its \
         name; adopt the new one, or delete it by hand if nobody needs it"
    );
    new("PLAN003", table, message)
}

pub(super) fn busy(table: &str) -> Problem {
    let message = format!(
        "Table `{table}` is being changed in AWS right now: wait until it and its indexes are ACTIVE and plan again"
    );
    new("PLAN004", table, message)
}

/// A table that nothing can be planned for before a person, or AWS, did something.
pub(super) fn unusable(live: &LiveTable) -> Option<Problem> {
    let table = &live.state.name;
    match &live.status {
        TableStatus::Creating | TableStatus::Updating | TableStatus::Active => None,
        TableStatus::Deleting => {
            let message = format!(
                "Table `{table}` is being deleted in AWS right now: wait until it is gone and plan again"
            );
            Some(new("PLAN004", table, message))
        }
        TableStatus::Other(status) => {
            let way_out = way_out(status);
            Some(new(
                "PLAN005",
                table,
                format!("Table `{table}` is {status} in AWS: {way_out}, then plan again"),
            ))
        }
    }
}

fn way_out(status: &str) -> &'static str {
    match status {
        "INACCESSIBLE_ENCRYPTION_CREDENTIALS" => {
            "give it back its KMS key before AWS archives it after 7 days"
        }
        "ARCHIVING" | "ARCHIVED" => "restore its items from the archival backup to a table of another name",
        "REPLICATION_NOT_AUTHORIZED" => "give it back the permission to replicate within 20 hours",
        _ => "look at it in the AWS console and bring it back to ACTIVE",
    }
}

fn new(code: &str, table: &str, message: String) -> Problem {
    Problem { code: code.to_owned(), table: Some(table.to_owned()), message }
}
