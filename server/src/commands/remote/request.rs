//! `tablewright request`: change requests, from opening one to the end of its run.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use tablewright_contract::{
    Approve, CreateRequest, DesignView, RequestState, RequestView, RunState, RunView, UndoView,
};

use super::super::Failure;
use super::super::output::{self, Paint, plain};
use super::client::Client;
use super::{EXIT_CODES, ServerOptions, follow, names, shown, waited};
use crate::cli::Format;

/// Change requests of a server.
#[derive(Debug, Subcommand)]
pub(crate) enum RequestCommand {
    /// Plan a version for an environment, and put the plan up for review.
    #[command(after_help = EXIT_CODES)]
    Create(CreateOptions),
    /// Write a change request with its checks, its plan and its approvals.
    #[command(after_help = EXIT_CODES)]
    Show(ShowOptions),
    /// Approve exactly one plan of a change request.
    #[command(after_help = EXIT_CODES)]
    Approve(ApproveOptions),
    /// Carry an approved plan out.
    #[command(after_help = EXIT_CODES)]
    Apply(ApplyOptions),
}

/// Options of `request create`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CreateOptions {
    #[command(flatten)]
    server: ServerOptions,

    /// The id of the design, or its name.
    #[arg(long)]
    design: String,

    /// The number of the version; the newest one when absent.
    #[arg(long, value_name = "NUMBER")]
    version: Option<u32>,

    /// The id of the environment, or its name.
    #[arg(long = "env", value_name = "ENVIRONMENT")]
    environment: String,

    /// What it is for.
    #[arg(long)]
    title: String,

    /// Leave it a draft, which nobody reviews yet.
    #[arg(long)]
    draft: bool,

    /// Instead of changing anything, back up and delete this old table of a migration, by its name in AWS.
    #[arg(long, value_name = "TABLE")]
    retire: Option<String>,

    /// Instead of changing anything, back up and delete what this run has made, the first of the design there, by its id.
    #[arg(long, value_name = "RUN", conflicts_with_all = ["retire", "version"])]
    undo: Option<String>,

    /// How it is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Options of `request show`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ShowOptions {
    /// The id of the request: the end of its address.
    request: String,

    #[command(flatten)]
    server: ServerOptions,

    /// How it is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Options of `request approve`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ApproveOptions {
    /// The id of the request: the end of its address.
    request: String,

    #[command(flatten)]
    server: ServerOptions,

    /// The digest of the plan that you have read, as `request show` writes it. Another plan is not approved.
    #[arg(long)]
    digest: String,

    /// What you have to say about it.
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    /// The name of a table that the plan deletes or replaces; once for each.
    #[arg(long, value_name = "TABLE")]
    typed: Vec<String>,

    /// How it is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Options of `request apply`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ApplyOptions {
    /// The id of the request: the end of its address.
    request: String,

    #[command(flatten)]
    server: ServerOptions,

    /// Wait for the end of the run, and tell on standard error how far it is.
    #[arg(long)]
    wait: bool,

    /// How the run is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Does it.
pub(crate) fn run(command: &RequestCommand) -> Result<ExitCode, Failure> {
    match command {
        RequestCommand::Create(options) => {
            let request = waited(create(options))?;
            write(&request, options.format)?;
            // What did not pass its checks is there, and waits for a better plan.
            Ok(ExitCode::from(u8::from(request.summary.state == RequestState::Checks)))
        }
        RequestCommand::Show(options) => {
            write(&waited(show(options))?, options.format)?;
            Ok(ExitCode::SUCCESS)
        }
        RequestCommand::Approve(options) => {
            write(&waited(approve(options))?, options.format)?;
            Ok(ExitCode::SUCCESS)
        }
        RequestCommand::Apply(options) => {
            let run = waited(apply(options))?;
            write_run(&run, options.format)?;
            let is_fine = matches!(run.state, RunState::Running | RunState::Succeeded);
            Ok(ExitCode::from(u8::from(!is_fine)))
        }
    }
}

async fn create(options: &CreateOptions) -> Result<RequestView, Failure> {
    let client = Client::open(&options.server).await?;
    let design = names::design(&client, &options.design).await?;
    let environment = names::environment(&client, &options.environment).await?.id;
    let version = match (options.version, &options.undo) {
        (Some(number), _) => number,
        (None, Some(run)) => client.get::<UndoView>(&format!("/runs/{run}/undo")).await?.applied,
        (None, None) => newest(&client, &design.id).await?,
    };
    let CreateOptions { title, draft, retire, undo, .. } = options.clone();
    let body = CreateRequest { design: design.id, version, environment, title, draft, retire, undo };
    client.post("/requests", &body).await
}

/// The number of the newest version.
async fn newest(client: &Client, design: &str) -> Result<u32, Failure> {
    let found: DesignView = client.get(&format!("/designs/{design}")).await?;
    if found.version == 0 {
        let message = "the design has no version yet: save one, or push it with --message".to_owned();
        return Err(Failure { message, code: 1 });
    }
    if !found.saved {
        let number = found.version;
        output::tell(&format!("The design has changes that are not in version {number}, its newest.\n"));
    }
    Ok(found.version)
}

async fn show(options: &ShowOptions) -> Result<RequestView, Failure> {
    let id = id(&options.request)?;
    Client::open(&options.server).await?.get(&format!("/requests/{id}")).await
}

async fn approve(options: &ApproveOptions) -> Result<RequestView, Failure> {
    let id = id(&options.request)?;
    let ApproveOptions { digest, comment, typed, .. } = options.clone();
    let client = Client::open(&options.server).await?;
    client.post(&format!("/requests/{id}/approvals"), &Approve { digest, comment, typed }).await
}

async fn apply(options: &ApplyOptions) -> Result<RunView, Failure> {
    let id = id(&options.request)?;
    let client = Client::open(&options.server).await?;
    let run: RunView = client.post(&format!("/requests/{id}/apply"), &Value::Null).await?;
    if options.wait { follow::follow(&client, run).await } else { Ok(run) }
}

/// The id of a request, also out of its address in the browser.
fn id(request: &str) -> Result<&str, Failure> {
    let id = request.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    match id.parse::<tablewright_model::Id>() {
        Ok(_) => Ok(id),
        Err(error) => Err(Failure::unreadable(plain(&error.to_string()))),
    }
}

fn write(request: &RequestView, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Text => shown::request(request, Paint::for_output()),
        Format::Json => format!("{:#}\n", json!(request)),
    };
    output::write(text, None)
}

fn write_run(run: &RunView, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Text => shown::run(run, Paint::for_output()),
        Format::Json => format!("{:#}\n", json!(run)),
    };
    output::write(text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_will_do_for_an_id() {
        assert_eq!(id("abc").unwrap(), "abc");
        assert_eq!(id("https://tables.example.com/requests/abc/").unwrap(), "abc");
        assert!(id("../../users").is_ok_and(|id| id == "users"));
        for wrong in ["", "a b", "x?y", "A"] {
            assert_eq!(id(wrong).unwrap_err().code, 2, "{wrong}");
        }
    }
}
