//! What replicas ask of their table: strong consistency (DDB019), the stream (DDB020), scaled writes (DDB033).
//!
//! The region of the table itself is that of its environment, which the design does not know.

use super::arn::is_region;
use super::subject::Subject;
use super::throughput::provisioned;
use crate::{Autoscaling, Consistency, Diagnostic, Edit, Field, StreamView, Table, TableField, quoted};

/// The regions that strong consistency spans, one set at a time (Developer Guide, global tables).
const SETS: [&[&str]; 3] = [
    &["us-east-1", "us-east-2", "us-west-2"],
    &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    &["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    match table.consistency {
        Consistency::Strong => {
            found.extend(members(table));
            found.extend(regions(table));
            found.extend(refused_with_strong(table));
        }
        Consistency::Eventual => found.extend(witness_alone(table)),
    }
    found.extend(witness_region(table));
    if table.replicas.is_empty() {
        return;
    }
    found.extend(stream(table));
    found.extend(scaled_writes(table));
}

/// The table, two more replicas; or one more and a witness.
fn members(table: &Table) -> Option<Diagnostic> {
    let others = table.replicas.len() + usize::from(table.witness.is_some());
    if others == 2 && !table.replicas.is_empty() {
        return None;
    }
    let subject = Subject::table(table);
    let message = format!(
        "{subject} is strongly consistent with {} beside it: it takes two replicas, or one and a witness",
        match others {
            0 => "no replica".to_owned(),
            1 => "one member".to_owned(),
            more => format!("{more} members"),
        }
    );
    Some(subject.error("DDB019", Field::Consistency, message))
}

fn regions(table: &Table) -> Option<Diagnostic> {
    let replicas = table.replicas.iter().map(|replica| replica.region.as_str());
    let regions: Vec<_> = replicas.chain(table.witness.as_deref()).collect();
    if SETS.iter().any(|set| regions.iter().all(|region| set.contains(region))) {
        return None;
    }
    let subject = Subject::table(table);
    let sets = SETS.map(|set| set.join(", ")).join("; or ");
    let message =
        format!("{subject} is strongly consistent over regions that are not of one set: choose from {sets}");
    Some(subject.error("DDB019", Field::Consistency, message))
}

fn refused_with_strong(table: &Table) -> impl Iterator<Item = Diagnostic> {
    let subject = Subject::table(table);
    let refused = [
        (table.ttl.is_some(), Field::Ttl, "has TTL: switch it off"),
        (
            !table.local_indexes.is_empty(),
            Field::Consistency,
            "has local secondary indexes: make them global",
        ),
    ];
    refused.into_iter().filter(|(applies, ..)| *applies).map(move |(_, field, what)| {
        let message = format!("{subject} is strongly consistent and {what}, or use eventual consistency");
        subject.error("DDB019", field, message)
    })
}

fn witness_alone(table: &Table) -> Option<Diagnostic> {
    let witness = table.witness.as_ref()?;
    let subject = Subject::table(table);
    let message = format!(
        "{subject} has a witness in {}, which only strong consistency has: remove the witness",
        quoted(witness)
    );
    let fix = Edit::SetTable { table: table.id, field: TableField::Witness(None) };
    Some(subject.error("DDB019", Field::Witness, message).with_fix("Remove the witness", fix))
}

fn witness_region(table: &Table) -> Option<Diagnostic> {
    let witness = table.witness.as_ref()?;
    let subject = Subject::table(table);
    let message = if !is_region(witness) {
        format!(
            "{subject} has a witness in {}, which is not a region: use one such as eu-west-1",
            quoted(witness)
        )
    } else if table.replicas.iter().any(|replica| replica.region == *witness) {
        format!("{subject} has a witness and a replica in {}: a region is one of them", quoted(witness))
    } else {
        return None;
    };
    Some(subject.error("DDB032", Field::Witness, message))
}

/// Replicas with eventual consistency live by the stream.
fn stream(table: &Table) -> Option<Diagnostic> {
    let needed = StreamView::NewAndOldImages;
    if table.consistency == Consistency::Strong || table.stream == Some(needed) {
        return None;
    }
    let subject = Subject::table(table);
    let has =
        table.stream.map_or_else(|| "no stream".to_owned(), |view| format!("a stream of {}", view.term()));
    let message = format!("{subject} has replicas and {has}: they need {}", needed.term());
    let fix = Edit::SetTable { table: table.id, field: TableField::Stream(Some(needed)) };
    Some(subject.error("DDB020", Field::Stream, message).with_fix(format!("Use {}", needed.term()), fix))
}

/// Writes must find the same capacity everywhere: on demand, or scaled.
fn scaled_writes(table: &Table) -> impl Iterator<Item = Diagnostic> {
    let is_scaled = |scaling: Option<Autoscaling>| scaling.is_some_and(|scaling| scaling.write.is_some());
    let of_table = (Subject::table(table), is_scaled(table.autoscaling));
    let of_indexes = table
        .indexes
        .iter()
        .map(move |index| (Subject::index(table.id, index.id, &index.name), is_scaled(index.autoscaling)));
    let is_provisioned = provisioned(table).is_some();
    let all = std::iter::once(of_table).chain(of_indexes);
    all.filter(move |(_, is_scaled)| is_provisioned && !is_scaled).map(|(subject, _)| {
        let message = format!(
            "{subject} is provisioned and replicated without autoscaling of writes: scale them, or use on-demand billing"
        );
        subject.error("DDB033", Field::Autoscaling, message)
    })
}
