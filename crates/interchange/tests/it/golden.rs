//! `fixtures/export/<case>`: `design.json` must be written as the expected files; those of a format are in the folder
//! that is called as the format, with the options in its name.

use std::fs;
use std::path::Path;

use tablewright_interchange::{
    ExportFormat, ExportNote, ExportOptions, Exported, Imports, IndexStyle, Layout, TerraformOptions, export,
};
use tablewright_model::{Design, Severity, from_json, to_json, validate};
use tablewright_testkit::golden;

fn design(case: &Path) -> Design {
    from_json(&fs::read_to_string(case.join("design.json")).unwrap()).unwrap()
}

/// What is exported, and the folder that it is in.
fn variants() -> Vec<(String, ExportOptions)> {
    let mut all: Vec<_> = ExportFormat::ALL
        .into_iter()
        .filter(|format| !matches!(format, ExportFormat::Json | ExportFormat::Png))
        .map(|format| (format.name().to_owned(), ExportOptions::from(format)))
        .collect();
    for (name, layout, indexes, imports) in [
        ("module", Layout::Module, IndexStyle::Inline, Imports::All),
        ("key-schema", Layout::Bare, IndexStyle::KeySchema, Imports::None),
        ("standalone", Layout::File, IndexStyle::Standalone, Imports::All),
    ] {
        for format in [ExportFormat::Terraform, ExportFormat::TerraformJson] {
            let terraform = TerraformOptions { layout, indexes, imports: imports.clone() };
            let options = ExportOptions { terraform, ..format.into() };
            all.push((format!("{}-{name}", format.name()), options));
        }
    }
    all
}

fn told(notes: &[ExportNote]) -> String {
    notes.iter().map(|note| format!("{}: {}\n", note.subject, note.what)).collect()
}

fn check(folder: &Path, exported: &Exported) {
    fs::create_dir_all(folder).unwrap();
    for file in exported.files() {
        golden::check(folder.join(&file.path), &file.text);
    }
    golden::check(folder.join("notes.txt"), &told(&exported.notes));
    let there = fs::read_dir(folder).unwrap().count();
    assert_eq!(there, exported.files().len() + 1, "{} has files that are not written", folder.display());
}

#[test]
fn small_designs_are_written_as_terraform() {
    for case in golden::scenarios("export").unwrap() {
        let exported = export(&design(&case), ExportFormat::Terraform);
        golden::check(case.join("expected.tf"), &exported.text());
    }
}

#[test]
fn whole_designs_are_written_in_every_format() {
    for case in golden::scenarios("export-all").unwrap() {
        let design = design(&case);
        golden::check(case.join("design.json"), &to_json(&design));
        let errors = validate(&design).into_iter().filter(|one| one.severity == Severity::Error);
        assert_eq!(errors.collect::<Vec<_>>(), [], "{}", case.display());
        for (name, options) in variants() {
            check(&case.join(name), &export(&design, options));
        }
    }
}

#[test]
fn the_document_itself_is_exported_in_canonical_form() {
    for case in golden::scenarios("export").unwrap() {
        let text = fs::read_to_string(case.join("design.json")).unwrap();
        let exported = export(&from_json(&text).unwrap(), ExportFormat::Json);
        assert_eq!(exported.text(), text, "{}", case.display());
        assert!(exported.file_name.ends_with(".json"));
        assert_eq!(exported.notes, []);
    }
}
