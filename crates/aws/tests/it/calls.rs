//! A call of each kind, for the other tests.

use std::collections::BTreeMap;

use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{
    BillingState, Call, IndexState, KeyElement, KeyRole, ProjectionState, ScalarType, TableState,
};

pub(crate) const ARN: &str = "arn:aws:dynamodb:eu-central-1:000000000000:table/GameScores";

pub(crate) fn key(names: &[(&str, KeyRole)]) -> Vec<KeyElement> {
    names.iter().map(|(name, role)| KeyElement { name: (*name).to_owned(), role: *role }).collect()
}

pub(crate) fn text_map<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn definitions(names: &[(&str, ScalarType)]) -> BTreeMap<String, ScalarType> {
    names.iter().map(|(name, scalar)| ((*name).to_owned(), *scalar)).collect()
}

pub(crate) fn title_index(capacity: Option<Capacity>) -> IndexState {
    IndexState {
        key: key(&[("GameTitle", KeyRole::Hash), ("TopScore", KeyRole::Range)]),
        projection: ProjectionState::Include(["Wins", "Losses"].map(str::to_owned).into()),
        capacity,
    }
}

pub(crate) fn game_scores() -> TableState {
    TableState {
        name: "GameScores".to_owned(),
        key: key(&[("UserId", KeyRole::Hash), ("GameTitle", KeyRole::Range)]),
        definitions: definitions(&[
            ("UserId", ScalarType::S),
            ("GameTitle", ScalarType::S),
            ("TopScore", ScalarType::N),
        ]),
        indexes: BTreeMap::from([("GameTitleIndex".to_owned(), title_index(None))]),
        billing: BillingState::OnDemand,
        stream: Some(StreamView::NewImage),
        ttl: None,
        deletion_protection: true,
        tags: text_map([("team", "scores"), ("cost-center", "12")]),
    }
}

pub(crate) fn provisioned() -> TableState {
    let capacity = Capacity { read: 5, write: 6 };
    TableState {
        indexes: BTreeMap::from([("GameTitleIndex".to_owned(), title_index(Some(capacity)))]),
        billing: BillingState::Provisioned(Capacity { read: 7, write: 8 }),
        stream: None,
        deletion_protection: false,
        tags: BTreeMap::new(),
        ..game_scores()
    }
}

/// Every kind of call, in every form that makes another request.
pub(crate) fn all() -> Vec<Call> {
    let table = || "GameScores".to_owned();
    let bare = TableState {
        indexes: BTreeMap::new(),
        definitions: definitions(&[("UserId", ScalarType::S), ("GameTitle", ScalarType::S)]),
        ..provisioned()
    };
    let units = Capacity { read: 1, write: 2 };
    let index_units = BTreeMap::from([("GameTitleIndex".to_owned(), Capacity { read: 3, write: 4 })]);
    let create_index = |state| Call::CreateIndex {
        table: table(),
        definitions: game_scores().definitions,
        index: "GameTitleIndex".to_owned(),
        state,
    };
    vec![
        Call::CreateTable { table: Box::new(game_scores()) },
        Call::CreateTable { table: Box::new(provisioned()) },
        Call::CreateTable { table: Box::new(bare) },
        Call::DeleteTable { table: table() },
        create_index(title_index(None)),
        create_index(IndexState { projection: ProjectionState::All, ..title_index(Some(units)) }),
        create_index(IndexState { projection: ProjectionState::KeysOnly, ..title_index(None) }),
        Call::DeleteIndex { table: table(), index: "GameTitleIndex".to_owned(), kind: IndexKind::Global },
        Call::set(table(), Setting::Billing { billing: BillingState::OnDemand, indexes: BTreeMap::new() }),
        Call::set(table(), Setting::Billing { billing: BillingState::Provisioned(units),
            indexes: index_units.clone(), }),
        Call::set(table(), Setting::Capacity { capacity: Some(units), indexes: BTreeMap::new() }),
        Call::set(table(), Setting::Capacity { capacity: None, indexes: index_units }),
        Call::set(table(), Setting::Stream(Some(StreamView::NewAndOldImages))),
        Call::set(table(), Setting::Stream(None)),
        Call::set(table(), Setting::DeletionProtection(true)),
        Call::set(table(), Setting::DeletionProtection(false)),
        Call::set(table(), Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled: true }),
        Call::set(table(), Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled: false }),
        Call::Tag { table: table(), tags: text_map([("team", "scores"), ("stage", "dev")]) },
        Call::Untag { table: table(), keys: ["team", "stage"].map(str::to_owned).into() },
    ]
}
