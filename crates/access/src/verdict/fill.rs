//! Requests with values in the place of parameters: what the preview runs.

use std::collections::BTreeMap;
use std::fmt;

use super::{Piece, Request, Slot};
use crate::engine::{Query, Scan, Select};
use crate::expression::Placeholders;
use crate::value::{Attributes, Value};

/// What the application supplies for a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A value.
    One(Value),
    /// Both ends of a range.
    Pair(Value, Value),
    /// The values of a list.
    List(Vec<Value>),
}

/// Values of parameters, by their names.
pub type Arguments = BTreeMap<String, Argument>;

/// A parameter without a value, or with one of the wrong form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled(pub String);

impl fmt::Display for Unfilled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the parameter `{}` has no fitting value: give it one", self.0)
    }
}

impl std::error::Error for Unfilled {}

/// One call of a request: expressions with all their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// The primary key, for operations on single items.
    pub key: Attributes,
    /// The whole item, for puts.
    pub item: Attributes,
    /// The request, whose lists are written out.
    pub request: Request,
    /// The placeholders of all its expressions.
    pub placeholders: Placeholders,
}

impl Request {
    /// The calls that carry it out: one, or one for each value of what is given as a list.
    ///
    /// # Errors
    ///
    /// [`Unfilled`] names a parameter that `arguments` lacks.
    pub fn calls(&self, arguments: &Arguments) -> Result<Vec<Call>, Unfilled> {
        let slots = self.values.values().chain(self.key.iter().map(|(_, slot)| slot));
        let mut listed: Vec<&str> = slots.flat_map(Slot::each_of).collect();
        listed.sort_unstable();
        listed.dedup();
        let mut choices = vec![arguments.clone()];
        for name in listed {
            let Some(Argument::List(values)) = arguments.get(name) else { return Err(unfilled(name)) };
            let with = |chosen: &Arguments| -> Vec<Arguments> {
                let one = |value: &Value| {
                    let mut chosen = chosen.clone();
                    chosen.insert(name.to_owned(), Argument::One(value.clone()));
                    chosen
                };
                values.iter().map(one).collect()
            };
            choices = choices.iter().flat_map(with).collect();
        }
        // A list that is in a filter as well stays a list there.
        choices.iter().map(|chosen| self.call(chosen, arguments)).collect()
    }

    fn call(&self, chosen: &Arguments, all: &Arguments) -> Result<Call, Unfilled> {
        let mut call = Call { request: self.clone(), ..Call::default() };
        call.placeholders.names.clone_from(&self.names);
        for (name, slot) in &self.values {
            match slot.all_of() {
                Some(list) => call.write_out(name, list, all)?,
                None => drop(call.placeholders.values.insert(name.clone(), slot.value(chosen)?)),
            }
        }
        for (name, slot) in &self.key {
            call.key.insert(name.clone(), slot.value(chosen)?);
        }
        for (name, slot) in &self.item {
            call.item.insert(name.clone(), slot.value(chosen)?);
        }
        Ok(call)
    }
}

impl Call {
    /// `:list` becomes `:list_1, :list_2`, with names that nothing else has.
    fn write_out(&mut self, placeholder: &str, list: &str, arguments: &Arguments) -> Result<(), Unfilled> {
        let Some(Argument::List(values)) = arguments.get(list) else { return Err(unfilled(list)) };
        let mut names = Vec::with_capacity(values.len());
        for (at, value) in values.iter().enumerate() {
            let mut name = format!("{placeholder}_{}", at + 1);
            while self.request.values.contains_key(&name) || self.placeholders.values.contains_key(&name) {
                name.push('_');
            }
            self.placeholders.values.insert(name.clone(), value.clone());
            names.push(name);
        }
        let (from, to) = (format!("({placeholder})"), format!("({})", names.join(", ")));
        for text in [&mut self.request.filter, &mut self.request.condition].into_iter().flatten() {
            *text = text.replace(&from, &to);
        }
        Ok(())
    }

    /// As a query of a table or of one of its indexes.
    #[must_use]
    pub fn query(self, table_name: &str, index_name: Option<&str>) -> Query {
        let request = self.request;
        Query {
            table_name: table_name.to_owned(),
            index_name: index_name.map(str::to_owned),
            key_condition_expression: request.key_condition.unwrap_or_default(),
            filter_expression: request.filter,
            projection_expression: request.projection,
            placeholders: self.placeholders,
            scan_index_forward: request.forward,
            limit: request.limit,
            consistent_read: request.consistent,
            select: request.whole.then_some(Select::AllAttributes),
            ..Query::default()
        }
    }

    /// As a scan of a table or of one of its indexes.
    #[must_use]
    pub fn scan(self, table_name: &str, index_name: Option<&str>) -> Scan {
        let request = self.request;
        Scan {
            table_name: table_name.to_owned(),
            index_name: index_name.map(str::to_owned),
            filter_expression: request.filter,
            projection_expression: request.projection,
            placeholders: self.placeholders,
            limit: request.limit,
            consistent_read: request.consistent,
            select: request.whole.then_some(Select::AllAttributes),
            ..Scan::default()
        }
    }
}

impl Slot {
    /// The lists that it takes one value of.
    fn each_of(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::EachOf(name) => Some(name.as_str()),
            _ => None,
        })
    }

    fn all_of(&self) -> Option<&str> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::AllOf(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The value: that of its parameter, or the text of its pieces.
    fn value(&self, arguments: &Arguments) -> Result<Value, Unfilled> {
        if let [piece] = self.pieces.as_slice()
            && let Some(value) = piece.value(arguments)?
        {
            return Ok(value.clone());
        }
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Highest => text.push(char::MAX),
                named => match named.value(arguments)? {
                    Some(Value::S(value)) => text.push_str(value),
                    Some(Value::N(number)) => text.push_str(&number.to_string()),
                    _ => return Err(unfilled(named.name())),
                },
            }
        }
        Ok(Value::S(text))
    }
}

impl Piece {
    /// The name that the application gives a value for, if it does.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        Some(self.name()).filter(|name| !name.is_empty())
    }

    fn name(&self) -> &str {
        match self {
            Self::Text(_) | Self::Highest => "",
            Self::Parameter(name)
            | Self::From(name)
            | Self::To(name)
            | Self::EachOf(name)
            | Self::AllOf(name)
            | Self::Attribute(name) => name,
        }
    }

    /// The value of its parameter; none for what has no parameter.
    fn value<'a>(&self, arguments: &'a Arguments) -> Result<Option<&'a Value>, Unfilled> {
        let name = self.name();
        Ok(match (self, arguments.get(name)) {
            (Self::Text(_) | Self::Highest, _) => None,
            (Self::From(_), Some(Argument::Pair(low, _))) => Some(low),
            (Self::To(_), Some(Argument::Pair(_, high))) => Some(high),
            (Self::Parameter(_) | Self::EachOf(_) | Self::Attribute(_), Some(Argument::One(value))) => {
                Some(value)
            }
            _ => return Err(unfilled(name)),
        })
    }
}

fn unfilled(name: &str) -> Unfilled {
    Unfilled(name.to_owned())
}
