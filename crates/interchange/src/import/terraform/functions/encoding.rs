//! JSON in and out of values.

use crate::import::value::{Kind, Value};
use crate::import::{json, json_text};

use super::Context;

const MOST: usize = 1_000_000;

pub(super) fn json_decode(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let text = arguments.first()?.to_text()?;
    if !context.budget.spend(text.len() / 4) {
        return None;
    }
    let mut values = MOST;
    Some(json::read(&text, context.at, &mut values).ok()?.kind)
}

/// Nothing when a part of the value isn't known, or when it is too much.
pub(super) fn json_encode(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let text = json_text::text(arguments.first()?, context.budget, |_| None)?;
    Some(Kind::Text(text.into()))
}
