//! Changes that AWS takes only so often, counted from what was done before: a reviewer is to know that a run would stop
//! half-way, or wait, before it is approved.
//!
//! AWS tells no such counts, but for decreases of capacity (DDB220). What is known is what this server's own runs did;
//! a change by hand is in nobody's log. So these are warnings, and no plan depends on them.

use std::collections::BTreeMap;

use tablewright_model::Encryption;

use crate::{BillingState, Call, KinesisChange, Plan, Setting, Warning};

const HOUR: i64 = 60 * 60 * 1_000;
const DAY: i64 = 24 * HOUR;

/// A call that took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The call.
    pub call: Call,
    /// When it was through, in milliseconds since 1970.
    pub at: i64,
}

/// A change that is rationed (Developer Guide, quotas and table classes; API reference, `UpdateTimeToLive` and
/// `UpdateKinesisStreamingDestination`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ration {
    Class,
    OnDemand,
    Key,
    Precision,
    Ttl,
}

impl Ration {
    fn of(call: &Call) -> Option<Self> {
        let setting = match call {
            Call::Set { setting, .. } => setting,
            Call::At { call, .. } => return Self::of(call),
            _ => return None,
        };
        match setting {
            Setting::Class(_) => Some(Self::Class),
            Setting::Billing { billing: BillingState::OnDemand, .. } => Some(Self::OnDemand),
            // The way back to the key that AWS owns is always free.
            Setting::Encryption(Encryption::AwsOwned) => None,
            Setting::Encryption(_) => Some(Self::Key),
            Setting::Kinesis { change: KinesisChange::Precision(_), .. } => Some(Self::Precision),
            Setting::Ttl { .. } => Some(Self::Ttl),
            _ => None,
        }
    }

    /// How many in how long.
    const fn grant(self) -> (usize, i64) {
        match self {
            Self::Class => (2, 30 * DAY),
            Self::OnDemand | Self::Key => (4, DAY),
            Self::Precision => (3, DAY),
            Self::Ttl => (1, HOUR),
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Class => "the table class",
            Self::OnDemand => "the billing mode, to on demand,",
            Self::Key => "the encryption key",
            Self::Precision => "the precision of the Kinesis data stream",
            Self::Ttl => "TTL",
        }
    }
}

/// How long one has to look back to know what is left of all rations, in milliseconds.
pub const RATIONED: i64 = 30 * DAY;

/// Whether the plan has a change that is rationed; for another one nobody needs to look back.
#[must_use]
pub fn is_rationed(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| Ration::of(&step.call).is_some())
}

/// What the plan asks for that is used up, as far as one knows. `now` is in milliseconds since 1970.
#[must_use]
pub fn used_up(plan: &Plan, made: &[Made], now: i64) -> Vec<Warning> {
    let mut asked = BTreeMap::<_, usize>::new();
    for step in &plan.steps {
        if let Some(ration) = Ration::of(&step.call) {
            *asked.entry((place(&step.call), ration)).or_default() += 1;
        }
    }
    asked.into_iter().filter_map(|((place, ration), more)| warning(place, ration, more, made, now)).collect()
}

/// Replicas are rationed by themselves.
fn place(call: &Call) -> (&str, Option<&str>) {
    (call.table(), call.region())
}

fn warning(
    (table, region): (&str, Option<&str>),
    ration: Ration,
    more: usize,
    made: &[Made],
    now: i64,
) -> Option<Warning> {
    let (most, window) = ration.grant();
    let is_same = |one: &&Made| place(&one.call) == (table, region) && Ration::of(&one.call) == Some(ration);
    let mut before: Vec<i64> = made.iter().filter(is_same).map(|one| one.at).collect();
    before.retain(|at| now - at < window);
    before.sort_unstable();
    let over = (before.len() + more).checked_sub(most).filter(|over| *over > 0)?;
    // What the plan alone asks for too often is told elsewhere, or is no use to wait for.
    let free_again = *before.get(over - 1)? + window;
    let what = ration.what();
    let times = if before.len() == 1 { "once".to_owned() } else { format!("{} times", before.len()) };
    let there = region.map(|region| format!(" in {region}")).unwrap_or_default();
    let then = match ration {
        Ration::Ttl => "the run waits at that step",
        _ => "the run would stop at that step, so wait with this plan",
    };
    let message = format!(
        "Runs of this server have changed {what} of table `{table}`{there} {times} in the last {}, and AWS takes \
         {most}: {then} for {} more",
        span(window),
        span(free_again - now)
    );
    Some(Warning { code: "DDB112".to_owned(), table: table.to_owned(), message })
}

