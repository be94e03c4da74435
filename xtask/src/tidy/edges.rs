//! Which of our packages may depend on which: the table of the design's chapter "The house".
//!
//! Deliberately data: a new edge is one word here and a decision record in `docs/adr/`.

use serde_json::Value;

use crate::places;
use crate::problem::{Explain, Outcome};
use crate::sh::Sh;

/// A package without its prefix, and what it may depend on.
const ALLOWED: [(&str, &[&str]); 21] = [
    ("model", &[]),
    ("lint", &["model"]),
    ("access", &["model"]),
    ("plan", &["model"]),
    ("interchange", &["model"]),
    ("contract", &["model", "plan", "access", "lint"]),
    // What it judges with, and the words it says it in (ADR 12).
    ("judge", &["model", "access", "lint", "interchange", "contract"]),
    // Drawings as pixels (ADR 29).
    ("picture", &["interchange"]),
    // The roles, and the rules by which approvals count (ADR 16).
    ("policy", &["model", "plan"]),
    ("storage", &["model", "plan", "policy"]),
    ("aws", &["model", "plan"]),
    // The digests and ids in plans are types of the model.
    ("engine", &["model", "plan", "aws", "storage"]),
    ("sandbox", &[]),
    // Traces, with the server's feature `otel` (ADR 24).
    ("telemetry", &[]),
    ("testkit", &["model", "plan"]),
    ("app", &["contract", "model", "lint", "access", "plan", "interchange"]),
    ("frontend", &["app", "judge"]),
    ("server", EVERYTHING_BUT_FRONTEND),
    ("xtask", &[]),
    ("end2end", &[]),
    // The targets of `cargo xtask fuzz`, a workspace of their own.
    ("fuzz", &["interchange", "model"]),
];

const EVERYTHING_BUT_FRONTEND: &[&str] = &[
    "model",
    "lint",
    "access",
    "plan",
    "interchange",
    "contract",
    "picture",
    "policy",
    "storage",
    "aws",
    "engine",
    "sandbox",
    "telemetry",
    "app",
];

/// What tests may depend on besides; `testkit` is for everybody's tests and for nothing else.
const ALLOWED_IN_TESTS: [(&str, &[&str]); 7] = [
    // Itself, with the feature that its schemas are made by.
    ("model", &["model"]),
    // Its bench makes files of every format.
    ("interchange", &["picture"]),
    ("picture", &["model"]),
    ("aws", &["sandbox"]),
    ("engine", &["sandbox"]),
    // The preview's query engine is compared with the sandbox's.
    ("sandbox", &["access", "model"]),
    ("server", EVERYTHING_BUT_FRONTEND),
];

/// The edges that are not in the table, as sentences.
pub(super) fn check() -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for manifest in [places::root().join("Cargo.toml"), places::fuzz_manifest()] {
        let metadata =
            Sh::cargo().args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"]);
        let printed = metadata.arg(manifest).read()?;
        let metadata: Value =
            serde_json::from_slice(&printed).explain(|| "cannot read cargo's metadata".to_owned())?;
        let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
        found.extend(packages.iter().flat_map(complaints));
    }
    Ok(found)
}

fn complaints(package: &Value) -> Vec<String> {
    let from = short(package["name"].as_str().unwrap_or_default());
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = dependencies.iter().filter(|dependency| dependency["path"].is_string());
    let edges = ours.map(|dependency| {
        let to = short(dependency["name"].as_str().unwrap_or_default());
        (to, dependency["kind"].as_str() == Some("dev"))
    });
    edges.filter_map(|(to, in_tests)| complaint(from, to, in_tests)).collect()
}

fn complaint(from: &str, to: &str, in_tests: bool) -> Option<String> {
    let listed =
        |table: &[(&str, &[&str])]| table.iter().any(|(name, to_all)| *name == from && to_all.contains(&to));
    let fine = listed(&ALLOWED) || (in_tests && (to == "testkit" || listed(&ALLOWED_IN_TESTS)));
    if fine {
        return None;
    }
    let kind = if in_tests { "its tests depend" } else { "it depends" };
    Some(format!(
        "package {from}: {kind} on `{to}`, an edge that the house does not have: see xtask/src/tidy/edges.rs"
    ))
}

/// `tablewright-model` is `model`; the server's package is called `tablewright`.
fn short(name: &str) -> &str {
    match name {
        "tablewright" => "server",
        _ => name.strip_prefix("tablewright-").unwrap_or(name),
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_table_decides() {
        assert_eq!(complaint("plan", "model", false), None);
        assert!(complaint("model", "plan", false).is_some());
        assert!(complaint("app", "storage", false).is_some());
        assert!(complaint("server", "frontend", true).is_some());
    }

    #[test]
    fn testkit_is_for_tests() {
        assert_eq!(complaint("plan", "testkit", true), None);
        assert!(complaint("server", "testkit", false).is_some());
        assert_eq!(complaint("engine", "sandbox", true), None);
        assert!(complaint("engine", "sandbox", false).is_some());
    }

    #[test]
    fn an_unknown_package_has_no_edges() {
        assert!(complaint("helper", "model", false).is_some());
    }

    #[test]
    fn edges_are_read_from_metadata() {
        let package = serde_json::json!({
            "name": "tablewright-model",
            "dependencies": [
                {"name": "serde", "kind": null},
                {"name": "tablewright-plan", "kind": null, "path": "/x"},
                {"name": "tablewright-testkit", "kind": "dev", "path": "/x"},
            ],
        });
        assert_eq!(complaints(&package).len(), 1);
    }
}
