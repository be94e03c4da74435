//! The tree of a condition or filter, over values or over whatever else stands where values will be.

use super::Path;
use crate::value::Value;

/// A condition on an item. `V` is [`Value`] where it is evaluated, and may be the name of a parameter where it is
/// only written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition<V = Value> {
    /// `a < :b`
    Compare(Operand<V>, Comparator, Operand<V>),
    /// `a BETWEEN :b AND :c`, both included
    Between(Operand<V>, Operand<V>, Operand<V>),
    /// `a IN (:b, :c)`
    In(Operand<V>, Vec<Operand<V>>),
    /// `attribute_exists(a)`
    Exists(Path),
    /// `attribute_not_exists(a)`
    NotExists(Path),
    /// `attribute_type(a, :b)`
    HasType(Path, V),
    /// `begins_with(a, :b)`
    BeginsWith(Operand<V>, Operand<V>),
    /// `contains(a, :b)`
    Contains(Operand<V>, Operand<V>),
    /// All of them, joined by `AND`
    All(Vec<Condition<V>>),
    /// One of them, joined by `OR`
    Any(Vec<Condition<V>>),
    /// `NOT a`
    Not(Box<Condition<V>>),
}

/// What a condition compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand<V = Value> {
    /// Something in the item.
    Path(Path),
    /// A value of the request.
    Value(V),
    /// `size(a)`
    Size(Path),
}

/// The six comparators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Equal, Self::NotEqual, Self::Less, Self::LessOrEqual, Self::Greater, Self::GreaterOrEqual];

    /// As it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The comparator that says the same with its sides exchanged.
    #[must_use]
    pub const fn flipped(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

impl<V> Condition<V> {
    /// Calls `see` with every path in it.
    pub fn for_each_path<'c>(&'c self, see: &mut dyn FnMut(&'c Path)) {
        match self {
            Self::Exists(path) | Self::NotExists(path) | Self::HasType(path, _) => see(path),
            Self::Compare(one, _, two) | Self::BeginsWith(one, two) | Self::Contains(one, two) => {
                [one, two].into_iter().filter_map(Operand::path).for_each(see);
            }
            Self::Between(one, two, three) => {
                [one, two, three].into_iter().filter_map(Operand::path).for_each(see);
            }
            Self::In(one, others) => {
                std::iter::once(one).chain(others).filter_map(Operand::path).for_each(see);
            }
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.for_each_path(see);
                }
            }
            Self::Not(inner) => inner.for_each_path(see),
        }
    }
}

impl<V> Operand<V> {
    /// The path in it.
    #[must_use]
    pub const fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) | Self::Size(path) => Some(path),
            Self::Value(_) => None,
        }
    }
}
