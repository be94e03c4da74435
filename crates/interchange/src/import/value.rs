//! The neutral, located tree that every source language is evaluated to.
//!
//! Cloning shares lists and maps, since a local that is used a hundred times must not cost a hundred copies. What can't
//! be evaluated is a value too: [`Kind::Unknown`] carries the expression's text and flows through everything.
//!
//! Deliberately absent: anything of DynamoDB, and any source language.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A line of a file; `file` is an index into the list of sources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Loc {
    pub(crate) file: u16,
    pub(crate) line: u32,
}

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) at: Loc,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(f64),
    Text(Rc<str>),
    List(Rc<Vec<Value>>),
    Map(Rc<Map>),
    Unknown(Rc<Unknown>),
}

/// An expression that can't be evaluated without running something.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unknown {
    /// The expression as written.
    pub(crate) text: String,
    /// Of a text with gaps, what is known of it.
    pub(crate) known: Option<String>,
    /// The object that it is an attribute of, so that what points to a table can be joined to it.
    pub(crate) target: Option<Target>,
    /// Whether evaluating it is an error in the source language, which `try` and `can` tell apart.
    pub(crate) failed: bool,
}

impl Unknown {
    /// The expression as it stands in a text: as people of its language know it there.
    pub(crate) fn written(&self) -> String {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let template = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match template {
            Some(template) => template.to_owned(),
            None if text.starts_with('!') || text.contains("${") => text,
            None => format!("${{{text}}}"),
        }
    }
}

/// An attribute of another object, as `aws_dynamodb_table.orders` and `stream_arn`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) address: Rc<str>,
    pub(crate) attribute: Rc<str>,
}

/// Keys and values in the order of the source; a later value of a key replaces the earlier one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map {
    entries: Vec<(Rc<str>, Value)>,
    /// Where each key stands; made when a large map is first asked.
    #[expect(clippy::box_collection, reason = "most maps are small, and there are a million of them")]
    places: OnceCell<Box<HashMap<Rc<str>, usize>>>,
}

/// Up to here, looking through is quicker than looking up.
const SMALL: usize = 24;

impl Map {
    /// The map of these pairs.
    pub(crate) fn of(pairs: Vec<(Rc<str>, Value)>) -> Self {
        let is_new = |(at, (key, _)): (usize, &(Rc<str>, Value))| {
            !pairs.iter().take(at).any(|(earlier, _)| earlier == key)
        };
        if pairs.len() <= SMALL && pairs.iter().enumerate().all(is_new) {
            return Self { entries: pairs, places: OnceCell::new() };
        }
        let mut map = Self { entries: Vec::with_capacity(pairs.len()), places: OnceCell::new() };
        let mut places: HashMap<Rc<str>, usize> = HashMap::with_capacity(pairs.len());
        for (key, value) in pairs {
            match places.get(&key).and_then(|at| map.entries.get_mut(*at)) {
                Some((_, old)) => *old = value,
                None => {
                    places.insert(key.clone(), map.entries.len());
                    map.entries.push((key, value));
                }
            }
        }
        map
    }

