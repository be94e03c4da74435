//! Other people's files, read by a process that starts for it: Terraform to a design, CloudFormation to findings.
//!
//! Deliberately from outside, with the start of the process: what a person waits for in a pipeline.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use super::Row;
use super::peers::{self, Peer};
use crate::files::Temporary;
use crate::problem::{Explain, Outcome, Problem};
use crate::sh::Sh;
use crate::{files, say};

/// How often each is run; the quickest counts, since the machine may do something else beside.
const RUNS: usize = 9;

/// A measurement: what is run on which file.
struct Measured {
    name: &'static str,
    budget: f64,
    command: &'static str,
    file: &'static str,
    text: fn() -> String,
    peers: &'static [Peer],
}

const MEASURED: [Measured; 2] = [
    Measured {
        name: "lint of 400 tables from CloudFormation, process",
        budget: 10.0,
        command: "lint",
        file: "template.json",
        text: cloudformation,
        peers: &peers::CLOUDFORMATION,
    },
    Measured {
        name: "HCL of 1,000 tables to a design, process",
        budget: 300.0,
        command: "import",
        file: "main.tf",
        text: terraform,
        peers: &peers::TERRAFORM,
    },
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    let binary = super::server_binary();
    if let Some(binary) = &binary {
        say::step(format!("reads large files with {}", binary.display()));
    }
    let rows = MEASURED.iter().map(|measured| with_peers(measured, binary.as_deref()));
    Ok(rows.collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Our row and, in the same run, those beside other people's tools.
fn with_peers(measured: &Measured, binary: Option<&Path>) -> Outcome<Vec<Row>> {
    let folder = Temporary::new("bench-import")?;
    let file = folder.path().join(measured.file);
    files::write(&file, (measured.text)().as_bytes())?;
    let ours = binary.map(|binary| quickest(measured, binary, &file)).transpose()?;
    let own = Row { name: measured.name, measured: ours, budget: measured.budget, unit: "ms" };
    let beside = measured.peers.iter().map(|peer| peers::row(peer, &file, ours));
    std::iter::once(Ok(own)).chain(beside).collect()
}

fn quickest(measured: &Measured, binary: &Path, file: &Path) -> Outcome<f64> {
    let mut quickest = f64::INFINITY;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let status = Sh::new(binary).arg(measured.command).arg(file).spawn()?.wait();
        if !status.explain(|| format!("`{}` can't be waited for", measured.command))?.success() {
            return Err(Problem::new(format!(
                "`{} {}` failed: see why by hand",
                measured.command, measured.file
            )));
        }
        quickest = quickest.min(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(quickest)
}

/// Tables of the middling kind: four key attributes, two indexes, a stream, tags.
fn terraform() -> String {
    let mut text = String::new();
    for number in 0..1_000 {
        let attributes: String = ["customer", "placed_at", "status", "city"]
            .map(|name| format!("  attribute {{\n    name = \"{name}\"\n    type = \"S\"\n  }}\n"))
            .concat();
        let index = |name: &str, key: &str| {
            format!(
                "  global_secondary_index {{\n    name            = \"{name}\"\n    hash_key        = \"{key}\"\n    range_key       = \"placed_at\"\n    projection_type = \"ALL\"\n  }}\n"
            )
        };
        // Writing to a text does not fail.
        let _ = writeln!(
            text,
            "resource \"aws_dynamodb_table\" \"orders_{number}\" {{\n  name             = \"${{var.stage}}-orders-{number}\"\n  billing_mode     = \"PAY_PER_REQUEST\"\n  hash_key         = \"customer\"\n  range_key        = \"placed_at\"\n  stream_enabled   = true\n  stream_view_type = \"NEW_AND_OLD_IMAGES\"\n{attributes}{}{}  tags = merge(local.tags, {{ number = {number} }})\n}}\n",
            index("ByStatus", "status"),
            index("ByCity", "city"),
        );
    }
    format!(
        "variable \"stage\" {{\n  default = \"dev\"\n}}\n\nlocals {{\n  tags = {{ team = \"core\" }}\n}}\n\n{text}"
    )
}

fn cloudformation() -> String {
    let table = |number: usize| {
        format!(
            r#""Orders{number}":{{"Type":"AWS::DynamoDB::Table","Properties":{{"TableName":"orders-{number}","BillingMode":"PAY_PER_REQUEST","DeletionProtectionEnabled":true,"PointInTimeRecoverySpecification":{{"PointInTimeRecoveryEnabled":true}},"AttributeDefinitions":[{{"AttributeName":"customer","AttributeType":"S"}},{{"AttributeName":"placed_at","AttributeType":"S"}},{{"AttributeName":"status","AttributeType":"S"}}],"KeySchema":[{{"AttributeName":"customer","KeyType":"HASH"}},{{"AttributeName":"placed_at","KeyType":"RANGE"}}],"GlobalSecondaryIndexes":[{{"IndexName":"ByStatus","KeySchema":[{{"AttributeName":"status","KeyType":"HASH"}},{{"AttributeName":"placed_at","KeyType":"RANGE"}}],"Projection":{{"ProjectionType":"ALL"}}}}]}}}}"#
        )
    };
    let tables: Vec<String> = (0..400).map(table).collect();
    format!("{{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Resources\":{{{}}}}}", tables.join(","))
}
