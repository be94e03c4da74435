//! A served sandbox with clients, a clock, and the requests that most tests start from.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, DeleteGlobalSecondaryIndexAction,
    GlobalSecondaryIndex, GlobalSecondaryIndexDescription, GlobalSecondaryIndexUpdate, KeySchemaElement,
    KeyType, Projection, ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
    TableDescription,
};
use tablewright_sandbox::{Faults, ManualClock, RunningSandbox, Sandbox, SandboxOptions};

pub(crate) type TestResult = Result<(), Box<dyn Error>>;

pub(crate) const REGION: &str = "eu-central-1";
pub(crate) const ACCOUNT: &str = "123456789012";
/// An access key without 12 digits is of the sandbox's own account.
const KEY: &str = "AKIDSANDBOX";
/// A day in 2027.
const START: u64 = 1_800_000_000_000;
/// Longer than every state of a small table.
pub(crate) const LONG: Duration = Duration::from_secs(120);

/// A sandbox that is being served, and its clients.
pub(crate) struct Account {
    pub(crate) clock: ManualClock,
    pub(crate) db: Client,
    pub(crate) streams: aws_sdk_dynamodbstreams::Client,
    pub(crate) faults: Faults,
    pub(crate) running: RunningSandbox,
}

impl Account {
    pub(crate) async fn in_memory() -> Result<Self, Box<dyn Error>> {
        Self::open(None, ManualClock::new(START), 1.0).await
    }

    pub(crate) async fn on_disk(folder: &Path) -> Result<Self, Box<dyn Error>> {
        Self::open(Some(folder), ManualClock::new(START), 1.0).await
    }

    pub(crate) async fn open(
        folder: Option<&Path>,
        clock: ManualClock,
        scale: f64,
    ) -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::open(SandboxOptions {
            data: folder.map(Path::to_owned),
            region: REGION.to_owned(),
            account: ACCOUNT.to_owned(),
            time_scale: scale,
            clock: std::sync::Arc::new(clock.clone()),
            ..SandboxOptions::default()
        })?;
        let faults = sandbox.faults().clone();
        let running = sandbox.listen("127.0.0.1:0").await?;
        let db = client(running.endpoint(), REGION);
        let streams = streams_client(running.endpoint());
        Ok(Self { clock, db, streams, faults, running })
    }

    /// Stops it and opens it again on the same folder, at the same time.
    pub(crate) async fn reopen(self, folder: &Path) -> Result<Self, Box<dyn Error>> {
        self.running.stop().await?;
        Self::open(Some(folder), self.clock, 1.0).await
    }

    /// A client for another region of the account.
    pub(crate) fn at(&self, region: &str) -> Client {
        client(self.running.endpoint(), region)
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) async fn describe(&self, table: &str) -> Result<TableDescription, Box<dyn Error>> {
        let answer = self.db.describe_table().table_name(table).send().await?;
        answer.table.ok_or_else(|| "an answer without a table".into())
    }

    pub(crate) async fn status(&self, table: &str) -> Result<String, Box<dyn Error>> {
        let table = self.describe(table).await?;
        Ok(table.table_status().map(|status| status.as_str().to_owned()).unwrap_or_default())
    }

    pub(crate) async fn index(&self, table: &str, name: &str) -> Result<Index, Box<dyn Error>> {
        let table = self.describe(table).await?;
        let index = table.global_secondary_indexes().iter().find(|index| index.index_name() == Some(name));
        Ok(index.map(|index| (status_of(index), index.backfilling())))
    }

    /// An on-demand table that is ACTIVE.
    pub(crate) async fn active_table(&self, name: &str) -> TestResult {
        on_demand(&self.db, name).send().await?;
        self.clock.advance(LONG);
        Ok(())
    }

    /// A table with `GameTitleIndex` and a `NEW_IMAGE` stream that is ACTIVE.
    pub(crate) async fn active_game_scores(&self) -> TestResult {
        game_scores(&self.db)?.send().await?;
        self.clock.advance(LONG);
        Ok(())
    }

    /// Starts to add an index on the attribute of the same name.
    pub(crate) async fn add_index(&self, table: &str, name: &str) -> TestResult {
        let attribute = definition(name, ScalarAttributeType::S);
        let update = self.db.update_table().table_name(table).attribute_definitions(attribute);
        update.global_secondary_index_updates(create_index(name)?).send().await?;
        Ok(())
    }
}

/// Status and `Backfilling` of an index; `None` if there is no such index.
pub(crate) type Index = Option<(String, Option<bool>)>;

pub(crate) fn in_state(status: &str, backfilling: Option<bool>) -> Index {
    Some((status.to_owned(), backfilling))
}

fn status_of(index: &GlobalSecondaryIndexDescription) -> String {
    index.index_status().map(|status| status.as_str().to_owned()).unwrap_or_default()
}

