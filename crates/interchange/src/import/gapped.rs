//! Texts made of parts, some of which can't be known.

use std::rc::Rc;

use super::value::{Kind, Loc, Target, Unknown, Value};

/// A text in the making, which may have gaps.
#[derive(Debug, Default)]
pub(crate) struct Gapped {
    pub(crate) text: String,
    has_gaps: bool,
    pub(crate) is_failed: bool,
    target: Option<Target>,
}

impl Gapped {
    /// Longer texts are no setting of a table.
    const MAX: usize = 1_000_000;

    pub(crate) fn add(&mut self, value: &Value) {
        match value.to_text() {
            Some(text) if self.text.len() + text.len() <= Self::MAX => self.text.push_str(&text),
            Some(_) => self.is_failed = true,
            None => {
                self.has_gaps = true;
                if let Some(unknown) = value.as_unknown() {
                    self.is_failed |= unknown.failed;
                    let known = unknown.known.as_deref().unwrap_or_default();
                    if self.text.len() + known.len() <= Self::MAX {
                        self.text.push_str(known);
                    }
                    self.target = self.target.take().or_else(|| unknown.target.clone());
                }
            }
        }
    }

    pub(crate) fn finish(self, at: Loc, text: &str) -> Value {
        if !self.has_gaps && !self.is_failed {
            return Value::text(at, self.text);
        }
        let unknown = Unknown {
            text: text.to_owned(),
            known: Some(self.text),
            target: self.target,
            failed: self.is_failed,
        };
        Value::new(at, Kind::Unknown(Rc::new(unknown)))
    }
}
