//! Reading one table: `DescribeTable` and what it leaves out, one file for each request.
//!
//! What a table is in our terms is decided in `normalise`; here is who is asked, and what an answer that fails means.

mod backups;
mod exports;
mod filling;
mod imports;
mod insights;
mod keys;
mod kinesis;
mod names;
mod policy;
mod recovery;
mod scaling;
mod survey;
mod tags;
mod topic;
mod ttl;

use aws_sdk_dynamodb::types::{TableDescription, TableStatus};
use tablewright_plan::LiveTable;

use crate::normalise::{self, Neighbours};
use crate::pacing::Pacing;
use crate::services::Services;
use crate::{Connection, Failure, GatewayError};

pub(crate) use backups::{backups, is_without_backups};
pub(crate) use exports::export;
pub(crate) use filling::filling;
pub(crate) use imports::import;
pub(crate) use names::table_names;
pub(crate) use survey::Survey;

/// Why AWS ended something, in a line.
fn why(code: Option<String>, message: Option<String>) -> String {
    match (code, message) {
        (Some(code), Some(message)) => format!("{} ({code})", message.trim_end_matches('.')),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "AWS gives no reason".to_owned(),
    }
}

/// Whom to ask, and how fast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) services: &'a Services,
    pub(crate) connection: &'a Connection,
    pub(crate) pacing: &'a Pacing,
}

/// Reads one table; `None` when it does not exist. What a survey has is not asked for again.
pub(crate) async fn table(
    asking: Asking<'_>,
    name: &str,
    survey: Option<&Survey>,
) -> Result<Option<LiveTable>, GatewayError> {
    let object = format!("table {name}");
    let reader = Reader { asking, name, object: &object, survey };
    let Some(description) = reader.describe().await? else {
        return Ok(None);
    };
    let neighbours = match reader.neighbours(&description).await {
        // AWS may not know a table's neighbours while it comes or goes.
        Err(error) if is_passing(&description) && may_mean_gone(&error) => Neighbours::default(),
        // Nor after it has gone, between one request and the next.
        Err(error) if may_mean_gone(&error) && reader.describe().await?.is_none() => return Ok(None),
        neighbours => neighbours?,
    };
    // To who asks by ARN for the tags of a table that is gone, AWS says that it may not be asked.
    if !neighbours.unknown.is_empty() && reader.describe().await?.is_none() {
        return Ok(None);
    }
    let live = normalise::table(description, neighbours);
    let doing = asking.connection.doing("DescribeTable", &object);
    live.map(Some).map_err(|why| doing.not_understood(why))
}

fn is_passing(description: &TableDescription) -> bool {
    matches!(description.table_status, Some(TableStatus::Creating | TableStatus::Deleting))
}

/// Whether a table that isn't there may have answered so.
fn may_mean_gone(error: &GatewayError) -> bool {
    matches!(error.failure(), Failure::Missing | Failure::Busy)
}

/// One table that is being read.
struct Reader<'a> {
    asking: Asking<'a>,
    name: &'a str,
    object: &'a str,
    survey: Option<&'a Survey>,
}

impl Reader<'_> {
    async fn describe(&self) -> Result<Option<TableDescription>, GatewayError> {
        const OPERATION: &str = "DescribeTable";
        self.asking.pacing.turn(OPERATION).await;
        let answer = self.asking.services.dynamodb.describe_table().table_name(self.name).send().await;
        match answer.map_err(|error| self.asking.connection.doing(OPERATION, self.object).failed(&error)) {
            Ok(answer) => Ok(answer.table),
            Err(error) if error.failure() == Failure::Missing => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn neighbours(&self, description: &TableDescription) -> Result<Neighbours, GatewayError> {
        let arn = description.table_arn().unwrap_or_default();
        let (ttl, tags, recovery, policy, of_stream, kinesis, insights, scaling, key) = futures::try_join!(
            self.ttl(),
            self.tags(arn),
            self.recovery(),
            self.policy(arn),
            self.stream_policy(description),
            self.kinesis(),
            self.insights(),
            self.scaling(description),
            self.key(description),
        )?;
        let mut neighbours = Neighbours { stream_policy: of_stream, ..Neighbours::default() };
        let unknown = &mut neighbours.unknown;
        neighbours.ttl = ttl.or_note(unknown);
        neighbours.tags = tags.or_note(unknown);
        neighbours.recovery = recovery.or_note(unknown);
        neighbours.policy = policy.or_note(unknown);
        neighbours.kinesis = kinesis.or_note(unknown);
        neighbours.insights = insights.or_note(unknown);
        neighbours.scaling = scaling.or_note(unknown);
        neighbours.key_aliases = key.or_note(unknown);
        Ok(neighbours)
    }
}
