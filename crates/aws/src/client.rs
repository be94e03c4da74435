//! The gateway over the AWS SDK: clients, and who is asked for what.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use tablewright_plan::{Call, LiveState, LiveTable};

use crate::failure::Doing;
use crate::pacing::Pacing;
use crate::read::{Asking, Survey};
use crate::services::Services;
use crate::{Connection, Gateway, GatewayError, Receipt, perform, read, retry};

/// How many tables are read at the same time, each with several requests.
const READS_AT_ONCE: usize = 8;
/// For more tables than these, what can be listed for a whole region is listed once.
const FEW: usize = 8;

/// One account and region, through the AWS SDK. Clones share connections and credentials.
#[derive(Debug, Clone)]
pub struct AwsGateway {
    connection: Connection,
    reading: Services,
    changing: Services,
    pacing: Arc<Pacing>,
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
        let reading = Services::new(&retry::reading(&config), &connection);
        let changing = Services::new(&retry::changing(&config), &connection);
        let pacing = Arc::new(Pacing::new(connection.endpoint.is_none()));
        let identity = aws_sdk_sts::Client::new(&config);
        Ok(Self { connection, reading, changing, pacing, identity })
    }

    /// The account that the credentials belong to; `None` where that can't be asked, since the endpoint is not AWS's own.
    ///
    /// # Errors
    ///
    /// If AWS does not answer or does not accept the credentials.
    pub async fn account(&self) -> Result<Option<String>, GatewayError> {
        if self.connection.endpoint.is_some() {
            return Ok(None);
        }
        let (service, operation, object) = ("sts", "GetCallerIdentity", "the account");
        let doing = Doing { service, operation, object, connection: &self.connection };
        let answer = self.identity.get_caller_identity().send().await;
        answer.map(|identity| identity.account).map_err(|error| doing.failed(&error))
    }

    /// The names of all tables of the account and region, in order.
    ///
    /// # Errors
    ///
    /// If they can't be listed to the end.
    pub async fn table_names(&self) -> Result<Vec<String>, GatewayError> {
        Box::pin(read::table_names(self.asking())).await
    }

    fn asking(&self) -> Asking<'_> {
        Asking { services: &self.reading, connection: &self.connection, pacing: &self.pacing }
    }

    /// Where this gateway goes.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Gateway for AwsGateway {
    async fn read(&self, names: &BTreeSet<String>) -> Result<LiveState, GatewayError> {
        let asking = self.asking();
        let survey = if names.len() > FEW { Some(Survey::take(asking).await?) } else { None };
        let survey = survey.as_ref();
        let read = |name: String| async move {
            let table = Box::pin(read::table(asking, &name, survey)).await?;
            Ok(table.map(|table| (name, table)))
        };
        let tables = stream::iter(names.iter().cloned()).map(read).buffer_unordered(READS_AT_ONCE);
        let tables = tables.try_filter_map(|table| async move { Ok(table) }).try_collect().await?;
        Ok(LiveState { tables })
    }

    async fn read_table(&self, name: &str) -> Result<Option<LiveTable>, GatewayError> {
        // The futures of the SDK are large, and whoever waits for this one would be as large.
        Box::pin(read::table(self.asking(), name, None)).await
    }

    async fn perform(&self, call: &Call, live: Option<&LiveTable>) -> Result<Receipt, GatewayError> {
        Box::pin(perform::call(&self.changing, &self.connection, call, live)).await
    }
}
