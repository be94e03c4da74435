//! A call of each kind, for the other tests.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{
    Capacity, Distance, Encryption, InsightsMode, Maximum, Recovery, StreamView, TableClass, TimePrecision,
    Warm,
};
use tablewright_plan::{
    BillingState, Bounds, Call, CopyPlace, Dimension, IndexKind, IndexState, KeyElement, KeyRole,
    KinesisChange, LocalIndexState, NewIndex, Overrides, ProjectionState, ReadBound, Replication, ScalarType,
    Setting, TableState, Tracking, VectorIndexState, canonical_policy,
};

pub(crate) const ARN: &str = "arn:aws:dynamodb:eu-central-1:000000000000:table/GameScores";

pub(crate) const WEST: &str = "eu-west-1";
pub(crate) const WEST_ARN: &str = "arn:aws:dynamodb:eu-west-1:000000000000:table/GameScores";

pub(crate) const KEY: &str = "arn:aws:kms:eu-central-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
pub(crate) const STREAM: &str = "arn:aws:kinesis:eu-central-1:000000000000:stream/scores";
pub(crate) const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-central-1:000000000000:table/GameScores"}]}"#;

pub(crate) fn key(names: &[(&str, KeyRole)]) -> Vec<KeyElement> {
    names.iter().map(|(name, role)| KeyElement { name: (*name).to_owned(), role: *role }).collect()
}

pub(crate) fn text_map<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn definitions(names: &[(&str, ScalarType)]) -> BTreeMap<String, ScalarType> {
    names.iter().map(|(name, scalar)| ((*name).to_owned(), *scalar)).collect()
}

pub(crate) fn title_index() -> IndexState {
    IndexState::new(
        key(&[("GameTitle", KeyRole::Hash), ("TopScore", KeyRole::Range)]),
        ProjectionState::Include(["Wins", "Losses"].map(str::to_owned).into()),
    )
}

pub(crate) fn vector_index() -> VectorIndexState {
    VectorIndexState {
        vector: "Embedding".to_owned(),
        dimensions: 3,
        distance: Distance::Cosine,
        partition: Some("GameTitle".to_owned()),
        filters: ["TopScore".to_owned()].into(),
        projection: ProjectionState::KeysOnly,
    }
}

pub(crate) fn game_scores() -> TableState {
    let types = [("UserId", ScalarType::S), ("GameTitle", ScalarType::S), ("TopScore", ScalarType::N)];
    let table = TableState::new(
        "GameScores",
        key(&[("UserId", KeyRole::Hash), ("GameTitle", KeyRole::Range)]),
        definitions(&types),
    );
    TableState {
        indexes: BTreeMap::from([("GameTitleIndex".to_owned(), title_index())]),
        stream: Some(StreamView::NewImage),
        deletion_protection: true,
        tags: text_map([("team", "scores"), ("cost-center", "12")]),
        ..table
    }
}

pub(crate) fn provisioned() -> TableState {
    let capacity = Capacity { read: 5, write: 6 };
    let index = IndexState { capacity: Some(capacity), ..title_index() };
    TableState {
        indexes: BTreeMap::from([("GameTitleIndex".to_owned(), index)]),
        billing: BillingState::Provisioned(Capacity { read: 7, write: 8 }),
        stream: None,
        deletion_protection: false,
        tags: BTreeMap::new(),
        ..game_scores()
    }
}

/// Everything that `CreateTable` takes on demand.
pub(crate) fn rich() -> TableState {
    let maximum = Maximum { read: Some(900), write: None };
    let warm = Some(Warm { read: 13_000, write: 5_000 });
    let index = IndexState { maximum, warm, ..title_index() };
    let local = LocalIndexState { sort: "TopScore".to_owned(), projection: ProjectionState::All };
    TableState {
        indexes: BTreeMap::from([("GameTitleIndex".to_owned(), index)]),
        local_indexes: BTreeMap::from([("TopScoreIndex".to_owned(), local)]),
        vector_indexes: BTreeMap::from([("Alike".to_owned(), vector_index())]),
        maximum: Maximum { read: None, write: Some(700) },
        warm,
        class: TableClass::InfrequentAccess,
        encryption: Encryption::Customer(KEY.to_owned()),
        policy: Some(canonical_policy(POLICY)),
        ..game_scores()
    }
}

