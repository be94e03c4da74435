//! Judging a design: every rule that is on, over everything it looks at, less what was silenced.

use std::borrow::Borrow;

use tablewright_model::{Design, Diagnostic, Severity, Silence, SilenceId, side_by_side};

use crate::context::{Context, TableView};
use crate::findings::Findings;
use crate::policy::Policy;
use crate::rule::{Check, Rule};

/// What a judged design has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is to be told: what is of the design as a whole, then table by table, each by code, its patterns last.
    pub findings: Vec<Diagnostic>,
    /// What the design's silences took away.
    pub silenced: Vec<Silenced>,
}

/// A finding that was silenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    /// What would have been told.
    pub finding: Diagnostic,
    /// The silence that took it away.
    pub silence: SilenceId,
    /// Why, in the words of the silence.
    pub reason: String,
}

/// What a good engineer would do otherwise in this design.
#[must_use]
pub fn lint(design: &Design, policy: &Policy) -> Vec<Diagnostic> {
    judge(design, policy).findings
}

/// The same with what was silenced.
#[must_use]
pub fn judge(design: &Design, policy: &Policy) -> Outcome {
    let rules = Rules::of(policy);
    let context = Context::new(design, policy);
    let mut found = Findings::new();
    rules.on_design(&context, &mut found);
    found.list.extend(side_by_side(design.tables.iter().as_slice(), |tables| {
        let mut found = Findings::new();
        tables.iter().for_each(|table| rules.on_table(&TableView::new(&context, table), &mut found));
        found.list
    }));
    let Sifted { told, silenced, unused } = sift(design, found.list);
    let mut found = Findings { list: told, ..Findings::new() };
    rules.on_unused(&context, &unused, &mut found);
    Outcome {
        findings: found.list,
        silenced: silenced.into_iter().map(|(finding, by)| Silenced::by(finding, by)).collect(),
    }
}

impl Silenced {
    fn by(finding: Diagnostic, silence: &Silence) -> Self {
        Self { finding, silence: silence.id, reason: silence.reason.clone() }
    }
}

/// Findings without what is silenced.
pub(crate) struct Sifted<'d, F> {
    pub(crate) told: Vec<F>,
    pub(crate) silenced: Vec<(F, &'d Silence)>,
    /// The silences that had nothing to take away.
    pub(crate) unused: Vec<&'d Silence>,
}

/// Takes away what is silenced.
pub(crate) fn sift<F: Borrow<Diagnostic>>(design: &Design, found: Vec<F>) -> Sifted<'_, F> {
    if design.silences.is_empty() {
        return Sifted { told: found, silenced: Vec::new(), unused: Vec::new() };
    }
    let silences: Vec<&Silence> = design.silences.iter().map(AsRef::as_ref).collect();
    let mut used = vec![false; silences.len()];
    let (mut told, mut silenced) = (Vec::new(), Vec::new());
    for finding in found {
        let Diagnostic { code, address, .. } = finding.borrow();
        let takes = |silence: &Silence| silence.code == *code && silence.object.holds(address.object);
        let mut by = None;
        for (silence, used) in silences.iter().zip(&mut used).filter(|(silence, _)| takes(silence)) {
            // Every silence that fits counts as used, also behind another.
            *used = true;
            by = by.or(Some(*silence));
        }
        match by {
            Some(silence) => silenced.push((finding, silence)),
            None => told.push(finding),
        }
    }
    let unused = silences.into_iter().zip(used).filter(|(_, used)| !used).map(|(silence, _)| silence);
    Sifted { told, silenced, unused: unused.collect() }
}

/// The rules that are on, by what they look at.
#[derive(Default)]
pub(crate) struct Rules {
    design: Checks<fn(&Context, &mut Findings)>,
    table: Checks<fn(&TableView, &mut Findings)>,
    pattern: Checks<fn(&TableView, &crate::serving::PatternView, &mut Findings)>,
    silence: Checks<fn(&Context, &Silence, &mut Findings)>,
}

impl Rules {
    pub(crate) fn on_design(&self, context: &Context, found: &mut Findings) {
        self.design.run(found, |check, found| check(context, found));
    }

    /// Of the table and of the patterns that are asked of it.
    pub(crate) fn on_table(&self, view: &TableView, found: &mut Findings) {
        self.table.run(found, |check, found| check(view, found));
        for pattern in &view.patterns {
            self.pattern.run(found, |check, found| check(view, pattern, found));
        }
    }

    pub(crate) fn on_unused(&self, context: &Context, unused: &[&Silence], found: &mut Findings) {
        // What a rule that is off would have found is not known.
        let is_off =
            |code: &str| crate::rule(code).is_some_and(|rule| context.policy.severity(rule).is_none());
        for silence in unused.iter().filter(|silence| !is_off(&silence.code)) {
            self.silence.run(found, |check, found| check(context, silence, found));
        }
    }

    pub(crate) fn of(policy: &Policy) -> Self {
        let mut rules = Self::default();
        for rule in crate::rules() {
            let Some(severity) = policy.severity(rule) else { continue };
            match rule.check {
                Check::Design(check) => rules.design.add(rule, severity, check),
                Check::Table(check) => rules.table.add(rule, severity, check),
                Check::Pattern(check) => rules.pattern.add(rule, severity, check),
                Check::Silence(check) => rules.silence.add(rule, severity, check),
            }
        }
        rules
    }
}

struct Checks<F>(Vec<(&'static str, Severity, F)>);

impl<F> Default for Checks<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy> Checks<F> {
    fn add(&mut self, rule: &Rule, severity: Severity, check: F) {
        self.0.push((rule.code, severity, check));
    }

    fn run(&self, found: &mut Findings, with: impl Fn(F, &mut Findings)) {
        for (code, severity, check) in &self.0 {
            (found.code, found.severity) = (code, *severity);
            with(*check, found);
        }
    }
}
