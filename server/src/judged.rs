//! Findings and verdicts of a design as the API and the command line give them to programs.

use tablewright_access::verdict::{Considered, Outcome, Place, Service, Verdict, render};
use tablewright_contract::{
    ConsideredView, DiagnosticsView, FindingView, PlaceView, ServiceView, VerdictView, VerdictsView,
};
use tablewright_lint::{Policy, judge, rule};
use tablewright_model::{Design, Diagnostic, Pattern, Severity, subject, validate};

/// What AWS would refuse in a design and what lint finds, and how many more findings are silenced.
pub(crate) fn findings(design: &Design, policy: &Policy) -> (Vec<Diagnostic>, usize) {
    let mut findings = validate(design);
    let judged = judge(design, policy);
    findings.extend(judged.findings);
    (findings, judged.silenced.len())
}

/// What was found in a design.
pub(crate) fn diagnostics(design: &Design, findings: &[Diagnostic], silenced: usize) -> DiagnosticsView {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    DiagnosticsView {
        design: design.name.clone(),
        findings: findings.iter().map(|finding| found(design, finding)).collect(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        silenced,
    }
}

fn found(design: &Design, finding: &Diagnostic) -> FindingView {
    FindingView {
        finding: finding.clone(),
        subject: about(design, finding),
        way_out: rule(&finding.code).map(|rule| joined(rule.way_out())),
    }
}

/// What a finding is about, for people.
pub(crate) fn about(design: &Design, finding: &Diagnostic) -> String {
    let object = finding.address.object;
    subject(design, object).unwrap_or_else(|| object.label().to_owned())
}

/// What a rule says of itself is wrapped in its source.
pub(crate) fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What serves the patterns of a design.
pub(crate) fn verdicts(design: &Design, verdicts: &[Verdict]) -> VerdictsView {
    let count = |outcome| verdicts.iter().filter(|verdict| verdict.outcome == outcome).count();
    let pairs = design.patterns.iter().zip(verdicts);
    VerdictsView {
        design: design.name.clone(),
        verdicts: pairs.map(|(pattern, verdict)| one(design, pattern, verdict)).collect(),
        served: count(Outcome::Served),
        at_a_price: count(Outcome::AtPrice),
        not_served: count(Outcome::NotServed),
    }
}

fn one(design: &Design, pattern: &Pattern, verdict: &Verdict) -> VerdictView {
    let considered = |one: &Considered| {
        let reasons = one.reasons.iter().map(|why| render::reason(design, pattern.id, why));
        ConsideredView { place: place(design, pattern, one.place), reasons: reasons.collect() }
    };
    let others = verdict.considered.iter().filter(|one| !one.reasons.is_empty());
    VerdictView {
        id: pattern.id.to_string(),
        pattern: pattern.name.clone(),
        table: design.table(pattern.table).map(|table| table.name.clone()),
        outcome: word(verdict.outcome).to_owned(),
        service: verdict.service.as_deref().map(|service| served(design, pattern, service)),
        not_by: others.map(considered).collect(),
    }
}

fn served(design: &Design, pattern: &Pattern, service: &Service) -> ServiceView {
    let price = |price| render::price(design, pattern.id, price);
    let note = |note| render::note(design, pattern.id, note);
    ServiceView {
        operation: service.operation.name().to_owned(),
        place: place(design, pattern, service.place),
        prices: service.prices.iter().map(price).collect(),
        notes: service.notes.iter().map(note).collect(),
        pages: service.estimate.pages,
        units: service.estimate.total().to_string(),
        units_are_a_minimum: service.estimate.at_least,
    }
}

fn place(design: &Design, pattern: &Pattern, place: Place) -> PlaceView {
    let name = |id| design.table(pattern.table).and_then(|table| table.index_name(id));
    match place {
        Place::Table => PlaceView::Table,
        Place::Index(id) => PlaceView::Index(name(id).map(|name| name.to_owned())),
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Served => "served",
        Outcome::AtPrice => "at_a_price",
        Outcome::NotServed => "not_served",
    }
}
