//! What a webhook is told of an entry of the audit log: all of it as JSON, or a line for a chat.

use serde_json::{Value, json};
use tablewright_storage::{AuditEntry, WebhookForm};

use crate::time::rfc3339;

/// The body of a delivery.
pub(super) fn body(form: WebhookForm, entry: &AuditEntry, base: &str) -> String {
    match form {
        WebhookForm::Plain => plain(entry, base),
        WebhookForm::Chat => json!({"text": line(entry, base)}),
    }
    .to_string()
}

fn plain(entry: &AuditEntry, base: &str) -> Value {
    json!({
        "event": entry.action,
        "entry": entry.seq,
        "at": rfc3339(entry.at),
        "actor": {"id": entry.actor, "name": entry.actor_name},
        "subject": entry.subject,
        "digest": entry.digest.map(|digest| digest.to_string()),
        "detail": detail(entry),
        "url": link(entry, base),
    })
}

fn line(entry: &AuditEntry, base: &str) -> String {
    let what = entry.action.replace(['.', '_'], " ");
    let detail = detail(entry);
    let about =
        ["title", "name", "message", "body", "error"].into_iter().find_map(|key| detail[key].as_str());
    let about =
        about.map(|text| format!(": {}", text.chars().take(300).collect::<String>())).unwrap_or_default();
    let link = link(entry, base).map(|link| format!(" {link}")).unwrap_or_default();
    format!("{}: {what}{about}{link}", entry.actor_name)
}

fn detail(entry: &AuditEntry) -> Value {
    serde_json::from_str(&entry.detail).unwrap_or_default()
}

/// The page of what it is about: that of the request, for runs too.
fn link(entry: &AuditEntry, base: &str) -> Option<String> {
    let (kind, id) = entry.subject.split_once('/')?;
    match kind {
        "request" => Some(format!("{base}/requests/{id}")),
        "run" => Some(format!("{base}/requests/{}", detail(entry)["request"].as_str()?)),
        "environment" if entry.action.starts_with("drift.") => {
            Some(format!("{base}/environments/{id}/drift"))
        }
        "design" => {
            let comment = detail(entry)["comment"].as_str().map(|comment| format!("?comment={comment}"));
            Some(format!("{base}/designs/{id}{}", comment.unwrap_or_default()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use tablewright_storage::Timestamp;

    use super::*;

    fn entry(action: &str, subject: &str, detail: Value) -> AuditEntry {
        AuditEntry {
            seq: 7,
            at: Timestamp(1_795_305_600_000),
            actor: None,
            actor_name: "Ada".to_owned(),
            token: None,
            address: String::new(),
            request_id: String::new(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            digest: None,
            detail: detail.to_string(),
            previous: String::new(),
            hash: String::new(),
        }
    }

    #[test]
    fn a_chat_gets_a_line_with_a_link() {
        let opened = entry("request.opened", "request/r1", json!({"title": "Scores"}));
        let text = body(WebhookForm::Chat, &opened, "https://t.example");
        assert_eq!(text, r#"{"text":"Ada: request opened: Scores https://t.example/requests/r1"}"#);
        let ended =
            entry("run.ended", "run/x", json!({"request": "r1", "state": "succeeded", "error": null}));
        let text = body(WebhookForm::Chat, &ended, "https://t.example");
        assert_eq!(text, r#"{"text":"Ada: run ended https://t.example/requests/r1"}"#);
    }

    #[test]
    fn drift_leads_to_its_page() {
        let found = entry("drift.found", "environment/e1", json!({"design": "d1", "name": "Games, Scores"}));
        let text = body(WebhookForm::Chat, &found, "https://t.example");
        assert_eq!(
            text,
            r#"{"text":"Ada: drift found: Games, Scores https://t.example/environments/e1/drift"}"#
        );
    }

    #[test]
    fn a_program_gets_everything_but_where_the_person_was() {
        let opened = entry("request.opened", "request/r1", json!({"title": "Scores"}));
        let told: Value =
            serde_json::from_str(&body(WebhookForm::Plain, &opened, "https://t.example")).unwrap();
        assert_eq!(
            (&told["event"], &told["entry"], &told["detail"]["title"]),
            (&json!("request.opened"), &json!(7), &json!("Scores"))
        );
        assert_eq!(
            (&told["at"], &told["url"]),
            (&json!("2026-11-22T00:00:00Z"), &json!("https://t.example/requests/r1"))
        );
        assert!(told.get("address").is_none());
    }
}
