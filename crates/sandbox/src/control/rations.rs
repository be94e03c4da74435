//! Changes that the service grants only so often: which, how many, and in what time.
//!
//! The time scale applies to them as to everything else. Decreases of provisioned throughput have a bank of their own
//! (`throughput`).

use std::time::Duration;

use crate::durations::{Durations, milliseconds};
use crate::overlay::TableEntry;
use crate::protocol::Refusal;

/// A change that may be made `most` times in a window that ends now.
#[derive(Debug)]
pub(super) struct Ration {
    name: &'static str,
    most: usize,
    window: fn(&Durations) -> Duration,
    /// Whether each quarter of a window without a change grants one more, up to twice as many.
    grows: bool,
    what: &'static str,
}

/// Changes of the table class.
pub(super) const TABLE_CLASS: Ration = Ration {
    name: "table-class",
    most: 2,
    window: |durations| durations.class_window,
    grows: false,
    what: "Table class can be updated at most 2 times in 30 days",
};

/// Switches from provisioned to on-demand capacity.
pub(super) const TO_ON_DEMAND: Ration = Ration {
    name: "to-on-demand",
    most: 4,
    window: |durations| durations.billing_window,
    grows: false,
    what: "Update to PayPerRequest mode is limited to 4 times in 24 hours",
};

/// Changes of the key; the way back to the key that AWS owns is free.
pub(super) const ENCRYPTION: Ration = Ration {
    name: "encryption",
    most: 4,
    window: |durations| durations.encryption_window,
    grows: true,
    what: "The encryption of a table can be updated at most 4 times in 24 hours",
};

/// Changes of the precision of a Kinesis destination.
pub(super) const PRECISION: Ration = Ration {
    name: "kinesis-precision",
    most: 3,
    window: |durations| durations.precision_window,
    grows: false,
    what: "Precision can be updated at most 3 times in 24 hours",
};

/// More changes than any ration looks back on.
const KEPT: usize = 16;

impl Ration {
    /// Refuses one more change if the ration is used up.
    pub(super) fn check(&self, entry: &TableEntry, durations: &Durations, now: u64) -> Result<(), Refusal> {
        let window = milliseconds((self.window)(durations));
        let made: Vec<u64> = self.made(entry).iter().copied().filter(|at| now < at + window).collect();
        let granted = self.most + if self.grows { self.quiet_quarters(&made, window, now) } else { 0 };
        if made.len() < granted {
            return Ok(());
        }
        Err(Refusal::limit(&format!("Subscriber limit exceeded: {}", self.what)))
    }

    /// Counts a change that was made.
    pub(super) fn spend(&self, entry: &mut TableEntry, now: u64) {
        let made = entry.spent.entry(self.name.to_owned()).or_default();
        made.push(now);
        let old = made.len().saturating_sub(KEPT);
        made.drain(..old);
    }

    /// When the last change was made.
    pub(super) fn last(&self, entry: &TableEntry) -> Option<u64> {
        self.made(entry).last().copied()
    }

    fn made<'a>(&self, entry: &'a TableEntry) -> &'a [u64] {
        entry.spent.get(self.name).map(Vec::as_slice).unwrap_or_default()
    }

    fn quiet_quarters(&self, made: &[u64], window: u64, now: u64) -> usize {
        let quarter = (window / 4).max(1);
        let ends = made.iter().skip(1).chain(std::iter::once(&now));
        let quiet = made.iter().zip(ends).map(|(from, to)| to.saturating_sub(*from) / quarter).sum::<u64>();
        usize::try_from(quiet).unwrap_or(self.most).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600_000;

    fn refused(ration: &Ration, made: &[u64], now: u64) -> bool {
        let mut entry = TableEntry::default();
        made.iter().for_each(|at| ration.spend(&mut entry, *at));
        ration.check(&entry, &Durations::REALISTIC, now).is_err()
    }

    #[test]
    fn a_ration_comes_back_when_its_window_has_passed() {
        assert!(!refused(&TABLE_CLASS, &[0], 1));
        assert!(refused(&TABLE_CLASS, &[0, 1], 2));
        assert!(!refused(&TABLE_CLASS, &[0, 1], 30 * 24 * HOUR));
    }

    #[test]
    fn encryption_gains_a_change_for_each_quiet_quarter() {
        assert!(refused(&ENCRYPTION, &[0, 1, 2, 3], 4));
        assert!(!refused(&ENCRYPTION, &[0, 1, 2, 3], 6 * HOUR + 3));
        assert!(refused(&ENCRYPTION, &[0, 1, 2, 3, 6 * HOUR + 3], 6 * HOUR + 4));
    }

    #[test]
    fn at_scale_nought_nothing_is_rationed() {
        let mut entry = TableEntry::default();
        (0..9).for_each(|_| TABLE_CLASS.spend(&mut entry, 7));
        assert!(TABLE_CLASS.check(&entry, &Durations::REALISTIC.scaled(0.0), 7).is_ok());
    }
}
