//! What a write of an item writes into one secondary index.
//!
//! Source: developer guide, "Using global secondary indexes: write capacity"; the same counts hold for local ones.

use super::write_units;

/// The entry of an item in an index, before and after a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// Not in the index before, nor after.
    Absent,
    /// The item comes into the index with so many bytes.
    Added(usize),
    /// The item leaves the index, where it had so many bytes.
    Removed(usize),
    /// An index key changed: one entry goes and another comes.
    Moved {
        /// Bytes of the old entry.
        before: usize,
        /// Bytes of the new one.
        after: usize,
    },
    /// The same place with other projected attributes.
    Rewritten {
        /// Bytes before.
        before: usize,
        /// Bytes after.
        after: usize,
    },
    /// Nothing that the index carries changed.
    Untouched,
}

/// Units that the write takes in the index; none where nothing is written.
#[must_use]
pub fn index_write_units(entry: EntryState) -> Option<f64> {
    match entry {
        EntryState::Absent | EntryState::Untouched => None,
        EntryState::Added(bytes) | EntryState::Removed(bytes) => Some(write_units(bytes)),
        EntryState::Moved { before, after } => Some(write_units(before) + write_units(after)),
        EntryState::Rewritten { before, after } => Some(write_units(before.max(after))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_section_5_7() {
        for (entry, units) in [
            (EntryState::Added(100), Some(1.0)),
            (EntryState::Moved { before: 100, after: 100 }, Some(2.0)),
            (EntryState::Removed(3000), Some(3.0)),
            (EntryState::Untouched, None),
            (EntryState::Rewritten { before: 100, after: 100 }, Some(1.0)),
            (EntryState::Absent, None),
        ] {
            assert_eq!(index_write_units(entry), units, "{entry:?}");
        }
    }

    #[test]
    fn each_side_of_a_move_is_rounded_alone() {
        assert_eq!(index_write_units(EntryState::Moved { before: 1517, after: 1517 }), Some(4.0));
        assert_eq!(index_write_units(EntryState::Rewritten { before: 3017, after: 18 }), Some(3.0));
    }
}
