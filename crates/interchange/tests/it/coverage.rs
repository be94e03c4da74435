//! `docs/import-coverage.md`: what is understood of which source, found out by importing `fixtures/import/coverage.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use tablewright_interchange::{Source, import};
use tablewright_model::to_json;
use tablewright_testkit::golden;

/// A source by the word in the data and the heading in the document.
const SOURCES: [(&str, &str); 6] = [
    ("terraform", "Terraform"),
    ("state", "state, plan"),
    ("cloudformation", "CloudFormation, SAM"),
    ("global", "global table"),
    ("aws", "AWS JSON"),
    ("workbench", "NoSQL Workbench"),
];

const TITLE: &str = "\
# What imports understand

Made of `fixtures/import/coverage.txt` by a test of `crates/interchange`, which imports each construct from each source
and looks into the design; `UPDATE_GOLDEN=1 cargo nextest run -p tablewright-interchange coverage` writes it anew.

**yes** is in the design, **told** is left out and told with file and line, **–** is what the source doesn't have. What
can't be evaluated is kept as an expression where a design holds a text, else told. A design document of this or an
earlier format is read as it is.
";

#[derive(Debug)]
struct Construct {
    group: String,
    name: String,
    expected: Vec<(String, Value)>,
    /// By source, then by where it stands.
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

fn constructs() -> Vec<Construct> {
    let text = fs::read_to_string(golden::path("import/coverage.txt")).unwrap();
    let mut found: Vec<Construct> = Vec::new();
    let (mut group, mut section) = (String::new(), (String::new(), String::new()));
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("#### ") {
            group = title.to_owned();
        } else if let Some(name) = line.strip_prefix("== ") {
            section = (String::new(), String::new());
            let (group, name) = (group.clone(), name.to_owned());
            found.push(Construct { group, name, expected: Vec::new(), sections: BTreeMap::new() });
        } else if let Some(expected) = line.strip_prefix("@ ") {
            let (pointer, value) = expected.split_once(" = ").unwrap();
            let value = serde_json::from_str(value).unwrap();
            found.last_mut().unwrap().expected.push((pointer.to_owned(), value));
        } else if let Some(head) = line.strip_prefix("-- ") {
            let (source, place) = head.split_once(' ').unwrap_or((head, "inside"));
            assert!(SOURCES.iter().any(|(known, _)| *known == source), "{head}");
            section = (source.to_owned(), place.to_owned());
            let sections = found.last_mut().unwrap().sections.entry(source.to_owned()).or_default();
            sections.insert(place.to_owned(), String::new());
        } else if !section.0.is_empty() {
            let sections = found.last_mut().unwrap().sections.get_mut(&section.0).unwrap();
            let body = sections.get_mut(&section.1).unwrap();
            body.push_str(line);
            body.push('\n');
        }
    }
    found
}

/// The file of a source with what a construct says in it: its path and its text.
fn file(source: &str, sections: &BTreeMap<String, String>) -> (&'static str, String) {
    let of = |place: &str| sections.get(place).map_or("", |text| text.trim_end());
    if let Some(whole) = sections.get("whole") {
        let path = match source {
            "terraform" => "main.tf",
            "cloudformation" => "template.yaml",
            _ => "file.json",
        };
        return (path, whole.clone());
    }
    let (inside, beside) = (of("inside"), of("beside"));
    let comma = if beside.is_empty() { "" } else { "," };
    match source {
        "terraform" if sections.contains_key("json") => ("main.tf.json", of("json").to_owned()),
        "terraform" => ("main.tf", terraform(inside, beside)),
        "state" => (
            "terraform.tfstate",
            format!(
                r#"{{"version":4,"terraform_version":"1.9.0","resources":[{{"mode":"managed","type":"aws_dynamodb_table","name":"t","instances":[{{"attributes":{{{inside}"name":"T","hash_key":"id","attribute":[{{"name":"id","type":"S"}},{{"name":"day","type":"S"}}]}}}}]}}{comma}{beside}]}}"#
            ),
        ),
        "aws" => (
            "tables.json",
            format!(
                r#"[{{{inside}"TableName":"T","AttributeDefinitions":[{{"AttributeName":"id","AttributeType":"S"}},{{"AttributeName":"day","AttributeType":"S"}}]{}}}{comma}{beside}]"#,
                missing(inside, r#","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]"#)
            ),
        ),
        "workbench" => (
            "model.json",
            format!(
                r#"{{"ModelName":"M","DataModel":[{{{inside}"TableName":"T"{}}}]}}"#,
                missing(
                    inside,
                    r#","KeyAttributes":{"PartitionKey":{"AttributeName":"id","AttributeType":"S"}}"#
                )
            ),
        ),
        kind => ("template.yaml", cloudformation(kind, inside, beside)),
    }
}

fn missing<'t>(inside: &str, member: &'t str) -> &'t str {
    let name = member.split('"').nth(1).unwrap();
    if inside.contains(&format!("\"{name}\"")) { "" } else { member }
}

