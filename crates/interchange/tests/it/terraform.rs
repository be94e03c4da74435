//! Options and promises of the Terraform writer that golden files don't show.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;
use tablewright_interchange::{ExportFormat, ExportOptions, Layout, TerraformOptions, export};
use tablewright_model::{Design, from_json};
use tablewright_testkit::{arbitrary, game_scores};

fn named(names: &[String]) -> Design {
    let table = |(n, name): (usize, &String)| {
        json!({ "id": format!("t{n}"), "name": name, "description": name,
            "attributes": [{ "id": "a", "name": name, "type": "S", "description": name }],
            "key": { "partition": "a" }, "tags": { name.as_str(): name } })
    };
    let tables: Vec<_> = names.iter().enumerate().map(table).collect();
    let document = json!({ "format": 1, "design": { "name": names.concat(), "tables": tables } });
    from_json(&document.to_string()).unwrap()
}

fn write(design: &Design, layout: Layout) -> String {
    let terraform = TerraformOptions { layout, ..TerraformOptions::default() };
    export(design, ExportOptions { terraform, ..ExportFormat::Terraform.into() }).text()
}

#[test]
fn an_environment_names_the_tables_but_not_the_resources() {
    let options = ExportOptions { table_name: "dev-{table}".to_owned(), ..ExportFormat::Terraform.into() };
    let text = export(&game_scores(), options).text();
    assert!(text.contains(
        "resource \"aws_dynamodb_table\" \"game_scores\" {\n  name         = \"dev-GameScores\"\n"
    ));
}

#[test]
fn the_requirements_can_be_left_to_the_module_that_the_text_joins() {
    let with = write(&game_scores(), Layout::File);
    let without = write(&game_scores(), Layout::Bare);
    assert!(with.contains("required_providers"));
    assert!(!without.contains("terraform {"));
    assert!(with.ends_with(without.split_once("\nresource").unwrap().1));
}

#[test]
fn an_unfinished_design_is_written_as_far_as_it_goes() {
    let table = json!({ "id": "t", "name": "", "attributes": [], "key": { "partition": "gone" }, "ttl": "gone",
        "indexes": [{ "id": "i", "name": "", "partition": [], "projection": { "INCLUDE": ["gone"] } }] });
    let document = json!({ "format": 1, "design": { "name": "", "tables": [table] } });
    let text = write(&from_json(&document.to_string()).unwrap(), Layout::Bare);
    let expected = r#"resource "aws_dynamodb_table" "table" {
  name         = ""
  billing_mode = "PAY_PER_REQUEST"

  global_secondary_index {
    name            = ""
    projection_type = "INCLUDE"
  }
}
"#;
    assert_eq!(text, expected);
}

/// What every text must be, whatever names people give: balanced, one resource for each table, no stray line.
fn check(text: &str, tables: usize) {
    let resources: Vec<_> = text.lines().filter(|line| line.starts_with("resource ")).collect();
    assert_eq!(resources.iter().collect::<BTreeSet<_>>().len(), tables, "{text}");
    let mut open = Vec::new();
    for line in text.lines() {
        assert_eq!(line, line.trim_end());
        assert!(line.chars().all(|c| !c.is_control()));
        if line.is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if line.trim_start() == "}" {
            open.pop().unwrap();
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        assert_eq!(indent, 2 * open.len(), "{line}");
        if line.ends_with('{') {
            open.push(line);
        } else if line.trim_start() != "}" {
            assert!(line.contains(" = "), "{line}");
        }
    }
    assert!(open.is_empty());
    let code: Vec<_> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    for pair in code.windows(2) {
        let is_stray_gap =
            pair[1].is_empty() && pair[0].ends_with('{') || pair[0].is_empty() && pair[1].ends_with('}');
        assert!(!is_stray_gap, "{pair:?}");
    }
    assert!(!text.contains("\n\n\n"));
}

proptest! {
    #[test]
    fn no_name_breaks_out_of_its_place(names in prop::collection::vec("[\\PC\"\\\\${%\\n\\r\\t\u{0}\u{85}\u{202e}]{0,8}", 1..5)) {
        check(&write(&named(&names), Layout::File), names.len());
    }

    #[test]
    fn a_valid_design_is_written_well_formed_and_the_same_each_time(design in arbitrary::designs()) {
        let text = write(&design, Layout::File);
        check(&text, design.tables.len());
        prop_assert_eq!(&text, &write(&design, Layout::File));
    }
}
