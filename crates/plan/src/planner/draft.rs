//! The steps of one table so far, and the settings that it has after them.

use super::words;
use crate::{Call, Estimate, Reverse, Risk, Setting, Step, TableState};

/// A plan for one table that is there, or will be once the first step is through.
pub(super) struct Draft<'a> {
    /// What the design wants.
    pub(super) wanted: &'a TableState,
    /// What it was before the first step.
    pub(super) original: TableState,
    /// What it is after the steps so far.
    pub(super) now: TableState,
    /// Whether it is made by this plan: it has no items, no readers and no history.
    pub(super) is_new: bool,
    steps: Vec<Step>,
}

impl<'a> Draft<'a> {
    pub(super) fn of_live(live: &TableState, wanted: &'a TableState) -> Self {
        Self { wanted, original: live.clone(), now: live.clone(), is_new: false, steps: Vec::new() }
    }

    /// Of a table that this step makes.
    pub(super) fn of_new(created: Step, wanted: &'a TableState) -> Self {
        let now = wanted.at_creation();
        Self { wanted, original: now.clone(), now, is_new: true, steps: vec![created] }
    }

    /// Of a table that this step makes with items, and with fewer settings.
    pub(super) fn of_imported(imported: Step, wanted: &'a TableState) -> Self {
        let now = wanted.at_import();
        Self { wanted, original: now.clone(), now, is_new: true, steps: vec![imported] }
    }

    pub(super) fn push(&mut self, mut step: Step) {
        let before = self.now.clone();
        step.call.effect(&mut self.now);
        if before.is_global() && !self.is_taken_back(&step, &before) {
            let why = "What the replicas had of their own follows the table by this, and no single call brings it back";
            step.reverse = Reverse::None(why.to_owned());
        }
        self.steps.push(step);
    }

    /// Whether the reverse brings back what was in all regions.
    fn is_taken_back(&self, step: &Step, before: &TableState) -> bool {
        let Reverse::Call(back) = &step.reverse else { return true };
        let mut state = self.now.clone();
        back.effect(&mut state);
        state == *before
    }

    /// Puts a setting in place by a step with the words that most settings share.
    pub(super) fn set(&mut self, setting: Setting, back: Option<Setting>, words: InPlace) {
        let step = words.step(&self.now.name, setting, back);
        self.push(step);
    }

    pub(super) fn finish(self) -> Vec<Step> {
        self.steps
    }
}

/// What there is to say of a setting that one call puts in place.
pub(super) struct InPlace {
    /// Why it is needed.
    pub(super) reason: String,
    /// What must hold beside the table being ready; begins with a comma, or is empty.
    pub(super) needs: &'static str,
    /// What is waited for, after `Until`; empty when it is that the table is active.
    pub(super) until: &'static str,
    /// What it may do.
    pub(super) risk: Risk,
    /// How long it takes, and from what.
    pub(super) expected: Estimate,
    /// Why there is no way back, where there is none.
    pub(super) no_way_back: &'static str,
}

impl InPlace {
    pub(super) fn new(reason: impl Into<String>, risk: Risk) -> Self {
        Self {
            reason: reason.into(),
            needs: "",
            until: "",
            risk,
            expected: words::unknown("AWS gives no figure"),
            no_way_back: "",
        }
    }

    fn step(self, table: &str, setting: Setting, back: Option<Setting>) -> Step {
        let ready =
            if setting.operation() == "UpdateTable" { words::ready(table) } else { words::active(table) };
        Step {
            number: 0,
            call: Call::set(table, setting),
            reason: self.reason,
            precondition: format!("{ready}{}", self.needs),
            wait: match self.until {
                "" => words::until_active(table),
                until => format!("Until {until}"),
            },
            risk: self.risk,
            expected: self.expected,
            reverse: match back {
                Some(back) => Reverse::Call(Box::new(Call::set(table, back))),
                None => Reverse::None(self.no_way_back.to_owned()),
            },
        }
    }
}
