//! The verdict as a value.

use tablewright_model::{AttributeId, IndexId, PatternId, Target};

use super::{Estimate, Note, Price, Reason};

/// What serves an access pattern, or why nothing does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The pattern.
    pub pattern: PatternId,
    /// How well it is served.
    pub outcome: Outcome,
    /// What serves it; none if nothing does.
    pub service: Option<Box<Service>>,
    /// The table and each of its indexes, in the order of the design.
    pub considered: Vec<Considered>,
}

impl Verdict {
    /// Of a pattern whose table is gone.
    pub(super) fn of_nothing(pattern: PatternId) -> Self {
        let table =
            Considered { place: Place::Table, fit: Outcome::NotServed, reasons: vec![Reason::TableGone] };
        Self { pattern, outcome: Outcome::NotServed, service: None, considered: vec![table] }
    }

    /// Where it is served.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.service.as_ref().map(|service| service.place)
    }
}

/// How well a pattern is served; the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// By nothing.
    NotServed,
    /// With work beyond the answer itself: see [`Price`].
    AtPrice,
    /// As it should be.
    Served,
}

/// The table or one of its indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The table itself.
    Table,
    /// An index, of whatever kind.
    Index(IndexId),
}

impl Place {
    /// Whether the pattern's target allows it.
    pub(super) fn is_allowed(self, target: Target) -> bool {
        match target {
            Target::Automatic => true,
            Target::Table => self == Self::Table,
            Target::Index(index) => self == Self::Index(index),
        }
    }
}

/// A candidate and why it was not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// Which.
    pub place: Place,
    /// How well it would serve the pattern.
    pub fit: Outcome,
    /// Why it does not serve the pattern; empty for the one that does.
    pub reasons: Vec<Reason>,
}

/// What serves a pattern; [`request`](super::request) writes its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// What is read or written.
    pub place: Place,
    /// How.
    pub operation: Operation,
    /// What it costs beyond the answer itself.
    pub prices: Vec<Price>,
    /// What is good to know.
    pub notes: Vec<Note>,
    /// Whether this can be a strongly consistent read.
    pub can_be_strong: bool,
    /// The attributes by which answers come, ascending or, all together, descending; none if there is no order.
    pub ordered_by: Vec<AttributeId>,
    /// What one request of the application takes.
    pub estimate: Estimate,
}

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub enum Operation {
    GetItem,
    BatchGetItem,
    Query,
    SearchVectors,
    Scan,
    PutItem,
    UpdateItem,
    DeleteItem,
    TransactGetItems,
    TransactWriteItems,
}

impl Operation {
    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GetItem => "GetItem",
            Self::BatchGetItem => "BatchGetItem",
            Self::Query => "Query",
            Self::SearchVectors => "SearchVectors",
            Self::Scan => "Scan",
            Self::PutItem => "PutItem",
            Self::UpdateItem => "UpdateItem",
            Self::DeleteItem => "DeleteItem",
            Self::TransactGetItems => "TransactGetItems",
            Self::TransactWriteItems => "TransactWriteItems",
        }
    }
}
