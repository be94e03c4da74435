//! CreateTable: the checks that dynoxide lacks, then the table, CREATING for a while.

use dynoxide::actions::create_table::CreateTableRequest;
use dynoxide::actions::describe_table::DescribeTableRequest;
use serde_json::{Value, json};

use super::describe_table::{describe, is_on_demand};
use super::wanted::{CreateWanted, IndexWanted};
use super::{encryption, policy, projections, refuse_unsupported, stream_settings, table_of, tags, warm};
use crate::durations::after;
use crate::overlay::{Backups, IndexEntry, Intent, TABLE, TableEntry, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};
use crate::stream_records;

/// How many tables may be between two states.
const MOST_IN_TRANSITION: usize = 500;
/// How many tables with indexes may be CREATING.
const MOST_INDEXED: usize = 250;
const UNSUPPORTED: [&str; 2] = ["GlobalTableSourceArn", "GlobalTableSettingsReplicationMode"];

pub(super) fn create_table(partition: &Partition, mut request: Value) -> Result<Value, Refusal> {
    refuse_unsupported(&request, &UNSUPPORTED)?;
    let given = request.get("TableName").and_then(Value::as_str).filter(|name| name.starts_with("arn:"));
    if given.is_some() {
        request["TableName"] = json!(table_of(&partition.place, "CreateTable", &request)?);
    }
    let creation = Creation::read(request)?;
    partition.change(|change| creation.create(change))
}

/// A table that may be created, as far as its request alone tells.
pub(super) struct Creation {
    inner: CreateTableRequest,
    wanted: CreateWanted,
}

impl Creation {
    /// Reads and checks what CreateTable takes.
    pub(super) fn read(mut request: Value) -> Result<Self, Refusal> {
        let wanted: CreateWanted = decode("CreateTable", request.clone())?;
        if let Value::Object(fields) = &mut request {
            fields.remove("SSESpecification");
            fields.remove("WarmThroughput");
            fields.remove("ResourcePolicy");
        }
        // dynoxide checks names, keys and indexes while it decodes, in the order of the service.
        let inner: CreateTableRequest = decode("CreateTable", request)?;
        check(&wanted)?;
        Ok(Self { inner, wanted })
    }

    pub(super) fn table(&self) -> &str {
        &self.inner.table_name
    }

    /// Makes the table, CREATING for a while.
    pub(super) fn create(self, change: &mut Change<'_>) -> Result<Value, Refusal> {
        create(change, self.inner, &self.wanted)
    }
}

fn check(wanted: &CreateWanted) -> Result<(), Refusal> {
    let indexes = wanted.global_secondary_indexes.as_deref().unwrap_or_default();
    if wanted.billing_mode.as_deref() != Some("PAY_PER_REQUEST") {
        if wanted.provisioned_throughput.is_none() {
            return Err(Refusal::invalid(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ));
        }
        if let Some(index) = indexes.iter().find(|index| index.provisioned_throughput.is_none()) {
            let name = &index.index_name;
            return Err(Refusal::invalid(&format!(
                "ProvisionedThroughput must be specified for index: {name}"
            )));
        }
    }
    check_warm(wanted, indexes)?;
    let others = [&wanted.local_secondary_indexes, &wanted.vector_indexes].into_iter().flatten().flatten();
    projections::check(indexes.iter().chain(others))?;
    wanted.stream_specification.as_ref().map_or(Ok(()), stream_settings::check)?;
    wanted.sse_specification.as_ref().map_or(Ok(()), encryption::check)?;
    wanted.resource_policy.as_deref().map_or(Ok(()), policy::check)?;
    // dynoxide finds too many tags only after it has made the table.
    tags::check(wanted.tags.as_deref().unwrap_or_default())
}

