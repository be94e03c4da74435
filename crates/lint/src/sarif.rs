//! Findings as SARIF 2.1.0, for code hosts and editors that show them.
//!
//! A design has no lines: a finding is located by the file and by the address of its object. Deliberately absent:
//! files and the command line, which are the server's.

use serde_json::{Value, json};
use tablewright_model::{Address, Diagnostic, Severity};

use crate::rule::Rule;

/// One run over one file: its findings, of validation and of lint, and the rules that they are of.
#[must_use]
pub fn sarif(findings: &[Diagnostic], file: &str, version: &str) -> Value {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, file)).collect();
    let rules: Vec<Value> = codes.into_iter().map(described).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Tablewright", "version": version, "rules": rules } },
            "results": results,
        }],
    })
}

/// Codes of validation have no rule of lint to describe them.
fn described(code: &str) -> Value {
    let Some(rule) = crate::rule(code) else { return json!({ "id": code }) };
    let text = |text: &str| json!({ "text": text.replace('\n', " ") });
    let Rule { severity, .. } = rule;
    json!({
        "id": code,
        "shortDescription": text(rule.title()),
        "fullDescription": text(rule.why()),
        "help": text(rule.way_out()),
        "defaultConfiguration": { "level": level(*severity) },
    })
}

fn result(finding: &Diagnostic, file: &str) -> Value {
    json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(file) } },
            "logicalLocations": [{ "fullyQualifiedName": qualified(finding.address) }],
        }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The object and the field in the document's own words: `{"index":["t1","i1"]}/projection`.
fn qualified(address: Address) -> String {
    let words = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let object = words(json!(address.object));
    match address.field {
        Some(field) => format!("{object}/{}", words(json!(field))),
        None => object,
    }
}

/// A path as the path of a URI reference; what may not stand there is written as bytes.
fn uri(file: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let write = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    file.bytes().map(write).collect()
}

#[cfg(test)]
mod tests {
    use tablewright_model::validate;

    use super::*;
    use crate::testing::*;

    #[test]
    fn a_run_has_its_rules_and_results() {
        let design = table("| a").design();
        let findings: Vec<_> =
            validate(&design).into_iter().chain(crate::lint(&design, &crate::Policy::default())).collect();
        let run = sarif(&findings, "my designs/a.json", "1.2.3")["runs"][0].take();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        let recovery = results.iter().find(|result| result["ruleId"] == "DDB101").unwrap();
        assert_eq!(recovery["level"], "warning");
        let location = &recovery["locations"][0];
        assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "my%20designs/a.json");
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], r#"{"table":"t1"}/recovery"#);
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted() && ids.contains(&"DDB006") && ids.contains(&"DDB101"), "{ids:?}");
        assert!(results.iter().all(|result| ids.contains(&result["ruleId"].as_str().unwrap())));
        let described = rules.iter().find(|rule| rule["id"] == "DDB101").unwrap();
        assert_eq!(described["shortDescription"]["text"], "Point-in-time recovery is off");
    }

    #[test]
    fn nothing_found_is_a_run_too() {
        let run = sarif(&[], "a.json", "1.2.3")["runs"][0].take();
        assert_eq!((run["results"].clone(), run["tool"]["driver"]["rules"].clone()), (json!([]), json!([])));
    }
}
