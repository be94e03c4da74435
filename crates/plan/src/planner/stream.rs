//! The stream: on, off, and another view type, which is off and on.

use tablewright_model::StreamView;

use super::draft::Draft;
use super::words;
use crate::{Call, Reverse, Risk, Setting, Step};

pub(super) fn change(draft: &mut Draft<'_>) {
    let (before, after) = (draft.now.stream, draft.wanted.stream);
    if before == after {
        return;
    }
    if let Some(old) = before {
        draft.push(off(&draft.now.name, old, after));
    }
    if let Some(new) = after {
        draft.push(on(&draft.now.name, before, new));
    }
}

fn off(table: &str, old: StreamView, new: Option<StreamView>) -> Step {
    let reason = match new {
        Some(new) => format!(
            "The view type of a stream can't be changed from {} to {}: it goes off and on; writes in between leave no \
             record, and the old records can be read for 24 hours",
            old.term(),
            new.term()
        ),
        None => "The design has no stream; its consumers get nothing any more, and its records can be read for 24 \
                 hours"
            .to_owned(),
    };
    let why_none = "A stream that is off stays off: switching on makes another one with a new ARN";
    step(table, None, reason, Risk::Irreversible, Reverse::None(why_none.to_owned()))
}

fn on(table: &str, old: Option<StreamView>, new: StreamView) -> Step {
    let reason = match old {
        Some(_) => format!(
            "The stream comes back with {} and a new ARN: every consumer has to be attached to that",
            new.term()
        ),
        None => format!("The design has a stream with {}, the table has none", new.term()),
    };
    let reverse = Call::set(table, Setting::Stream(None));
    step(table, Some(new), reason, Risk::Safe, Reverse::Call(Box::new(reverse)))
}

fn step(table: &str, view: Option<StreamView>, reason: String, risk: Risk, reverse: Reverse) -> Step {
    Step {
        number: 0,
        call: Call::set(table, Setting::Stream(view)),
        reason,
        precondition: format!(
            "{}, and its stream is {}",
            words::ready(table),
            if view.is_some() { "off" } else { "on" }
        ),
        wait: words::until_active(table),
        risk,
        expected: words::unknown("AWS gives no figure"),
        reverse,
    }
}
