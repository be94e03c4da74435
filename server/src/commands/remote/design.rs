//! `tablewright design`: a design from the server into a file, and from a file to the server.
//!
//! What is pushed becomes one edit, made of what differs, in the server's order with everybody else's: one undo takes it
//! back, and nothing else of the design is touched.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;
use tablewright_contract::{
    CreateDesign, DesignSource, DesignView, EditOutcome, EditsView, PostEdits, SaveVersion, SubmittedEdit,
    VersionSummary, VersionView,
};
use tablewright_interchange::MAX_IMPORT_BYTES;
use tablewright_model::{Design, edit_between, from_json, quoted, to_json};

use super::super::output::{self, plain, tell};
use super::super::{Failure, input};
use super::client::Client;
use super::{EXIT_CODES, ServerOptions, names, waited};
use crate::cli::Format;
use crate::entropy;

/// Designs of a server.
#[derive(Debug, Subcommand)]
pub(crate) enum DesignCommand {
    /// Write a design of a server, as it is now or as a version of it was.
    #[command(after_help = EXIT_CODES)]
    Pull(PullOptions),
    /// Make a design of a server equal to a design document.
    #[command(after_help = EXIT_CODES)]
    Push(PushOptions),
}

/// Options of `design pull`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PullOptions {
    /// The id of the design, or its name.
    design: String,

    #[command(flatten)]
    server: ServerOptions,

    /// The number of a version, instead of the design as it is now.
    #[arg(long, value_name = "NUMBER")]
    version: Option<u32>,

    /// The file to write, instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// text is the design document alone; json says its id, the number of its last edit and its version, too.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Options of `design push`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PushOptions {
    /// The design document; - is standard input. `tablewright import` makes one of other formats.
    file: PathBuf,

    #[command(flatten)]
    server: ServerOptions,

    /// The id of the design, or its name; a new design when absent.
    #[arg(long, value_name = "DESIGN")]
    into: Option<String>,

    /// Refuse if somebody has edited the design after this edit, whose number `design pull --format json` says.
    #[arg(long, value_name = "NUMBER", requires = "into")]
    seen: Option<u64>,

    /// Save a version with this message, if the newest one is not equal already.
    #[arg(short, long, value_name = "TEXT")]
    message: Option<String>,

    /// How what was done is written.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Does it.
pub(crate) fn run(command: &DesignCommand) -> Result<ExitCode, Failure> {
    match command {
        DesignCommand::Pull(options) => waited(pull(options))?,
        DesignCommand::Push(options) => waited(push(options))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn pull(options: &PullOptions) -> Result<(), Failure> {
    let client = Client::open(&options.server).await?;
    let id = names::design(&client, &options.design).await?.id;
    let (document, all) = match options.version {
        None => {
            let view: DesignView = client.get(&format!("/designs/{id}")).await?;
            (view.document.clone(), json!(view))
        }
        Some(number) => {
            let view: VersionView = client.get(&format!("/designs/{id}/versions/{number}")).await?;
            (view.document.clone(), json!(view))
        }
    };
    let text = match options.format {
        Format::Text => to_json(&document),
        Format::Json => format!("{all:#}\n"),
    };
    output::write(text, options.output.as_deref())
}

async fn push(options: &PushOptions) -> Result<(), Failure> {
    let document = document(&options.file)?;
    let client = Client::open(&options.server).await?;
    let before = target(&client, options, &document).await?;
    let seq = equal(&client, &before, &document).await?;
    let version = match &options.message {
        Some(message) => save(&client, &before.id, message, seq).await?,
        None => None,
    };
    let pushed = Pushed { design: &before.id, changed: seq != before.seq, seq, version };
    output::write(pushed.written(options.format, &document.name), None)
}

fn document(path: &Path) -> Result<Design, Failure> {
    let place = quoted(&path.to_string_lossy());
    let text = input::text(path, MAX_IMPORT_BYTES)?;
    from_json(&text).map_err(|error| {
        let error = plain(&error.to_string());
        let way_out = "`tablewright import` makes a document of other formats";
        Failure::unreadable(format!("{place} is no design document ({error}): {way_out}"))
    })
}

/// The design to change. A new one begins with its name alone.
async fn target(client: &Client, options: &PushOptions, document: &Design) -> Result<DesignView, Failure> {
    let Some(into) = &options.into else {
        let source = DesignSource::Blank { name: document.name.clone() };
        return client.post("/designs", &CreateDesign { source }).await;
    };
    let id = names::design(client, into).await?.id;
    let found: DesignView = client.get(&format!("/designs/{id}")).await?;
    match options.seen {
        Some(seen) if found.seq != seen => {
            let (seq, into) = (found.seq, plain(into));
            let message = format!(
                "`{into}` has been edited since edit {seen}, {seq} is its last now: pull it and push again"
            );
            Err(Failure { message, code: 1 })
        }
        _ => Ok(found),
    }
}

/// Makes the design equal to the document; gives the number of its last edit then.
async fn equal(client: &Client, before: &DesignView, document: &Design) -> Result<u64, Failure> {
    let refused = |message: String| Failure { message, code: 1 };
    let edit = edit_between(&before.document, document).map_err(|refusal| refused(refusal.to_string()))?;
    let Some(edit) = edit else { return Ok(before.seq) };
    let id = entropy::id().map_err(|error| Failure::unreadable(error.to_string()))?.to_string();
    let posted = PostEdits { after: before.seq, edits: vec![SubmittedEdit { id, edit, undo: None }] };
    let path = format!("/designs/{}/edits", before.id);
    let answer: EditsView = client.post(&path, &posted).await?;
    match answer.results.into_iter().next().map(|result| result.outcome) {
        Some(EditOutcome::Refused { message, .. }) => {
            let message = plain(&message);
            Err(refused(format!("the design does not take the change ({message}): pull it and push again")))
        }
        // A version is saved of what its author has seen, so somebody's edit in between is told.
        Some(EditOutcome::Stored { seq }) if seq == before.seq + 1 => Ok(seq),
        _ => Err(refused(format!(
            "somebody edited the design meanwhile, and the change is made: pull it, look at it and push again (edit {})",
            answer.seq
        ))),
    }
}

/// Saves a version, unless the newest one is the same; gives its number.
async fn save(client: &Client, id: &str, message: &str, seq: u64) -> Result<Option<u32>, Failure> {
    let now: DesignView = client.get(&format!("/designs/{id}")).await?;
    if now.saved && now.seq == seq {
        tell(&format!("Version {} is equal already: none is saved.\n", now.version));
        return Ok(Some(now.version));
    }
    let path = format!("/designs/{id}/versions");
    let saved: VersionSummary = client.post(&path, &SaveVersion { message: message.to_owned(), seq }).await?;
    Ok(Some(saved.number))
}

/// What was done.
struct Pushed<'a> {
    design: &'a str,
    changed: bool,
    seq: u64,
    version: Option<u32>,
}

impl Pushed<'_> {
    fn written(&self, format: Format, name: &str) -> String {
        let Self { design, changed, seq, version } = self;
        if format == Format::Json {
            let done = json!({"design": design, "changed": changed, "seq": seq, "version": version});
            return format!("{done:#}\n");
        }
        let done = if *changed { "is as the document has it now" } else { "was equal already" };
        let version = version.map(|number| format!(", and version {number} is saved")).unwrap_or_default();
        format!("Design {} ({design}) {done}, at edit {seq}{version}.\n", plain(name))
    }
}
