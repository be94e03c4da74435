//! The smallest number of columns that has one in every row: exact, within a bound of steps.
//!
//! Branch and bound: rows that another row implies are dropped, the shortest row is branched on, and rows that share
//! no column give a lower bound.

/// An answer, and whether it is known to be the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cover {
    /// The columns as bits.
    pub(super) columns: u64,
    /// False if the bound was reached before everything was tried.
    pub(super) is_smallest: bool,
}

/// Covers the rows, each the set of columns that would do for it; none may be empty. `dear` columns are taken only
/// if that saves another.
pub(super) fn cover(rows: &[u64], dear: u64, steps: u32) -> Cover {
    let mut rows = rows.to_vec();
    rows.sort_unstable_by_key(|row| (row.count_ones(), *row));
    rows.dedup();
    let mut kept: Vec<u64> = Vec::new();
    for row in rows {
        if !kept.iter().any(|shorter| shorter & row == *shorter) {
            kept.push(row);
        }
    }
    let mut search = Search { dear, best: greedy(&kept), left: steps };
    search.branch(&kept, 0);
    Cover { columns: search.best, is_smallest: search.left > 0 }
}

struct Search {
    dear: u64,
    best: u64,
    left: u32,
}

impl Search {
    /// Fewer first, then fewer dear ones.
    const fn cost(&self, columns: u64) -> u32 {
        columns.count_ones() * 64 + (columns & self.dear).count_ones()
    }

    fn branch(&mut self, rows: &[u64], taken: u64) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let open: Vec<u64> = rows.iter().copied().filter(|row| row & taken == 0).collect();
        let Some(shortest) = open.iter().copied().min_by_key(|row| row.count_ones()) else {
            if self.cost(taken) < self.cost(self.best) {
                self.best = taken;
            }
            return;
        };
        if self.cost(taken) + apart(&open) * 64 >= self.cost(self.best) {
            return;
        }
        for column in bits(shortest) {
            self.branch(&open, taken | column);
        }
    }
}

/// The column that does for most rows, again and again.
fn greedy(rows: &[u64]) -> u64 {
    let mut open = rows.to_vec();
    let mut taken = 0;
    while let Some(all) = open.iter().copied().reduce(|one, two| one | two) {
        let most = bits(all).max_by_key(|column| open.iter().filter(|row| *row & column != 0).count());
        let Some(column) = most else { break };
        taken |= column;
        open.retain(|row| row & column == 0);
    }
    taken
}

/// Rows that share no column need a column each.
fn apart(rows: &[u64]) -> u32 {
    let mut used = 0;
    let mut number = 0;
    for row in rows {
        if row & used == 0 {
            used |= row;
            number += 1;
        }
    }
    number
}

fn bits(set: u64) -> impl Iterator<Item = u64> {
    (0..64).map(|at| 1 << at).filter(move |bit| set & bit != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn greed_is_not_enough() {
        // Greedy takes the column of four rows first, and needs three.
        let rows = [0b011, 0b011, 0b101, 0b101, 0b010 | 0b1000, 0b100 | 0b1000];
        let found = cover(&rows, 0, 1000);
        assert_eq!((found.columns.count_ones(), found.is_smallest), (2, true));
    }

    #[test]
    fn a_bound_that_is_reached_is_told() {
        let rows: Vec<u64> = (0..40).map(|n: u32| 0b111 << (n % 20)).collect();
        assert!(!cover(&rows, 0, 1).is_smallest);
    }

    proptest! {
        #[test]
        fn nothing_smaller_covers(rows in prop::collection::vec(1_u64..256, 0..12), dear in 0_u64..256) {
            let found = cover(&rows, dear, 100_000);
            let covers = |columns: u64| rows.iter().all(|row| row & columns != 0);
            prop_assert!(found.is_smallest && covers(found.columns));
            let cost = |columns: u64| (columns.count_ones(), (columns & dear).count_ones());
            let least = (0..256).filter(|columns| covers(*columns)).map(cost).min();
            prop_assert_eq!(least, Some(cost(found.columns)));
        }
    }
}
