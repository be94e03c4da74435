//! Why a plan can't be carried out, with the way out.

use tablewright_model::Consistency;

use crate::{LiveTable, Problem, TableState, TableStatus};

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

/// `what` can't be changed in place; `proposed` is a name for the table that has it.
pub(super) fn replacement(table: &str, what: &str, proposed: &str) -> Problem {
    let message = format!(
        "Table `{table}` needs a new table to change its {what}, and two tables can't have one name: call it `{proposed}` \
         in the design, or anything else, and the new table is made beside the old one; or take the change back"
    );
    new("PLAN002", table, message)
}

pub(super) fn not_migrating(table: &str) -> Problem {
    let message = format!(
        "Table `{table}` can't be retired, since no other table of the design has taken its items over: take it out of \
         the design to delete it"
    );
    new("PLAN009", table, message)
}

/// Replicas go before their table, each without its protection, which nobody can see.
pub(super) fn unread_replicas(table: &str, why: &str) -> Problem {
    let message = format!(
        "Table `{table}` is to go, and what it is in its other regions can't be read: {why}; allow it, and plan again"
    );
    new("PLAN010", table, message)
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

/// The regions of strong consistency go together in sets (Developer Guide, global tables).
const SETS: [&[&str]; 3] = [
    &["us-east-1", "us-east-2", "us-west-2"],
    &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    &["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

/// What only the environment's own region makes wrong.
pub(super) fn regions(wanted: &TableState, home: &str) -> Option<Problem> {
    let table = &wanted.name;
    let mut others = wanted.replicas.keys().chain(&wanted.witness);
    if others.clone().any(|region| region == home) {
        let message = format!(
            "Table `{table}` has a replica or a witness in {home}, which is the region of the environment itself: leave \
             it out there, or choose another environment"
        );
        return Some(new("PLAN008", table, message));
    }
    let set = SETS.iter().find(|set| set.contains(&home));
    let fits = others.all(|region| set.is_some_and(|set| set.contains(&region.as_str())));
    if wanted.consistency == Consistency::Eventual || fits {
        return None;
    }
    let message = format!(
        "Table `{table}` is strongly consistent over regions that are not of one set with {home}, that of the \
         environment: choose {}",
        set.map_or_else(|| "another environment".to_owned(), |set| format!("from {}", set.join(", ")))
    );
    Some(new("PLAN008", table, message))
}

/// A table that nothing can be planned for before a person, or AWS, did something.
pub(super) fn unusable(live: &LiveTable) -> Option<Problem> {
    let table = &live.state.name;
    match &live.status {
        TableStatus::Creating | TableStatus::Updating | TableStatus::Active => unusable_replica(live),
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

fn unusable_replica(live: &LiveTable) -> Option<Problem> {
    let table = &live.state.name;
    let failed = live.members.iter().find_map(|(region, status)| match status {
        TableStatus::Other(status) => Some((region, status)),
        _ => None,
    });
    let (region, status) = failed?;
    let way_out = match status.as_str() {
        "CREATION_FAILED" => "remove that replica in AWS and see to what kept it from being made",
        other => way_out(other),
    };
    Some(new(
        "PLAN005",
        table,
        format!("The replica of table `{table}` in {region} is {status} in AWS: {way_out}, then plan again"),
    ))
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
