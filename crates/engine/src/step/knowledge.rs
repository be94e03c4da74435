//! What the engine knows of a call, and what follows from it and from a look at the table.
//!
//! Reads of DynamoDB's control plane may be a little old, and an answer may get lost on its way. So one look that says
//! "nothing has happened" is not believed after a call that may have happened, and a call is made again only when
//! several looks agree.

use std::time::Duration;

use tablewright_aws::Failure;
use tablewright_plan::Progress;
use tablewright_storage::Timestamp;

use crate::patience::{Pauses, Streak};
use crate::{Limits, Pace};

/// What is known of the call of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing has reached AWS.
    NotCalled,
    /// A call was sent, and only AWS knows what became of it.
    Uncertain,
    /// AWS has taken it.
    Taken,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// The step is through.
    Through,
    /// Make the call.
    Call,
    /// Wait for this.
    Wait(String),
    /// Look again: what was seen is not believed yet.
    LookAgain,
    /// Give up, for this reason.
    Fail(String),
}

/// What looks have in common, whatever they say in detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotStarted,
    Busy,
    Underway,
    Done,
    Diverged,
}

/// All that is known of a step while it is carried out.
#[derive(Debug)]
pub(super) struct Knowledge {
    known: Known,
    /// Whether the journal has an intent.
    intended: bool,
    /// Calls in a row without a useful answer; that the table is busy is one.
    calls: u32,
    /// The refusal of the last call, until a look shows that it has happened all the same.
    refused: Option<String>,
    last_error: String,
    looks: Streak<Stage>,
    busy_since: Option<Timestamp>,
    after_error: Pauses,
    after_busy: Pauses,
    told: Option<String>,
}

impl Knowledge {
    /// What is known when a step is begun or gone on with.
    pub(super) fn new(known: Known, limits: &Limits) -> Self {
        Self {
            known,
            intended: known != Known::NotCalled,
            calls: 0,
            refused: None,
            last_error: String::new(),
            looks: Streak::default(),
            busy_since: None,
            after_error: Pauses::after_errors(limits),
            after_busy: Pauses::after_busy(limits),
            told: None,
        }
    }

    pub(super) fn known(&self) -> Known {
        self.known
    }

    pub(super) fn is_intended(&self) -> bool {
        self.intended
    }

    /// Whether this is not what was told last.
    pub(super) fn is_news(&mut self, detail: &str) -> bool {
        let news = self.told.as_deref() != Some(detail);
        self.told = Some(detail.to_owned());
        news
    }

    /// A call is about to be made: what was seen until now says nothing about it.
    pub(super) fn intended(&mut self) {
        self.intended = true;
        self.calls += 1;
        self.looks = Streak::default();
    }

    /// AWS has taken the call.
    pub(super) fn taken(&mut self) {
        self.known = Known::Taken;
        self.refused = None;
    }

    /// The call failed; the pause to make before anything else.
    pub(super) fn failed(
        &mut self,
        failure: Failure,
        why: String,
        now: Timestamp,
        pace: &dyn Pace,
    ) -> Duration {
        match failure {
            Failure::Retryable => self.known = Known::Uncertain,
            Failure::Refused | Failure::Credentials => self.refused = Some(why.clone()),
            Failure::Busy => {
                self.calls = 0;
                self.busy_since.get_or_insert(now);
            }
            Failure::Missing | Failure::Unreachable => {}
        }
        self.last_error = why;
        let pauses = if failure == Failure::Busy { &mut self.after_busy } else { &mut self.after_error };
        pauses.next(pace)
    }

    /// What follows from a look at the table.
    pub(super) fn decide(&mut self, progress: Progress, now: Timestamp, limits: &Limits) -> Decision {
        let (long, looks) = self.looks.again(Stage::of(&progress), now);
        let is_sure = looks >= limits.looks;
        match (progress, self.known) {
            (Progress::Done, _) => Decision::Through,
            (Progress::Underway(detail), _) => {
                // Without a call of ours it is somebody else's, which is just as good.
                if self.intended {
                    self.taken();
                }
                patiently(detail, long, limits.underway)
            }
            (Progress::Busy(detail), Known::Taken) => patiently(detail, long, limits.underway),
            (Progress::Diverged(reason), _) if is_sure => {
                Decision::Fail(self.refused.take().unwrap_or(reason))
            }
            (Progress::Diverged(_), _) => Decision::LookAgain,
            (Progress::NotStarted, Known::Taken) => self.unseen(long, limits),
            (_, _) if self.refused.is_some() => self.give_in(is_sure),
            (Progress::Busy(detail), _) => patiently(detail, long, limits.busy),
            (Progress::NotStarted, Known::Uncertain) if !is_sure => Decision::LookAgain,
            (Progress::NotStarted, _) => self.call(now, limits),
        }
    }

    /// AWS has taken the call, and the table does not show it.
    fn unseen(&self, long: Duration, limits: &Limits) -> Decision {
        if long < limits.unseen {
            return Decision::LookAgain;
        }
        Decision::Fail(
            "AWS took the call, but the table shows nothing of it: look at it in AWS, then make a new plan"
                .into(),
        )
    }

    /// A refusal counts once it is sure that an earlier call did not do what was wanted.
    fn give_in(&mut self, is_sure: bool) -> Decision {
        match self.refused.take_if(|_| is_sure) {
            Some(reason) => Decision::Fail(reason),
            None => Decision::LookAgain,
        }
    }

