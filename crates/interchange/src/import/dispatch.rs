//! Which reader gets which file, and one design of what they all find.

use std::collections::HashSet;

use tablewright_model::{Design, MAX_DOCUMENT_BYTES, from_json, to_json};

use super::budget::Budget;
use super::format::ImportFormat;
use super::json;
use super::report::{Notes, Problem};
use super::sources::{Text, file};
use super::table::TableSource;
use super::terraform::Beside;
use super::value::Loc;
use super::{aws, cloudformation, terraform, understand, workbench, yaml};

/// What the readers have found.
#[derive(Default)]
struct Found {
    tables: Vec<TableSource>,
    name: Option<String>,
    answers: aws::Answers,
    /// A whole design, when a file is one.
    design: Option<Design>,
}

/// The design in the texts, if there is a table.
pub(super) fn design(texts: &[Text], from: Option<ImportFormat>, notes: &mut Notes) -> Option<Design> {
    let budget = Budget::default();
    let mut found = Found::default();
    let mut values = json::MAX_VALUES;
    let texts_at = texts.iter().enumerate().filter(|(_, text)| !text.text.is_empty());
    let texts_at = texts_at.map(|(number, text)| (Loc { line: 1, ..file(number) }, text));
    let is_terraform =
        |text: &Text| from.or_else(|| ImportFormat::of_name(&text.path)) == Some(ImportFormat::Terraform);
    let (configuration, others): (Vec<_>, Vec<_>) = texts_at.partition(|(_, text)| is_terraform(text));
    let (resources, read) = configured(&configuration, texts, &budget, notes);
    // What a configuration reads is a part of it.
    for (at, text) in others.into_iter().filter(|(at, _)| !read.contains(&at.file)) {
        other(text, at, from, &mut values, &budget, &mut found, notes);
    }
    if !configuration.is_empty() {
        found.tables.extend(terraform::tables(resources, notes));
    }
    let answers = std::mem::take(&mut found.answers);
    found.tables.extend(answers.tables(texts, notes));
    finish(found, texts, notes)
}

/// The resources of the configurations, and the files that these read.
fn configured<'t>(
    configuration: &[(Loc, &'t Text)],
    texts: &'t [Text],
    budget: &Budget,
    notes: &mut Notes,
) -> (Vec<terraform::Resource>, HashSet<u16>) {
    let of = |(at, text): &(Loc, &'t Text)| terraform::File {
        number: at.file,
        path: &text.path,
        text: &text.text,
        is_packed: text.is_packed,
    };
    let files: Vec<_> = configuration.iter().map(of).collect();
    if files.is_empty() {
        return (Vec::new(), HashSet::new());
    }
    let beside = Beside::of(
        texts.iter().enumerate().map(|(number, text)| (file(number).file, &*text.path, &*text.text)),
    );
    let resources = terraform::configuration(&files, &beside, budget, notes);
    (resources, beside.into_read())
}

fn finish(found: Found, texts: &[Text], notes: &mut Notes) -> Option<Design> {
    if found.tables.is_empty() && found.design.is_none() {
        if notes.problems.is_empty() {
            let message = "there is no DynamoDB table in the files";
            notes.problem(Problem::new(file(0), message));
        }
        return None;
    }
    let at = found.tables.first().map_or(file(0), |table| table.at);
    let design = match found.design {
        Some(design) => understand::added(design, found.tables, notes),
        None => {
            let name = found.name.unwrap_or_else(|| design_name(texts));
            understand::design(name, found.tables, notes)
        }
    };
    if is_too_large(&design) {
        let most = MAX_DOCUMENT_BYTES / 1024 / 1024;
        notes.problem(Problem::new(
            at,
            format!("the design has more than {most} MB: import the files in parts"),
        ));
        return None;
    }
    Some(design)
}

/// Whether the design could not be read again; most are far from where it is worth a look.
fn is_too_large(design: &Design) -> bool {
    const WORTH_A_LOOK: usize = 10_000;
    let parts = design.tables.iter().map(|table| table.attributes.len() + table.items.len()).sum::<usize>();
    parts > WORTH_A_LOOK && to_json(design).len() > MAX_DOCUMENT_BYTES
}

/// The name of a file alone, else of the folder that all are in.
fn design_name(texts: &[Text]) -> String {
    const MOST: usize = 200;
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default().to_owned()
    };
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| stem(folder)).unwrap_or_default();
    let name = match texts {
        [only] if !matches!(stem(&only.path).as_str(), "main" | "template" | "") => stem(&only.path),
        [first, ..] => folder(&first.path),
        [] => String::new(),
    };
    if name.is_empty() { "Imported design".to_owned() } else { name.chars().take(MOST).collect() }
}

fn other(
    text: &Text,
    at: Loc,
    from: Option<ImportFormat>,
    values: &mut usize,
    budget: &Budget,
    found: &mut Found,
    notes: &mut Notes,
) {
    let is_json = text.text.trim_start().starts_with(['{', '[']) || text.path.ends_with(".json");
    let read =
        if is_json { json::read(&text.text, at, values) } else { yaml::read(&text.text, at.file, values) };
    let value = match read {
        Ok(value) => value,
        // Among the files of an archive there is much that is none of ours.
        Err(Problem { at, message }) if text.is_packed && from.is_none() => {
            return notes.left_out(at, format!("the file is passed over: {message}"));
        }
        Err(problem) => return notes.problem(problem),
    };
    // Only YAML has aliases.
    if !is_json && !Budget::default().weigh(&value) {
        return notes
            .problem(Problem::new(at, "the aliases of the file stand for too much: write out less of it"));
    }
    let format =
        from.or_else(|| ImportFormat::of_name(&text.path)).or_else(|| ImportFormat::of_value(&value));
    match format {
        Some(ImportFormat::TerraformState) => {
            let resources = terraform::state(&value, notes);
            found.tables.extend(terraform::tables(resources, notes));
        }
        Some(ImportFormat::CloudFormation) => {
            found.tables.extend(cloudformation::tables(&value, budget, notes))
        }
        Some(ImportFormat::Aws) => found.answers.read(&value, at, notes),
        Some(ImportFormat::Workbench) => {
            let (name, tables) = workbench::tables(&value, notes);
            found.name = found.name.take().or(name);
            found.tables.extend(tables);
        }
        Some(ImportFormat::Json) => own(text, at, found, notes),
        None if text.is_packed => {}
        Some(ImportFormat::Terraform) | None => {
            notes.problem(Problem::new(Loc { line: 0, ..at }, unknown_format()))
        }
    }
}

fn unknown_format() -> String {
    let formats = ImportFormat::ALL.map(ImportFormat::label).join(", ");
    format!("the file is none of these: {formats}")
}

fn own(text: &Text, at: Loc, found: &mut Found, notes: &mut Notes) {
    match from_json(&text.text) {
        Ok(_) if found.design.is_some() => {
            let message = "a second design is left out: import it alone";
            notes.left_out(Loc { line: 0, ..at }, message);
        }
        Ok(design) => {
            let tables = match design.tables.len() {
                1 => "1 table".to_owned(),
                number => format!("{number} tables"),
            };
            notes.understood(Loc { line: 0, ..at }, format!("the design, with {tables}"));
            found.design = Some(design);
        }
        Err(error) => notes.problem(Problem::new(at, error.to_string())),
    }
}
