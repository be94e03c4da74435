//! JSON in and out of values, and YAML in.

use crate::import::value::{Kind, Loc, Map, Value};
use crate::import::{json, json_text, yaml};

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

pub(super) fn yaml_decode(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let text = arguments.first()?.to_text()?;
    if !context.budget.spend(text.len() / 4) {
        return None;
    }
    let mut values = MOST;
    let value = yaml::read(&text, context.at.file, &mut values).ok()?;
    // Aliases make much of a short text.
    context.budget.weigh(&value).then(|| placed(&value, context.at).kind)
}

/// The value where it is asked for: its own lines are those of another text.
fn placed(value: &Value, at: Loc) -> Value {
    let kind = match &value.kind {
        Kind::List(list) => Kind::List(list.iter().map(|value| placed(value, at)).collect::<Vec<_>>().into()),
        Kind::Map(map) => {
            let pairs = map.iter().map(|(key, value)| (key.clone(), placed(value, at)));
            Kind::Map(Map::of(pairs.collect()).into())
        }
        kind => kind.clone(),
    };
    Value::new(at, kind)
}
