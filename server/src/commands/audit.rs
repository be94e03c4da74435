//! `tablewright audit verify`: whether the audit log is as it was written. It reads beside a running server.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;
use tablewright_storage::{Chain, Store};

use super::{Failure, output};
use crate::cli::Format;

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Say whether the audit log is as it was written; the server may go on meanwhile.
    #[command(after_help = EXIT_CODES)]
    Verify(AuditVerifyOptions),
}

const EXIT_CODES: &str = "Exit code: 0 when every entry fits, 1 when one does not or the noted hash is missing, 2 when \
    the data folder can't be read.";

/// Options of `audit verify`.
#[derive(Debug, Clone, Args)]
pub(crate) struct AuditVerifyOptions {
    /// Folder of the database.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    data: PathBuf,

    /// A hash that was noted elsewhere: it has to be in the log.
    #[arg(long, value_name = "HASH")]
    head: Option<String>,

    /// How the answer is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Looks at every entry; exit code 0 when all fit together.
pub(crate) fn run(command: &AuditCommand) -> Result<ExitCode, Failure> {
    let AuditCommand::Verify(options) = command;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::unreadable(format!("the system gives no threads: {error}")))?;
    let (chain, known) = runtime.block_on(read(options))?;
    let whole = chain.broken_at.is_none() && known.unwrap_or(true);
    let text = match options.format {
        Format::Text => text(&chain, known),
        Format::Json => format!(
            "{}\n",
            json!({"entries": chain.entries, "head": chain.head,
            "broken_at": chain.broken_at, "known_head_found": known})
        ),
    };
    output::write(&text, None)?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The chain, and whether the hash that was noted elsewhere is in it.
async fn read(options: &AuditVerifyOptions) -> Result<(Chain, Option<bool>), Failure> {
    let unreadable = |error: &dyn std::fmt::Display| Failure::unreadable(error.to_string());
    let store = Store::open_for_reading(&options.data).await.map_err(|error| unreadable(&error))?;
    let chain = store.verify_audit().await.map_err(|error| unreadable(&error))?;
    let known = match &options.head {
        Some(head) => Some(store.audit_has(head).await.map_err(|error| unreadable(&error))?),
        None => None,
    };
    Ok((chain, known))
}

fn text(chain: &Chain, known: Option<bool>) -> String {
    let Chain { entries, head, broken_at } = chain;
    let mut text = match broken_at {
        Some(at) => format!(
            "The audit log was changed: entry {at} does not fit. The {entries} before it are as written.\n"
        ),
        None if *entries == 0 => "The audit log is empty.\n".to_owned(),
        None => format!("The audit log is whole: {entries} entries.\nHead: {head}\n"),
    };
    if known == Some(false) {
        text.push_str("The hash that was noted is not in it: the log was cut or written anew.\n");
    }
    text
}