fn check_warm(wanted: &CreateWanted, indexes: &[IndexWanted]) -> Result<(), Refusal> {
    let on_demand = wanted.billing_mode.as_deref() == Some("PAY_PER_REQUEST");
    let own = (TABLE, wanted.warm_throughput, wanted.provisioned_throughput);
    let of_indexes = indexes.iter();
    let of_indexes = of_indexes
        .map(|index| (index.index_name.as_str(), index.warm_throughput, index.provisioned_throughput));
    for (name, asked, units) in of_indexes.chain(std::iter::once(own)) {
        if let Some(asked) = asked {
            let units = units.and_then(|given| given.units("").ok());
            let will_be = json!({ "ProvisionedThroughput": units });
            warm::check(asked, &will_be, None, name, on_demand)?;
        }
    }
    Ok(())
}

fn create(
    change: &mut Change<'_>,
    inner: CreateTableRequest,
    wanted: &CreateWanted,
) -> Result<Value, Refusal> {
    let (partition, now, table) = (change.partition, change.now, inner.table_name.clone());
    if change.overlay.tables.contains_key(&table) || change.overlay.is_departing(&table, now) {
        return Err(Refusal::in_use(&format!("Table already exists: {table}")));
    }
    if wanted.global_secondary_indexes.iter().flatten().next().is_some()
        && change.overlay.indexed_creations(now) >= MOST_INDEXED
    {
        return Err(Refusal::limit(&format!(
            "Subscriber limit exceeded: Number of indexed tables that can be created simultaneously exceeds the limit \
             of {MOST_INDEXED}"
        )));
    }
    if change.overlay.in_transition(now) >= MOST_IN_TRANSITION {
        return Err(Refusal::limit(&format!(
            "Subscriber limit exceeded: Only {MOST_IN_TRANSITION} tables can be created, updated, or deleted \
             simultaneously"
        )));
    }
    change.intend(Intent { table: table.clone() })?;
    partition.db.create_table(inner)?;
    let entry = new_entry(partition, wanted, &table, now)?;
    change.overlay.departing.remove(&table);
    change.overlay.tables.insert(table.clone(), entry);
    let shown = describe(partition, change.overlay, &table, now.saturating_sub(1))?;
    Ok(json!({ "TableDescription": shown }))
}

fn new_entry(
    partition: &Partition,
    wanted: &CreateWanted,
    table: &str,
    now: u64,
) -> Result<TableEntry, Refusal> {
    let durations = partition.durations;
    let described = partition.db.describe_table(DescribeTableRequest { table_name: table.to_owned() })?.table;
    let mut entry = TableEntry {
        table_id: described.table_id.clone().unwrap_or_default(),
        created: now,
        backups: Backups { available: after(now, durations.backups_unavailable), ..Backups::default() },
        ..TableEntry::default()
    };
    let described = serde_json::to_value(described).unwrap_or_default();
    entry.on_demand_since = is_on_demand(&described).then_some(now);
    entry.busy(TransitionKind::Creating, after(now, durations.create_table));
    for index in wanted.global_secondary_indexes.iter().flatten() {
        let kept = IndexEntry { on_demand: index.on_demand_throughput.clone(), ..IndexEntry::default() };
        entry.indexes.insert(index.index_name.clone(), kept);
    }
    warm_up(&mut entry, wanted, &described);
    if let Some(stream) = wanted.stream_specification.as_ref().filter(|stream| stream.stream_enabled) {
        // Records of an earlier table of this name are still in dynoxide.
        let last = stream_records::last_sequence(&partition.db, table)?;
        stream_settings::switch(&mut entry, stream, last, now);
    }
    if let Some(specification) = &wanted.sse_specification {
        entry.encryption = encryption::changed(&partition.place, None, specification, now);
    }
    if let Some(document) = &wanted.resource_policy {
        let stored = policy::stored(document, None, now, now);
        entry.policies.insert(partition.place.table(table), stored);
    }
    Ok(entry)
}

/// A new table is warm when it is ACTIVE.
fn warm_up(entry: &mut TableEntry, wanted: &CreateWanted, described: &Value) {
    let on_demand = entry.on_demand_since.is_some();
    if let Some(asked) = wanted.warm_throughput {
        warm::raise(entry, TABLE, asked, described, on_demand, 0);
    }
    for index in wanted.global_secondary_indexes.iter().flatten() {
        if let Some(asked) = index.warm_throughput {
            warm::raise(entry, &index.index_name, asked, &Value::Null, on_demand, 0);
        }
    }
}
