//! Other people's files, read by a process that starts for it: Terraform to a design, CloudFormation to findings.
//!
//! Deliberately from outside, with the start of the process: what a person waits for in a pipeline.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Row;
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
}

const MEASURED: [Measured; 2] = [
    Measured {
        name: "lint of 400 tables from CloudFormation, process",
        budget: 10.0,
        command: "lint",
        file: "template.json",
        text: cloudformation,
    },
    Measured {
        name: "HCL of 1,000 tables to a design, process",
        budget: 300.0,
        command: "import",
        file: "main.tf",
        text: terraform,
    },
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    let binary = super::server_binary();
    if let Some(binary) = &binary {
        say::step(format!("reads large files with {}", binary.display()));
    }
    MEASURED.iter().map(|measured| row(measured, binary.as_deref())).collect()
}

fn row(measured: &Measured, binary: Option<&Path>) -> Outcome<Row> {
    let milliseconds = binary.map(|binary| quickest(measured, binary)).transpose()?;
    Ok(Row { name: measured.name, measured: milliseconds, budget: measured.budget, unit: "ms" })
}

fn quickest(measured: &Measured, binary: &Path) -> Outcome<f64> {
    let folder =
        Folder(std::env::temp_dir().join(format!("tablewright-bench-import-{}", std::process::id())));
    files::make_folder(&folder.0)?;
    let file = folder.0.join(measured.file);
    files::write(&file, (measured.text)().as_bytes())?;
    let mut quickest = f64::INFINITY;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let status = Sh::new(binary).arg(measured.command).arg(&file).spawn()?.wait();
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

/// A folder that goes away however the measurement ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // It is in the folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
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
