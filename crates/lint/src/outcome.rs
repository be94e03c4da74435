//! Judging a design: every rule that is on, over everything it looks at, less what was silenced.

use tablewright_model::{Design, Diagnostic, Severity, Silence, SilenceId};

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
    rules.design.run(&mut found, |check, found| check(&context, found));
    for table in &design.tables {
        let view = TableView::new(&context, table);
        rules.table.run(&mut found, |check, found| check(&view, found));
        for pattern in &view.patterns {
            rules.pattern.run(&mut found, |check, found| check(&view, pattern, found));
        }
    }
    if design.silences.is_empty() {
        return Outcome { findings: found.list, silenced: Vec::new() };
    }
    let (mut outcome, unused) = silence(design, found.list);
    let mut found = Findings::new();
    for silence in unused.into_iter().filter(|silence| !is_off(&silence.code, policy)) {
        rules.silence.run(&mut found, |check, found| check(&context, silence, found));
    }
    outcome.findings.append(&mut found.list);
    outcome
}

/// Takes away what is silenced; the silences that had nothing to take away come second.
fn silence(design: &Design, found: Vec<Diagnostic>) -> (Outcome, Vec<&Silence>) {
    let silences: Vec<&Silence> = design.silences.iter().map(AsRef::as_ref).collect();
    let mut used = vec![false; silences.len()];
    let mut outcome = Outcome::default();
    for finding in found {
        let mut takes = |(silence, used): (&&Silence, &mut bool)| {
            let does = silence.code == finding.code && silence.object.holds(finding.address.object);
            *used |= does;
            does.then(|| (silence.id, silence.reason.clone()))
        };
        // Every silence that fits counts as used, also behind another.
        let taken = silences.iter().zip(&mut used).filter_map(&mut takes).reduce(|first, _| first);
        match taken {
            Some((silence, reason)) => outcome.silenced.push(Silenced { finding, silence, reason }),
            None => outcome.findings.push(finding),
        }
    }
    let unused = silences.into_iter().zip(used).filter(|(_, used)| !used).map(|(silence, _)| silence);
    (outcome, unused.collect())
}

/// What a rule that is off would have found is not known.
fn is_off(code: &str, policy: &Policy) -> bool {
    crate::rule(code).is_some_and(|rule| policy.severity(rule).is_none())
}

/// The rules that are on, by what they look at.
#[derive(Default)]
struct Rules {
    design: Checks<fn(&Context, &mut Findings)>,
    table: Checks<fn(&TableView, &mut Findings)>,
    pattern: Checks<fn(&TableView, &crate::serving::PatternView, &mut Findings)>,
    silence: Checks<fn(&Context, &Silence, &mut Findings)>,
}

impl Rules {
    fn of(policy: &Policy) -> Self {
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
