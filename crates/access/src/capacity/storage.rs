//! Bytes that storage is charged for.

/// What every stored item and every index entry takes beside its attributes.
pub const BASE_OVERHEAD: u64 = 100;
/// What a global table adds to each item.
pub const REPLICA_OVERHEAD: u64 = 48;

/// Bytes that so many items or index entries of a size take.
///
/// An index entry's size is that of the table's key, the index key and what is projected.
#[must_use]
pub const fn stored_bytes(count: u64, size: u64, in_global_table: bool) -> u64 {
    let overhead = BASE_OVERHEAD + if in_global_table { REPLICA_OVERHEAD } else { 0 };
    count.saturating_mul(size.saturating_add(overhead))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 6.7: ten million items of 500 bytes, and a keys-only index over them with entries of 80 bytes.
    #[test]
    fn the_worked_numbers_of_storage() {
        assert_eq!(stored_bytes(10_000_000, 500, false), 6_000_000_000);
        assert_eq!(stored_bytes(10_000_000, 80, false), 1_800_000_000);
        assert_eq!(stored_bytes(1, 80, true), 228);
    }
}