pub(crate) fn tracking() -> Tracking {
    Tracking { target: 70, scale_in_cooldown: Some(60), scale_out_cooldown: None, only_out: true }
}

pub(crate) fn copies(owner: Option<&str>) -> CopyPlace {
    CopyPlace::parse("s3://copies/tablewright-1/GameScores", owner).unwrap()
}

/// Every kind of call but an import, which needs an answer first, in every form that makes another request.
pub(crate) fn all() -> Vec<Call> {
    let table = || "GameScores".to_owned();
    let bare = TableState {
        indexes: BTreeMap::new(),
        definitions: definitions(&[("UserId", ScalarType::S), ("GameTitle", ScalarType::S)]),
        ..provisioned()
    };
    let index = || "GameTitleIndex".to_owned();
    let create_index = |state| Call::CreateIndex {
        table: table(),
        definitions: game_scores().definitions,
        index: index(),
        state,
    };
    let units = Capacity { read: 1, write: 2 };
    let created = [
        title_index(),
        IndexState { projection: ProjectionState::All, capacity: Some(units), ..title_index() },
        IndexState { projection: ProjectionState::KeysOnly, ..title_index() },
        rich().indexes["GameTitleIndex"].clone(),
    ];
    let simple = VectorIndexState { partition: None, filters: BTreeSet::new(), ..vector_index() };
    let vectors = [vector_index(), simple];
    let tables = [game_scores(), provisioned(), bare, rich()];
    let deleted = [IndexKind::Global, IndexKind::Vector];
    let mut calls = vec![
        Call::DeleteTable { table: table() },
        Call::BackUp { table: table(), backup: "tablewright-1".to_owned() },
        Call::Export { table: table(), to: copies(None) },
        Call::Export { table: table(), to: copies(Some("123456789012")) },
        Call::Tag { table: table(), tags: text_map([("team", "scores"), ("stage", "dev")]) },
        Call::Untag { table: table(), keys: ["team", "stage"].map(str::to_owned).into() },
    ];
    calls.extend(tables.map(|table| Call::CreateTable { table: Box::new(table) }));
    calls.extend(created.map(|state| create_index(NewIndex::Global(state))));
    calls.extend(vectors.map(|state| create_index(NewIndex::Vector(state))));
    calls.extend(deleted.map(|kind| Call::DeleteIndex { table: table(), index: index(), kind }));
    calls.extend(settings().into_iter().map(|setting| Call::set(table(), setting)));
    calls.extend(regional().into_iter().map(|change| Call::Replicate { table: table(), change }));
    let there = [
        Call::set(table(), Setting::DeletionProtection(true)),
        Call::set(table(), Setting::Policy(None)),
        Call::Tag { table: table(), tags: text_map([("team", "scores")]) },
    ];
    calls.extend(there.map(|call| Call::At { region: WEST.to_owned(), call: Box::new(call) }));
    calls
}

/// Every change of regions, in every form that makes another request.
fn regional() -> Vec<Replication> {
    let (west, paris) = (|| WEST.to_owned(), || "eu-west-3".to_owned());
    let own = Overrides {
        key: Some("arn:aws:kms:eu-west-1:000000000000:key/1234abcd".to_owned()),
        class: Some(TableClass::InfrequentAccess),
        read: Some(4),
        index_reads: BTreeMap::from([("GameTitleIndex".to_owned(), 5)]),
        max_read: None,
    };
    let bounded = |bound| Overrides { max_read: Some(bound), ..Overrides::default() };
    let replicas = || BTreeMap::from([(west(), own.clone()), (paris(), Overrides::default())]);
    let alone = || BTreeMap::from([(west(), Overrides::default())]);
    vec![
        Replication::Add { region: west(), own: Overrides::default() },
        Replication::Add { region: west(), own: own.clone() },
        Replication::Override { region: west(), own: own.clone() },
        Replication::Override { region: west(), own: bounded(ReadBound::AtMost(50)) },
        Replication::Override { region: west(), own: bounded(ReadBound::Unbounded) },
        Replication::Remove { region: west() },
        Replication::Begin { replicas: replicas(), witness: None },
        Replication::Begin { replicas: alone(), witness: Some(paris()) },
        Replication::End { replicas: replicas().into_keys().collect(), witness: None },
        Replication::End { replicas: [west()].into(), witness: Some(paris()) },
    ]
}

