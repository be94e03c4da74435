//! Switches for failures, so that tests meet what the real service and the network do now and then.
//!
//! Rules say which calls fail, how and when; with a seed, chance repeats itself. Nothing fails unless a rule is there,
//! and rules do not outlive the process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The switches of one sandbox. Clones are the same switches.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Switches>>);

/// How a call fails. `done` says whether it takes effect before it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answered with `ThrottlingException`, or `ProvisionedThroughputExceededException` for items; without effect.
    Throttled,
    /// Answered with HTTP 500, `InternalServerError`.
    ServerError {
        /// Whether it takes effect.
        done: bool,
    },
    /// Never answered: a client waits until it gives up, or until the sandbox stops.
    Hang {
        /// Whether it takes effect.
        done: bool,
    },
    /// The connection closes instead of an answer.
    Drop {
        /// Whether it takes effect.
        done: bool,
    },
    /// The same, and so does every other call until the rules are cleared.
    Cut {
        /// Whether it takes effect.
        done: bool,
    },
}

/// When a rule strikes, among the calls that it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// At each of them.
    Always,
    /// At the one with this number, from 1.
    Nth(u64),
    /// At each of them with this probability, from 0 to 1.
    Chance(f64),
}

/// Which calls fail, how, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultRule {
    /// How they fail.
    pub fault: Fault,
    /// When they fail.
    pub when: When,
    /// The calls that it is about.
    pub calls: Calls,
}

/// A set of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calls {
    /// All operations.
    All,
    /// Operations that change something, items included.
    Changes,
    /// The operation of this name, such as `UpdateTable`.
    Named(String),
}

/// A call that arrived while calls were recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedCall {
    /// The name of the operation.
    pub operation: String,
    /// The region that it was signed for.
    pub region: String,
    /// The failure that it met.
    pub fault: Option<Fault>,
}

/// The operations of backups on demand, and those of exports and imports: an emulator has neither, or both.
const BACKUPS: [&str; 9] = [
    "CreateBackup",
    "DescribeBackup",
    "ListBackups",
    "ExportTableToPointInTime",
    "DescribeExport",
    "ListExports",
    "ImportTable",
    "DescribeImport",
    "ListImports",
];

#[derive(Debug, Default)]
struct Switches {
    rules: Vec<(FaultRule, u64)>,
    cut: bool,
    lag: Duration,
    without_backups: bool,
    chance: u64,
    recorded: Option<Vec<RecordedCall>>,
}

impl Fault {
    /// Whether the call takes effect.
    pub(crate) fn lets_through(self) -> bool {
        match self {
            Self::Throttled => false,
            Self::ServerError { done } | Self::Hang { done } | Self::Drop { done } | Self::Cut { done } => {
                done
            }
        }
    }
}

impl FaultRule {
    /// A rule about all calls, at each of them.
    #[must_use]
    pub fn new(fault: Fault) -> Self {
        Self { fault, when: When::Always, calls: Calls::All }
    }

    /// The same rule about one operation.
    #[must_use]
    pub fn on(self, operation: &str) -> Self {
        Self { calls: Calls::Named(operation.to_owned()), ..self }
    }

    /// The same rule about operations that change something.
    #[must_use]
    pub fn on_changes(self) -> Self {
        Self { calls: Calls::Changes, ..self }
    }

    /// The same rule at the call with this number, from 1.
    #[must_use]
    pub fn nth(self, number: u64) -> Self {
        Self { when: When::Nth(number), ..self }
    }

    /// The same rule with a probability, from 0 to 1.
    #[must_use]
    pub fn with_chance(self, probability: f64) -> Self {
        Self { when: When::Chance(probability), ..self }
    }
}

impl Faults {
    /// Adds a rule. The first rule that strikes decides about a call; each counts all calls that it is about.
    pub fn add(&self, rule: FaultRule) {
        self.lock().rules.push((rule, 0));
    }

    /// Starts the sequence of chances anew. The same seed and the same calls meet the same faults.
    pub fn seed(&self, seed: u64) {
        self.lock().chance = seed;
    }

    /// Lets descriptions lag behind changes: for so long after a change, the operations that describe tables and their
    /// settings answer as they would have before it. Reads of items do not lag.
    pub fn lag(&self, lag: Duration) {
        self.lock().lag = lag;
    }

