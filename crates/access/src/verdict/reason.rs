//! Why a candidate does not serve a pattern.

use tablewright_model::{AttributeId, Comparison, PatternId};

use super::Place;

/// One reason, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The pattern asks a table that is gone.
    TableGone,
    /// The pattern speaks of an attribute that is gone.
    AttributeGone(AttributeId),
    /// The key is not chosen yet.
    Unfinished,
    /// A global index has no strongly consistent reads.
    NoStrongReads,
    /// The pattern does not give this attribute of the partition key.
    PartitionUnknown(AttributeId),
    /// The pattern compares this attribute of the partition key otherwise than by equality.
    PartitionCompared(AttributeId, Comparison),
    /// Sort attributes are used left to right, and one before this one is not given by equality.
    LeftToRight {
        /// The one that is asked for.
        wanted: AttributeId,
        /// The one that comes before it in the key.
        before: AttributeId,
    },
    /// No key condition makes this comparison, and a filter does not take a key attribute.
    KeyCompared(AttributeId, Comparison),
    /// A key condition takes one comparison of an attribute.
    ComparedTwice(AttributeId),
    /// The filter needs an attribute that the index does not carry.
    FilterNotProjected(AttributeId),
    /// The filter needs an attribute that items of the entity do not carry.
    NotCarried(AttributeId),
    /// The answer comes in another order.
    OrderedBy {
        /// The order that is asked for.
        wanted: AttributeId,
        /// What the answer is ordered by; none if nothing more than the key decides.
        given: Option<AttributeId>,
    },
    /// A scan or search has no order of an attribute.
    NoOrder(AttributeId),
    /// Items of the entity never have this attribute of the index's key.
    EntityAbsent(AttributeId),
    /// Not every item has this attribute of the index's key, so the index is without some.
    NotAll(AttributeId),
    /// A vector index answers searches only.
    OnlySearches,
    /// Only a vector index finds what is nearest.
    NotAVectorIndex,
    /// A search filters only by the filter attributes of the index, and this is none.
    NotAFilter(AttributeId),
    /// A search gives at most 100.
    TooManyNearest,
    /// Writes go to the table; its indexes follow.
    WritesGoToTable,
    /// Single items are read by the table's own key.
    OnlyByTableKey,
    /// The pattern does not give this attribute of the primary key.
    KeyUnknown(AttributeId),
    /// The pattern compares this attribute of the primary key otherwise than by equality.
    KeyNotEqual(AttributeId, Comparison),
    /// An update can't change a key.
    KeyChanged(AttributeId),
    /// The update changes an attribute that a key is made of, and can't change the key with it.
    KeyRemade {
        /// What is in the key.
        key: AttributeId,
        /// What it is made of, and what the update changes.
        of: AttributeId,
    },
    /// A transaction of nothing.
    NothingTogether,
    /// A transaction takes 100 actions.
    TooMuchTogether,
    /// A transaction reads or writes, not both.
    ReadsAndWrites,
    /// The pattern is gone, or no get, put, update or delete of whole keys, as those of a transaction must be.
    NotInTransaction(PatternId),
    /// The pattern is bound to something else.
    Pinned,
    /// It would do, and the chosen one is better in this.
    Dearer(Drawback),
    /// It would do as well; the chosen one comes first.
    AsGood(Place),
}

/// In what a candidate is worse than the chosen one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawback {
    /// It takes one call per value.
    Calls,
    /// The application has to fetch what the index does not carry.
    Fetches(Vec<AttributeId>),
    /// It reads more than the answer, and filters.
    Filters(Vec<AttributeId>),
    /// The table fetches what a local index does not carry, and charges it.
    LocalFetches(Vec<AttributeId>),
    /// What it reads has items of other entities in it.
    OtherEntities,
    /// It reads a range where the other reads an item, or everything where the other reads a range.
    ReadsMore,
    /// It is without items that lack an attribute.
    Sparse(AttributeId),
    /// The table answers as well, and may be read consistently.
    IsAnIndex,
    /// Its entries are larger than needed.
    Wider,
}
