//! Numbers that look random and are always the same for a seed (SplitMix64).

/// A source of numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The source of one input: near numbers give unlike sources.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let mut random =
            Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`; 0 when that is 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next().checked_rem(most as u64).unwrap_or(0)).unwrap_or(0)
    }

    /// Small more often than large.
    pub(crate) fn length(&mut self, most: usize) -> usize {
        let bound = most >> self.below(12);
        self.below(bound.max(1) + 1)
    }

    pub(crate) fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(from.len()))
    }
}
