//! Update expressions: what becomes of an item.

mod apply;
mod parse;

use super::Path;
use crate::value::Value;

/// An update. `V` is [`Value`] where it is applied, and may be the name of a parameter where it is only written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update<V = Value> {
    /// What it does, no two on overlapping paths.
    pub actions: Vec<Action<V>>,
}

/// One thing that an update does, to the place that its path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action<V = Value> {
    /// Where.
    pub path: Path,
    /// What.
    pub change: Change<V>,
}

/// What happens at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<V = Value> {
    /// `SET path = sum`
    Set(Sum<V>),
    /// `REMOVE path`
    Remove,
    /// `ADD path :number` or members of a set
    Add(V),
    /// `DELETE path :members` of a set
    Delete(V),
}

/// The right side of a `SET`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sum<V = Value> {
    /// A term alone.
    One(Term<V>),
    /// `a + b`
    Plus(Term<V>, Term<V>),
    /// `a - b`
    Minus(Term<V>, Term<V>),
}

/// A part of the right side of a `SET`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term<V = Value> {
    /// Something in the item as it was.
    Path(Path),
    /// A value of the request.
    Value(V),
    /// `if_not_exists(path, term)`
    IfNotExists(Path, Box<Term<V>>),
    /// `list_append(one, two)`
    ListAppend(Box<Term<V>>, Box<Term<V>>),
    /// A sum in brackets.
    Group(Box<Sum<V>>),
}
