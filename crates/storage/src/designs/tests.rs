//! Designs and their edits, alone and under contention.

use tablewright_model::{Design, DesignField, Edit};
use tokio::task::JoinSet;

use super::*;
use crate::testing::{
    ADA, BOB, LATER, NOW, create_request, design_id, id, open, rename, request_id, user, with_users,
    with_version,
};
use crate::{EditId, StoreError};

async fn shop(store: &Store) -> Design {
    let design = Design::blank("Shop");
    store.create_design(design_id(), &design, user(ADA), NOW).await.unwrap();
    design
}

#[tokio::test]
async fn a_new_design_is_loaded_and_listed() {
    let (_folder, store) = with_version().await;
    let head = store.load_design(design_id()).await.unwrap().unwrap();
    assert_eq!((head.design, head.seq, head.created_by), (Design::blank("Shop"), 0, user(ADA)));
    let listed = store.designs().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].name.as_str(), listed[0].tables, listed[0].versions), ("Shop", 0, 1));
    assert_eq!((listed[0].created_by_name.as_str(), listed[0].archived_at), (ADA, None));
    assert_eq!(store.load_design(DesignId(id("none"))).await.unwrap(), None);
}

#[tokio::test]
async fn edits_are_kept_in_order_with_author_and_inverse() {
    let (_folder, store) = with_users().await;
    let first = shop(&store).await;
    let (one, second) = rename(&first, "e1", "Store");
    let (two, third) = rename(&second, "e2", "Market");
    let batch = [one.clone(), two.clone()];
    assert_eq!(store.append_edits(design_id(), 0, user(BOB), &batch, &third, LATER).await.unwrap(), 2);
    let stored = store.edits_since(design_id(), 0, 10).await.unwrap();
    let expected = |seq, new: NewEdit| RecordedEdit {
        seq,
        id: new.id,
        author: user(BOB),
        author_name: BOB.to_owned(),
        at: LATER,
        edit: new.edit,
        inverse: new.inverse,
    };
    assert_eq!(stored, [expected(1, one), expected(2, two)]);
    assert_eq!(store.edits_since(design_id(), 1, 10).await.unwrap(), stored[1..]);
    assert_eq!(store.edits_since(design_id(), 0, 1).await.unwrap(), stored[..1]);
    let head = store.load_design(design_id()).await.unwrap().unwrap();
    assert_eq!((head.design, head.seq, head.updated_at), (third, 2, LATER));
    assert_eq!(store.designs().await.unwrap()[0].name, "Market");
}

