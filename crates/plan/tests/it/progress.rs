//! Every answer of `Call::progress`, on live states as they come in practice.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{
    BackupStatus, BillingState, Call, IndexKind, IndexState, IndexStatus, KeyElement, KeyRole, LiveTable,
    NewCapacity, NewIndex, Progress, ProjectionState, ScalarType, Setting, TableState, TableStatus,
};
use tablewright_testkit::game_scores;

use crate::world::{World, environment};

const TABLE: &str = "GameScores";
const INDEX: &str = "GameTitleIndex";

/// The example's table: one index, a stream with `NEW_IMAGE`, TTL on `ExpiresAt`, on demand.
fn live() -> LiveTable {
    World::after(&game_scores(), environment("Sandbox", "{table}")).live.tables.remove(TABLE).unwrap()
}

fn with(change: impl FnOnce(&mut LiveTable)) -> LiveTable {
    let mut live = live();
    change(&mut live);
    live
}

fn index_status(status: IndexStatus) -> impl FnOnce(&mut LiveTable) {
    move |live| *live.index_status.get_mut(INDEX).unwrap() = status
}

fn word(call: &Call, live: &LiveTable) -> &'static str {
    match call.progress(Some(live)) {
        Progress::NotStarted => "not started",
        Progress::Busy(_) => "busy",
        Progress::Underway(_) => "under way",
        Progress::Done => "done",
        Progress::Diverged(_) => "diverged",
    }
}

fn table() -> String {
    TABLE.to_owned()
}

fn create_table() -> Call {
    Call::CreateTable { table: Box::new(TableState { ttl: None, ..live().state }) }
}

fn create_index() -> Call {
    let LiveTable { state, .. } = live();
    let index = state.indexes[INDEX].clone();
    Call::CreateIndex {
        table: table(),
        definitions: state.definitions,
        index: INDEX.to_owned(),
        state: NewIndex::Global(index),
    }
}

/// The table before its index was made, or after it was deleted.
fn without_index(live: &mut LiveTable) {
    live.state.indexes.clear();
    live.index_status.clear();
    live.state.definitions.remove("TopScore");
}

fn provisioned(live: &mut LiveTable) {
    live.state.billing = BillingState::Provisioned(Capacity { read: 5, write: 5 });
    for index in live.state.indexes.values_mut() {
        index.capacity = Some(Capacity { read: 2, write: 2 });
    }
}

#[test]
fn creating_a_table() {
    let call = create_table();
    assert_eq!(call.progress(None), Progress::NotStarted);
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Creating)), "under way");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Creating { backfilling: false }))), "under way");
    assert_eq!(word(&call, &live()), "done", "TTL is no part of it, even when it is on already");
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Deleting)), "busy");
    assert_eq!(
        word(&call, &with(|live| live.status = TableStatus::Other("ARCHIVED".to_owned()))),
        "diverged"
    );
    assert_eq!(word(&call, &with(|live| live.state.key.truncate(1))), "diverged", "another key");
    assert_eq!(
        word(&call, &with(|live| live.state.definitions.extend([("UserId".to_owned(), ScalarType::B)]))),
        "diverged",
        "another key type"
    );
    assert_eq!(word(&call, &with(|live| live.state.stream = None)), "diverged", "another setting");
    let foreign_key_while_creating = with(|live| {
        live.status = TableStatus::Creating;
        live.state.key.truncate(1);
    });
    assert_eq!(word(&call, &foreign_key_while_creating), "diverged");
}

#[test]
fn tags_of_a_new_table_show_late() {
    let tags: BTreeMap<_, _> = [("team".to_owned(), "games".to_owned())].into();
    let call =
        Call::CreateTable { table: Box::new(TableState { ttl: None, tags: tags.clone(), ..live().state }) };
    assert_eq!(word(&call, &live()), "under way");
    assert_eq!(word(&call, &with(|live| live.state.tags = tags)), "done");
}

#[test]
fn deleting_a_table() {
    let call = Call::DeleteTable { table: table() };
    assert_eq!(call.progress(None), Progress::Done);
    assert_eq!(word(&call, &live()), "not started");
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Deleting)), "under way");
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Updating)), "busy");
    assert_eq!(word(&call, &with(|live| live.state.deletion_protection = true)), "diverged");
}

#[test]
fn backing_a_table_up() {
    let call = Call::BackUp { table: table(), backup: "last".to_owned() };
    let backed_up = |name: &str, status| {
        with(|live| {
            live.backups.insert(name.to_owned(), status);
        })
    };
    assert_eq!(word(&call, &live()), "not started");
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Updating)), "busy");
    assert_eq!(word(&call, &backed_up("last", BackupStatus::Creating)), "under way");
    assert_eq!(word(&call, &backed_up("last", BackupStatus::Available)), "done");
    assert_eq!(word(&call, &backed_up("an earlier one", BackupStatus::Available)), "not started");
}

#[test]
fn creating_an_index() {
    let call = create_index();
    assert_eq!(word(&call, &with(without_index)), "not started");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Creating { backfilling: false }))), "under way");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Creating { backfilling: true }))), "under way");
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Updating)), "under way");
    assert_eq!(word(&call, &live()), "done");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Deleting))), "busy", "the former one");
    let other = |live: &mut LiveTable| {
        live.state.indexes.get_mut(INDEX).unwrap().projection = ProjectionState::KeysOnly;
    };
    assert_eq!(word(&call, &with(other)), "diverged", "another index of that name");
    let other_type = |live: &mut LiveTable| {
        live.state.definitions.insert("TopScore".to_owned(), ScalarType::S);
    };
    assert_eq!(word(&call, &with(other_type)), "diverged");
}