    fn call(&self, now: Timestamp, limits: &Limits) -> Decision {
        let Self { calls, last_error, .. } = self;
        let busy = self.busy_since.map_or(0, |since| now.0 - since.0);
        if u128::try_from(busy).unwrap_or_default() > limits.busy.as_millis() {
            let hours = limits.busy.as_secs() / 3_600;
            return Decision::Fail(format!(
                "it was given up, since the table was busy for more than {hours} hours: {last_error}"
            ));
        }
        if *calls >= limits.calls {
            return Decision::Fail(format!("it was given up after {calls} calls: {last_error}"));
        }
        Decision::Call
    }
}

/// Waiting, but not for ever.
fn patiently(detail: String, long: Duration, limit: Duration) -> Decision {
    if long <= limit {
        return Decision::Wait(detail);
    }
    let hours = limit.as_secs() / 3_600;
    Decision::Fail(format!("{detail}, for more than {hours} hours: look at it in AWS, then make a new plan"))
}

impl Stage {
    const fn of(progress: &Progress) -> Self {
        match progress {
            Progress::NotStarted => Self::NotStarted,
            Progress::Busy(_) => Self::Busy,
            Progress::Underway(_) => Self::Underway,
            Progress::Done => Self::Done,
            Progress::Diverged(_) => Self::Diverged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: fn() -> Limits = Limits::default;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1_000)
    }

    fn decide(knowledge: &mut Knowledge, progress: Progress, seconds: i64) -> Decision {
        knowledge.decide(progress, at(seconds), &LIMITS())
    }

    #[test]
    fn what_has_not_begun_is_called_at_once() {
        let mut knowledge = Knowledge::new(Known::NotCalled, &LIMITS());
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, 0), Decision::Call);
    }

    #[test]
    fn an_uncertain_call_is_repeated_only_when_several_looks_agree() {
        let mut knowledge = Knowledge::new(Known::Uncertain, &LIMITS());
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, 0), Decision::LookAgain);
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, 1), Decision::LookAgain);
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, 2), Decision::Call);
    }

    #[test]
    fn looks_that_contradict_each_other_start_anew() {
        let mut knowledge = Knowledge::new(Known::Uncertain, &LIMITS());
        let busy = || Progress::Busy("busy".to_owned());
        for (seconds, progress, expected) in [
            (0, Progress::NotStarted, Decision::LookAgain),
            (1, Progress::NotStarted, Decision::LookAgain),
            (2, busy(), Decision::Wait("busy".to_owned())),
            (3, Progress::NotStarted, Decision::LookAgain),
        ] {
            assert_eq!(decide(&mut knowledge, progress, seconds), expected);
        }
    }

    #[test]
    fn a_call_that_was_taken_is_never_made_again() {
        let mut knowledge = Knowledge::new(Known::Taken, &LIMITS());
        for seconds in 0..180 {
            assert_eq!(decide(&mut knowledge, Progress::NotStarted, seconds), Decision::LookAgain);
        }
        assert!(matches!(decide(&mut knowledge, Progress::NotStarted, 180), Decision::Fail(_)));
    }

    #[test]
    fn a_table_that_was_changed_by_others_is_looked_at_again_before_that_is_believed() {
        let mut knowledge = Knowledge::new(Known::NotCalled, &LIMITS());
        let diverged = || Progress::Diverged("other key".to_owned());
        assert_eq!(decide(&mut knowledge, diverged(), 0), Decision::LookAgain);
        assert_eq!(decide(&mut knowledge, diverged(), 1), Decision::LookAgain);
        assert_eq!(decide(&mut knowledge, diverged(), 2), Decision::Fail("other key".to_owned()));
    }

    #[test]
    fn a_refused_call_that_has_happened_all_the_same_is_through() {
        let mut knowledge = Knowledge::new(Known::NotCalled, &LIMITS());
        knowledge.intended();
        let refused = "TimeToLive is already enabled".to_owned();
        knowledge.failed(Failure::Refused, refused, at(0), &crate::SystemPace);
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, 0), Decision::LookAgain);
        assert_eq!(decide(&mut knowledge, Progress::Done, 1), Decision::Through);
    }

    #[test]
    fn a_call_that_is_never_taken_since_the_table_is_busy_says_so() {
        let mut knowledge = Knowledge::new(Known::NotCalled, &LIMITS());
        knowledge.intended();
        knowledge.failed(Failure::Busy, "Cannot enable stream".to_owned(), at(0), &crate::SystemPace);
        let hours = i64::try_from(LIMITS().busy.as_secs() / 3_600).unwrap();
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, hours * 3_600), Decision::Call);
        let reason = format!(
            "it was given up, since the table was busy for more than {hours} hours: Cannot enable stream"
        );
        assert_eq!(decide(&mut knowledge, Progress::NotStarted, hours * 3_600 + 1), Decision::Fail(reason));
    }

    #[test]
    fn nothing_is_waited_for_for_ever() {
        let mut knowledge = Knowledge::new(Known::Taken, &LIMITS());
        let underway = || Progress::Underway("The table is being changed".to_owned());
        assert!(matches!(decide(&mut knowledge, underway(), 0), Decision::Wait(_)));
        assert!(matches!(decide(&mut knowledge, underway(), 48 * 3_600), Decision::Wait(_)));
        let reason =
            "The table is being changed, for more than 48 hours: look at it in AWS, then make a new plan";
        assert_eq!(decide(&mut knowledge, underway(), 48 * 3_600 + 1), Decision::Fail(reason.to_owned()));
    }
}
