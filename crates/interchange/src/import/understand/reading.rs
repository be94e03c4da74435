//! What reading one table needs at hand: where notes go, and how values are asked for.

use std::rc::Rc;

use tablewright_model::quoted;

use crate::import::report::Notes;
use crate::import::value::{Loc, Map, Value};

use crate::import::value::shown;

/// A name longer than this is none.
pub(super) const MAX_NAME: usize = 2_048;
/// A text longer than this is cut.
pub(super) const MAX_TEXT: usize = 60_000;

/// The table, or the index, that is being read.
pub(super) struct Reading<'n> {
    /// As in messages: "table `orders`".
    pub(super) owner: String,
    pub(super) notes: &'n mut Notes,
}

impl Reading<'_> {
    /// A value of a wanted form; anything else is told and left out.
    pub(super) fn wanted<T>(
        &mut self,
        value: &Value,
        what: &str,
        form: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        if let Some(result) = read(value) {
            return Some(result);
        }
        if value.is_null() {
            return None;
        }
        let message = match value.as_unknown() {
            Some(unknown) => format!(
                "{}: {what} is left out, since `{}` can't be known here",
                self.owner,
                shown(&unknown.text)
            ),
            None => format!(
                "{}: {what} is left out, since {} stands where {form} is needed",
                self.owner,
                value.kind_name()
            ),
        };
        self.notes.left_out(value.at, message);
        None
    }

    /// A text of reasonable length.
    pub(super) fn text(&mut self, value: &Value, what: &str) -> Option<String> {
        self.shared(value, what).map(|text| text.to_string())
    }

    /// The same, shared with the source.
    pub(super) fn shared(&mut self, value: &Value, what: &str) -> Option<Rc<str>> {
        self.wanted(value, what, "a text", |value| value.to_text().filter(|text| text.len() <= MAX_NAME))
    }

    /// A text, or the expression that stands where one is needed: that is kept as it is written.
    pub(super) fn expression(&mut self, value: &Value, what: &str) -> Option<String> {
        let Some(unknown) = value.as_unknown() else { return self.text(value, what) };
        let written = unknown.written();
        if written.len() > MAX_NAME {
            return self.text(value, what);
        }
        self.assumed(value.at, &format!("{what} is kept as the expression {}", quoted(&written)));
        Some(written)
    }

    /// The settings in a value; anything else is told.
    pub(super) fn settings(&mut self, value: &Value, what: &str) -> Option<Map> {
        self.wanted(value, what, "its settings", |value| value.as_map().cloned())
    }

    /// A truth value.
    pub(super) fn flag(&mut self, value: &Value, what: &str) -> Option<bool> {
        self.wanted(value, what, "true or false", Value::to_bool)
    }

    /// A whole number from zero; below zero is what these languages write for none.
    pub(super) fn whole(&mut self, value: &Value, what: &str) -> Option<u64> {
        if value.to_number().is_some_and(|number| number < 0.0) {
            return None;
        }
        self.wanted(value, what, "a whole number", Value::to_whole)
    }

    /// The same for what is never large.
    pub(super) fn small(&mut self, value: &Value, what: &str) -> Option<u32> {
        if value.to_number().is_some_and(|number| number < 0.0) {
            return None;
        }
        let read = |value: &Value| u32::try_from(value.to_whole()?).ok();
        self.wanted(value, what, "a whole number", read)
    }

    /// One of a set of words.
    pub(super) fn term<T>(&mut self, value: &Value, what: &str, of: fn(&str) -> Option<T>) -> Option<T> {
        if value.as_text() == Some("") {
            return None;
        }
        self.wanted(value, what, "a word of the service", |value| of(value.as_text()?))
    }

    /// Does something in the name of a part of what is being read, as an index of the table.
    pub(super) fn within<T>(&mut self, part: &str, run: impl FnOnce(&mut Self) -> T) -> T {
        let inner = format!("{part} of {}", self.owner);
        let outer = std::mem::replace(&mut self.owner, inner);
        let result = run(self);
        self.owner = outer;
        result
    }

    pub(super) fn assumed(&mut self, at: Loc, message: &str) {
        let message = format!("{}: {message}", self.owner);
        self.notes.assumed(at, message);
    }

    pub(super) fn left_out(&mut self, at: Loc, message: &str) {
        let message = format!("{}: {message}", self.owner);
        self.notes.left_out(at, message);
    }
}

/// The part of the service's name for a table that is known, as `orders` of `${var.stage}-orders`.
pub(super) fn known_name(value: &Value) -> Option<String> {
    let known = value.as_unknown()?.known.as_deref()?;
    let trimmed = known.trim_matches(|c: char| !c.is_alphanumeric());
    (!trimmed.is_empty() && trimmed.len() <= MAX_NAME).then(|| trimmed.to_owned())
}

/// "table `orders`"
pub(super) fn owner(kind: &str, name: &str) -> String {
    format!("{kind} {}", quoted(name))
}