#[test]
fn creating_an_index_beside_one_that_somebody_else_made() {
    let foreign = |live: &mut LiveTable| {
        without_index(live);
        live.state.definitions.insert("Wins".to_owned(), ScalarType::N);
        let key = vec![KeyElement { name: "Wins".to_owned(), role: KeyRole::Hash }];
        let index = IndexState::new(key, ProjectionState::All);
        live.state.indexes.insert("Foreign".to_owned(), index);
        live.index_status.insert("Foreign".to_owned(), IndexStatus::Creating { backfilling: true });
    };
    assert_eq!(word(&create_index(), &with(foreign)), "busy");
    let mut ready = with(foreign);
    ready.index_status.insert("Foreign".to_owned(), IndexStatus::Active);
    assert_eq!(word(&create_index(), &ready), "diverged", "the definitions lack `Wins`");
}

#[test]
fn deleting_an_index() {
    let call = Call::DeleteIndex { table: table(), index: INDEX.to_owned(), kind: IndexKind::Global };
    assert_eq!(word(&call, &live()), "not started");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Deleting))), "under way");
    assert_eq!(word(&call, &with(index_status(IndexStatus::Creating { backfilling: false }))), "busy");
    assert_eq!(word(&call, &with(without_index)), "done");
    let still_updating = with(|live| {
        without_index(live);
        live.status = TableStatus::Updating;
    });
    assert_eq!(word(&call, &still_updating), "under way");
}

#[test]
fn switching_the_billing_mode() {
    let units = |read, write| Capacity { read, write };
    let indexes: BTreeMap<_, _> = [(INDEX.to_owned(), units(2, 2))].into();
    let billing = BillingState::Provisioned(units(5, 5));
    let call = Call::set(table(), Setting::Billing { billing, indexes });
    assert_eq!(word(&call, &live()), "not started");
    assert_eq!(
        word(&call, &with(|live| live.status = TableStatus::Updating)),
        "busy",
        "values show at the end"
    );
    assert_eq!(word(&call, &with(provisioned)), "done");
    let index_updating = with(|live| {
        provisioned(live);
        index_status(IndexStatus::Updating)(live);
    });
    assert_eq!(word(&call, &index_updating), "under way");
}

#[test]
fn changing_capacity() {
    let capacity = Some(NewCapacity { read: Some(7), write: None });
    let call = Call::set(table(), Setting::Capacity { capacity, indexes: BTreeMap::new() });
    assert_eq!(word(&call, &with(provisioned)), "not started");
    assert_eq!(word(&call, &live()), "diverged", "on demand by now");
    let index_only: BTreeMap<_, _> = [(INDEX.to_owned(), Capacity { read: 2, write: 2 }.into())].into();
    let call = Call::set(table(), Setting::Capacity { capacity: None, indexes: index_only });
    assert_eq!(word(&call, &with(provisioned)), "done");
}

#[test]
fn switching_the_stream() {
    let set = |view| Call::set(table(), Setting::Stream(view));
    let off = |live: &mut LiveTable| live.state.stream = None;
    assert_eq!(word(&set(Some(StreamView::NewImage)), &with(off)), "not started");
    assert_eq!(word(&set(Some(StreamView::NewImage)), &live()), "done");
    assert_eq!(
        word(&set(Some(StreamView::NewImage)), &with(|live| live.status = TableStatus::Updating)),
        "under way"
    );
    assert_eq!(word(&set(Some(StreamView::KeysOnly)), &live()), "diverged", "another view type is on");
    assert_eq!(word(&set(None), &live()), "not started");
    assert_eq!(word(&set(None), &with(off)), "done", "though the old stream's ARN is still shown");
}

#[test]
fn switching_protection_ttl_and_tags() {
    let protect = Call::set(table(), Setting::DeletionProtection(true));
    assert_eq!(word(&protect, &live()), "not started");
    assert_eq!(word(&protect, &with(|live| live.state.deletion_protection = true)), "done");

    let ttl = |attribute: &str, enabled| {
        let attribute = attribute.to_owned();
        Call::set(table(), Setting::Ttl { attribute, enabled })
    };
    let off = |live: &mut LiveTable| live.state.ttl = None;
    assert_eq!(word(&ttl("ExpiresAt", true), &live()), "done");
    assert_eq!(word(&ttl("ExpiresAt", true), &with(off)), "not started");
    assert_eq!(word(&ttl("ExpiresAt", false), &live()), "not started");
    assert_eq!(word(&ttl("ExpiresAt", false), &with(off)), "done");
    assert_eq!(word(&ttl("ForgetAt", true), &live()), "diverged", "it is on with another attribute");

    let tags: BTreeMap<_, _> = [("team".to_owned(), "games".to_owned())].into();
    let keys: BTreeSet<_> = tags.keys().cloned().collect();
    let tag = Call::Tag { table: table(), tags: tags.clone() };
    let untag = Call::Untag { table: table(), keys };
    let tagged = with(|live| live.state.tags = tags);
    assert_eq!([word(&tag, &live()), word(&tag, &tagged)], ["not started", "done"]);
    assert_eq!([word(&untag, &tagged), word(&untag, &live())], ["not started", "done"]);
}

#[test]
fn a_table_that_is_gone_or_unusable_is_no_ground_for_a_change() {
    let call = Call::set(table(), Setting::DeletionProtection(true));
    assert!(matches!(call.progress(None), Progress::Diverged(_)));
    for status in [TableStatus::Deleting, TableStatus::Other("ARCHIVED".to_owned())] {
        assert_eq!(word(&call, &with(|live| live.status = status)), "diverged");
    }
    assert_eq!(word(&call, &with(|live| live.status = TableStatus::Creating)), "busy");
}
