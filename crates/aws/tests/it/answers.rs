//! The rules of normalisation, each shown by what AWS or an emulator really answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tablewright_aws::Gateway;
use tablewright_model::{
    Capacity, Consistency, Encryption, InsightsMode, Kinesis, Maximum, Recovery, StreamView, TableClass,
    TimePrecision, Warm,
};
use tablewright_plan::{
    BillingState, Bounds, Dimension, IndexState, IndexStatus, LiveTable, ScalingState, TableState,
    TableStatus, Topic, canonical_policy,
};

use crate::calls::{ARN, KEY, POLICY, STREAM, WEST_ARN, game_scores, rich, text_map, title_index, tracking};
use crate::endpoint::Endpoint;

/// `DescribeTable` of the game scores, on demand.
pub(crate) fn described() -> Value {
    json!({
        "TableName": "GameScores", "TableArn": ARN, "TableId": "0f0e", "TableStatus": "ACTIVE",
        "AttributeDefinitions": [
            { "AttributeName": "TopScore", "AttributeType": "N" },
            { "AttributeName": "UserId", "AttributeType": "S" },
            { "AttributeName": "GameTitle", "AttributeType": "S" },
        ],
        "KeySchema": [
            { "AttributeName": "UserId", "KeyType": "HASH" },
            { "AttributeName": "GameTitle", "KeyType": "RANGE" },
        ],
        "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
        "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        "WarmThroughput": { "ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE" },
        "ItemCount": 12,
        "DeletionProtectionEnabled": true,
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" },
        "LatestStreamArn": "stream",
        "GlobalSecondaryIndexes": [{
            "IndexName": "GameTitleIndex", "IndexStatus": "ACTIVE",
            "KeySchema": [
                { "AttributeName": "GameTitle", "KeyType": "HASH" },
                { "AttributeName": "TopScore", "KeyType": "RANGE" },
            ],
            "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["Wins", "Losses"] },
            "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        }],
    })
}

/// The read capacity of the table, from 1 to 50 units.
pub(crate) fn scalable_target() -> Value {
    json!({
        "ServiceNamespace": "dynamodb", "ResourceId": "table/GameScores",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "MinCapacity": 1, "MaxCapacity": 50,
        "RoleARN": "arn:aws:iam::000000000000:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/x",
        "CreationTime": 0,
    })
}

fn tags(pairs: Value) -> Value {
    json!({ "Tags": pairs })
}

async fn endpoint(table: &Value) -> Endpoint {
    let endpoint = Endpoint::start().await;
    endpoint.answers("DescribeTable", 200, json!({ "Table": table }));
    endpoint
}

async fn read(endpoint: &Endpoint) -> LiveTable {
    endpoint.gateway().await.read_table("GameScores").await.unwrap().unwrap()
}

/// The table after some fields of the answer were changed; `null` takes a field away.
async fn with(changes: Value) -> LiveTable {
    let mut table = described();
    for (field, value) in changes.as_object().unwrap() {
        table[field] = value.clone();
    }
    table.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    read(&endpoint(&table).await).await
}

#[tokio::test]
async fn a_table_comes_back_as_it_was_asked_for() {
    let endpoint = endpoint(&described()).await;
    endpoint.answers(
        "ListTagsOfResource",
        200,
        tags(json!([
            { "Key": "team", "Value": "scores" }, { "Key": "cost-center", "Value": "12" },
        ])),
    );
    let expected = LiveTable {
        state: TableState { warm: Some(Warm { read: 12_000, write: 4_000 }), ..game_scores() },
        table_id: "0f0e".to_owned(),
        arn: ARN.to_owned(),
        stream_arn: Some("stream".to_owned()),
        status: TableStatus::Active,
        index_status: BTreeMap::from([("GameTitleIndex".to_owned(), IndexStatus::Active)]),
        item_count: 12,
        decreases_today: 0,
        unmodelled: BTreeMap::new(),
        unknown: BTreeMap::new(),
        settling: BTreeMap::new(),
        backups: BTreeMap::new(),
        exports: BTreeMap::new(),
        imports: BTreeMap::new(),
        key_aliases: BTreeSet::new(),
        members: BTreeMap::new(),
        replicas: BTreeMap::new(),
    };
    assert_eq!(read(&endpoint).await, expected);
}

#[tokio::test]
async fn a_table_that_was_never_on_demand_has_no_billing_mode() {
    let units = |read, write| json!({ "ReadCapacityUnits": read, "WriteCapacityUnits": write });
    let mut index = described()["GlobalSecondaryIndexes"][0].clone();
    index["ProvisionedThroughput"] = units(3, 4);
    let table = with(json!({
        "BillingModeSummary": null, "ProvisionedThroughput": units(1, 2), "GlobalSecondaryIndexes": [index],
    }))
    .await;
    assert_eq!(table.state.billing, BillingState::Provisioned(Capacity { read: 1, write: 2 }));
    assert_eq!(table.state.indexes["GameTitleIndex"].capacity, Some(Capacity { read: 3, write: 4 }));
}

#[tokio::test]
async fn on_demand_the_zeros_are_no_capacity() {
    let table = with(json!({})).await;
    assert_eq!(table.state.billing, BillingState::OnDemand);
    assert_eq!(table.state.indexes["GameTitleIndex"].capacity, None);
}

#[tokio::test]
async fn a_stream_is_off_when_absent_and_when_it_says_so() {
    assert_eq!(with(json!({ "StreamSpecification": null })).await.state.stream, None);
    let off = with(json!({ "StreamSpecification": { "StreamEnabled": false } })).await;
    assert_eq!((off.state.stream, off.stream_arn.as_deref()), (None, Some("stream")));
    let both =
        json!({ "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" } });
    assert_eq!(with(both).await.state.stream, Some(StreamView::NewAndOldImages));
}

#[tokio::test]
async fn time_to_live_that_is_being_switched_counts_as_switched() {
    for (status, expected) in [
        ("ENABLED", Some("ExpiresAt")),
        ("ENABLING", Some("ExpiresAt")),
        ("DISABLING", None),
        ("DISABLED", None),
    ] {
        let endpoint = endpoint(&described()).await;
        let ttl = json!({ "TimeToLiveStatus": status, "AttributeName": "ExpiresAt" });
        endpoint.answers("DescribeTimeToLive", 200, json!({ "TimeToLiveDescription": ttl }));
        assert_eq!(read(&endpoint).await.state.ttl.as_deref(), expected, "{status}");
    }
}

#[tokio::test]
async fn all_pages_of_tags_are_read_and_those_of_aws_dropped() {
    let endpoint = endpoint(&described()).await;
    let mut first =
        tags(json!([{ "Key": "aws:cloudformation:stack-name", "Value": "x" }, { "Key": "a", "Value": "1" }]));
    first["NextToken"] = json!("more");
    endpoint.answers("ListTagsOfResource", 200, first);
    endpoint.answers("ListTagsOfResource", 200, tags(json!([{ "Key": "b", "Value": "2" }])));
    assert_eq!(read(&endpoint).await.state.tags, text_map([("a", "1"), ("b", "2")]));
}

#[tokio::test]
async fn what_is_absent_is_the_default() {
    let table = with(json!({
        "DeletionProtectionEnabled": null, "GlobalSecondaryIndexes": null, "ItemCount": null, "TableId": null,
    }))
    .await;
    assert!(!table.state.deletion_protection);
    assert_eq!(table.state.indexes, BTreeMap::new());
    assert_eq!((table.item_count, table.table_id.as_str()), (0, ARN));
}

#[tokio::test]
async fn states_are_told_apart() {
    for (status, expected) in [
        ("CREATING", TableStatus::Creating),
        ("UPDATING", TableStatus::Updating),
        ("DELETING", TableStatus::Deleting),
        ("ARCHIVED", TableStatus::Other("ARCHIVED".to_owned())),
        ("NEW", TableStatus::Other("NEW".to_owned())),
    ] {
        assert_eq!(with(json!({ "TableStatus": status })).await.status, expected);
    }
    for (status, backfilling, expected) in [
        ("CREATING", None, IndexStatus::Creating { backfilling: false }),
        ("CREATING", Some(true), IndexStatus::Creating { backfilling: true }),
        ("DELETING", None, IndexStatus::Deleting),
        ("UPDATING", None, IndexStatus::Updating),
    ] {
        let mut index = described()["GlobalSecondaryIndexes"][0].clone();
        index["IndexStatus"] = json!(status);
        index["Backfilling"] = json!(backfilling);
        let table = with(json!({ "GlobalSecondaryIndexes": [index] })).await;
        assert_eq!(table.index_status["GameTitleIndex"], expected);
    }
}

#[tokio::test]
async fn every_setting_of_a_description_is_read() {
    let table = with(json!({
        "SSEDescription": { "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY },
        "TableClassSummary": { "TableClass": "STANDARD_INFREQUENT_ACCESS" },
        "OnDemandThroughput": { "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 700 },
        "WarmThroughput": { "ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000, "Status": "ACTIVE" },
        "LocalSecondaryIndexes": [{
            "IndexName": "TopScoreIndex",
            "KeySchema": [
                { "AttributeName": "UserId", "KeyType": "HASH" }, { "AttributeName": "TopScore", "KeyType": "RANGE" },
            ],
            "Projection": { "ProjectionType": "ALL" },
        }],
        "VectorIndexes": [{
            "IndexName": "Alike", "IndexStatus": "ACTIVE",
            "VectorAttribute": { "AttributeName": "Embedding" }, "Dimensions": 3, "DistanceFunction": "COSINE",
            "SearchSchema": [
                { "AttributeName": "TopScore", "SearchSchemaElementType": "INLINE_FILTER" },
                { "AttributeName": "GameTitle", "SearchSchemaElementType": "HASH" },
            ],
            "Projection": { "ProjectionType": "KEYS_ONLY" },
        }],
    }))
    .await;
    let expected = TableState { policy: None, indexes: game_scores().indexes, ..rich() };
    assert_eq!(TableState { tags: expected.tags.clone(), ..table.state }, expected);
    assert_eq!(table.index_status.keys().collect::<Vec<_>>(), ["Alike", "GameTitleIndex"]);
    assert_eq!(table.unmodelled, BTreeMap::new());
}

#[tokio::test]
async fn the_units_of_an_index_are_read() {
    let mut index = described()["GlobalSecondaryIndexes"][0].clone();
    index["OnDemandThroughput"] = json!({ "MaxReadRequestUnits": 900, "MaxWriteRequestUnits": -1 });
    index["WarmThroughput"] =
        json!({ "ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000, "Status": "UPDATING" });
    let table = with(json!({ "GlobalSecondaryIndexes": [index] })).await;
    let expected = IndexState {
        maximum: Maximum { read: Some(900), write: None },
        warm: Some(Warm { read: 13_000, write: 5_000 }),
        ..title_index()
    };
    assert_eq!(table.state.indexes["GameTitleIndex"], expected);
    let why = "The warm throughput of index `GameTitleIndex` is being raised".to_owned();
    assert_eq!(table.settling, BTreeMap::from([(Topic::Warm, why)]));
}

#[tokio::test]
async fn what_is_the_default_may_be_said_or_not() {
    let said = with(json!({
        "TableClassSummary": { "TableClass": "STANDARD" }, "SSEDescription": { "Status": "DISABLED" },
        "OnDemandThroughput": { "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1 },
    }));
    assert_eq!(said.await, with(json!({})).await);
}

#[tokio::test]
async fn the_keys_of_aws_and_of_the_customer_are_told_apart_by_their_aliases() {
    let sse = |status: &str| json!({ "Status": status, "SSEType": "KMS", "KMSMasterKeyArn": KEY });
    let aliases = |names: &[&str]| {
        let entries: Vec<_> = names.iter().map(|name| json!({ "AliasName": name })).collect();
        json!({ "Aliases": entries, "Truncated": false })
    };
    let customer = || Encryption::Customer(KEY.to_owned());
    for (status, names, expected, settles) in [
        ("ENABLED", &["alias/aws/dynamodb"][..], Encryption::AwsManaged, false),
        ("ENABLED", &["alias/orders", "alias/all"], customer(), false),
        ("ENABLED", &[], customer(), false),
        ("UPDATING", &[], customer(), true),
        ("DISABLING", &[], Encryption::AwsOwned, true),
    ] {
        let mut table = described();
        table["SSEDescription"] = sse(status);
        let endpoint = endpoint(&table).await;
        endpoint.answers("ListAliases", 200, aliases(names));
        let live = read(&endpoint).await;
        assert_eq!(live.state.encryption, expected, "{status} {names:?}");
        assert_eq!(live.settling.contains_key(&Topic::Encryption), settles, "{status}");
        let named = |key: &str| live.is_encrypted_with(&Encryption::Customer(key.to_owned()));
        assert_eq!(named("alias/orders"), names.contains(&"alias/orders"));
        assert_eq!(named("1234abcd-12ab-34cd-56ef-1234567890ab"), expected == customer());
        assert!(!named("alias/others"));
    }
    let mut old = described();
    old["SSEDescription"] = json!({ "Status": "ENABLED", "SSEType": "AES256" });
    assert_eq!(read(&endpoint(&old).await).await.state.encryption, Encryption::AwsOwned);
}

#[tokio::test]
async fn recovery_is_off_unless_its_own_status_is_on() {
    for (recovery, expected) in [
        (json!({ "PointInTimeRecoveryStatus": "ENABLED" }), Some(35)),
        (json!({ "PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7 }), Some(7)),
        (json!({ "PointInTimeRecoveryStatus": "DISABLED" }), None),
    ] {
        let endpoint = endpoint(&described()).await;
        let backups =
            json!({ "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery });
        endpoint.answers(
            "DescribeContinuousBackups",
            200,
            json!({ "ContinuousBackupsDescription": backups }),
        );
        assert_eq!(read(&endpoint).await.state.recovery, expected.map(|days| Recovery { days }));
    }
}

#[tokio::test]
async fn two_policies_of_one_meaning_are_the_same_text() {
    let endpoint = endpoint(&described()).await;
    endpoint.answers("GetResourcePolicy", 200, json!({ "Policy": POLICY, "RevisionId": "1" }));
    assert_eq!(read(&endpoint).await.state.policy, Some(canonical_policy(POLICY)));
    let without = self::endpoint(&described()).await;
    without.refuses("GetResourcePolicy", 400, "PolicyNotFoundException", "No policy");
    let live = read(&without).await;
    assert_eq!((live.state.policy, live.unknown), (None, BTreeMap::new()));
}

#[tokio::test]
async fn a_kinesis_stream_counts_while_it_is_switched() {
    let answer = |status: &str, precision: Option<&str>| {
        json!({ "KinesisDataStreamDestinations": [
            { "StreamArn": "arn:former", "DestinationStatus": "DISABLED" },
            { "StreamArn": STREAM, "DestinationStatus": status, "DestinationStatusDescription": "no rights",
                "ApproximateCreationDateTimePrecision": precision },
        ] })
    };
    let to = |precision| Some(Kinesis { stream: STREAM.to_owned(), precision });
    for (status, precision, expected, settles) in [
        ("ACTIVE", None, to(None), false),
        ("ACTIVE", Some("MILLISECOND"), to(None), false),
        ("ACTIVE", Some("MICROSECOND"), to(Some(TimePrecision::Microsecond)), false),
        ("ENABLING", None, to(None), true),
        ("UPDATING", None, to(None), true),
        ("DISABLING", None, None, true),
        ("ENABLE_FAILED", None, None, false),
    ] {
        let endpoint = endpoint(&described()).await;
        endpoint.answers("DescribeKinesisStreamingDestination", 200, answer(status, precision));
        let live = read(&endpoint).await;
        assert_eq!((&live.state.kinesis, live.settling.len()), (&expected, usize::from(settles)), "{status}");
        let note = live.unmodelled.get("KinesisDataStreamDestinations").map(String::as_str);
        let failed = format!("{STREAM} ENABLE_FAILED no rights");
        assert_eq!(note, (status == "ENABLE_FAILED").then_some(failed.as_str()));
    }
}

#[tokio::test]
async fn insights_of_the_table_and_of_each_index_are_their_own() {
    let one = |index: Option<&str>, status: &str, mode: Option<&str>| {
        json!({ "TableName": "GameScores", "IndexName": index, "ContributorInsightsStatus": status,
            "ContributorInsightsMode": mode })
    };
    let endpoint = endpoint(&described()).await;
    let mut first = json!({ "ContributorInsightsSummaries": [one(None, "ENABLED", None)] });
    first["NextToken"] = json!("more");
    endpoint.answers("ListContributorInsights", 200, first);
    let second = [one(Some("GameTitleIndex"), "ENABLING", Some("THROTTLED_KEYS"))];
    endpoint.answers("ListContributorInsights", 200, json!({ "ContributorInsightsSummaries": second }));
    let live = read(&endpoint).await;
    assert_eq!(live.state.insights, Some(InsightsMode::AccessedAndThrottled));
    assert_eq!(live.state.indexes["GameTitleIndex"].insights, Some(InsightsMode::Throttled));
    assert!(live.settling.contains_key(&Topic::Insights));
    let off = self::endpoint(&described()).await;
    let off_and_failed = [one(None, "FAILED", None), one(Some("GameTitleIndex"), "DISABLED", None)];
    off.answers("ListContributorInsights", 200, json!({ "ContributorInsightsSummaries": off_and_failed }));
    let live = read(&off).await;
    assert_eq!((live.state.insights, live.state.indexes["GameTitleIndex"].insights), (None, None));
    assert_eq!(live.unmodelled["ContributorInsights"], "of the table FAILED");
}

fn scaling_policy(name: &str, target: f64, metric: &str) -> Value {
    json!({
        "PolicyARN": "arn", "PolicyName": name, "ServiceNamespace": "dynamodb", "ResourceId": "table/GameScores",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": target, "PredefinedMetricSpecification": { "PredefinedMetricType": metric },
            "ScaleInCooldown": 60, "ScaleOutCooldown": 0, "DisableScaleIn": true,
        },
        "CreationTime": 0,
    })
}

#[tokio::test]
async fn a_capacity_that_scales_has_bounds_and_a_policy_and_the_rest_is_shown() {
    const METRIC: &str = "DynamoDBReadCapacityUtilization";
    let endpoint = endpoint(&described()).await;
    let mut index = scalable_target();
    index["ResourceId"] = json!("table/GameScores/index/GameTitleIndex");
    index["ScalableDimension"] = json!("dynamodb:index:WriteCapacityUnits");
    index["SuspendedState"] = json!({ "DynamicScalingInSuspended": true, "ScheduledScalingSuspended": true });
    endpoint.answers(
        "DescribeScalableTargets",
        200,
        json!({ "ScalableTargets": [scalable_target(), index] }),
    );
    let policies = [
        scaling_policy("mine", 50.0, METRIC),
        scaling_policy(&format!("{METRIC}:table/GameScores"), 70.0, METRIC),
        scaling_policy("half", 70.5, METRIC),
    ];
    endpoint.answers("DescribeScalingPolicies", 200, json!({ "ScalingPolicies": policies }));
    endpoint.answers("DescribeScalingPolicies", 200, json!({ "ScalingPolicies": [] }));
    let live = read(&endpoint).await;
    let bounds = Bounds { min: 1, max: 50 };
    let scaling = |tracking| ScalingState { bounds, tracking };
    assert_eq!(live.state.autoscaling, [(Dimension::Read, scaling(Some(tracking())))].into());
    let of_index = &live.state.indexes["GameTitleIndex"].autoscaling;
    assert_eq!(*of_index, [(Dimension::Write, scaling(None))].into());
    let beside = "TargetTrackingScaling, which stays beside that of the design";
    let expected = text_map([
        ("Autoscaling/table/GameScores/read/half", beside),
        ("Autoscaling/table/GameScores/read/mine", beside),
        (
            "Autoscaling/table/GameScores/index/GameTitleIndex/write/SuspendedState",
            "scaling in, by schedule suspended",
        ),
    ]);
    assert_eq!(live.unmodelled, expected);
}

#[tokio::test]
async fn what_the_model_does_not_know_is_shown() {
    let table = with(json!({
        "Replicas": [{ "RegionName": "eu-central-1" }, { "RegionName": "eu-west-1" }],
        "GlobalTableVersion": "2017.11.29",
        "DisassociationProtectionEnabled": true,
    }))
    .await;
    let expected =
        text_map([("DisassociationProtectionEnabled", "on"), ("GlobalTableVersion", "2017.11.29")]);
    assert_eq!(table.unmodelled, expected);
    assert_eq!(table.members, BTreeMap::new(), "of a version that no plan can change");
}

#[tokio::test]
async fn a_global_table_is_read_in_the_regions_of_its_replicas() {
    let mut home = described();
    home["Replicas"] = json!([
        { "RegionName": "eu-central-1", "ReplicaStatus": "ACTIVE" },
        { "RegionName": "eu-west-1", "ReplicaStatus": "UPDATING" },
        { "RegionName": "eu-west-3", "ReplicaStatus": "DELETING" },
    ]);
    home["MultiRegionConsistency"] = json!("STRONG");
    home["GlobalTableWitnesses"] = json!([{ "RegionName": "eu-west-2", "WitnessStatus": "ACTIVE" }]);
    let mut there = home.clone();
    there["TableArn"] = json!(WEST_ARN);
    there["TableClassSummary"] = json!({ "TableClass": "STANDARD_INFREQUENT_ACCESS" });
    there["DeletionProtectionEnabled"] = json!(false);
    let endpoint = endpoint(&home).await;
    endpoint.answers("DescribeTable", 200, json!({ "Table": there }));
    let live = read(&endpoint).await;
    let statuses = [
        ("eu-west-1", TableStatus::Updating),
        ("eu-west-2", TableStatus::Active),
        ("eu-west-3", TableStatus::Deleting),
    ];
    let statuses = statuses.map(|(region, status)| (region.to_owned(), status));
    assert_eq!(live.members, BTreeMap::from(statuses));
    assert_eq!(live.state.consistency, Consistency::Strong);
    assert_eq!(live.state.witness.as_deref(), Some("eu-west-2"));
    assert_eq!(live.state.replicas.keys().collect::<Vec<_>>(), ["eu-west-1"]);
    let replica = &live.state.replicas["eu-west-1"];
    assert_eq!((replica.class, replica.deletion_protection), (TableClass::InfrequentAccess, false));
    assert_eq!(live.replicas["eu-west-1"].arn, WEST_ARN);
    assert_eq!(live.unmodelled, BTreeMap::new());
}

#[tokio::test]
async fn a_replica_that_may_not_be_read_is_unknown() {
    let mut home = described();
    home["Replicas"] = json!([{ "RegionName": "eu-west-1", "ReplicaStatus": "ACTIVE" }]);
    let endpoint = endpoint(&home).await;
    endpoint.answers("DescribeTable", 400, json!({ "__type": "AccessDeniedException", "message": "No" }));
    let live = read(&endpoint).await;
    assert!(live.unknown[&Topic::Replicas].contains("dynamodb:DescribeTable"), "{:?}", live.unknown);
    assert_eq!(live.replicas, BTreeMap::new());
}

#[tokio::test]
async fn what_may_not_be_read_is_unknown_and_says_what_is_missing() {
    let mut table = described();
    table["SSEDescription"] = json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY });
    for (operation, topic, permission) in [
        ("DescribeTimeToLive", Topic::Ttl, "dynamodb:DescribeTimeToLive"),
        ("ListTagsOfResource", Topic::Tags, "dynamodb:ListTagsOfResource"),
        ("DescribeContinuousBackups", Topic::Recovery, "dynamodb:DescribeContinuousBackups"),
        ("GetResourcePolicy", Topic::Policy, "dynamodb:GetResourcePolicy"),
        ("ListContributorInsights", Topic::Insights, "dynamodb:ListContributorInsights"),
        (
            "DescribeKinesisStreamingDestination",
            Topic::Kinesis,
            "dynamodb:DescribeKinesisStreamingDestination",
        ),
        ("DescribeScalableTargets", Topic::Autoscaling, "application-autoscaling:DescribeScalableTargets"),
        ("ListAliases", Topic::Encryption, "kms:ListAliases"),
    ] {
        let denied = endpoint(&table).await;
        denied.refuses(operation, 400, "AccessDeniedException", "User: x is not authorized");
        let why = format!("the permission `{permission}` is missing");
        assert_eq!(read(&denied).await.unknown, BTreeMap::from([(topic, why)]));
        let emulated = endpoint(&table).await;
        emulated.refuses(operation, 400, "UnknownOperationException", "");
        let why = format!("the endpoint does not know {operation}");
        assert_eq!(read(&emulated).await.unknown, BTreeMap::from([(topic, why)]));
        let broken = endpoint(&table).await;
        broken.refuses(operation, 400, "ValidationException", "No");
        assert!(broken.gateway().await.read_table("GameScores").await.is_err(), "{operation}");
    }
}

#[tokio::test]
async fn many_tables_share_what_can_be_listed_at_once() {
    let endpoint = endpoint(&described()).await;
    endpoint.answers("DescribeScalableTargets", 200, json!({ "ScalableTargets": [scalable_target()] }));
    let names: BTreeSet<String> = (0..40).map(|number| format!("Table{number}")).collect();
    let live = endpoint.gateway().await.read(&names).await.unwrap();
    assert_eq!(live.tables.len(), 40);
    let asked = |operation: &str| endpoint.asked().iter().filter(|one| one.operation == operation).count();
    assert_eq!(asked("DescribeTable"), 40);
    let shared = ["ListContributorInsights", "DescribeScalableTargets", "DescribeScalingPolicies"].map(asked);
    assert_eq!(shared, [1, 1, 1]);
    assert_eq!(
        live.tables["Table7"].state.autoscaling.len(),
        1,
        "every table here is described as GameScores"
    );
}

#[tokio::test]
async fn tables_that_do_not_exist_are_not_in_the_state() {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
    let names = BTreeSet::from(["GameScores".to_owned(), "Other".to_owned()]);
    assert_eq!(endpoint.gateway().await.read(&names).await.unwrap().tables, BTreeMap::new());
}

#[tokio::test]
async fn a_table_that_comes_or_goes_may_have_no_neighbours_yet() {
    let gone = |endpoint: &Endpoint| {
        for operation in ["DescribeTimeToLive", "ListTagsOfResource", "DescribeContinuousBackups"] {
            endpoint.refuses(operation, 400, "ResourceNotFoundException", "Requested resource not found");
        }
    };
    let mut table = described();
    table["TableStatus"] = json!("CREATING");
    let creating = endpoint(&table).await;
    gone(&creating);
    let warm = Some(Warm { read: 12_000, write: 4_000 });
    let state = TableState { tags: BTreeMap::new(), warm, ..game_scores() };
    assert_eq!(read(&creating).await.state, state);
    let active = endpoint(&described()).await;
    gone(&active);
    assert!(active.gateway().await.read_table("GameScores").await.is_err(), "a state with holes");
}

#[tokio::test]
async fn a_table_that_goes_while_it_is_read_is_gone() {
    let endpoint = endpoint(&described()).await;
    endpoint.refuses("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
    endpoint.refuses("ListTagsOfResource", 400, "AccessDeniedException", "User: x is not authorized");
    assert_eq!(endpoint.gateway().await.read_table("GameScores").await.unwrap(), None);
}

#[tokio::test]
async fn an_answer_with_something_unheard_of_is_an_error_that_says_so() {
    let mut table = described();
    table["GlobalSecondaryIndexes"][0]["Projection"]["ProjectionType"] = json!("SOME");
    let error = endpoint(&table).await.gateway().await.read_table("GameScores").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DescribeTable on table GameScores can't be understood: 'SOME' is not a projection type"
    );
}