#[tokio::test]
async fn an_edit_that_arrives_twice_is_told_and_never_stored_twice() {
    let (_folder, store) = with_users().await;
    let first = shop(&store).await;
    let (edit, second) = rename(&first, "e1", "Store");
    let ids = [EditId(id("e1")), EditId(id("e2"))];
    assert!(store.edit_seqs(design_id(), &ids).await.unwrap().is_empty());
    store.append_edits(design_id(), 0, user(ADA), std::slice::from_ref(&edit), &second, NOW).await.unwrap();
    assert_eq!(store.edit_seqs(design_id(), &ids).await.unwrap(), [(ids[0], 1)].into());
    let (fresh, third) = rename(&second, "e2", "Market");
    let refused =
        store.append_edits(design_id(), 1, user(ADA), &[fresh, edit], &third, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::DuplicateEdit), "{refused}");
    // All or none: the fresh one is not there either.
    let head = store.load_design(design_id()).await.unwrap().unwrap();
    assert_eq!((head.seq, head.design), (1, second));
    assert_eq!(store.edits_since(design_id(), 1, 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_long_history_is_loaded_from_its_last_snapshot() {
    let (folder, store) = with_users().await;
    let mut design = shop(&store).await;
    for number in 1..=250_u64 {
        let (edit, after) = rename(&design, &format!("e{number}"), &format!("Shop {number}"));
        store.append_edits(design_id(), number - 1, user(ADA), &[edit], &after, NOW).await.unwrap();
        design = after;
    }
    let snapshot: i64 =
        sqlx::query_scalar("SELECT snapshot_seq FROM designs").fetch_one(&store.readers).await.unwrap();
    assert_eq!(snapshot, 200);
    store.close().await;
    drop(store);
    let head = open(folder.path()).await.load_design(design_id()).await.unwrap().unwrap();
    assert_eq!((head.design, head.seq), (design, 250));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_append_after_the_same_edit_exactly_one_succeeds() {
    let (_folder, store) = with_users().await;
    let design = shop(&store).await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let store = store.clone();
        let (edit, after) = rename(&design, &format!("e{number}"), &format!("Shop {number}"));
        tasks.spawn(async move {
            let appended = store.append_edits(design_id(), 0, user(ADA), &[edit], &after, NOW).await;
            appended.map(|seq| (seq, after))
        });
    }
    let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 19));
    let conflict =
        |result: &Result<_, _>| matches!(result, Err(StoreError::Conflict { expected: 0, found: 1 }));
    assert!(lost.iter().all(conflict), "{lost:?}");
    let head = store.load_design(design_id()).await.unwrap().unwrap();
    assert_eq!(won.into_iter().next().unwrap().unwrap(), (1, head.design));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_whole_states_while_a_writer_appends() {
    let (_folder, store) = with_users().await;
    let mut design = shop(&store).await;
    let reader = tokio::spawn({
        let store = store.clone();
        async move {
            loop {
                let head = store.load_design(design_id()).await.unwrap().unwrap();
                let name = if head.seq == 0 { "Shop".to_owned() } else { format!("Shop {}", head.seq) };
                assert_eq!(head.design.name, name);
                if head.seq == 150 {
                    break;
                }
            }
        }
    });
    for number in 1..=150_u64 {
        let (edit, after) = rename(&design, &format!("e{number}"), &format!("Shop {number}"));
        store.append_edits(design_id(), number - 1, user(ADA), &[edit], &after, NOW).await.unwrap();
        design = after;
    }
    reader.await.unwrap();
}

#[tokio::test]
async fn an_archived_design_takes_no_edits_until_it_is_restored() {
    let (_folder, store) = with_users().await;
    let first = shop(&store).await;
    let (edit, after) = rename(&first, "e1", "Store");
    let append = || store.append_edits(design_id(), 0, user(ADA), std::slice::from_ref(&edit), &after, NOW);
    assert!(store.archive_design(design_id(), LATER).await.unwrap());
    assert!(!store.archive_design(design_id(), LATER).await.unwrap());
    assert_eq!(store.designs().await.unwrap()[0].archived_at, Some(LATER));
    let refused = append().await.unwrap_err();
    assert!(matches!(refused, StoreError::Gone("design")), "{refused}");
    assert!(store.restore_design(design_id()).await.unwrap());
    assert!(!store.restore_design(design_id()).await.unwrap());
    append().await.unwrap();
}

#[tokio::test]
async fn a_design_is_deleted_with_its_history_unless_a_request_names_it() {
    let (_folder, store) = with_version().await;
    create_request(&store, request_id()).await;
    let refused = store.delete_design(design_id()).await.unwrap_err();
    assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
    let other = DesignId(id("other"));
    store.create_design(other, &Design::blank("Other"), user(ADA), NOW).await.unwrap();
    let (edit, after) = rename(&Design::blank("Other"), "e1", "Another");
    store.append_edits(other, 0, user(ADA), &[edit], &after, NOW).await.unwrap();
    assert!(store.delete_design(other).await.unwrap());
    assert!(!store.delete_design(other).await.unwrap());
    assert_eq!(store.edits_since(other, 0, 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_history_that_does_not_fit_is_reported_and_not_guessed_at() {
    let (_folder, store) = with_users().await;
    let first = shop(&store).await;
    let edit = Edit::RemoveTable { table: tablewright_model::TableId(id("gone")) };
    let inverse = Edit::SetDesign { field: DesignField::Name("Shop".to_owned()) };
    let new = NewEdit { id: EditId(id("e1")), edit, inverse };
    store.append_edits(design_id(), 0, user(ADA), &[new], &first, NOW).await.unwrap();
    let refused = store.load_design(design_id()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    sqlx::query("UPDATE edits SET edit = '{'").execute(&store.writer).await.unwrap();
    let refused = store.load_design(design_id()).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Damaged { what, .. } if what == "edit"), "{refused}");
}