/// A time in words, rounded up.
fn span(milliseconds: i64) -> String {
    let (count, unit) = match milliseconds {
        long if long > DAY => (long.div_euclid(DAY) + i64::from(long % DAY != 0), "days"),
        middle if middle > HOUR => (middle.div_euclid(HOUR) + i64::from(middle % HOUR != 0), "hours"),
        short => (short.div_euclid(60_000) + i64::from(short % 60_000 != 0), "minutes"),
    };
    if count == 1 { format!("1 {}", unit.trim_end_matches('s')) } else { format!("{count} {unit}") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tablewright_model::{Digest, TableClass};

    use super::*;
    use crate::{EnvironmentIdentity, Estimate, Reverse, Risk, Step};

    fn plan(calls: impl IntoIterator<Item = Call>) -> Plan {
        let step = |call| Step {
            number: 1,
            call,
            reason: String::new(),
            precondition: String::new(),
            wait: String::new(),
            risk: Risk::Safe,
            expected: Estimate { seconds: None, basis: String::new() },
            reverse: Reverse::None(String::new()),
        };
        let identity = EnvironmentIdentity {
            name: String::new(),
            account: String::new(),
            region: String::new(),
            endpoint: None,
            name_template: String::new(),
            copies: None,
        };
        Plan {
            version: Digest::of_bytes(b""),
            environment: identity,
            fingerprint: Digest::of_bytes(b""),
            changes: Vec::new(),
            steps: calls.into_iter().map(step).collect(),
            problems: Vec::new(),
            warnings: Vec::new(),
            migrations: Vec::new(),
            without: BTreeSet::new(),
        }
    }

    fn class(table: &str) -> Call {
        Call::set(table, Setting::Class(TableClass::InfrequentAccess))
    }

    fn ttl(enabled: bool) -> Call {
        Call::set("Scores", Setting::Ttl { attribute: "Ends".to_owned(), enabled })
    }

    fn told(plan: &Plan, made: &[(Call, i64)], now: i64) -> Vec<String> {
        let made: Vec<_> = made.iter().map(|(call, at)| Made { call: call.clone(), at: *at }).collect();
        used_up(plan, &made, now).into_iter().map(|warning| warning.message).collect()
    }

    #[test]
    fn a_third_class_in_thirty_days_is_told_with_the_time_to_wait() {
        let plan = plan([class("Scores")]);
        let twice = [(class("Scores"), 0), (class("Scores"), 10 * DAY)];
        let expected = "Runs of this server have changed the table class of table `Scores` 2 times in the last 30 days, and \
                        AWS takes 2: the run would stop at that step, so wait with this plan for 18 days more";
        assert_eq!(told(&plan, &twice, 12 * DAY), [expected]);
        assert_eq!(told(&plan, &twice, 30 * DAY), Vec::<String>::new(), "the first is a month ago");
        assert_eq!(told(&plan, &twice[..1], DAY), Vec::<String>::new());
    }

    #[test]
    fn every_table_and_every_region_has_its_own() {
        let there = |call| Call::At { region: "eu-west-1".to_owned(), call: Box::new(call) };
        let plan = plan([class("Scores")]);
        let others = [(class("Players"), 0), (there(class("Scores")), 0), (class("Scores"), 0)];
        assert_eq!(told(&plan, &others, DAY), Vec::<String>::new());
    }

    #[test]
    fn a_ttl_of_this_hour_is_waited_for_and_the_way_back_to_the_own_key_is_free() {
        let minutes = |count: i64| count * 60_000;
        let waits = "Runs of this server have changed TTL of table `Scores` once in the last 60 minutes, and AWS takes 1: the \
                     run waits at that step for 50 minutes more";
        assert_eq!(told(&plan([ttl(false)]), &[(ttl(true), 0)], minutes(10)), [waits]);
        assert_eq!(
            told(&plan([ttl(false), ttl(true)]), &[], 0),
            Vec::<String>::new(),
            "DDB112 tells that anyway"
        );
        let free = Call::set("Scores", Setting::Encryption(Encryption::AwsOwned));
        assert!(!is_rationed(&plan([free])));
        assert!(is_rationed(&plan([ttl(true)])));
    }
}
