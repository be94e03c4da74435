//! Imports of objects in a bucket, each of which makes a table: CREATING until everything is read.
//!
//! An item that has no place in the table is left out and counted, as is an object that can't be read. An import that
//! finds nothing fails and leaves its table behind, empty.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::create_table;
use super::{copies, seconds};
use crate::durations::after;
use crate::overlay::{Import, Read, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};

/// How many imports may be IN_PROGRESS.
const MOST: usize = 50;
/// The most that one answer of ListImports holds.
const PAGE: usize = 25;
/// All that an import takes of what CreateTable takes; the rest is passed over, as the service does.
const PARAMETERS: [&str; 9] = [
    "TableName",
    "AttributeDefinitions",
    "KeySchema",
    "BillingMode",
    "ProvisionedThroughput",
    "OnDemandThroughput",
    "SSESpecification",
    "GlobalSecondaryIndexes",
    "VectorIndexes",
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    #[serde(rename = "S3BucketSource")]
    source: Source,
    input_format: String,
    input_compression_type: Option<String>,
    table_creation_parameters: Map<String, Value>,
    client_token: Option<String>,
}

#[derive(Deserialize)]
struct Source {
    #[serde(rename = "S3Bucket")]
    bucket: String,
    #[serde(rename = "S3KeyPrefix")]
    prefix: Option<String>,
}

pub(super) fn import_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let wanted: Wanted = decode("ImportTable", request.clone())?;
    check(&wanted)?;
    let parameters: Map<_, _> = wanted
        .table_creation_parameters
        .iter()
        .filter(|(name, _)| PARAMETERS.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let creation = create_table::Creation::read(Value::Object(parameters))?;
    partition.change(|change| {
        if let Some((arn, import)) = repeated(change, &wanted, &request)? {
            return Ok(
                json!({ "ImportTableDescription": described(change.partition, &arn, &import, change.now) }),
            );
        }
        let going = change.overlay.imports.values().filter(|import| change.now < import.ends).count();
        if going >= MOST {
            return Err(Refusal::limit(&format!(
                "Subscriber limit exceeded: Only {MOST} simultaneous import table operations are allowed"
            )));
        }
        let (arn, import) = import(change, creation, &wanted, request)?;
        let shown = described(change.partition, &arn, &import, change.now.saturating_sub(1));
        change.overlay.imports.insert(arn, import);
        Ok(json!({ "ImportTableDescription": shown }))
    })
}

fn check(wanted: &Wanted) -> Result<(), Refusal> {
    copies::check_bucket(&wanted.source.bucket)?;
    match (wanted.input_format.as_str(), wanted.input_compression_type.as_deref()) {
        ("DYNAMODB_JSON", None | Some("NONE" | "GZIP")) => Ok(()),
        ("CSV" | "ION", _) => Err(Refusal::validation("The sandbox supports imports of DYNAMODB_JSON only.")),
        (_, Some("ZSTD")) => Err(Refusal::validation("The sandbox does not support ZSTD.")),
        _ => Err(Refusal::invalid("InputFormat or InputCompressionType is none that exists")),
    }
}

/// The import that was asked for by this token before, while its table is not there: a table that is there is in use,
/// whoever made it.
fn repeated(
    change: &Change<'_>,
    wanted: &Wanted,
    request: &Value,
) -> Result<Option<(String, Import)>, Refusal> {
    let known = change.overlay.imports.iter().find(|(_, import)| {
        let token = wanted.client_token.as_deref();
        token.is_some() && copies::token(&import.request, import.ends, change.now) == token
    });
    match known {
        Some((_, import)) if import.request != *request => Err(Refusal::named(
            "ImportConflictException",
            "The ClientToken was used before for an import with other parameters",
        )),
        Some((_, import)) if change.overlay.tables.contains_key(&import.table) => {
            Err(Refusal::in_use(&format!("Table already exists: {}", import.table)))
        }
        known => Ok(known.map(|(arn, import)| (arn.clone(), import.clone()))),
    }
}

