//! Expressions as text, with placeholders where the language needs them.
//!
//! Values always need one. Names need one when they are reserved words or have characters that the grammar does not
//! take; other names stay as they are, so that a person can read what is sent.

use std::collections::BTreeMap;

use super::placeholders::Placeholders;
use super::reserved::is_reserved;
use super::token::{Token, tokens};
use super::update::{Action, Change, Sum, Term, Update};
use super::{Condition, Operand, Path, Step};
use crate::value::Value;

/// Writes the expressions of one request and collects their placeholders.
#[derive(Debug, Clone)]
pub struct Writer<V = Value> {
    placeholders: Placeholders<V>,
}

impl<V: Clone + PartialEq> Writer<V> {
    /// Without placeholders so far.
    #[must_use]
    pub fn new() -> Self {
        Self { placeholders: Placeholders::default() }
    }

    /// The placeholders of all that was written.
    #[must_use]
    pub fn finish(self) -> Placeholders<V> {
        self.placeholders
    }

    /// A condition, filter or key condition.
    pub fn condition(&mut self, condition: &Condition<V>) -> String {
        match condition {
            Condition::Compare(one, comparator, two) => {
                let hint = hint([one, two]);
                format!("{} {} {}", self.operand(one, &hint), comparator.sign(), self.operand(two, &hint))
            }
            Condition::Between(value, low, high) => {
                let hint = hint([value, low, high]);
                let value = self.operand(value, &hint);
                let low = self.operand(low, &format!("{hint}_from"));
                let high = self.operand(high, &format!("{hint}_to"));
                format!("{value} BETWEEN {low} AND {high}")
            }
            Condition::In(value, members) => {
                let hint = hint(std::iter::once(value).chain(members));
                let value = self.operand(value, &hint);
                let numbered = members.iter().enumerate();
                let members =
                    numbered.map(|(at, member)| self.operand(member, &format!("{hint}_{}", at + 1)));
                format!("{value} IN ({})", members.collect::<Vec<_>>().join(", "))
            }
            Condition::Exists(path) => format!("attribute_exists({})", self.path(path)),
            Condition::NotExists(path) => format!("attribute_not_exists({})", self.path(path)),
            Condition::HasType(path, wanted) => {
                let value = self.value(&format!("{}_type", last_name(path)), wanted);
                format!("attribute_type({}, {value})", self.path(path))
            }
            Condition::BeginsWith(value, prefix) => self.function("begins_with", value, prefix),
            Condition::Contains(value, wanted) => self.function("contains", value, wanted),
            Condition::All(parts) => {
                self.joined(parts, " AND ", |part| matches!(part, Condition::All(_) | Condition::Any(_)))
            }
            Condition::Any(parts) => self.joined(parts, " OR ", |part| matches!(part, Condition::Any(_))),
            Condition::Not(inner) => match **inner {
                Condition::All(_) | Condition::Any(_) => format!("NOT ({})", self.condition(inner)),
                _ => format!("NOT {}", self.condition(inner)),
            },
        }
    }

