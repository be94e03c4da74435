//! Time to live: off early and on late, since AWS takes one change an hour (API reference, `UpdateTimeToLive`).

use super::draft::Draft;
use super::words;
use crate::{Call, Estimate, Reverse, Risk, Setting, Step};

const HOUR: u64 = 3600;

pub(super) fn off(draft: &mut Draft<'_>) {
    let (now, wanted) = (&draft.now.ttl, &draft.wanted.ttl);
    let Some(attribute) = now.as_ref().filter(|_| now != wanted) else {
        return;
    };
    let reason = match wanted {
        Some(new) => {
            format!(
                "TTL moves from `{attribute}` to `{new}`; it is off for about an hour and nothing expires then"
            )
        }
        None => "The design has no TTL; items stay, and are paid for, until somebody deletes them".to_owned(),
    };
    let step = step(&draft.now.name, attribute, false, reason, Risk::Cost, at_once());
    draft.push(step);
}

pub(super) fn on(draft: &mut Draft<'_>) {
    let (now, wanted) = (&draft.now.ttl, &draft.wanted.ttl);
    let Some(attribute) = wanted.as_ref().filter(|_| now != wanted) else {
        return;
    };
    if draft.is_new {
        draft.push(on_new_table(&draft.wanted.name, attribute));
        return;
    }
    let reason = format!(
        "The design lets items expire by `{attribute}`; those whose time has passed are deleted, without a way back"
    );
    let expected = if draft.original.ttl.is_some() {
        words::about(HOUR, "AWS takes the second change of TTL an hour after the first")
    } else {
        at_once()
    };
    let step = step(&draft.now.name, attribute, true, reason, Risk::LosesData, expected);
    draft.push(step);
}

/// A new table has no items that could expire.
fn on_new_table(table: &str, attribute: &str) -> Step {
    let reason = format!("The design lets items expire by `{attribute}`; no table is made with one");
    let step = step(table, attribute, true, reason, Risk::Safe, at_once());
    Step { precondition: words::active(table), ..step }
}

fn at_once() -> Estimate {
    words::unknown("accepted at once; AWS takes up to an hour to act by it, which is not waited for")
}

fn step(table: &str, attribute: &str, enabled: bool, reason: String, risk: Risk, expected: Estimate) -> Step {
    let call = |enabled| Call::set(table, Setting::Ttl { attribute: attribute.to_owned(), enabled });
    Step {
        number: 0,
        call: call(enabled),
        reason,
        precondition: format!("{}, and TTL was not changed within the last hour", words::active(table)),
        wait: format!(
            "Until TTL is shown as {}",
            if enabled { "on or switching on" } else { "off or switching off" }
        ),
        risk,
        expected,
        reverse: Reverse::Call(Box::new(call(!enabled))),
    }
}
