//! What a verdict costs beyond the answer itself, and what is good to know of it.

use tablewright_model::{AttributeId, EntityId};

/// Why a pattern is served at a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// More is read, and charged, than returned: these are compared after the read.
    Filter(Vec<AttributeId>),
    /// These are compared by the application, since reading by key has no filter.
    Checked(Vec<AttributeId>),
    /// The application reads each item again from the table, since the index lacks these.
    Fetch(Vec<AttributeId>),
    /// The table reads each item again by itself and charges it, since the local index lacks these.
    LocalFetch(Vec<AttributeId>),
    /// The answer takes several pages of 1 MB.
    Pages(u64),
    /// One call per value of these.
    CallPerValue(AttributeId),
    /// More keys than one call takes.
    Calls(u64),
    /// Items of these entities are in what is read; the application tells them apart.
    OtherEntities(Vec<EntityId>),
}

/// What is good to know of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The index holds only items that have this attribute.
    OnlyItemsWith(AttributeId),
    /// The key of an index need not be unique: there may be several items.
    NotUnique,
    /// Each call's answer is in order; the application merges them.
    Merged,
    /// The order is that of text: values of different lengths may come otherwise.
    OrderedAsText(AttributeId),
    /// A failed condition is charged like the write.
    FailedConditionCosts,
    /// The application has to know these, since keys that the update writes anew are made of them.
    MustBeKnown(Vec<AttributeId>),
}
