//! The table class: alone in its call, and twice in 30 days (Developer Guide, table classes).

use super::draft::{Draft, InPlace};
use super::words;
use crate::{Risk, Setting};

pub(super) fn change(draft: &mut Draft<'_>) {
    let (now, wanted) = (draft.now.class, draft.wanted.class);
    if now == wanted {
        return;
    }
    let reason = format!(
        "The design has the table class {}, the table {}; storage and requests cost otherwise from then on",
        wanted.term(),
        now.term()
    );
    let words = InPlace {
        needs: ", and its class was changed less than twice in the last 30 days",
        expected: words::unknown("AWS gives no figure; the table can be used meanwhile"),
        ..InPlace::new(reason, Risk::Cost)
    };
    draft.set(Setting::Class(wanted), Some(Setting::Class(now)), words);
}
