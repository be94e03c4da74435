//! A call in a few words, as a heading.

use crate::Call;

/// What a call does: `UpdateTable GameScores: create index GameTitleIndex`.
#[must_use]
pub fn title(call: &Call) -> String {
    let place = call.region().map(|region| format!(" in {region}")).unwrap_or_default();
    let operation = format!("{} {}{place}", call.operation(), call.table());
    match detail(call) {
        Some(detail) => format!("{operation}: {detail}"),
        None => operation,
    }
}

fn detail(call: &Call) -> Option<String> {
    match call {
        Call::CreateTable { .. } | Call::DeleteTable { .. } => None,
        Call::BackUp { backup, .. } => Some(format!("backup {backup}")),
        Call::Export { to, .. } => Some(format!("to {to}")),
        Call::Import { of, .. } => Some(format!("the items of {of}")),
        Call::CreateIndex { index, .. } => Some(format!("create index {index}")),
        Call::DeleteIndex { index, .. } => Some(format!("delete index {index}")),
        Call::Set { setting, .. } => Some(setting.title()),
        Call::Tag { tags, .. } => Some(format!("set {}", list(tags.keys()))),
        Call::Untag { keys, .. } => Some(format!("remove {}", list(keys.iter()))),
        Call::Replicate { change, .. } => Some(change.title()),
        Call::At { call, .. } => detail(call),
    }
}

fn list<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    keys.map(String::as_str).collect::<Vec<_>>().join(", ")
}
