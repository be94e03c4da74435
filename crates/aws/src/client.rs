//! The gateway over the AWS SDK: clients, and who is asked for what.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::SystemTime;

use futures::{StreamExt, TryStreamExt, stream};
use tablewright_plan::{Call, LiveState, LiveTable};

use crate::failure::Doing;
use crate::place::Place;
use crate::read::Survey;
use crate::regions::Regions;
use crate::{Connection, Gateway, GatewayError, Receipt, perform, read};

/// How many tables are read at the same time, each with several requests.
const READS_AT_ONCE: usize = 8;
/// For more tables than these, what can be listed for a whole region is listed once.
const FEW: usize = 8;

/// One account and region, and the regions of the replicas of its tables, through the AWS SDK. Clones share connections
/// and credentials.
#[derive(Debug, Clone)]
pub struct AwsGateway {
    home: Place,
    elsewhere: Regions,
    identity: aws_sdk_sts::Client,
}

impl AwsGateway {
    /// Makes the clients and sees that there are credentials. No request is sent to DynamoDB yet.
    ///
    /// # Errors
    ///
    /// [`GatewayError::Credentials`] if the profile does not exist, the role can't be assumed, or nothing supplies any.
    pub async fn connect(connection: Connection) -> Result<Self, GatewayError> {
        let config = connection.configure().await?;
        let identity = aws_sdk_sts::Client::new(&config);
        let home = Place::new(&config, connection.clone());
        Ok(Self { home, elsewhere: Regions::new(config, connection), identity })
    }

    /// The account that the credentials belong to; `None` where that can't be asked, since the endpoint is not AWS's own.
    ///
    /// # Errors
    ///
    /// If AWS does not answer or does not accept the credentials.
    pub async fn account(&self) -> Result<Option<String>, GatewayError> {
        if self.connection().endpoint.is_some() {
            return Ok(None);
        }
        let (service, operation, object) = ("sts", "GetCallerIdentity", "the account");
        let doing = Doing { service, operation, object, connection: self.connection() };
        let answer = self.identity.get_caller_identity().send().await;
        answer.map(|identity| identity.account).map_err(|error| doing.failed(&error))
    }

    /// The names of all tables of the account and region, in order.
    ///
    /// # Errors
    ///
    /// If they can't be listed to the end.
    pub async fn table_names(&self) -> Result<Vec<String>, GatewayError> {
        Box::pin(read::table_names(self.home.asking())).await
    }

    /// Where this gateway goes.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.home.connection
    }

    pub(crate) fn home(&self) -> &Place {
        &self.home
    }

    async fn table(&self, name: &str, survey: Option<&Survey>) -> Result<Option<LiveTable>, GatewayError> {
        // The futures of the SDK are large, and whoever waits for this one would be as large.
        match Box::pin(read::table(self.home.asking(), name, survey)).await? {
            Some(table) if table.members.is_empty() => Ok(Some(table)),
            Some(table) => self.elsewhere.complete(table).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Gateway for AwsGateway {
    async fn read(&self, names: &BTreeSet<String>) -> Result<LiveState, GatewayError> {
        let survey = if names.len() > FEW { Some(Survey::take(self.home.asking()).await?) } else { None };
        let survey = survey.as_ref();
        let without_backups = Box::pin(read::is_without_backups(self.home.asking())).await?;
        let read = |name: String| async move {
            let table = self.table(&name, survey).await?;
            Ok(table.map(|table| (name, table)))
        };
        let tables = stream::iter(names.iter().cloned()).map(read).buffer_unordered(READS_AT_ONCE);
        let tables = tables.try_filter_map(|table| async move { Ok(table) }).try_collect().await?;
        Ok(LiveState { tables, without_backups })
    }

    async fn read_table(&self, name: &str) -> Result<Option<LiveTable>, GatewayError> {
        self.table(name, None).await
    }

    async fn read_for(&self, call: &Call) -> Result<Option<LiveTable>, GatewayError> {
        let Some(mut table) = self.table(call.table(), None).await? else { return Ok(None) };
        let asking = self.home.asking();
        match call {
            Call::BackUp { backup, .. } => {
                table.backups = Box::pin(read::backups(asking, &table, backup)).await?;
            }
            Call::Export { to, .. } => {
                let found = Box::pin(read::export(asking, &table.arn, to)).await?;
                table.exports.extend(found.map(|export| (to.to_string(), export.status)));
            }
            Call::Import { from, .. } => {
                let found = Box::pin(read::import(asking, &table, from)).await?;
                table.imports.extend(found.map(|status| (from.to_string(), status)));
            }
            _ => {}
        }
        Ok(Some(table))
    }

    async fn filling(
        &self,
        table: &str,
        index: &str,
        time: Range<SystemTime>,
    ) -> Result<Option<u8>, GatewayError> {
        Box::pin(read::filling(self.home.asking(), table, index, time)).await
    }

    async fn perform(&self, call: &Call, live: Option<&LiveTable>) -> Result<Receipt, GatewayError> {
        match call {
            Call::At { region, call } => {
                let there = live.and_then(|live| live.replicas.get(region));
                Box::pin(perform::call(&self.elsewhere.place(region), call, there)).await
            }
            call => Box::pin(perform::call(&self.home, call, live)).await,
        }
    }
}