/// Every setting, in every form that makes another request.
pub(crate) fn settings() -> Vec<Setting> {
    let units = Capacity { read: 1, write: 2 };
    let index = || "GameTitleIndex".to_owned();
    let capacities = || BTreeMap::from([(index(), Capacity { read: 3, write: 4 })]);
    let maximum = Maximum { read: Some(900), write: None };
    let warm = Warm { read: 13_000, write: 5_000 };
    let bounds = Bounds { min: 1, max: 50 };
    let plain =
        Tracking { scale_in_cooldown: None, scale_out_cooldown: Some(9), only_out: false, ..tracking() };
    let mut all = vec![
        Setting::Billing { billing: BillingState::OnDemand, indexes: BTreeMap::new() },
        Setting::Billing { billing: BillingState::Provisioned(units), indexes: capacities() },
        Setting::Capacity { capacity: Some(units.into()), indexes: BTreeMap::new() },
        Setting::Capacity {
            capacity: None,
            indexes: [(index(), Capacity { read: 3, write: 4 }.into())].into(),
        },
        Setting::Maximum { table: Some(maximum), indexes: BTreeMap::new() },
        Setting::Maximum { table: None, indexes: BTreeMap::from([(index(), Maximum::default())]) },
        Setting::Warm { table: Some(warm), indexes: BTreeMap::new() },
        Setting::Warm { table: None, indexes: BTreeMap::from([(index(), warm)]) },
        Setting::Recovery(Some(Recovery { days: 7 })),
        Setting::Recovery(None),
        Setting::Policy(Some(canonical_policy(POLICY))),
        Setting::Policy(None),
    ];
    all.extend(TableClass::ALL.map(Setting::Class));
    all.extend([Some(StreamView::NewAndOldImages), None].map(Setting::Stream));
    let keys = [Encryption::AwsOwned, Encryption::AwsManaged, Encryption::Customer(KEY.to_owned())];
    all.extend(keys.map(Setting::Encryption));
    all.extend([true, false].map(Setting::DeletionProtection));
    all.extend([true, false].map(|enabled| Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled }));
    let changes = [
        KinesisChange::Enable(None),
        KinesisChange::Enable(Some(TimePrecision::Microsecond)),
        KinesisChange::Disable,
        KinesisChange::Precision(TimePrecision::Millisecond),
    ];
    all.extend(changes.map(|change| Setting::Kinesis { stream: STREAM.to_owned(), change }));
    for of in [None, Some(index())] {
        let modes = [None, Some(InsightsMode::Throttled), Some(InsightsMode::AccessedAndThrottled)];
        all.extend(modes.map(|mode| Setting::Insights { index: of.clone(), mode }));
        for dimension in Dimension::ALL {
            let target = |bounds| Setting::ScalingTarget { index: of.clone(), dimension, bounds };
            let policy = |tracking| Setting::ScalingPolicy { index: of.clone(), dimension, tracking };
            all.extend([target(Some(bounds)), target(None), policy(tracking()), policy(plain)]);
        }
    }
    all
}

/// Where a setting stands in a list of all; it does not compile without a new one.
pub(crate) const fn place(setting: &Setting) -> usize {
    match setting {
        Setting::Billing { .. } => 0,
        Setting::Capacity { .. } => 1,
        Setting::Maximum { .. } => 2,
        Setting::Warm { .. } => 3,
        Setting::Class(_) => 4,
        Setting::Stream(_) => 5,
        Setting::Encryption(_) => 6,
        Setting::DeletionProtection(_) => 7,
        Setting::Ttl { .. } => 8,
        Setting::Recovery(_) => 9,
        Setting::Policy(_) => 10,
        Setting::Insights { .. } => 11,
        Setting::Kinesis { .. } => 12,
        Setting::ScalingTarget { .. } => 13,
        Setting::ScalingPolicy { .. } => 14,
    }
}
