//! The report of an import as text and as JSON.

use serde_json::{Value, json};
use tablewright_interchange::{Note, Report};

use super::output::plain;

/// All of it, for people: one note a line, under headings.
pub(super) fn text(report: &Report) -> String {
    let list = |(heading, notes): (&str, &[Note])| match notes {
        [] => String::new(),
        notes => format!("{heading}:\n{}", notes.iter().map(line).collect::<String>()),
    };
    lists(report).map(list).concat()
}

/// What matters to whoever wants the design only: all problems, and how much else there would be to read.
pub(super) fn brief(report: &Report) -> String {
    let problems: String = report.problems.iter().map(line).collect();
    let (assumed, left_out) = (report.assumed.len(), report.left_out.len());
    match (assumed, left_out) {
        (0, 0) => problems,
        _ => format!("{problems}{assumed} assumed, {left_out} left out: `tablewright import` tells which\n"),
    }
}

/// Why there is no design, in a sentence.
pub(super) fn reason(report: &Report) -> String {
    let Some(first) = report.problems.first() else {
        return "there is no design in the files: name others".to_owned();
    };
    let told = format!("{}{}", place(first), first.message);
    match report.problems.len() - 1 {
        0 => told,
        more => format!("{told} (and {more} more: `tablewright import` tells them)"),
    }
}

/// All of it, for programs.
pub(super) fn json(report: &Report) -> Value {
    let note = |note: &Note| {
        let line = (note.line > 0).then_some(note.line);
        json!({ "file": note.file, "line": line, "message": note.message })
    };
    let list = |notes: &[Note]| notes.iter().map(note).collect::<Vec<_>>();
    json!({
        "problems": list(&report.problems),
        "understood": list(&report.understood),
        "assumed": list(&report.assumed),
        "left_out": list(&report.left_out),
    })
}

fn lists(report: &Report) -> [(&str, &[Note]); 4] {
    [
        ("Problems", &report.problems),
        ("Understood", &report.understood),
        ("Assumed", &report.assumed),
        ("Left out", &report.left_out),
    ]
}

fn line(note: &Note) -> String {
    format!("  {}\n", plain(&format!("{}{}", place(note), note.message)))
}

/// `main.tf:3: `, as editors and terminals know to open it.
fn place(note: &Note) -> String {
    match (note.file.as_str(), note.line) {
        ("", _) => String::new(),
        (file, 0) => format!("{file}: "),
        (file, line) => format!("{file}:{line}: "),
    }
}
