//! The Kinesis data stream: one at a time, so another one is off and on.

use tablewright_model::{Kinesis, TimePrecision};

use super::draft::{Draft, InPlace};
use super::words;
use crate::setting::KinesisChange;
use crate::{Risk, Setting};

pub(super) fn off(draft: &mut Draft<'_>) {
    let Some(now) = draft.now.kinesis.clone() else { return };
    let reason = match &draft.wanted.kinesis {
        Some(wanted) if wanted.stream == now.stream => return,
        Some(wanted) => {
            format!("The changes go to {} from now on; those made in between go to no stream", wanted.stream)
        }
        None => "The design sends changes to no Kinesis stream; who reads that stream gets nothing any more"
            .to_owned(),
    };
    let words = InPlace { until: "the destination is DISABLED", ..InPlace::new(reason, Risk::Degrades) };
    let back = set(&now, KinesisChange::Enable(now.precision));
    draft.set(set(&now, KinesisChange::Disable), Some(back), words);
}

pub(super) fn on(draft: &mut Draft<'_>) {
    let Some(wanted) = draft.wanted.kinesis.clone() else { return };
    match draft.now.kinesis.clone() {
        None => enable(draft, &wanted),
        Some(now) => precise(draft, &now, &wanted),
    }
}

fn enable(draft: &mut Draft<'_>, wanted: &Kinesis) {
    let reason = format!("The design sends changes to {}", wanted.stream);
    let words = InPlace {
        needs: ", and the Kinesis stream is ACTIVE in the same account and region",
        until: "the destination is ACTIVE",
        expected: words::unknown("AWS gives no figure; its own waiter allows 10 minutes"),
        ..InPlace::new(reason, Risk::Cost)
    };
    let back = set(wanted, KinesisChange::Disable);
    draft.set(set(wanted, KinesisChange::Enable(wanted.precision)), Some(back), words);
}

fn precise(draft: &mut Draft<'_>, now: &Kinesis, wanted: &Kinesis) {
    if now.precision == wanted.precision {
        return;
    }
    let [before, precision] = [now, wanted].map(|it| it.precision.unwrap_or(TimePrecision::Millisecond));
    let reason = format!("The design has times in {} in the records", precision.term());
    let words = InPlace {
        needs: ", and the precision was changed fewer than 3 times in the last 24 hours",
        until: "the destination is ACTIVE",
        ..InPlace::new(reason, Risk::Safe)
    };
    let back = set(now, KinesisChange::Precision(before));
    draft.set(set(wanted, KinesisChange::Precision(precision)), Some(back), words);
}

fn set(kinesis: &Kinesis, change: KinesisChange) -> Setting {
    Setting::Kinesis { stream: kinesis.stream.clone(), change }
}
