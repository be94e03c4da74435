//! Time to live.

use crate::{LiveTable, Progress};

pub(super) fn progress(live: &LiveTable, attribute: &str, enabled: bool) -> Progress {
    match &live.state.ttl {
        Some(other) if other != attribute => {
            Progress::diverged(&live.state.name, &format!("has TTL on attribute `{other}`"))
        }
        now => Progress::of_setting(now.is_some() == enabled, live.table_busy()),
    }
}
