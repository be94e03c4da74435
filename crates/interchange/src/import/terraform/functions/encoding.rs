//! JSON in and out of values.

use std::fmt::Write;

use crate::import::json;
use crate::import::value::{Kind, Value, number_text};

use super::super::blocks::is_own_key;
use super::Context;

const MOST: usize = 1_000_000;
const MAX_DEPTH: usize = 48;

pub(super) fn json_decode(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let text = arguments.first()?.to_text()?;
    if !context.budget.spend(text.len() / 4) {
        return None;
    }
    let mut values = MOST;
    Some(json::read(&text, context.at, &mut values).ok()?.kind)
}

pub(super) fn json_encode(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut text = String::new();
    write(arguments.first()?, &mut text, context, 0)?;
    Some(Kind::Text(text.into()))
}

/// Nothing when a part of the value isn't known, or when it is too much.
fn write(value: &Value, out: &mut String, context: &Context<'_>, depth: usize) -> Option<()> {
    if depth > MAX_DEPTH || out.len() > MOST || !context.budget.spend(1) {
        return None;
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number_text(*number)),
        Kind::Text(text) => quoted(text, out),
        Kind::List(list) => {
            out.push('[');
            for (n, value) in list.iter().enumerate() {
                separate(n, out);
                write(value, out, context, depth + 1)?;
            }
            out.push(']');
        }
        Kind::Map(map) => {
            out.push('{');
            let entries = map.iter().filter(|(key, _)| !is_own_key(key));
            for (n, (key, value)) in entries.enumerate() {
                separate(n, out);
                quoted(key, out);
                out.push(':');
                write(value, out, context, depth + 1)?;
            }
            out.push('}');
        }
        Kind::Unknown(_) => return None,
    }
    Some(())
}

fn separate(n: usize, out: &mut String) {
    if n > 0 {
        out.push(',');
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                // Writing into a text can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
