//! Values as JSON.

use std::fmt::Write;

use super::budget::Budget;
use super::terraform::is_own_key;
use super::value::{Kind, Unknown, Value, number_text};

const MOST: usize = 1_000_000;
const MAX_DEPTH: usize = 48;

/// The value as JSON; `open` says what an expression is there. Nothing when it says nothing, or when it is too much.
pub(crate) fn text(
    value: &Value,
    budget: &Budget,
    open: impl FnMut(&Unknown) -> Option<String>,
) -> Option<String> {
    let mut writer = Writer { out: String::new(), budget, open };
    writer.value(value, 0)?;
    Some(writer.out)
}

struct Writer<'b, F> {
    out: String,
    budget: &'b Budget,
    open: F,
}

impl<F: FnMut(&Unknown) -> Option<String>> Writer<'_, F> {
    fn value(&mut self, value: &Value, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH || self.out.len() > MOST || !self.budget.spend(1) {
            return None;
        }
        match &value.kind {
            Kind::Null => self.out.push_str("null"),
            Kind::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Kind::Number(number) => self.out.push_str(&number_text(*number)),
            Kind::Text(text) => self.quoted(text),
            Kind::List(list) => {
                self.out.push('[');
                for (n, value) in list.iter().enumerate() {
                    self.separate(n);
                    self.value(value, depth + 1)?;
                }
                self.out.push(']');
            }
            Kind::Map(map) => {
                self.out.push('{');
                let entries = map.iter().filter(|(key, _)| !is_own_key(key));
                for (n, (key, value)) in entries.enumerate() {
                    self.separate(n);
                    self.quoted(key);
                    self.out.push(':');
                    self.value(value, depth + 1)?;
                }
                self.out.push('}');
            }
            Kind::Unknown(unknown) => {
                let text = (self.open)(unknown)?;
                self.quoted(&text);
            }
        }
        Some(())
    }

    fn separate(&mut self, n: usize) {
        if n > 0 {
            self.out.push(',');
        }
    }

    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                c if c.is_control() => {
                    // Writing into a text can't fail.
                    let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
