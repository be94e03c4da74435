//! Point-in-time recovery: on before anything risky, off after everything else.

use tablewright_model::Recovery;

use super::draft::{Draft, InPlace};
use super::words;
use crate::{Risk, Setting};

pub(super) fn on(draft: &mut Draft<'_>) {
    let (now, wanted) = (draft.now.recovery, draft.wanted.recovery);
    let Some(Recovery { days }) = wanted.filter(|_| now != wanted) else { return };
    let (reason, risk) = match now {
        None => (
            format!("The design lets the table be restored to any second of the last {days} days"),
            Risk::Cost,
        ),
        Some(before) if before.days > days => (
            format!(
                "The design keeps {days} days to restore, the table {}; what is older is lost at once, and nothing is \
                 saved by it",
                before.days
            ),
            Risk::LosesData,
        ),
        Some(before) => (
            format!(
                "The design keeps {days} days to restore, the table {}; the rest grows day by day",
                before.days
            ),
            Risk::Safe,
        ),
    };
    set(draft, wanted, InPlace::new(reason, risk));
}

pub(super) fn off(draft: &mut Draft<'_>) {
    if draft.now.recovery.is_some() && draft.wanted.recovery.is_none() {
        let reason = "The design has no point-in-time recovery; what can be restored now is lost, and switching on \
                      begins from nothing";
        set(draft, None, InPlace::new(reason, Risk::LosesData));
    }
}

fn set(draft: &mut Draft<'_>, recovery: Option<Recovery>, words: InPlace) {
    let back = Setting::Recovery(draft.now.recovery);
    let words = InPlace {
        until: "point-in-time recovery is shown so",
        expected: if draft.is_new {
            words::about(600, "AWS may need up to 10 minutes before a new table has backups")
        } else {
            words::unknown("accepted at once")
        },
        ..words
    };
    draft.set(Setting::Recovery(recovery), Some(back), words);
}
