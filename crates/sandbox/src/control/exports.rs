//! Exports of a table to a bucket: all items as they are at the call, in one object, with the files that tell of it.
//!
//! Only the latest state can be exported, and all of it: the sandbox keeps no earlier one.

use dynoxide::actions::scan::ScanRequest;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{copies, refuse_unsupported, seconds};
use crate::durations::after;
use crate::overlay::Export;
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};

/// How many exports may be IN_PROGRESS.
const MOST: usize = 300;
/// The most that one answer of ListExports holds.
const PAGE: usize = 25;
const UNSUPPORTED: [&str; 2] = ["IncrementalExportSpecification", "FilterSpecification"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    table_arn: String,
    s3_bucket: String,
    s3_prefix: Option<String>,
    export_time: Option<f64>,
    export_format: Option<String>,
    export_type: Option<String>,
    client_token: Option<String>,
}

pub(super) fn export_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "ExportTableToPointInTime";
    refuse_unsupported(&request, &UNSUPPORTED)?;
    let wanted: Wanted = decode(OPERATION, request.clone())?;
    let table = partition.place.table_name(OPERATION, &wanted.table_arn)?.to_owned();
    check(&wanted)?;
    partition.change(|change| {
        if let Some((arn, export)) = repeated(change, &wanted, &request)? {
            return Ok(json!({ "ExportDescription": described(&arn, &export, change.now) }));
        }
        check_time(change, &table, wanted.export_time)?;
        let going = change.overlay.exports.values().filter(|export| change.now < export.ends).count();
        if going >= MOST {
            return Err(Refusal::limit(&format!(
                "Subscriber limit exceeded: Only {MOST} exports can be in progress simultaneously"
            )));
        }
        let (arn, export) = export(change, &table, &wanted, request)?;
        let shown = described(&arn, &export, change.now.saturating_sub(1));
        change.overlay.exports.insert(arn, export);
        Ok(json!({ "ExportDescription": shown }))
    })
}

fn check(wanted: &Wanted) -> Result<(), Refusal> {
    copies::check_bucket(&wanted.s3_bucket)?;
    match (wanted.export_format.as_deref(), wanted.export_type.as_deref()) {
        (None | Some("DYNAMODB_JSON"), None | Some("FULL_EXPORT")) => Ok(()),
        (Some("ION"), _) => Err(Refusal::validation("The sandbox does not support the format ION.")),
        (_, Some("INCREMENTAL_EXPORT")) => {
            Err(Refusal::validation("The sandbox does not support incremental exports."))
        }
        _ => Err(Refusal::invalid("ExportFormat or ExportType is none that exists")),
    }
}

/// The export that was asked for by this token before; it must have been the same.
fn repeated(
    change: &Change<'_>,
    wanted: &Wanted,
    request: &Value,
) -> Result<Option<(String, Export)>, Refusal> {
    let known = change.overlay.exports.iter().find(|(_, export)| {
        let token = wanted.client_token.as_deref();
        token.is_some() && copies::token(&export.request, export.ends, change.now) == token
    });
    match known {
        Some((_, export)) if export.request != *request => Err(Refusal::named(
            "ExportConflictException",
            "The ClientToken was used before for an export with other parameters",
        )),
        known => Ok(known.map(|(arn, export)| (arn.clone(), export.clone()))),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time of a request, in seconds"
)]
fn check_time(change: &mut Change<'_>, table: &str, time: Option<f64>) -> Result<(), Refusal> {
    let now = change.now;
    let entry = change.overlay.tables.get(table);
    let entry = entry
        .ok_or_else(|| Refusal::named("TableNotFoundException", &format!("Table not found: {table}")))?;
    let Some(since) = entry.backups.recovery_since else {
        let message = format!("Point in time recovery is not enabled for table '{table}'");
        return Err(Refusal::named("PointInTimeRecoveryUnavailableException", &message));
    };
    match time.map(|seconds| (seconds * 1_000.0) as u64) {
        None => Ok(()),
        Some(time) if time < since || time > now => Err(Refusal::named(
            "InvalidExportTimeException",
            "The specified ExportTime is outside of the point in time recovery window",
        )),
        Some(time) if time == now => Ok(()),
        Some(_) => Err(Refusal::validation(
            "The sandbox does not support an ExportTime in the past: it exports the items as they are now.",
        )),
    }
}

