//! Reading what is imported: files as they were sent, or tables as they are in AWS.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tablewright_aws::Gateway;
use tablewright_contract::{ErrorCode, FileContent, ImportFile, ImportSource};
use tablewright_interchange::{Import, ImportFormat, MAX_IMPORT_BYTES, Note, Report, Source, import};
use tablewright_model::{Design, Digest, Id, Table, TableId};
use tablewright_plan::{LiveTable, accepted};
use tablewright_storage::Environment;

use crate::api::Failure;
use crate::planning;
use crate::state::AppState;

/// The most live tables of one import; a design of more is hard to read anyway.
const MOST_TABLES: usize = 500;

/// What was understood.
pub(super) struct Read {
    pub(super) design: Option<Design>,
    pub(super) report: Report,
}

pub(super) async fn read(state: &AppState, source: ImportSource) -> Result<Read, Failure> {
    match source {
        ImportSource::Files { files, format } => from_files(files, format).await,
        ImportSource::Tables { environment, tables } => from_tables(state, &environment, tables).await,
    }
}

async fn from_files(files: Vec<ImportFile>, format: Option<String>) -> Result<Read, Failure> {
    let format = format.map(|name| name.parse::<ImportFormat>()).transpose();
    let format = format.map_err(|error| Failure::invalid("source.files.format", error.to_string()))?;
    let files = files.into_iter().map(content).collect::<Result<Vec<_>, _>>()?;
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > MAX_IMPORT_BYTES {
        let most = MAX_IMPORT_BYTES / 1024 / 1024;
        return Err(Failure::new(
            ErrorCode::TooLarge,
            format!("There are more than {most} MB of files: choose fewer, or import a part of them."),
        ));
    }
    // Twenty megabytes take a moment, in which the others are to be answered.
    let work = move || {
        let sources: Vec<_> = files.iter().map(|(path, bytes)| Source { path, bytes }).collect();
        import(&sources, format)
    };
    let Import { design, report } =
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(&error))?;
    Ok(Read { design, report })
}

fn content(ImportFile { path, content }: ImportFile) -> Result<(String, Vec<u8>), Failure> {
    let bytes = match content {
        FileContent::Text(text) => text.into_bytes(),
        FileContent::Base64(text) => STANDARD
            .decode(text)
            .map_err(|_| Failure::invalid("source.files.content", format!("{path} is not base64.")))?,
    };
    Ok((path, bytes))
}

async fn from_tables(state: &AppState, environment: &str, tables: Vec<String>) -> Result<Read, Failure> {
    let gone = || Failure::not_found("environment");
    let id = environment.parse().map_err(|_| gone())?;
    let environment = state.store.environment(id).await?.ok_or_else(gone)?;
    if tables.is_empty() || tables.len() > MOST_TABLES {
        return Err(Failure::invalid("source.tables.tables", format!("Choose 1 to {MOST_TABLES} tables.")));
    }
    let connected = state.environments.connect(&environment).await?;
    let names: BTreeSet<_> = tables.into_iter().collect();
    let live = connected.gateway.read(&names).await?;
    let mut report = Report::default();
    for name in names.iter().filter(|name| !live.tables.contains_key(*name)) {
        report.problems.push(note(name, "it is not there any more: look at the list again"));
    }
    let name_of = naming(&environment)?;
    let table = |live: &LiveTable| understood(live, &name_of, &mut report);
    let tables: Vec<_> = live.tables.values().map(table).collect();
    let design = (!tables.is_empty()).then(|| Design {
        tables: tables.into_iter().collect(),
        ..Design::blank(format!("{} tables", environment.name))
    });
    Ok(Read { design, report })
}

fn understood(live: &LiveTable, name_of: impl Fn(&str) -> Option<String>, report: &mut Report) -> Table {
    let in_aws = &live.state.name;
    let name = name_of(in_aws).unwrap_or_else(|| {
        report.assumed.push(note(
            in_aws,
            "it does not follow the environment's name template, so that a plan would give it another name there",
        ));
        in_aws.clone()
    });
    report.understood.push(note(in_aws, &format!("table `{name}`")));
    for (topic, why) in &live.unknown {
        report.left_out.push(note(in_aws, &format!("the {} could not be read: {why}", topic.label())));
    }
    for (setting, value) in &live.unmodelled {
        report.left_out.push(note(in_aws, &format!("{setting} ({value}) is no setting of a design")));
    }
    accepted(&Table::blank(table_id(in_aws), name), live)
}

/// The same for the same table, so that a second import finds what the first one made.
fn table_id(name: &str) -> TableId {
    TableId(Digest::of_bytes(name.as_bytes()).short().parse().unwrap_or_else(|_| Id::from_random(0)))
}

/// From a name in AWS to the name in a design, where the environment's template could have made it.
fn naming(environment: &Environment) -> Result<impl Fn(&str) -> Option<String>, Failure> {
    const TABLE: &str = "\u{0}";
    let pattern = planning::template(environment)?.apply(&environment.name, TABLE);
    Ok(move |name: &str| {
        let (before, after) = pattern.split_once(TABLE)?;
        let inner = name.strip_prefix(before)?.strip_suffix(after)?;
        (!inner.is_empty()).then(|| inner.to_owned())
    })
}

fn note(table: &str, message: &str) -> Note {
    Note { file: table.to_owned(), line: 0, message: message.to_owned() }
}
