//! The log and its chain.

use super::*;
use crate::Role;
use crate::testing::{ADA, BOB, LATER, NOW, add_user, user, with_approved, with_users};

fn actor(name: &str) -> Actor {
    Actor { user: Some(user(name)), token: None, address: "192.0.2.1".to_owned(), request: "r1".to_owned() }
}

async fn changed_roles() -> (tempfile::TempDir, Store) {
    let (folder, store) = with_users().await;
    let ada = store.acting(actor(ADA));
    for role in [Role::Operator, Role::Viewer, Role::Reviewer] {
        ada.set_role(user(BOB), role, LATER).await.unwrap();
    }
    (folder, store)
}

#[tokio::test]
async fn an_entry_says_who_did_what_to_whom_from_where_and_when() {
    let (_folder, store) = changed_roles().await;
    let newest = store.audit(&AuditFilter::default(), 1).await.unwrap().remove(0);
    assert_eq!(
        (newest.action.as_str(), newest.actor, newest.actor_name.as_str()),
        ("user.role_changed", Some(user(ADA)), ADA)
    );
    assert_eq!(
        (newest.subject.as_str(), newest.at, newest.address.as_str()),
        ("user/bob", LATER, "192.0.2.1")
    );
    let detail: Value = serde_json::from_str(&newest.detail).unwrap();
    assert_eq!(detail, serde_json::json!({"name": "bob", "from": "viewer", "to": "reviewer"}));
}

#[tokio::test]
async fn the_chain_of_an_untouched_log_is_whole() {
    let (_folder, store) = changed_roles().await;
    let chain = store.verify_audit().await.unwrap();
    let entries = store.audit(&AuditFilter::default(), 100).await.unwrap();
    assert_eq!((chain.entries, chain.broken_at), (u64::try_from(entries.len()).unwrap(), None));
    assert_eq!(chain.head, entries.first().unwrap().hash);
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_shorten_the_log() {
    let (_folder, store) = changed_roles().await;
    for statement in [
        "UPDATE audit SET actor_name = 'Eve' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit",
    ] {
        let refused = sqlx::query(statement).execute(&store.writer).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
    }
}

/// Whoever has the file can take the triggers away; the chain shows it.
#[tokio::test]
async fn every_kind_of_forgery_shows_where_it_is() {
    for (forgery, at) in [
        ("UPDATE audit SET actor_name = 'Eve' WHERE seq = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE seq = 3", 3),
        ("UPDATE audit SET at = at - 1 WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("UPDATE audit SET previous = (SELECT hash FROM audit WHERE seq = 1) WHERE seq = 3", 3),
        ("UPDATE audit SET hash = 'x' WHERE seq = 2", 2),
    ] {
        let (_folder, store) = changed_roles().await;
        for trigger in
            ["DROP TRIGGER audit_is_never_changed", "DROP TRIGGER audit_is_never_shortened", forgery]
        {
            sqlx::query(trigger).execute(&store.writer).await.unwrap();
        }
        assert_eq!(store.verify_audit().await.unwrap().broken_at, Some(at), "{forgery}");
    }
}

#[tokio::test]
async fn what_does_not_happen_is_not_noted() {
    let (_folder, store) = with_users().await;
    let before = store.verify_audit().await.unwrap();
    store.acting(actor(ADA)).set_role(user(ADA), Role::Viewer, LATER).await.unwrap_err();
    assert_eq!(store.verify_audit().await.unwrap(), before);
}

#[tokio::test]
async fn the_log_is_searched() {
    let (_folder, store) = with_approved().await;
    add_user(&store, "eve", Role::Viewer).await;
    store.acting(actor(ADA)).set_role(user("eve"), Role::Designer, LATER).await.unwrap();
    let found = async |filter: AuditFilter| -> Vec<String> {
        store.audit(&filter, 100).await.unwrap().into_iter().map(|entry| entry.action).collect()
    };
    let of = |text: &str| Some(text.to_owned());
    let base = AuditFilter::default;
    assert_eq!(found(AuditFilter { from: Some(LATER), ..base() }).await, ["user.role_changed"]);
    assert_eq!(
        found(AuditFilter { action: of("request."), ..base() }).await,
        ["request.approved", "request.opened"]
    );
    assert_eq!(found(AuditFilter { actor: Some(user(BOB)), ..base() }).await, ["request.approved"]);
    assert_eq!(found(AuditFilter { subject: of("user/eve"), ..base() }).await, ["user.role_changed"]);
    assert_eq!(found(AuditFilter { text: of("DESIGNER"), ..base() }).await, ["user.role_changed"]);
    assert_eq!(found(AuditFilter { text: of("%"), ..base() }).await, [] as [&str; 0]);
    let second = store.audit_after(1, 1).await.unwrap().remove(0);
    assert_eq!(second.seq, 2);
    assert_eq!(found(AuditFilter { before: Some(2), ..base() }).await.len(), 1);
    assert!(found(AuditFilter { until: Some(NOW), ..base() }).await.is_empty());
}
