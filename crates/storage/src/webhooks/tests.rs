//! Webhooks and what they are told.

use tablewright_policy::Role;

use super::*;
use crate::testing::{BOB, LATER, NOW, id, user, with_users};

fn webhook(name: &str, events: &[&str]) -> Webhook {
    Webhook {
        id: WebhookId(id(name)),
        name: name.to_owned(),
        url: "https://example.com/hook?token=abc".to_owned(),
        secret: "s".to_owned(),
        form: WebhookForm::Plain,
        events: events.iter().map(|&event| event.to_owned()).collect(),
        enabled: true,
        revision: 1,
        created_at: NOW,
    }
}

async fn told(store: &Store, name: &str) -> Vec<String> {
    store.fan_out(NOW).await.unwrap();
    let deliveries = store.deliveries(WebhookId(id(name)), None, 100).await.unwrap();
    deliveries.into_iter().map(|delivery| delivery.event).collect()
}

#[tokio::test]
async fn a_webhook_is_told_once_of_what_it_asked_for_since_it_is_there() {
    let (_folder, store) = with_users().await;
    store.set_role(user(BOB), Role::Viewer, NOW).await.unwrap();
    store.create_webhook(&webhook("all", &["user.", "webhook.made"]), NOW).await.unwrap();
    store.create_webhook(&webhook("none", &["request."]), NOW).await.unwrap();
    store.set_role(user(BOB), Role::Designer, NOW).await.unwrap();
    assert_eq!(told(&store, "all").await, ["user.role_changed", "webhook.made", "webhook.made"]);
    assert_eq!(told(&store, "all").await.len(), 3);
    assert!(told(&store, "none").await.is_empty());
}

#[tokio::test]
async fn one_that_is_switched_off_is_told_nothing_and_not_later_either() {
    let (_folder, store) = with_users().await;
    let off = Webhook { enabled: false, ..webhook("hook", &["user."]) };
    store.create_webhook(&off, NOW).await.unwrap();
    store.set_role(user(BOB), Role::Designer, NOW).await.unwrap();
    assert!(told(&store, "hook").await.is_empty());
    let on = store.update_webhook(&Webhook { enabled: true, ..off }, NOW).await.unwrap();
    assert_eq!(on.revision, 2);
    assert!(told(&store, "hook").await.is_empty());
    let refused = store.update_webhook(&webhook("hook", &[]), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Revised { .. }), "{refused}");
}

#[tokio::test]
async fn a_delivery_waits_for_its_time_until_it_arrives_or_is_given_up() {
    let (_folder, store) = with_users().await;
    store.create_webhook(&webhook("hook", &["user."]), NOW).await.unwrap();
    store.set_role(user(BOB), Role::Designer, NOW).await.unwrap();
    store.fan_out(NOW).await.unwrap();
    let due = store.due(NOW, 10).await.unwrap().remove(0);
    assert_eq!((due.entry.action.as_str(), due.webhook.name.as_str()), ("user.role_changed", "hook"));
    let again = Tried {
        state: DeliveryState::Waiting,
        due_at: LATER,
        status: Some(500),
        error: Some("500".to_owned()),
    };
    store.record_delivery(due.delivery.id, &again).await.unwrap();
    assert!(store.due(NOW, 10).await.unwrap().is_empty());
    assert_eq!(store.next_due().await.unwrap(), Some(LATER));
    assert_eq!(store.due(LATER, 10).await.unwrap()[0].delivery.attempts, 1);
    let over = Tried {
        state: DeliveryState::GivenUp,
        due_at: LATER,
        status: None,
        error: Some("refused".to_owned()),
    };
    store.record_delivery(due.delivery.id, &over).await.unwrap();
    assert_eq!(store.next_due().await.unwrap(), None);
    assert!(store.redeliver(due.webhook.id, due.delivery.id, NOW).await.unwrap());
    assert!(!store.redeliver(due.webhook.id, due.delivery.id, NOW).await.unwrap());
    assert_eq!(store.due(NOW, 10).await.unwrap()[0].delivery.attempts, 0);
}

#[tokio::test]
async fn the_log_does_not_repeat_the_secrets_of_a_webhook() {
    let (_folder, store) = with_users().await;
    store.create_webhook(&webhook("hook", &["user."]), NOW).await.unwrap();
    assert!(store.delete_webhook(WebhookId(id("hook")), NOW).await.unwrap());
    assert!(!store.delete_webhook(WebhookId(id("hook")), NOW).await.unwrap());
    let entries = store.audit(&crate::AuditFilter::default(), 2).await.unwrap();
    assert!(
        entries.iter().all(|entry| !entry.detail.contains("token=abc") && !entry.detail.contains("secret"))
    );
}