    /// A projection.
    pub fn projection<'p>(&mut self, paths: impl IntoIterator<Item = &'p Path>) -> String {
        paths.into_iter().map(|path| self.path(path)).collect::<Vec<_>>().join(", ")
    }

    /// An update.
    pub fn update(&mut self, update: &Update<V>) -> String {
        let mut sections = Vec::new();
        for word in SECTIONS {
            let actions = update.actions.iter().filter(|action| section(&action.change) == word);
            let written: Vec<String> = actions.map(|action| self.action(action)).collect();
            if !written.is_empty() {
                sections.push(format!("{word} {}", written.join(", ")));
            }
        }
        sections.join(" ")
    }

    /// A path.
    pub fn path(&mut self, path: &Path) -> String {
        let mut text = self.name(&path.root);
        for step in &path.steps {
            match step {
                Step::Name(name) => text = format!("{text}.{}", self.name(name)),
                Step::Index(at) => text = format!("{text}[{at}]"),
            }
        }
        text
    }

    /// A value's placeholder, called after the hint: the same for the same value and hint.
    pub fn value(&mut self, hint: &str, value: &V) -> String {
        let wanted = format!(":{}", clean(hint));
        keep(&mut self.placeholders.values, &wanted, value.clone())
    }

    fn name(&mut self, name: &str) -> String {
        if is_plain(name) {
            return name.to_owned();
        }
        let wanted = format!("#{}", clean(name));
        keep(&mut self.placeholders.names, &wanted, name.to_owned())
    }

    fn operand(&mut self, operand: &Operand<V>, hint: &str) -> String {
        match operand {
            Operand::Path(path) => self.path(path),
            Operand::Value(value) => self.value(hint, value),
            Operand::Size(path) => format!("size({})", self.path(path)),
        }
    }

    fn function(&mut self, name: &str, one: &Operand<V>, two: &Operand<V>) -> String {
        let hint = hint([one, two]);
        format!("{name}({}, {})", self.operand(one, &hint), self.operand(two, &hint))
    }

    fn joined(
        &mut self,
        parts: &[Condition<V>],
        word: &str,
        in_brackets: impl Fn(&Condition<V>) -> bool,
    ) -> String {
        let written = parts.iter().map(|part| {
            let text = self.condition(part);
            if in_brackets(part) { format!("({text})") } else { text }
        });
        written.collect::<Vec<_>>().join(word)
    }

    fn action(&mut self, action: &Action<V>) -> String {
        let hint = last_name(&action.path).to_owned();
        let path = self.path(&action.path);
        match &action.change {
            Change::Set(sum) => format!("{path} = {}", self.sum(sum, &hint)),
            Change::Remove => path,
            Change::Add(value) | Change::Delete(value) => format!("{path} {}", self.value(&hint, value)),
        }
    }

    fn sum(&mut self, sum: &Sum<V>, hint: &str) -> String {
        match sum {
            Sum::One(term) => self.term(term, hint),
            Sum::Plus(one, two) => format!("{} + {}", self.term(one, hint), self.term(two, hint)),
            Sum::Minus(one, two) => format!("{} - {}", self.term(one, hint), self.term(two, hint)),
        }
    }

    fn term(&mut self, term: &Term<V>, hint: &str) -> String {
        match term {
            Term::Path(path) => self.path(path),
            Term::Value(value) => self.value(hint, value),
            Term::IfNotExists(path, default) => {
                format!("if_not_exists({}, {})", self.path(path), self.term(default, hint))
            }
            Term::ListAppend(one, two) => {
                format!("list_append({}, {})", self.term(one, hint), self.term(two, hint))
            }
            Term::Group(sum) => format!("({})", self.sum(sum, hint)),
        }
    }
}

impl<V: Clone + PartialEq> Default for Writer<V> {
    fn default() -> Self {
        Self::new()
    }
}

/// The sections in the order of writing. The names are those of [`section`].
const SECTIONS: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

const fn section<V>(change: &Change<V>) -> &'static str {
    match change {
        Change::Set(_) => "SET",
        Change::Remove => "REMOVE",
        Change::Add(_) => "ADD",
        Change::Delete(_) => "DELETE",
    }
}

/// What a value is called: after the attribute that it is compared with.
fn hint<'o, V: 'o>(operands: impl IntoIterator<Item = &'o Operand<V>>) -> String {
    let named = operands.into_iter().find_map(|operand| match operand {
        Operand::Path(path) => Some(last_name(path).to_owned()),
        Operand::Size(path) => Some(format!("{}_size", last_name(path))),
        Operand::Value(_) => None,
    });
    named.unwrap_or_else(|| "value".to_owned())
}

fn last_name(path: &Path) -> &str {
    let names = path.steps.iter().rev().filter_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    names.chain(std::iter::once(path.root.as_str())).next().unwrap_or_default()
}

/// Whether the name may stand in an expression as it is.
fn is_plain(name: &str) -> bool {
    let is_word = matches!(tokens(name).as_slice(), [(Token::Word(word), _)] if *word == name);
    is_word && name.starts_with(|first: char| first.is_ascii_alphabetic()) && !is_reserved(name)
}

fn clean(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' };
    let cleaned: String = name.chars().map(kept).take(MAX_PLACEHOLDER).collect();
    if cleaned.is_empty() { "empty".to_owned() } else { cleaned }
}

/// Characters of a placeholder without its mark and number. The service takes 255 bytes; nobody reads that.
const MAX_PLACEHOLDER: usize = 60;

/// Keeps a meaning under the first of `:a`, `:a_2`, `:a_3`, ... that is free or already has it.
fn keep<T: PartialEq>(taken: &mut BTreeMap<String, T>, wanted: &str, meaning: T) -> String {
    let mut key = wanted.to_owned();
    let mut number = 1;
    while taken.get(&key).is_some_and(|other| *other != meaning) {
        number += 1;
        key = format!("{wanted}_{number}");
    }
    taken.insert(key.clone(), meaning);
    key
}