fn export(
    change: &Change<'_>,
    table: &str,
    wanted: &Wanted,
    request: Value,
) -> Result<(String, Export), Refusal> {
    let (partition, now) = (change.partition, change.now);
    let label = format!("{now:014}-{:08x}", change.overlay.exports.len());
    let arn = partition.place.export(table, &label);
    let (lines, items) = lines(partition, table)?;
    let prefix = wanted.s3_prefix.as_deref().filter(|prefix| !prefix.is_empty());
    let own = format!("AWSDynamoDB/{label}");
    let folder = prefix.map(|prefix| format!("{prefix}/{own}")).unwrap_or_else(|| own.clone());
    let export = Export {
        table: table.to_owned(),
        table_id: change.overlay.tables.get(table).map(|entry| entry.table_id.clone()).unwrap_or_default(),
        request,
        began: now,
        ends: after(now, partition.durations.export(items)),
        items,
        bytes: lines.len() as u64,
        manifest: format!("{folder}/manifest-summary.json"),
    };
    let data = format!("{folder}/data/{label}.json.gz");
    let files = json!({ "itemCount": items, "dataFileS3Key": data }).to_string();
    let objects = [
        (format!("{folder}/_started"), String::new()),
        (format!("{folder}/manifest-files.json"), format!("{files}\n")),
        (export.manifest.clone(), summary(&arn, &export, &folder)),
        (data, lines),
    ];
    for (number, (key, lines)) in objects.into_iter().enumerate() {
        let file = format!("{}-{label}-{number}", partition.place.region);
        copies::stored(partition.buckets.put(&wanted.s3_bucket, &key, &file, lines))?;
    }
    Ok((arn, export))
}

/// Every item as a line, and how many they are.
fn lines(partition: &Partition, table: &str) -> Result<(String, u64), Refusal> {
    let (mut lines, mut items, mut start) = (String::new(), 0, None);
    loop {
        let scan = ScanRequest {
            table_name: table.to_owned(),
            exclusive_start_key: start,
            ..ScanRequest::default()
        };
        let page = partition.db.scan(scan)?;
        for item in page.items.unwrap_or_default() {
            lines.push_str(&json!({ "Item": item }).to_string());
            lines.push('\n');
            items += 1;
        }
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok((lines, items));
        }
    }
}

fn summary(arn: &str, export: &Export, folder: &str) -> String {
    let summary = json!({
        "version": "2020-06-30",
        "exportArn": arn,
        "tableId": export.table_id,
        "s3Bucket": export.request["S3Bucket"],
        "s3Prefix": export.request["S3Prefix"],
        "manifestFilesS3Key": format!("{folder}/manifest-files.json"),
        "billedSizeBytes": export.bytes,
        "itemCount": export.items,
        "outputFormat": "DYNAMODB_JSON",
        "exportType": "FULL_EXPORT",
    });
    format!("{summary}\n")
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeExport {
    export_arn: String,
}

pub(super) fn describe_export(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let DescribeExport { export_arn: arn } = decode("DescribeExport", request)?;
    let overlay = partition.look();
    let export = overlay
        .exports
        .get(&arn)
        .ok_or_else(|| Refusal::named("ExportNotFoundException", &format!("Export not found: {arn}")))?;
    Ok(json!({ "ExportDescription": described(&arn, export, partition.now()) }))
}

pub(super) fn list_exports(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let page = copies::Page::read(partition, "ListExports", &request, "MaxResults", PAGE)?;
    let (overlay, now) = (partition.look(), partition.now());
    let all = overlay.exports.iter().map(|(arn, export)| (arn, export.table.as_str(), export));
    let summary = |arn: &String, export: &Export| json!({ "ExportArn": arn, "ExportStatus": status(export, now), "ExportType": "FULL_EXPORT" });
    Ok(page.answer("ExportSummaries", all, summary))
}

const fn status(export: &Export, now: u64) -> &'static str {
    if now < export.ends { "IN_PROGRESS" } else { "COMPLETED" }
}

fn described(arn: &str, export: &Export, now: u64) -> Value {
    let mut shown = json!({
        "ExportArn": arn,
        "ExportStatus": status(export, now),
        "StartTime": seconds(export.began),
        "TableArn": export.request["TableArn"],
        "TableId": export.table_id,
        "ExportTime": seconds(export.began),
        "ExportFormat": "DYNAMODB_JSON",
        "ExportType": "FULL_EXPORT",
        "S3SseAlgorithm": "AES256",
    });
    for name in ["ClientToken", "S3Bucket", "S3BucketOwner", "S3Prefix", "S3SseAlgorithm", "S3SseKmsKeyId"] {
        if let Some(given) = export.request.get(name) {
            shown[name] = given.clone();
        }
    }
    if now >= export.ends {
        shown["EndTime"] = json!(seconds(export.ends));
        shown["ExportManifest"] = json!(export.manifest);
        shown["BilledSizeBytes"] = json!(export.bytes);
        shown["ItemCount"] = json!(export.items);
    }
    shown
}
