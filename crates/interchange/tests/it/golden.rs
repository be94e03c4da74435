//! `fixtures/export/<case>`: `design.json` must be written as `expected.tf`.

use std::fs;

use tablewright_interchange::{ExportFormat, export};
use tablewright_model::from_json;
use tablewright_testkit::golden;

#[test]
fn every_design_is_written_as_expected() {
    for case in golden::scenarios("export").unwrap() {
        let design = from_json(&fs::read_to_string(case.join("design.json")).unwrap()).unwrap();
        golden::check(case.join("expected.tf"), &export(&design, ExportFormat::Terraform).text);
    }
}

#[test]
fn the_document_itself_is_exported_in_canonical_form() {
    for case in golden::scenarios("export").unwrap() {
        let text = fs::read_to_string(case.join("design.json")).unwrap();
        let exported = export(&from_json(&text).unwrap(), ExportFormat::Json);
        assert_eq!(exported.text, text, "{}", case.display());
        assert!(exported.file_name.ends_with(".json"));
    }
}