    /// Whether the operations of backups on demand are unknown from now on, as emulators without them have it.
    pub fn without_backups(&self, without: bool) {
        self.lock().without_backups = without;
    }

    /// Takes all rules, the cut and the lag away, and brings backups back.
    pub fn clear(&self) {
        let mut switches = self.lock();
        *switches =
            Switches { chance: switches.chance, recorded: switches.recorded.take(), ..Switches::default() };
    }

    /// Records calls from now on.
    pub fn record(&self) {
        self.lock().recorded = Some(Vec::new());
    }

    /// The calls since the recording began or was last read.
    #[must_use]
    pub fn recorded(&self) -> Vec<RecordedCall> {
        self.lock().recorded.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What becomes of a call.
    pub(crate) fn decide(&self, operation: &str, region: &str) -> Option<Fault> {
        let mut switches = self.lock();
        let fault = switches.strike(operation);
        if let Some(recorded) = &mut switches.recorded {
            let (operation, region) = (operation.to_owned(), region.to_owned());
            recorded.push(RecordedCall { operation, region, fault });
        }
        fault
    }

    /// Whether the account does not know the operation, although the sandbox does.
    pub(crate) fn hides(&self, operation: &str) -> bool {
        self.lock().without_backups && BACKUPS.contains(&operation)
    }

    pub(crate) fn lags(&self) -> Duration {
        self.lock().lag
    }

    fn lock(&self) -> MutexGuard<'_, Switches> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Switches {
    fn strike(&mut self, operation: &str) -> Option<Fault> {
        let mut struck = self.cut.then_some(Fault::Drop { done: false });
        for (rule, seen) in &mut self.rules {
            let about = match &rule.calls {
                Calls::All => true,
                Calls::Changes => is_change(operation),
                Calls::Named(name) => name == operation,
            };
            if !about {
                continue;
            }
            *seen += 1;
            let strikes = match rule.when {
                When::Always => true,
                When::Nth(number) => *seen == number,
                When::Chance(probability) => draw(&mut self.chance) < probability,
            };
            if strikes {
                struck = struck.or(Some(rule.fault));
            }
        }
        self.cut |= matches!(struck, Some(Fault::Cut { .. }));
        struck
    }
}

/// Whether an operation changes something. PartiQL may.
pub(crate) fn is_change(operation: &str) -> bool {
    const READS: [&str; 7] = ["Describe", "List", "Get", "Query", "Scan", "SearchVectors", "BatchGetItem"];
    operation != "TransactGetItems" && !READS.iter().any(|read| operation.starts_with(read))
}

/// The next number of the sequence, from 0 to 1 (SplitMix64).
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept, which a float holds")]
fn draw(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_repeats_itself_and_comes_out_right() {
        let faults = Faults::default();
        faults.add(FaultRule::new(Fault::Throttled).with_chance(0.2));
        let struck = |seed| {
            faults.seed(seed);
            (0..10_000).map(|_| faults.decide("Scan", "r").is_some()).collect::<Vec<_>>()
        };
        let first = struck(7);
        assert_eq!(first, struck(7));
        assert_ne!(first, struck(8));
        let count = first.iter().filter(|struck| **struck).count();
        assert!((1_900..2_100).contains(&count), "{count}");
    }

    #[test]
    fn rules_count_what_they_are_about() {
        let faults = Faults::default();
        faults.add(FaultRule::new(Fault::Throttled).on("Scan").nth(2));
        faults.add(FaultRule::new(Fault::Drop { done: true }).on_changes().nth(1));
        let fates: Vec<_> = ["Scan", "PutItem", "Scan", "PutItem", "Scan"]
            .iter()
            .map(|operation| faults.decide(operation, "r"))
            .collect();
        assert_eq!(fates, [None, Some(Fault::Drop { done: true }), Some(Fault::Throttled), None, None]);
    }

    #[test]
    fn after_a_cut_nothing_gets_through_until_it_is_cleared() {
        let faults = Faults::default();
        faults.add(FaultRule::new(Fault::Cut { done: true }).nth(1));
        assert_eq!(faults.decide("Scan", "r"), Some(Fault::Cut { done: true }));
        assert_eq!(faults.decide("Scan", "r"), Some(Fault::Drop { done: false }));
        faults.clear();
        assert_eq!(faults.decide("Scan", "r"), None);
    }
}
