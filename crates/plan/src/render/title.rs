//! A call in a few words, as a heading.

use crate::{BillingState, Call};

/// What a call does: `UpdateTable GameScores: create index GameTitleIndex`.
#[must_use]
pub fn title(call: &Call) -> String {
    let operation = format!("{} {}", call.operation(), call.table());
    match detail(call) {
        Some(detail) => format!("{operation}: {detail}"),
        None => operation,
    }
}

fn detail(call: &Call) -> Option<String> {
    match call {
        Call::CreateTable { .. } | Call::DeleteTable { .. } => None,
        Call::CreateIndex { index, .. } => Some(format!("create index {index}")),
        Call::DeleteIndex { index, .. } => Some(format!("delete index {index}")),
        Call::SetBilling { billing: BillingState::OnDemand, .. } => Some("switch to on demand".to_owned()),
        Call::SetBilling { billing: BillingState::Provisioned(_), .. } => {
            Some("switch to provisioned".to_owned())
        }
        Call::SetCapacity { .. } => Some("change capacity".to_owned()),
        Call::SetStream { view: Some(view), .. } => Some(format!("stream on with {}", view.term())),
        Call::SetStream { view: None, .. } => Some("stream off".to_owned()),
        Call::SetDeletionProtection { enabled, .. } => Some(format!("deletion protection {}", on(*enabled))),
        Call::SetTtl { attribute, enabled, .. } => Some(format!("TTL {} for {attribute}", on(*enabled))),
        Call::Tag { tags, .. } => Some(format!("set {}", list(tags.keys()))),
        Call::Untag { keys, .. } => Some(format!("remove {}", list(keys.iter()))),
    }
}

const fn on(enabled: bool) -> &'static str {
    if enabled { "on" } else { "off" }
}

fn list<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    keys.map(String::as_str).collect::<Vec<_>>().join(", ")
}
