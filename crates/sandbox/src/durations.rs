//! How long each state lasts: the one table of durations.
//!
//! AWS publishes almost none of these figures; [`Durations::REALISTIC`] is what small tables usually show, kept short
//! enough to sit through, and the intervals that the service documents. The time scale of a sandbox multiplies all of
//! them alike, so that at scale 0 nothing takes time and nothing is rationed.

use std::time::Duration;

/// Writes the fields, their values at scale 1 and the scaling from one list.
macro_rules! durations {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        /// How long each change of state takes, and how long each ration lasts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Durations {
            $($(#[$doc])* pub $name: Duration,)*
        }

        impl Durations {
            /// The table of durations at time scale 1.
            pub const REALISTIC: Self = Self { $($name: $value,)* };

            /// All durations multiplied by `scale`, which is finite and not negative. With 0, nothing takes time.
            #[must_use]
            pub fn scaled(self, scale: f64) -> Self {
                Self { $($name: multiplied(self.$name, scale),)* }
            }
        }
    };
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3_600)
}

durations! {
    /// CreateTable: CREATING before ACTIVE.
    create_table = seconds(8);
    /// DeleteTable: DELETING before the table is gone.
    delete_table = seconds(6);
    /// UpdateTable of capacity, limits, table class or stream: UPDATING before ACTIVE.
    update_table = seconds(5);
    /// UpdateTable that switches the billing mode.
    switch_billing = seconds(20);
    /// UpdateTable that changes the encryption.
    change_encryption = seconds(10);
    /// UpdateTable that changes deletion protection only.
    change_protection = seconds(1);
    /// UpdateTable that raises warm throughput: its own status is UPDATING, the table stays ACTIVE.
    warm_up = seconds(15);
    /// A new index: CREATING while `Backfilling` is false. The table is UPDATING for as long.
    allocate_index = seconds(10);
    /// A new index: CREATING while `Backfilling` is true, on an empty table.
    backfill_base = seconds(15);
    /// What each item adds to the backfill of an index or of a replica, to an export and to an import.
    backfill_per_item = Duration::from_millis(2);
    /// A dropped index: DELETING before it is gone. The table is UPDATING for as long.
    delete_index = seconds(8);
    /// UpdateTimeToLive: ENABLING or DISABLING before ENABLED or DISABLED.
    settle_time_to_live = seconds(20);
    /// How long an expired item stays after the time that it names.
    expire_items = seconds(60);
    /// UpdateContributorInsights: ENABLING or DISABLING before ENABLED or DISABLED.
    settle_insights = seconds(5);
    /// A Kinesis destination: ENABLING or DISABLING before ACTIVE or DISABLED.
    settle_kinesis = seconds(10);
    /// UpdateKinesisStreamingDestination: UPDATING before ACTIVE.
    update_precision = seconds(3);
    /// A new replica of an empty table: CREATING before ACTIVE. The table is UPDATING for as long.
    create_replica = seconds(30);
    /// A dropped replica: DELETING before it is gone. The table is UPDATING for as long.
    delete_replica = seconds(15);
    /// How long after a write in one region the other replicas of an eventually consistent global table have it.
    replicate = seconds(1);
    /// How long a new table answers ContinuousBackupsUnavailableException.
    backups_unavailable = seconds(12);
    /// CreateBackup: CREATING before AVAILABLE.
    create_backup = seconds(5);
    /// ExportTableToPointInTime of an empty table: IN_PROGRESS before COMPLETED.
    export_base = seconds(20);
    /// ImportTable of nothing: IN_PROGRESS before COMPLETED. The table is CREATING for as long.
    import_base = seconds(25);
    /// How long a table refuses another change of its resource policy.
    policy_interval = seconds(15);
    /// The time in which UpdateTimeToLive may succeed once per table.
    time_to_live_interval = hours(1);
    /// The time after which one more decrease of provisioned throughput is granted; 24 of them are a day.
    decrease_interval = hours(1);
    /// The time in which a table may become on-demand 4 times.
    billing_window = hours(24);
    /// The time in which the encryption of a table may change 4 times; a quarter of it without a change grants one more.
    encryption_window = hours(24);
    /// The time in which the precision of a Kinesis destination may change 3 times.
    precision_window = hours(24);
    /// The time in which a table may change its class twice.
    class_window = hours(30 * 24);
    /// How long a table that was the source of a new replica cannot be deleted.
    source_window = hours(24);
}

impl Durations {
    /// How long the backfill of an index over `items` items takes.
    #[must_use]
    pub fn backfill(&self, items: u64) -> Duration {
        self.backfill_base.saturating_add(self.per_item(items))
    }

    /// How long a new replica of a table of `items` items takes.
    #[must_use]
    pub fn replica(&self, items: u64) -> Duration {
        self.create_replica.saturating_add(self.per_item(items))
    }

    /// How long an export of a table of `items` items takes.
    #[must_use]
    pub fn export(&self, items: u64) -> Duration {
        self.export_base.saturating_add(self.per_item(items))
    }

    /// How long an import of `items` items takes.
    #[must_use]
    pub fn import(&self, items: u64) -> Duration {
        self.import_base.saturating_add(self.per_item(items))
    }

    fn per_item(&self, items: u64) -> Duration {
        self.backfill_per_item.saturating_mul(u32::try_from(items).unwrap_or(u32::MAX))
    }
}

fn multiplied(duration: Duration, scale: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * scale).unwrap_or(Duration::MAX)
}

/// The moment `duration` after `now`, in milliseconds. A part of a millisecond counts as none.
pub(crate) fn after(now: u64, duration: Duration) -> u64 {
    now.saturating_add(milliseconds(duration))
}

/// Whole milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_nought_makes_everything_immediate() {
        let none = Durations::REALISTIC.scaled(0.0);
        assert_eq!(none.create_table, Duration::ZERO);
        assert_eq!(none.class_window, Duration::ZERO);
        assert_eq!(none.backfill(1_000_000), Duration::ZERO);
    }

    #[test]
    fn a_backfill_takes_longer_for_more_items() {
        let durations = Durations::REALISTIC;
        assert_eq!(durations.backfill(0), Duration::from_secs(15));
        assert_eq!(durations.backfill(10_000), Duration::from_secs(35));
        assert_eq!(durations.replica(10_000), Duration::from_secs(50));
    }
}
