//! Units of single requests.

/// Bytes of a read unit.
pub(super) const READ_UNIT: usize = 4096;
/// Bytes of a write unit.
pub(super) const WRITE_UNIT: usize = 1024;

/// How much more a transaction takes for reads, and for writes of the table; its index writes cost what they always do.
pub const TRANSACTION_FACTOR: f64 = 2.0;

/// How current a read is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consistency {
    /// Half the price.
    Eventual,
    /// The whole price.
    Strong,
    /// Twice the price.
    Transactional,
}

impl Consistency {
    /// What a request that asks for consistent reads, or does not, gets.
    #[must_use]
    pub const fn of(consistent_read: bool) -> Self {
        if consistent_read { Self::Strong } else { Self::Eventual }
    }

    const fn factor(self) -> f64 {
        match self {
            Self::Eventual => 0.5,
            Self::Strong => 1.0,
            Self::Transactional => TRANSACTION_FACTOR,
        }
    }
}

/// Units of reading so many bytes at once: one item, or all that a query or scan evaluates together. Nothing costs as
/// much as the smallest item.
#[must_use]
pub fn read_units(bytes: usize, consistency: Consistency) -> f64 {
    whole_units(bytes, READ_UNIT) * consistency.factor()
}

/// Units of writing so many bytes into a table or index, outside transactions.
#[must_use]
pub fn write_units(bytes: usize) -> f64 {
    whole_units(bytes, WRITE_UNIT)
}

/// Units of a write in the table, from the item's size before and after; an item that is not there has none.
///
/// The larger side counts. A delete of nothing and a condition that fails on nothing cost one unit.
#[must_use]
pub fn table_write_units(before: Option<usize>, after: Option<usize>) -> f64 {
    write_units(before.max(after).unwrap_or(0))
}

/// Units of a condition check in a transaction, which reads: two per 4 KB.
#[must_use]
pub fn condition_check_units(bytes: usize) -> f64 {
    read_units(bytes, Consistency::Transactional)
}

/// Units of a write in a global table with so many Regions: those of the table, which are replicated write units, and
/// those of its global indexes, which are plain ones. Both are taken in every Region.
#[must_use]
pub fn replicated_units(table: f64, indexes: f64, regions: u32) -> (f64, f64) {
    let regions = f64::from(regions);
    (table * regions, indexes * regions)
}

fn whole_units(bytes: usize, unit: usize) -> f64 {
    let units = u32::try_from(bytes.div_ceil(unit).max(1));
    units.map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KB: usize = 1024;

    #[test]
    fn reads_are_rounded_up_to_4_kb() {
        for (bytes, eventual, strong) in
            [(0, 0.5, 1.0), (4 * KB, 0.5, 1.0), (4 * KB + 1, 1.0, 2.0), (400 * KB, 50.0, 100.0)]
        {
            assert_eq!(read_units(bytes, Consistency::Eventual), eventual);
            assert_eq!(read_units(bytes, Consistency::Strong), strong);
            assert_eq!(read_units(bytes, Consistency::Transactional), 2.0 * strong);
        }
    }

    /// Ten items of 40.8 KB together: 44 KB, 11 strong units or 5.5 eventual ones.
    #[test]
    fn the_guides_query_costs_11_units() {
        let bytes = 40 * KB + 820;
        assert_eq!(read_units(bytes, Consistency::Strong), 11.0);
        assert_eq!(read_units(bytes, Consistency::Eventual), 5.5);
    }

    /// Eight index entries of 2,000 bytes.
    #[test]
    fn the_guides_index_query_costs_2_units() {
        assert_eq!(read_units(8 * 2000, Consistency::Eventual), 2.0);
    }

    /// 1.5 KB and 6.5 KB by BatchGetItem are 4 KB and 8 KB, not 8 KB together.
    #[test]
    fn the_guides_batch_rounds_each_item() {
        let each = [3 * KB / 2, 13 * KB / 2].map(|bytes| read_units(bytes, Consistency::Strong));
        assert_eq!(each.iter().sum::<f64>(), 3.0);
    }

    /// 200 writes of 1 KB into a table in two Regions with one index that carries everything.
    #[test]
    fn the_guides_global_table_costs_400_and_400() {
        let (table, index) = (200.0 * write_units(KB), 200.0 * write_units(KB));
        assert_eq!(replicated_units(table, index, 2), (400.0, 400.0));
    }

    #[test]
    fn the_larger_side_of_a_write_counts() {
        assert_eq!(table_write_units(None, Some(10)), 1.0);
        assert_eq!(table_write_units(Some(3000), Some(10)), 3.0);
        assert_eq!(table_write_units(Some(10), Some(1025)), 2.0);
        assert_eq!(table_write_units(Some(2048), None), 2.0);
        assert_eq!(table_write_units(None, None), 1.0);
        assert_eq!(condition_check_units(4097), 4.0);
    }
}