fn terraform(inside: &str, beside: &str) -> String {
    let attributes =
        "attribute {\n  name = \"id\"\n  type = \"S\"\n}\nattribute {\n  name = \"day\"\n  type = \"S\"\n}\n";
    format!(
        "resource \"aws_dynamodb_table\" \"t\" {{\nname = \"T\"\nhash_key = \"id\"\n{attributes}{inside}\n}}\n{beside}\n"
    )
}

fn cloudformation(source: &str, inside: &str, beside: &str) -> String {
    let indented = |text: &str, by: usize| {
        text.lines().map(|line| format!("{}{line}\n", " ".repeat(by))).collect::<String>()
    };
    let kind = if source == "global" { "GlobalTable" } else { "Table" };
    let key = if inside.contains("KeySchema: [{AttributeName: id, KeyType: HASH}, {")
        && !inside.contains("IndexName")
    {
        ""
    } else {
        "KeySchema: [{AttributeName: id, KeyType: HASH}]"
    };
    let head = format!(
        "TableName: T\nAttributeDefinitions: [{{AttributeName: id, AttributeType: S}}, {{AttributeName: day, AttributeType: S}}]\n{key}"
    );
    format!(
        "Resources:\n  T:\n    Type: AWS::DynamoDB::{kind}\n    Properties:\n{}{}{}",
        indented(&head, 6),
        indented(inside, 6),
        indented(beside, 2)
    )
}

/// What becomes of a construct in a source: in the design, or told.
fn outcome(construct: &Construct, source: &str, sections: &BTreeMap<String, String>) -> &'static str {
    let (path, text) = file(source, sections);
    let import = import(&[Source { path, bytes: text.as_bytes() }], None);
    let what = format!("{} in {source}:\n{text}\n{:#?}", construct.name, import.report);
    assert_eq!(import.report.problems, [], "{what}");
    let document: Value = serde_json::from_str(&to_json(&import.design.unwrap())).unwrap();
    let holds = |(pointer, value): &(String, Value)| {
        document.pointer(&format!("/design/tables/0{pointer}")) == Some(value)
    };
    if construct.expected.iter().all(holds) {
        return "yes";
    }
    assert!(!import.report.left_out.is_empty(), "neither in the design nor told: {what}\n{document:#}");
    "told"
}

#[test]
fn the_document_of_coverage_is_what_imports_do() {
    let constructs = constructs();
    let mut text = TITLE.to_owned();
    let mut group = "";
    for construct in &constructs {
        if construct.group != group {
            group = &construct.group;
            let heads = SOURCES.map(|(_, head)| head).join(" | ");
            write!(text, "\n## {group}\n\n| | {heads} |\n|---|{}\n", "---|".repeat(SOURCES.len())).unwrap();
        }
        let cell = |(source, _): (&str, &str)| match construct.sections.get(source) {
            Some(sections) => outcome(construct, source, sections),
            None => "–",
        };
        writeln!(text, "| {} | {} |", construct.name, SOURCES.map(cell).join(" | ")).unwrap();
    }
    golden::check(golden::path("../docs/import-coverage.md"), &text);
}
