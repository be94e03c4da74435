//! `tablewright drift`: what somebody changed in an environment since it was equal to a version.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};
use tablewright_contract::{DesignDrift, DriftKind, DriftedTable, EnvironmentDrift};
use tablewright_plan::{Cause, Drift};

use super::super::Failure;
use super::super::output::{self, Paint, plain, tell};
use super::client::Client;
use super::{ServerOptions, names, waited};
use crate::cli::Format;

/// What the exit code says.
pub(crate) const EXIT_CODES: &str = "Exit code: 0 when nothing has drifted, 1 when somebody changed something, 2 when \
    that can't be found out. What autoscaling and AWS themselves move is told and does not count.\n\n\
    The token is taken from TABLEWRIGHT_TOKEN, or from the file of --token-file.";

/// Options of `drift`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DriftOptions {
    /// The id of the environment, or its name.
    environment: String,

    #[command(flatten)]
    server: ServerOptions,

    /// The design, by id or name; every design with tables there when absent.
    #[arg(long)]
    design: Option<String>,

    /// Say what the last look found, instead of looking now.
    #[arg(long)]
    last: bool,

    /// How it is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Looks, and writes what was found to standard output.
pub(crate) fn run(options: &DriftOptions) -> Result<ExitCode, Failure> {
    // 1 is kept for drift.
    let found = waited(look(options)).map_err(|failure| Failure { code: 2, ..failure })?;
    let text = match options.format {
        Format::Text => found.iter().map(|design| text(design, Paint::for_output())).collect(),
        Format::Json => format!("{:#}\n", json!({ "designs": found.iter().map(whole).collect::<Vec<_>>() })),
    };
    output::write(text, None)?;
    if found.is_empty() {
        tell("No design has tables in this environment.\n");
    }
    let code = match (found.iter().any(|design| design.error.is_some()), found.iter().any(is_drifted)) {
        (true, _) => 2,
        (false, drifted) => u8::from(drifted),
    };
    Ok(ExitCode::from(code))
}

async fn look(options: &DriftOptions) -> Result<Vec<DesignDrift>, Failure> {
    let client = Client::open(&options.server).await?;
    let environment = names::environment(&client, &options.environment).await?.id;
    let design = match &options.design {
        Some(design) => Some(names::design(&client, design).await?.id),
        None => None,
    };
    let path = format!("/environments/{environment}/drift");
    let known: EnvironmentDrift = client.get(&path).await?;
    let mut found = known.designs;
    found.retain(|one| design.as_ref().is_none_or(|design| one.design == *design));
    if !options.last {
        for one in &mut found {
            tell(&format!("Looking at the tables of {} …\n", plain(&one.design_name)));
            *one = client.post(&format!("{path}/{}", one.design), &Value::Null).await?;
        }
    }
    Ok(found)
}

fn is_drifted(design: &DesignDrift) -> bool {
    design.tables.iter().any(is_by_someone)
}

fn is_by_someone(table: &DriftedTable) -> bool {
    table.kind != DriftKind::Changed || table.fields.iter().any(|drift| drift.cause == Cause::Someone)
}

fn whole(design: &DesignDrift) -> Value {
    let mut value = json!(design);
    if let Value::Object(fields) = &mut value {
        fields.insert("drifted".to_owned(), json!(is_drifted(design)));
    }
    value
}

fn text(design: &DesignDrift, paint: Paint) -> String {
    let DesignDrift { design_name, version, checked_at, error, half_applied, tables, .. } = design;
    let version = version.map_or_else(|| "never applied".to_owned(), |number| format!("version {number}"));
    let mut text = format!("{} ({version})\n", paint.strong(&plain(design_name)));
    if let Some(error) = error {
        text.push_str(&format!("  {}\n", paint.bad(&plain(error))));
    } else if checked_at.is_none() {
        text.push_str("  Nobody has looked yet.\n");
    } else if tables.is_empty() {
        text.push_str(&format!("  {}\n", paint.good("No drift.")));
    }
    if *half_applied {
        text.push_str("  A run is under way or stopped midway: what it did shows as drift.\n");
    }
    text.extend(tables.iter().map(table));
    text
}

fn table(DriftedTable { table, kind, fields }: &DriftedTable) -> String {
    let what = match kind {
        DriftKind::Gone => "- {table}: deleted",
        DriftKind::MadeAgain => "-/+ {table}: deleted, and another made under its name",
        DriftKind::Changed => "~ {table}",
    };
    let lines: String = fields.iter().map(field).collect();
    format!("  {}\n{lines}", what.replace("{table}", &plain(table)))
}

/// `      ~ stream: NEW_IMAGE -> KEYS_ONLY (by somebody)`
fn field(Drift { field, cause }: &Drift) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let by = match cause {
        Cause::Someone => "by somebody",
        Cause::Autoscaling => "by autoscaling, which is fine",
        Cause::Aws => "by AWS, which is fine",
    };
    let (before, after) = (value(&field.before), value(&field.after));
    format!("      {}\n", plain(&format!("{}: {before} -> {after} ({by})", field.path)))
}
