//! Contributor Insights: of the table and of each index, a call each.

use tablewright_model::InsightsMode;

use super::draft::{Draft, InPlace};
use super::words;
use crate::{Risk, Setting};

pub(super) fn change(draft: &mut Draft<'_>) {
    one(draft, None, draft.now.insights, draft.wanted.insights);
    for (name, index) in &draft.wanted.indexes {
        let now = draft.now.indexes.get(name).and_then(|index| index.insights);
        one(draft, Some(name), now, index.insights);
    }
}

fn one(draft: &mut Draft<'_>, index: Option<&str>, now: Option<InsightsMode>, wanted: Option<InsightsMode>) {
    if now == wanted {
        return;
    }
    let of = index.map_or_else(|| "the table".to_owned(), |index| format!("index `{index}`"));
    let (reason, risk) = match wanted {
        Some(mode) => {
            (format!("The design has Contributor Insights of {of} with {}", mode.term()), Risk::Cost)
        }
        None => {
            (format!("The design has no Contributor Insights of {of}; its rules and graphs go"), Risk::Safe)
        }
    };
    let words = InPlace {
        until: "Contributor Insights are shown so",
        expected: words::unknown("AWS gives no figure"),
        ..InPlace::new(reason, risk)
    };
    let set = |mode| Setting::Insights { index: index.map(str::to_owned), mode };
    draft.set(set(wanted), Some(set(now)), words);
}