    /// The map of these pairs by key, as Terraform sorts them.
    pub(crate) fn sorted(pairs: Vec<(Rc<str>, Value)>) -> Self {
        let mut map = Self::of(pairs);
        map.entries.sort_by(|a, b| a.0.cmp(&b.0));
        map
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(self.place(key)?).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let at = self.place(key)?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    fn place(&self, key: &str) -> Option<usize> {
        if self.entries.len() <= SMALL {
            return self.entries.iter().position(|(name, _)| **name == *key);
        }
        let numbered = || self.entries.iter().enumerate().map(|(at, (key, _))| (key.clone(), at));
        self.places.get_or_init(|| Box::new(numbered().collect())).get(key).copied()
    }

    /// Adds or replaces a value of a small map.
    pub(crate) fn set(&mut self, key: impl Into<Rc<str>>, value: Value) {
        let key = key.into();
        let place = self.place(&key);
        match place.and_then(|at| self.entries.get_mut(at)) {
            Some((_, old)) => *old = value,
            None => {
                self.places.take();
                self.entries.push((key, value));
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.place(key)?;
        self.places.take();
        Some(self.entries.remove(at).1)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (Rc<str>, Value)> {
        self.entries.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Value {
    pub(crate) const fn new(at: Loc, kind: Kind) -> Self {
        Self { at, kind }
    }

    pub(crate) const fn null(at: Loc) -> Self {
        Self { at, kind: Kind::Null }
    }

    pub(crate) fn text(at: Loc, text: impl Into<Rc<str>>) -> Self {
        Self { at, kind: Kind::Text(text.into()) }
    }

    pub(crate) const fn bool(at: Loc, value: bool) -> Self {
        Self { at, kind: Kind::Bool(value) }
    }

    pub(crate) fn list(at: Loc, values: Vec<Value>) -> Self {
        Self { at, kind: Kind::List(Rc::new(values)) }
    }

    pub(crate) fn map(at: Loc, map: Map) -> Self {
        Self { at, kind: Kind::Map(Rc::new(map)) }
    }

    pub(crate) fn unknown(at: Loc, text: impl Into<String>) -> Self {
        let unknown = Unknown { text: text.into(), ..Unknown::default() };
        Self { at, kind: Kind::Unknown(Rc::new(unknown)) }
    }

    pub(crate) fn failed(at: Loc, text: impl Into<String>) -> Self {
        let unknown = Unknown { text: text.into(), failed: true, ..Unknown::default() };
        Self { at, kind: Kind::Unknown(Rc::new(unknown)) }
    }

    pub(crate) fn reference(at: Loc, text: impl Into<String>, target: Target) -> Self {
        let unknown = Unknown { text: text.into(), target: Some(target), ..Unknown::default() };
        Self { at, kind: Kind::Unknown(Rc::new(unknown)) }
    }

    pub(crate) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    pub(crate) fn as_map(&self) -> Option<&Map> {
        if let Kind::Map(map) = &self.kind { Some(map) } else { None }
    }

    pub(crate) fn as_list(&self) -> Option<&[Value]> {
        if let Kind::List(list) = &self.kind { Some(list) } else { None }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    pub(crate) fn as_unknown(&self) -> Option<&Unknown> {
        if let Kind::Unknown(unknown) = &self.kind { Some(unknown) } else { None }
    }

    pub(crate) fn is_failed(&self) -> bool {
        self.as_unknown().is_some_and(|unknown| unknown.failed)
    }

    /// The value under a key, when this is a map that has it and it isn't null.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key).filter(|value| !value.is_null())
    }

    /// The value under a path of keys.
    pub(crate) fn path(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The entries of a list; a single value that is no list counts as a list of one, as in all these languages.
    pub(crate) fn items(&self) -> &[Value] {
        match &self.kind {
            Kind::Null => &[],
            Kind::List(list) => list,
            _ => std::slice::from_ref(self),
        }
    }

    /// Scalars as text, as every one of the languages converts them.
    pub(crate) fn to_text(&self) -> Option<Rc<str>> {
        match &self.kind {
            Kind::Text(text) => Some(text.clone()),
            Kind::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
            Kind::Number(number) => Some(number_text(*number).into()),
            _ => None,
        }
    }

    /// A number, or a text that is one.
    pub(crate) fn to_number(&self) -> Option<f64> {
        match &self.kind {
            Kind::Number(number) => Some(*number),
            Kind::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// A whole number from zero, or a text that is one.
    pub(crate) fn to_whole(&self) -> Option<u64> {
        /// Beyond this a float skips numbers.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let number = self.to_number()?;
        let is_whole = number.fract() == 0.0 && (0.0..EXACT).contains(&number);
        // Checked just above.
        is_whole.then_some(number as u64)
    }

    /// A truth value, or a text that is one.
    pub(crate) fn to_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(value) => Some(*value),
            Kind::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Kind::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(crate) const fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
            Kind::Unknown(_) => "an expression",
        }
    }
}

/// A number without needless digits: `5`, `0.25`.
pub(crate) fn number_text(number: f64) -> String {
    format!("{number}")
}

/// An expression in a message: on one line and not too long.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_only_within_what_a_float_holds() {
        let number = |value| Value::new(Loc::default(), Kind::Number(value));
        assert_eq!(number(5.0).to_whole(), Some(5));
        assert_eq!(number(-1.0).to_whole(), None);
        assert_eq!(number(0.5).to_whole(), None);
        assert_eq!(number(1e300).to_whole(), None);
        assert_eq!(Value::text(Loc::default(), "12").to_whole(), Some(12));
        assert_eq!(number_text(5.0), "5");
    }

    #[test]
    fn a_sorted_map_keeps_the_later_of_two_values() {
        let text = |text: &str| Value::text(Loc::default(), text);
        let map =
            Map::sorted(vec![("b".into(), text("1")), ("a".into(), text("2")), ("b".into(), text("3"))]);
        let keys: Vec<_> = map.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(map.get("b").and_then(Value::as_text), Some("3"));
    }
}
