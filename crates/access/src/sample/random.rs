//! Numbers that look random and follow from a seed (SplitMix64).
//!
//! Not for secrets.

/// A source of numbers.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The source for one purpose: the same numbers whatever else was asked for.
    pub(super) fn of(seed: u64, purpose: &str, number: u64) -> Self {
        let mut mixed = Self(seed);
        let mut hash = mixed.next();
        for byte in purpose.bytes() {
            hash = Self(hash ^ u64::from(byte)).next();
        }
        Self(hash ^ Self(number).next())
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than the limit; zero if that is zero.
    pub(super) const fn below(&mut self, limit: u64) -> u64 {
        match self.next().checked_rem(limit) {
            Some(number) => number,
            None => 0,
        }
    }

    /// From the least to the most, both included.
    pub(super) const fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = to.wrapping_sub(from).cast_unsigned();
        if to < from {
            return from;
        }
        let step = match width.checked_add(1) {
            Some(count) => self.below(count),
            None => self.next(),
        };
        from.wrapping_add(step.cast_signed())
    }

    /// Whether an event of so many percent happens.
    pub(super) const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them; the empty text if there are none.
    pub(super) fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_from_the_seed_and_the_purpose_alone() {
        let numbers = |mut random: Random| [random.next(), random.next()];
        assert_eq!(numbers(Random::of(7, "name", 3)), numbers(Random::of(7, "name", 3)));
        for other in [Random::of(8, "name", 3), Random::of(7, "names", 3), Random::of(7, "name", 4)] {
            assert_ne!(numbers(other), numbers(Random::of(7, "name", 3)));
        }
    }

    #[test]
    fn bounds_are_kept() {
        let mut random = Random::new(1);
        for (from, to) in [(0, 0), (-3, 3), (i64::MIN, i64::MAX), (5, 4)] {
            for _ in 0..100 {
                let number = random.between(from, to);
                assert!(number >= from && (number <= to || to < from), "{number} of {from} to {to}");
            }
        }
        assert_eq!(random.below(0), 0);
        let seen: std::collections::BTreeSet<i64> = (0..200).map(|_| random.between(-1, 1)).collect();
        assert_eq!(seen.len(), 3);
    }
}
