//! Settings that a table has and our model does not know yet: shown beside a plan, never changed by one.
//!
//! What AWS manages by itself (sizes, warm throughput at its starting value) is left out: it would be noise.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{
    KeySchemaElement, LocalSecondaryIndexDescription, OnDemandThroughput, ReplicaDescription, SseDescription,
    SseStatus, TableClass, TableDescription, VectorIndexDescription,
};

/// Where every on-demand table starts.
const WARM_READS: i64 = 12_000;
const WARM_WRITES: i64 = 4_000;

/// The settings by their names in the API; `recovery` is point-in-time recovery in words.
pub(crate) fn of(table: &TableDescription, recovery: Option<String>) -> BTreeMap<String, String> {
    let arn = table.table_arn.as_deref().unwrap_or_default();
    let own_region = arn.split(':').nth(3).unwrap_or_default();
    let of_table = [
        ("LocalSecondaryIndexes", list(table.local_secondary_indexes(), local_index)),
        ("VectorIndexes", list(table.vector_indexes(), vector_index)),
        ("SSESpecification", table.sse_description.as_ref().and_then(encryption)),
        ("TableClass", table_class(table)),
        ("OnDemandThroughput", table.on_demand_throughput.as_ref().and_then(limits)),
        (
            "WarmThroughput",
            warm(table.warm_throughput.as_ref().map(|w| (w.read_units_per_second, w.write_units_per_second))),
        ),
        ("PointInTimeRecovery", recovery),
        ("Replicas", replicas(table.replicas(), own_region)),
        (
            "MultiRegionConsistency",
            table.multi_region_consistency.as_ref().map(|mode| mode.as_str().to_owned()),
        ),
        (
            "GlobalTableWitnesses",
            list(table.global_table_witnesses(), |witness| witness.region_name.clone().unwrap_or_default()),
        ),
        (
            "DisassociationProtectionEnabled",
            table.disassociation_protection_enabled.filter(|on| *on).map(|_| "on".to_owned()),
        ),
    ];
    let of_table = of_table.into_iter().map(|(name, value)| (name.to_owned(), value));
    let all = of_table.chain(of_indexes(table));
    all.filter_map(|(name, value)| Some((name, value?))).collect()
}

fn of_indexes(table: &TableDescription) -> impl Iterator<Item = (String, Option<String>)> {
    table.global_secondary_indexes().iter().flat_map(|index| {
        let name = index.index_name.as_deref().unwrap_or_default();
        let units =
            index.warm_throughput.as_ref().map(|w| (w.read_units_per_second, w.write_units_per_second));
        [
            (
                format!("GlobalSecondaryIndexes/{name}/OnDemandThroughput"),
                index.on_demand_throughput.as_ref().and_then(limits),
            ),
            (format!("GlobalSecondaryIndexes/{name}/WarmThroughput"), warm(units)),
        ]
    })
}

/// All of them in one line, or nothing for none.
fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> Option<String> {
    (!items.is_empty()).then(|| items.iter().map(text).collect::<Vec<_>>().join("; "))
}

fn local_index(index: &LocalSecondaryIndexDescription) -> String {
    let name = index.index_name.as_deref().unwrap_or_default();
    let projection = index.projection.as_ref().and_then(|projection| projection.projection_type.as_ref());
    format!(
        "{name} ({}, projection {})",
        keys(index.key_schema()),
        projection.map_or("unknown", |kind| kind.as_str())
    )
}

fn keys(schema: &[KeySchemaElement]) -> String {
    let element = |key: &KeySchemaElement| format!("{} {}", key.attribute_name, key.key_type.as_str());
    schema.iter().map(element).collect::<Vec<_>>().join(", ")
}

fn vector_index(index: &VectorIndexDescription) -> String {
    let name = index.index_name.as_deref().unwrap_or_default();
    format!("{name} ({} dimensions)", index.dimensions.unwrap_or_default())
}

/// None is the key that AWS owns.
fn encryption(sse: &SseDescription) -> Option<String> {
    let on = !matches!(sse.status, None | Some(SseStatus::Disabled));
    let kind = sse.sse_type.as_ref().map_or("KMS", |kind| kind.as_str());
    let key = sse.kms_master_key_arn.as_deref().unwrap_or("the key that AWS manages");
    on.then(|| format!("{kind} with {key}"))
}

fn table_class(table: &TableDescription) -> Option<String> {
    let class = table.table_class_summary.as_ref()?.table_class.as_ref()?;
    (*class != TableClass::Standard).then(|| class.as_str().to_owned())
}

/// -1 is no limit.
fn limits(limits: &OnDemandThroughput) -> Option<String> {
    let limit =
        |units: Option<i64>, what| units.filter(|units| *units >= 0).map(|units| format!("{units} {what}"));
    let both =
        [limit(limits.max_read_request_units, "reads"), limit(limits.max_write_request_units, "writes")];
    let stated: Vec<String> = both.into_iter().flatten().collect();
    (!stated.is_empty()).then(|| format!("at most {} a second", stated.join(" and ")))
}

fn warm(units: Option<(Option<i64>, Option<i64>)>) -> Option<String> {
    let (reads, writes) = units?;
    let (reads, writes) = (reads.unwrap_or_default(), writes.unwrap_or_default());
    (reads > WARM_READS || writes > WARM_WRITES)
        .then(|| format!("{reads} reads and {writes} writes a second"))
}

/// The service lists the region that was asked as well.
fn replicas(replicas: &[ReplicaDescription], own_region: &str) -> Option<String> {
    let others: Vec<&str> = replicas
        .iter()
        .filter_map(|one| one.region_name.as_deref())
        .filter(|one| *one != own_region)
        .collect();
    (!others.is_empty()).then(|| others.join(", "))
}
