//! How long it takes to read and plan a region's quota of tables, on the sandbox: lines of a name, a tab and a number.
//!
//! The gateway reads beside a bare loop of the same requests, as many at a time, which makes nothing of the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials as Keys, Region};
use futures::{StreamExt, TryStreamExt, stream};
use tablewright_aws::{AwsGateway, Connection, Credentials, Gateway};
use tablewright_model::{Digest, StreamView, TableId};
use tablewright_plan::{
    Call, Desired, EnvironmentIdentity, IndexState, KeyElement, KeyRole, LiveState, Managed, ProjectionState,
    ScalarType, TableState, plan,
};
use tablewright_sandbox::{Sandbox, SandboxOptions};

const TABLES: usize = 2_500;
const AT_ONCE: usize = 8;
/// Making them is not measured, and more at once would only wait for each other.
const MADE_AT_ONCE: usize = 2;
const REGION: &str = "eu-central-1";

type Done<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Done<()> {
    let options = SandboxOptions { region: REGION.to_owned(), time_scale: 0.0, ..SandboxOptions::default() };
    let sandbox = Sandbox::open(options)?;
    let faults = sandbox.faults().clone();
    let sandbox = sandbox.listen("127.0.0.1:0").await?;
    let connection = Connection {
        region: REGION.to_owned(),
        endpoint: Some(sandbox.endpoint().to_owned()),
        credentials: Credentials::Sandbox,
    };
    let gateway = AwsGateway::connect(connection).await?;
    let states: BTreeMap<String, TableState> = (0..TABLES).map(state).collect();
    make(&gateway, &states).await?;

    let names: BTreeSet<String> = states.keys().cloned().collect();
    faults.record();
    let start = Instant::now();
    let live = gateway.read(&names).await?;
    let read = start.elapsed();
    let calls = faults.recorded().len();
    let bare = bare(sandbox.endpoint(), &live).await?;
    let planned = planned(states, &live)?;

    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let a_second = |took: Duration, calls: usize| f64::from(number(calls)) / took.as_secs_f64();
    println!("live tables read, calls\t{calls}");
    println!("live tables read, milliseconds\t{:.1}", read.as_secs_f64() * 1_000.0);
    println!("live tables read, calls a second\t{:.0}", a_second(read, calls));
    println!("a bare loop, calls a second\t{:.0}", a_second(bare.0, bare.1));
    println!("reading against a bare loop\t{:.2}", a_second(bare.0, bare.1) / a_second(read, calls));
    println!("live tables planned\t{:.1}", planned.as_secs_f64() * 1_000.0);
    sandbox.stop().await?;
    Ok(())
}

fn state(number: usize) -> (String, TableState) {
    let name = format!("Scores{number}");
    let element = |name: &str, role| KeyElement { name: name.to_owned(), role };
    let types = [("UserId", ScalarType::S), ("GameTitle", ScalarType::S), ("TopScore", ScalarType::N)];
    let types = types.map(|(name, scalar)| (name.to_owned(), scalar)).into();
    let index = vec![element("GameTitle", KeyRole::Hash), element("TopScore", KeyRole::Range)];
    let key = vec![element("UserId", KeyRole::Hash), element("GameTitle", KeyRole::Range)];
    let table = TableState {
        indexes: [("GameTitleIndex".to_owned(), IndexState::new(index, ProjectionState::KeysOnly))].into(),
        stream: Some(StreamView::NewImage),
        ..TableState::new(name.clone(), key, types)
    };
    (name, table)
}

async fn make(gateway: &AwsGateway, states: &BTreeMap<String, TableState>) -> Done<()> {
    let create = |table: TableState| async move {
        gateway.perform(&Call::CreateTable { table: Box::new(table) }, None).await.map(drop)
    };
    stream::iter(states.values().cloned())
        .map(create)
        .buffer_unordered(MADE_AT_ONCE)
        .try_collect::<()>()
        .await?;
    Ok(())
}

/// The requests that the gateway makes for each table, and how long they take: its time, and their number.
async fn bare(endpoint: &str, live: &LiveState) -> Done<(Duration, usize)> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .credentials_provider(Keys::new("tablewright", "sandbox", None, None, "bench"))
        .http_client(aws_smithy_http_client::Builder::new().build_http());
    let client = &Client::from_conf(config.build());
    let ask = |(name, arn, stream): (String, String, String)| async move {
        client.describe_table().table_name(&name).send().await.map_err(Box::<dyn Error>::from)?;
        let (ttl, tags, backups, policies, kinesis) = futures::join!(
            client.describe_time_to_live().table_name(&name).send(),
            client.list_tags_of_resource().resource_arn(&arn).send(),
            client.describe_continuous_backups().table_name(&name).send(),
            futures::future::join(
                client.get_resource_policy().resource_arn(&arn).send(),
                client.get_resource_policy().resource_arn(&stream).send(),
            ),
            client.describe_kinesis_streaming_destination().table_name(&name).send(),
        );
        ttl?;
        tags?;
        backups?;
        kinesis?;
        // A table and a stream without a policy are told so by an error.
        drop(policies);
        Ok::<usize, Box<dyn Error>>(7)
    };
    let asked = |(name, table): (&String, &tablewright_plan::LiveTable)| {
        (name.clone(), table.arn.clone(), table.stream_arn.clone().unwrap_or_default())
    };
    let tables: Vec<_> = live.tables.iter().map(asked).collect();
    let start = Instant::now();
    let calls: Vec<usize> = stream::iter(tables).map(ask).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok((start.elapsed(), calls.into_iter().sum()))
}

/// How long the plan takes that gives every table another stream.
fn planned(mut states: BTreeMap<String, TableState>, live: &LiveState) -> Done<Duration> {
    states.values_mut().for_each(|state| state.stream = Some(StreamView::KeysOnly));
    let id: TableId = "scores".parse::<tablewright_model::Id>()?.into();
    let sources = states.keys().map(|name| (name.clone(), id)).collect();
    let managed = |(name, table): (&String, &tablewright_plan::LiveTable)| {
        (name.clone(), Managed { table_id: table.table_id.clone(), source: id })
    };
    let managed = live.tables.iter().map(managed).collect();
    let environment = EnvironmentIdentity {
        name: "Bench".to_owned(),
        account: "000000000000".to_owned(),
        region: REGION.to_owned(),
        endpoint: None,
        name_template: "{table}".to_owned(),
        copies: None,
    };
    let start = Instant::now();
    let (version, desired) = (Digest::of_bytes(b"bench"), Desired { states, sources, ..Desired::default() });
    let plan = plan(version, environment, &desired, live, &managed, "bench");
    let took = start.elapsed();
    if plan.steps.len() != 2 * TABLES {
        return Err(format!("{} steps are planned: {:?}", plan.steps.len(), plan.problems.first()).into());
    }
    Ok(took)
}
