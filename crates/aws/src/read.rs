//! Reading one table: `DescribeTable` and what it leaves out.
//!
//! What a table is in our terms is decided in `normalise`; here is who is asked, and what an answer that fails means.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    PointInTimeRecoveryDescription, PointInTimeRecoveryStatus, TableDescription, TableStatus,
    TimeToLiveDescription, TimeToLiveStatus,
};
use tablewright_plan::LiveTable;

use crate::normalise::{self, Neighbours};
use crate::{Connection, Failure, GatewayError};

/// The days that AWS keeps when it names none.
const RECOVERY_DAYS: i32 = 35;

/// Reads one table; `None` when it does not exist.
pub(crate) async fn table(
    client: &Client,
    connection: &Connection,
    name: &str,
) -> Result<Option<LiveTable>, GatewayError> {
    let object = format!("table {name}");
    let reader = Reader { client, connection, name, object: &object };
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
    let live = normalise::table(description, neighbours);
    live.map(Some).map_err(|why| connection.doing("DescribeTable", &object).not_understood(why))
}

fn is_passing(description: &TableDescription) -> bool {
    matches!(description.table_status, Some(TableStatus::Creating | TableStatus::Deleting))
}

/// Whether a table that isn't there may have answered so. Its tags are then denied and not missing: to who asks by ARN,
/// AWS does not tell whether there ever was such a thing.
fn may_mean_gone(error: &GatewayError) -> bool {
    matches!(error, GatewayError::Denied { .. })
        || matches!(error.failure(), Failure::Missing | Failure::Busy)
}

struct Reader<'a> {
    client: &'a Client,
    connection: &'a Connection,
    name: &'a str,
    object: &'a str,
}

impl Reader<'_> {
    async fn describe(&self) -> Result<Option<TableDescription>, GatewayError> {
        let answer = self.client.describe_table().table_name(self.name).send().await;
        match answer.map_err(|error| self.connection.doing("DescribeTable", self.object).failed(&error)) {
            Ok(answer) => Ok(answer.table),
            Err(error) if error.failure() == Failure::Missing => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn neighbours(&self, description: &TableDescription) -> Result<Neighbours, GatewayError> {
        let arn = description.table_arn().unwrap_or_default();
        let (ttl, tags, recovery) = futures::try_join!(self.ttl(), self.tags(arn), self.recovery())?;
        Ok(Neighbours { ttl, tags, recovery })
    }

    async fn ttl(&self) -> Result<Option<String>, GatewayError> {
        let answer = self.client.describe_time_to_live().table_name(self.name).send().await;
        let answer = answer
            .map_err(|error| self.connection.doing("DescribeTimeToLive", self.object).failed(&error))?;
        Ok(answer.time_to_live_description.and_then(expiry))
    }

    async fn tags(&self, arn: &str) -> Result<BTreeMap<String, String>, GatewayError> {
        let (mut tags, mut next) = (BTreeMap::new(), None);
        loop {
            let request = self.client.list_tags_of_resource().resource_arn(arn).set_next_token(next);
            let page = request.send().await;
            let page = page
                .map_err(|error| self.connection.doing("ListTagsOfResource", self.object).failed(&error))?;
            tags.extend(page.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)));
            next = page.next_token;
            if next.is_none() {
                return Ok(tags);
            }
        }
    }

    /// Shown, never changed: what can't be read of it does not stop a plan.
    async fn recovery(&self) -> Result<Option<String>, GatewayError> {
        let answer = self.client.describe_continuous_backups().table_name(self.name).send().await;
        let doing = self.connection.doing("DescribeContinuousBackups", self.object);
        match answer.map_err(|error| doing.failed(&error)) {
            Ok(answer) => Ok(answer
                .continuous_backups_description
                .and_then(|backups| recovery_text(&backups.point_in_time_recovery_description?))),
            Err(GatewayError::Denied { permission, .. }) => {
                Ok(Some(format!("not known, since the permission {permission} is missing")))
            }
            Err(GatewayError::Service(refusal)) => {
                tracing::debug!(table = self.name, %refusal, "point-in-time recovery could not be read");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// On means on or being switched on; AWS takes up to an hour for it.
fn expiry(ttl: TimeToLiveDescription) -> Option<String> {
    match ttl.time_to_live_status {
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling) => ttl.attribute_name,
        _ => None,
    }
}

fn recovery_text(recovery: &PointInTimeRecoveryDescription) -> Option<String> {
    let on = recovery.point_in_time_recovery_status == Some(PointInTimeRecoveryStatus::Enabled);
    on.then(|| format!("on, {} days", recovery.recovery_period_in_days.unwrap_or(RECOVERY_DAYS)))
}
