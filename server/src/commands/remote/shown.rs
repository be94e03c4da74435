//! Requests and runs as text for people.

use tablewright_contract::{ApprovalView, CheckOutcome, CheckView, PlanView, RequestView, RunState, RunView};

use super::super::output::{Paint, plain};
use super::follow;
use crate::effects;

/// A request: what it is, what was found, what would be done, and what it still needs.
pub(super) fn request(request: &RequestView, paint: Paint) -> String {
    let mut text = head(request, paint);
    text.extend(request.checks.iter().map(|one| check(one, paint)));
    text.push('\n');
    text.push_str(&plan(&request.plan));
    text.push('\n');
    text.push_str(&approvals(request, paint));
    if let Some(newest) = &request.run {
        text.push_str(&run(newest, paint));
    }
    text
}

/// A run: how it stands, and each step that did not go well.
pub(super) fn run(run: &RunView, paint: Paint) -> String {
    let state = follow::state(run.state);
    let state = match run.state {
        RunState::Succeeded => paint.good(state),
        RunState::Running => state.to_owned(),
        RunState::Failed | RunState::Cancelled => paint.bad(state),
    };
    let done = run.steps.iter().filter(|step| step.finished_at.is_some()).count();
    let mut text = format!("Run {} {state}: {done} of {} steps are through.\n", run.id, run.steps.len());
    for sentence in [&run.error, &run.closing].into_iter().flatten() {
        text.push_str(&format!("  {}\n", plain(sentence)));
    }
    text
}

fn head(request: &RequestView, paint: Paint) -> String {
    let summary = &request.summary;
    let title = paint.strong(&plain(&summary.title));
    let what = format!(
        "{}: {} version {} in {}, by {}",
        summary.state.label(),
        summary.design_name,
        summary.version,
        summary.environment,
        summary.author
    );
    format!("{title}\n{}\nRequest: {}\nDigest:  {}\n\n", plain(&what), summary.id, request.plan.digest)
}

fn check(check: &CheckView, paint: Paint) -> String {
    let outcome = match check.outcome {
        CheckOutcome::Passed => paint.good("passed   "),
        CheckOutcome::Attention => paint.strong("attention"),
        CheckOutcome::Failed => paint.bad("failed   "),
    };
    let findings: String =
        check.findings.iter().map(|finding| format!("           {}\n", plain(finding))).collect();
    format!("{outcome}  {}\n{findings}", plain(&check.title))
}

/// The plan's own text, and the patterns that are served otherwise afterwards.
fn plan(plan: &PlanView) -> String {
    let mut text: String = plan.text.lines().map(|line| plain(line) + "\n").collect();
    if !plan.patterns.is_empty() {
        text.push_str("\nAccess patterns that are served otherwise:\n\n");
        text.extend(plan.patterns.iter().map(|one| format!("  {}\n", plain(&effects::line(one)))));
    }
    text
}

fn approvals(request: &RequestView, paint: Paint) -> String {
    let RequestView { counted, needed, typed, .. } = request;
    let mut text = format!("Approvals: {counted} of {needed}\n");
    text.extend(request.approvals.iter().map(|one| approval(one, paint)));
    if !typed.is_empty() {
        text.push_str(&format!("Names to type: {}\n", plain(&typed.join(", "))));
    }
    for (act, refused) in [("approve", &request.approve_refused), ("apply", &request.apply_refused)] {
        if let Some(reason) = refused {
            text.push_str(&format!("You can't {act} it: {}\n", plain(reason)));
        }
    }
    text
}

fn approval(ApprovalView { by, comment, counts, .. }: &ApprovalView, paint: Paint) -> String {
    let comment = if comment.is_empty() { String::new() } else { format!(": {comment}") };
    let line = plain(&format!("  {}{comment}", by.name));
    if *counts {
        format!("{line}\n")
    } else {
        format!("{}\n", paint.dim(&format!("{line} (does not count)")))
    }
}
