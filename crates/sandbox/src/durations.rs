//! How long each state lasts: the one table of durations.
//!
//! AWS publishes almost none of these figures; [`Durations::REALISTIC`] is what small tables usually show, kept short
//! enough to sit through. The time scale of a sandbox multiplies all of them alike.

use std::time::Duration;

/// How long each change of state takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// CreateTable: CREATING before ACTIVE.
    pub create_table: Duration,
    /// DeleteTable: DELETING before the table is gone.
    pub delete_table: Duration,
    /// UpdateTable of capacity, limits, table class or stream: UPDATING before ACTIVE.
    pub update_table: Duration,
    /// UpdateTable that switches the billing mode.
    pub switch_billing: Duration,
    /// UpdateTable that changes the encryption.
    pub change_encryption: Duration,
    /// UpdateTable that changes deletion protection only.
    pub change_protection: Duration,
    /// A new global secondary index: CREATING while `Backfilling` is false. The table is UPDATING for as long.
    pub allocate_index: Duration,
    /// A new global secondary index: CREATING while `Backfilling` is true, on an empty table.
    pub backfill_base: Duration,
    /// What each item of the table adds to the backfill.
    pub backfill_per_item: Duration,
    /// A dropped global secondary index: DELETING before it is gone. The table is UPDATING for as long.
    pub delete_index: Duration,
    /// UpdateTimeToLive: ENABLING or DISABLING before ENABLED or DISABLED.
    pub settle_time_to_live: Duration,
    /// The time in which UpdateTimeToLive may succeed once per table.
    pub time_to_live_interval: Duration,
    /// How long a new table answers ContinuousBackupsUnavailableException.
    pub backups_unavailable: Duration,
    /// How long a table refuses another change of its resource policy.
    pub policy_interval: Duration,
}

impl Durations {
    /// The table of durations at time scale 1.
    pub const REALISTIC: Self = Self {
        create_table: Duration::from_secs(8),
        delete_table: Duration::from_secs(6),
        update_table: Duration::from_secs(5),
        switch_billing: Duration::from_secs(20),
        change_encryption: Duration::from_secs(10),
        change_protection: Duration::from_secs(1),
        allocate_index: Duration::from_secs(10),
        backfill_base: Duration::from_secs(15),
        backfill_per_item: Duration::from_millis(2),
        delete_index: Duration::from_secs(8),
        settle_time_to_live: Duration::from_secs(20),
        time_to_live_interval: Duration::from_secs(3_600),
        backups_unavailable: Duration::from_secs(12),
        policy_interval: Duration::from_secs(15),
    };

    /// All durations multiplied by `scale`, which is finite and not negative. With 0, nothing takes time.
    #[must_use]
    pub fn scaled(self, scale: f64) -> Self {
        let by = |duration: Duration| {
            Duration::try_from_secs_f64(duration.as_secs_f64() * scale).unwrap_or(Duration::MAX)
        };
        Self {
            create_table: by(self.create_table),
            delete_table: by(self.delete_table),
            update_table: by(self.update_table),
            switch_billing: by(self.switch_billing),
            change_encryption: by(self.change_encryption),
            change_protection: by(self.change_protection),
            allocate_index: by(self.allocate_index),
            backfill_base: by(self.backfill_base),
            backfill_per_item: by(self.backfill_per_item),
            delete_index: by(self.delete_index),
            settle_time_to_live: by(self.settle_time_to_live),
            time_to_live_interval: by(self.time_to_live_interval),
            backups_unavailable: by(self.backups_unavailable),
            policy_interval: by(self.policy_interval),
        }
    }

    /// How long the backfill of an index over `items` items takes.
    #[must_use]
    pub fn backfill(&self, items: u64) -> Duration {
        let items = u32::try_from(items).unwrap_or(u32::MAX);
        self.backfill_base.saturating_add(self.backfill_per_item.saturating_mul(items))
    }
}

/// The moment `duration` after `now`, in milliseconds. A part of a millisecond counts as none.
pub(crate) fn after(now: u64, duration: Duration) -> u64 {
    now.saturating_add(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_nought_makes_everything_immediate() {
        let none = Durations::REALISTIC.scaled(0.0);
        assert_eq!(none.create_table, Duration::ZERO);
        assert_eq!(none.backfill(1_000_000), Duration::ZERO);
    }

    #[test]
    fn a_backfill_takes_longer_for_more_items() {
        let durations = Durations::REALISTIC;
        assert_eq!(durations.backfill(0), Duration::from_secs(15));
        assert_eq!(durations.backfill(10_000), Duration::from_secs(35));
    }
}