pub(crate) fn client(endpoint: &str, region: &str) -> Client {
    client_of(endpoint, region, KEY)
}

/// A client that signs with the given access key.
pub(crate) fn client_of(endpoint: &str, region: &str, key: &str) -> Client {
    Client::new(&config(endpoint, region, key))
}

fn streams_client(endpoint: &str) -> aws_sdk_dynamodbstreams::Client {
    aws_sdk_dynamodbstreams::Client::new(&config(endpoint, REGION, KEY))
}

pub(crate) fn scaling_client(endpoint: &str) -> aws_sdk_applicationautoscaling::Client {
    aws_sdk_applicationautoscaling::Client::new(&config(endpoint, REGION, KEY))
}

pub(crate) fn metrics_client(endpoint: &str) -> aws_sdk_cloudwatch::Client {
    aws_sdk_cloudwatch::Client::new(&config(endpoint, REGION, KEY))
}

/// What the clients of all services are made from: each request is made once.
fn config(endpoint: &str, region: &str, key: &str) -> SdkConfig {
    let credentials = Credentials::new(key, "secret", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(endpoint)
        .build()
}

pub(crate) fn definition(name: &str, kind: ScalarAttributeType) -> AttributeDefinition {
    let built = AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build();
    built.unwrap_or_else(|error| unreachable!("{error}"))
}

pub(crate) fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    let built = KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    built.unwrap_or_else(|error| unreachable!("{error}"))
}

pub(crate) fn everything() -> Projection {
    Projection::builder().projection_type(ProjectionType::All).build()
}

pub(crate) fn stream(view_type: StreamViewType) -> Result<StreamSpecification, Box<dyn Error>> {
    Ok(StreamSpecification::builder().stream_enabled(true).stream_view_type(view_type).build()?)
}

pub(crate) fn no_stream() -> Result<StreamSpecification, Box<dyn Error>> {
    Ok(StreamSpecification::builder().stream_enabled(false).build()?)
}

pub(crate) fn create_index(name: &str) -> Result<GlobalSecondaryIndexUpdate, Box<dyn Error>> {
    let action = CreateGlobalSecondaryIndexAction::builder()
        .index_name(name)
        .key_schema(key(name, KeyType::Hash))
        .projection(everything())
        .build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().create(action).build())
}

pub(crate) fn delete_index(name: &str) -> Result<GlobalSecondaryIndexUpdate, Box<dyn Error>> {
    let action = DeleteGlobalSecondaryIndexAction::builder().index_name(name).build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().delete(action).build())
}

/// A request for an on-demand table with the key `id`.
pub(crate) fn on_demand(db: &Client, name: &str) -> CreateTableFluentBuilder {
    db.create_table()
        .table_name(name)
        .attribute_definitions(definition("id", ScalarAttributeType::S))
        .key_schema(key("id", KeyType::Hash))
        .billing_mode(BillingMode::PayPerRequest)
}

/// The request for the first example in the gallery.
pub(crate) fn game_scores(db: &Client) -> Result<CreateTableFluentBuilder, Box<dyn Error>> {
    let index = GlobalSecondaryIndex::builder()
        .index_name("GameTitleIndex")
        .key_schema(key("GameTitle", KeyType::Hash))
        .key_schema(key("TopScore", KeyType::Range))
        .projection(everything())
        .build()?;
    Ok(db
        .create_table()
        .table_name("GameScores")
        .attribute_definitions(definition("UserId", ScalarAttributeType::S))
        .attribute_definitions(definition("GameTitle", ScalarAttributeType::S))
        .attribute_definitions(definition("TopScore", ScalarAttributeType::N))
        .key_schema(key("UserId", KeyType::Hash))
        .key_schema(key("GameTitle", KeyType::Range))
        .global_secondary_indexes(index)
        .stream_specification(stream(StreamViewType::NewImage)?)
        .billing_mode(BillingMode::PayPerRequest))
}

/// Code and message of a refusal; empty if the request was accepted.
pub(crate) fn refused<T, E, R>(result: Result<T, SdkError<E, R>>) -> (String, String)
where
    E: ProvideErrorMetadata,
{
    match result {
        Ok(_) => (String::new(), String::new()),
        Err(error) => {
            let part = |text: Option<&str>| text.unwrap_or("none").to_owned();
            (part(error.code()), part(error.message()))
        }
    }
}

/// Checks a refusal's code and a part of its message.
#[track_caller]
pub(crate) fn assert_refused<T, E, R>(result: Result<T, SdkError<E, R>>, code: &str, message: &str)
where
    E: ProvideErrorMetadata,
{
    let (got_code, got_message) = refused(result);
    assert_eq!(got_code, code, "{got_message}");
    assert!(got_message.contains(message), "{got_message}");
}