fn import(
    change: &mut Change<'_>,
    creation: create_table::Creation,
    wanted: &Wanted,
    request: Value,
) -> Result<(String, Import), Refusal> {
    let (partition, now, table) = (change.partition, change.now, creation.table().to_owned());
    let Source { bucket, prefix } = &wanted.source;
    let objects = copies::stored(partition.buckets.under(bucket, prefix.as_deref().unwrap_or_default()))?;
    creation.create(change)?;
    let is_packed = wanted.input_compression_type.as_deref() == Some("GZIP");
    let mut read = Read::default();
    for (key, lines) in &objects {
        fill(partition, &table, (key, lines), is_packed, &mut read)?;
    }
    let ends = after(now, partition.durations.import(read.processed));
    let entry = change.table(&table)?;
    entry.busy(TransitionKind::Creating, ends);
    let table_id = entry.table_id.clone();
    let label = format!("{now:014}-{:08x}", change.overlay.imports.len());
    let failure = objects.is_empty().then(|| failure(partition, bucket));
    let import = Import { table: table.clone(), table_id, request, began: now, ends, read, failure };
    Ok((partition.place.import(&table, &label), import))
}

fn failure(partition: &Partition, bucket: &str) -> (String, String) {
    let (code, message) = if partition.buckets.has(bucket) {
        ("S3NoSuchKey", "No object has a key that begins with the given prefix")
    } else {
        ("S3NoSuchBucket", "The specified bucket does not exist")
    };
    (code.to_owned(), message.to_owned())
}

/// Writes the items of an object. One that is packed otherwise than was said can't be read at all.
fn fill(
    partition: &Partition,
    table: &str,
    (key, lines): (&str, &str),
    is_packed: bool,
    read: &mut Read,
) -> Result<(), Refusal> {
    read.bytes += lines.len() as u64;
    if key.ends_with(".gz") != is_packed {
        read.errors += 1;
        return Ok(());
    }
    for line in lines.lines() {
        read.processed += 1;
        match put(partition, table, line) {
            Ok(()) => read.imported += 1,
            Err(refusal) if refusal.status < 500 => read.errors += 1,
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(())
}

fn put(partition: &Partition, table: &str, line: &str) -> Result<(), Refusal> {
    let mut line: Value = serde_json::from_str(line).map_err(|_| Refusal::invalid("The line is not JSON"))?;
    let request = json!({ "TableName": table, "Item": line["Item"].take() });
    partition.db.put_item(decode("PutItem", request)?)?;
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeImport {
    import_arn: String,
}

pub(super) fn describe_import(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let DescribeImport { import_arn: arn } = decode("DescribeImport", request)?;
    let overlay = partition.look();
    let import = overlay
        .imports
        .get(&arn)
        .ok_or_else(|| Refusal::named("ImportNotFoundException", &format!("Import not found: {arn}")))?;
    Ok(json!({ "ImportTableDescription": described(partition, &arn, import, partition.now()) }))
}

pub(super) fn list_imports(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let page = copies::Page::read(partition, "ListImports", &request, "PageSize", PAGE)?;
    let (overlay, now) = (partition.look(), partition.now());
    let all = overlay.imports.iter().map(|(arn, import)| (arn, import.table.as_str(), import));
    let summary = |arn: &String, import: &Import| {
        let mut shown = described(partition, arn, import, now);
        if let Value::Object(fields) = &mut shown {
            fields.retain(|name, _| SUMMARY.contains(&name.as_str()));
        }
        shown
    };
    Ok(page.answer("ImportSummaryList", all, summary))
}

const SUMMARY: [&str; 8] = [
    "ImportArn",
    "ImportStatus",
    "TableArn",
    "S3BucketSource",
    "CloudWatchLogGroupArn",
    "InputFormat",
    "StartTime",
    "EndTime",
];

fn described(partition: &Partition, arn: &str, import: &Import, now: u64) -> Value {
    let has_ended = now >= import.ends;
    let status = match &import.failure {
        _ if !has_ended => "IN_PROGRESS",
        Some(_) => "FAILED",
        None => "COMPLETED",
    };
    let read = if has_ended { import.read } else { Read::default() };
    let mut shown = json!({
        "ImportArn": arn,
        "ImportStatus": status,
        "TableArn": partition.place.table(&import.table),
        "TableId": import.table_id,
        "CloudWatchLogGroupArn": partition.place.import_log(),
        "StartTime": seconds(import.began),
        "ErrorCount": read.errors,
        "ProcessedItemCount": read.processed,
        "ImportedItemCount": read.imported,
        "ProcessedSizeBytes": read.bytes,
    });
    for name in
        ["ClientToken", "S3BucketSource", "InputFormat", "InputCompressionType", "TableCreationParameters"]
    {
        if let Some(given) = import.request.get(name) {
            shown[name] = given.clone();
        }
    }
    if has_ended {
        shown["EndTime"] = json!(seconds(import.ends));
        if let Some((code, message)) = &import.failure {
            shown["FailureCode"] = json!(code);
            shown["FailureMessage"] = json!(message);
        }
    }
    shown
}
