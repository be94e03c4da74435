//! The gateway over the AWS SDK: clients, and who is asked for what.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use futures::{StreamExt, TryStreamExt, stream};
use tablewright_plan::{Call, LiveState, LiveTable};

use crate::failure::Doing;
use crate::{Connection, Gateway, GatewayError, Receipt, perform, read, retry};

/// How many tables are read at the same time. Well below what an account may ask in a second.
const READS_AT_ONCE: usize = 8;

/// One account and region, through the AWS SDK. Clones share connections and credentials.
#[derive(Debug, Clone)]
pub struct AwsGateway {
    connection: Connection,
    reading: Client,
    changing: Client,
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
        let timeouts = config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled);
        let mut dynamodb = Builder::from(&config);
        // Also when there is none: an endpoint from a variable of the environment is not the one that the plan names.
        dynamodb.set_endpoint_url(connection.endpoint.clone());
        let reading = Client::from_conf(retry::reading(dynamodb.clone(), timeouts).build());
        let changing = Client::from_conf(retry::changing(dynamodb).build());
        let identity = aws_sdk_sts::Client::new(&config);
        Ok(Self { connection, reading, changing, identity })
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

    /// Where this gateway goes.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Gateway for AwsGateway {
    async fn read(&self, names: &BTreeSet<String>) -> Result<LiveState, GatewayError> {
        let read = |name: String| async move {
            let table = self.read_table(&name).await?;
            Ok(table.map(|table| (name, table)))
        };
        let tables = stream::iter(names.iter().cloned()).map(read).buffer_unordered(READS_AT_ONCE);
        let tables = tables.try_filter_map(|table| async move { Ok(table) }).try_collect().await?;
        Ok(LiveState { tables })
    }

    async fn read_table(&self, name: &str) -> Result<Option<LiveTable>, GatewayError> {
        read::table(&self.reading, &self.connection, name).await
    }

    async fn perform(&self, call: &Call, live: Option<&LiveTable>) -> Result<Receipt, GatewayError> {
        perform::call(&self.changing, &self.connection, call, live).await
    }
}
