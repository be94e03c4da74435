//! How fast AWS is asked: some of its reads have quotas far below what a plan over many tables would use.
//!
//! Only AWS's own endpoints are spared; another one has quotas of its own. What is refused all the same is repeated by
//! the SDK.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// `DescribeTimeToLive`: 10 a second for an account; Contributor Insights: 5; policies: 100 (Developer Guide, quotas);
/// `ListBackups`: 5 (API Reference); exports and imports: 10, a share of what AWS gives no figure for;
/// `GetMetricStatistics`: a tenth of 400 (CloudWatch's quotas).
const QUOTAS: [(&str, u32); 9] = [
    ("DescribeTimeToLive", 10),
    ("ListContributorInsights", 5),
    ("GetResourcePolicy", 100),
    ("ListBackups", 5),
    ("ListExports", 10),
    ("DescribeExport", 10),
    ("ListImports", 10),
    ("DescribeImport", 10),
    ("GetMetricStatistics", 40),
];
/// A share of the 2,500 reads a second that an account may make of the control plane.
const SHARE: u32 = 250;

/// The turns of the requests that read.
#[derive(Debug)]
pub(crate) struct Pacing {
    /// The quotas by operation, and last the one of all others; none when nobody is spared.
    lanes: Vec<Lane>,
}

impl Pacing {
    pub(crate) fn new(is_aws: bool) -> Self {
        let quotas = QUOTAS.into_iter().chain([("", SHARE)]);
        Self { lanes: if is_aws { quotas.map(Lane::new).collect() } else { Vec::new() } }
    }

    /// Returns when it is this operation's turn.
    pub(crate) async fn turn(&self, operation: &str) {
        let own = self.lanes.iter().find(|lane| lane.operation == operation);
        if let Some(lane) = own.or(self.lanes.last()) {
            lane.turn().await;
        }
    }
}

#[derive(Debug)]
struct Lane {
    operation: &'static str,
    gap: Duration,
    free: Mutex<Option<Instant>>,
}

impl Lane {
    fn new((operation, per_second): (&'static str, u32)) -> Self {
        Self { operation, gap: Duration::from_secs(1) / per_second, free: Mutex::new(None) }
    }

    async fn turn(&self) {
        let turn = {
            let mut free = self.free.lock().await;
            let now = Instant::now();
            let turn = free.map_or(now, |free| free.max(now));
            *free = Some(turn + self.gap);
            turn
        };
        sleep_until(turn).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn took(pacing: &Pacing, operation: &str, times: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..times {
            pacing.turn(operation).await;
        }
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn each_quota_is_kept_and_they_do_not_hold_each_other_up() {
        let aws = Pacing::new(true);
        assert_eq!(took(&aws, "DescribeTimeToLive", 21).await, Duration::from_secs(2));
        assert_eq!(took(&aws, "ListContributorInsights", 6).await, Duration::from_secs(1));
        assert_eq!(took(&aws, "DescribeTable", 251).await, Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn another_endpoint_is_asked_as_fast_as_it_answers() {
        assert_eq!(took(&Pacing::new(false), "DescribeTimeToLive", 1_000).await, Duration::ZERO);
    }
}
