//! A plan as text, in the words and signs that people know from Terraform.

use std::fmt::Write as _;

use super::title;
use crate::{Action, FieldChange, Migration, Plan, Problem, Reverse, Risk, Step, TableChange, Warning};

/// What an empty plan says, and a run that ended well.
pub const NO_CHANGES: &str = "No changes. Your tables match the design.";

/// The plan as text with a final newline. The last line is `Plan: 1 to add, 0 to change, 0 to destroy.`, or all of it
/// `No changes. Your tables match the design.`
#[must_use]
pub fn text(plan: &Plan) -> String {
    let mut out = String::new();
    // Writing into a string can't fail.
    let _ = write(&mut out, plan);
    out
}

fn write(out: &mut String, plan: &Plan) -> std::fmt::Result {
    if plan.is_empty() && plan.changes.is_empty() {
        migrations(out, &plan.migrations)?;
        warnings(out, &plan.warnings)?;
        return writeln!(out, "{NO_CHANGES}");
    }
    let environment = &plan.environment;
    let (name, account, region) = (&environment.name, &environment.account, &environment.region);
    writeln!(out, "Environment {name}: account {account}, region {region}\n")?;
    plan.changes.iter().try_for_each(|change| table_change(out, change))?;
    if !plan.steps.is_empty() {
        writeln!(out, "Steps:\n")?;
        plan.steps.iter().try_for_each(|item| step(out, item))?;
    }
    migrations(out, &plan.migrations)?;
    warnings(out, &plan.warnings)?;
    if !plan.problems.is_empty() {
        writeln!(out, "This plan can't be carried out:\n")?;
        plan.problems.iter().try_for_each(|item| problem(out, item))?;
        writeln!(out)?;
    }
    let summary = plan.summary();
    let (add, change, destroy) = (summary.add, summary.change, summary.destroy);
    writeln!(out, "Plan: {add} to add, {change} to change, {destroy} to destroy.")
}

fn table_change(out: &mut String, change: &TableChange) -> std::fmt::Result {
    let TableChange { table, action, reason, fields, unchanged } = change;
    writeln!(out, "  # {table} {}: {reason}", fate(*action))?;
    writeln!(out, "{:>3} table {table}", action.symbol())?;
    let width = fields.iter().map(|field| field.path.chars().count()).max().unwrap_or_default();
    fields.iter().try_for_each(|field| field_change(out, field, width))?;
    match unchanged {
        0 => {}
        1 => writeln!(out, "        # (1 unchanged setting hidden)")?,
        many => writeln!(out, "        # ({many} unchanged settings hidden)")?,
    }
    writeln!(out)
}

const fn fate(action: Action) -> &'static str {
    match action {
        Action::Create => "will be created",
        Action::Update => "will be updated in place",
        Action::Delete => "will be destroyed",
        Action::Replace => "must be replaced",
        Action::NoChange => "stays as it is",
    }
}

fn field_change(out: &mut String, field: &FieldChange, width: usize) -> std::fmt::Result {
    let (symbol, path) = (field.action.symbol(), &field.path);
    write!(out, "{symbol:>7} {path:width$} = ")?;
    match (&field.before, &field.after) {
        (None, after) => write!(out, "{}", value(after.as_ref()))?,
        (before, after) => write!(out, "{} -> {}", value(before.as_ref()), value(after.as_ref()))?,
    }
    if field.forces_replacement {
        write!(out, " # forces replacement")?;
    }
    writeln!(out)
}

fn value(text: Option<&String>) -> &str {
    match text.map(String::as_str) {
        None => "null",
        Some("") => "\"\"",
        Some(text) => text,
    }
}

fn step(out: &mut String, step: &Step) -> std::fmt::Result {
    let Step { number, call, reason, precondition, wait, risk, expected, reverse } = step;
    writeln!(out, "{number:>3}. {}", title(call))?;
    let takes = match expected.seconds {
        Some(seconds) => format!("about {} ({})", duration(seconds), expected.basis),
        None => format!("no estimate ({})", expected.basis),
    };
    let reverse = match reverse {
        Reverse::Call(call) => title(call),
        Reverse::None(why) => format!("none: {why}"),
    };
    let lines = [
        ("Reason", reason.as_str()),
        ("Needs", precondition),
        ("Waits", wait),
        ("Risk", risk_label(*risk)),
        ("Takes", &takes),
        ("Reverse", &reverse),
    ];
    for (label, line) in lines {
        writeln!(out, "     {:9}{line}", format!("{label}:"))?;
    }
    writeln!(out)
}

const fn risk_label(risk: Risk) -> &'static str {
    match risk {
        Risk::Safe => "safe",
        Risk::Cost => "changes the bill",
        Risk::Degrades => "some requests may fail or slow down",
        Risk::Irreversible => "can't be taken back, or not at once",
        Risk::LosesData => "LOSES DATA",
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        3600 => "1 hour".to_owned(),
        60 => "1 minute".to_owned(),
        seconds if seconds % 3600 == 0 => format!("{} hours", seconds / 3600),
        seconds if seconds % 60 == 0 => format!("{} minutes", seconds / 60),
        seconds => format!("{seconds} seconds"),
    }
}

fn migrations(out: &mut String, migrations: &[Migration]) -> std::fmt::Result {
    if migrations.is_empty() {
        return Ok(());
    }
    writeln!(out, "Migrations:\n")?;
    migrations.iter().try_for_each(|one| migration(out, one))
}

fn migration(out: &mut String, migration: &Migration) -> std::fmt::Result {
    let Migration { from, to, because, progress, stages } = migration;
    let state = progress.label();
    writeln!(out, "  # {from} moves to {to}, to change the {because}: {state}")?;
    for (stage, number) in stages.iter().zip(1..) {
        let by = stage.by.label();
        let steps = super::steps(&stage.steps).map(|steps| format!(", {steps}")).unwrap_or_default();
        writeln!(out, "{number:>3}. {} (by {by}{steps})", stage.kind.label())?;
        stage.tasks.iter().try_for_each(|task| writeln!(out, "     - {task}"))?;
        writeln!(out, "     Until {}", stage.done_when)?;
    }
    writeln!(out)
}

fn warnings(out: &mut String, warnings: &[Warning]) -> std::fmt::Result {
    if warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "Think of this first:\n")?;
    warnings.iter().try_for_each(|warning| writeln!(out, "  {}: {}", warning.code, warning.message))?;
    writeln!(out)
}

fn problem(out: &mut String, problem: &Problem) -> std::fmt::Result {
    writeln!(out, "  {}: {}", problem.code, problem.message)
}
