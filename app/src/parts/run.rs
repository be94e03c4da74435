//! A run as it goes: each step with its state, then the closing line.

use crate::prelude::*;
use tablewright_contract::{Filled, RunState, RunStepState, RunStepView, RunView};

use crate::format::time;
use crate::ui::{Alert, Badge, Icon, IconName, Prose, Spinner, Tone, events};

/// The newest run of a request. While it runs it is followed live; `on_end` is called once it has ended.
#[component]
pub(crate) fn RunPart(
    /// The run.
    run: RwSignal<Option<RunView>>,
    /// It has ended.
    #[prop(into)]
    on_end: Callback<()>,
) -> impl IntoView {
    let running = memo(move |_| {
        run.with(|run| run.as_ref().filter(|run| run.state == RunState::Running).map(|run| run.id.clone()))
    });
    Effect::new(move || {
        if let Some(id) = running.get() {
            events(&format!("/api/v1/runs/{id}/events"), move |data| heard(&data, run, on_end));
        }
    });
    move || run.get().map(|run| view! { <RunBody run /> })
}

/// Takes one event; gives whether more are to come.
fn heard(data: &str, run: RwSignal<Option<RunView>>, on_end: Callback<()>) -> bool {
    let Ok(now) = serde_json::from_str::<RunView>(data) else { return true };
    let going = now.state == RunState::Running;
    run.set(Some(now));
    if !going {
        on_end.run(());
    }
    going
}

#[component]
fn RunBody(run: RunView) -> impl IntoView {
    let RunView { started_by, started_at, state, error, closing, steps, .. } = run;
    let (word, tone) = run_word(state);
    let progress = progress(&steps);
    let steps = steps.into_iter().map(|step| view! { <StepRow step /> }).collect_view();
    view! {
        <section class="section run" aria-labelledby="run">
            <div class="section-head">
                <h2 id="run">"Run"</h2>
                <Badge tone>{word}</Badge>
                <p class="small muted">{format!("started by {started_by}, {}", time(&started_at))}</p>
            </div>
            <p class="visually-hidden" role="status">{progress}</p>
            <ol class="run-steps">{steps}</ol>
            {error.map(|error| view! { <Alert tone=Tone::Destroy><Prose text=error /></Alert> })}
            {closing.map(|line| view! { <p class="summary-line" data-closing="">{line}</p> })}
        </section>
    }
}

#[component]
fn StepRow(step: RunStepView) -> impl IntoView {
    let RunStepView { number, operation, table, state, detail, filled, aws_request_ids, .. } = step;
    let ids = (!aws_request_ids.is_empty()).then(|| {
        view! { <p class="small muted run-ids">"AWS request " <code>{aws_request_ids.join(", ")}</code></p> }
    });
    view! {
        <li class="run-step" data-state=step_term(state)>
            <span class="run-sign">{step_sign(state)}</span>
            <div class="run-step-body">
                <p class="run-step-title">
                    <span class="tabular muted">{format!("{number}.")}</span>
                    " "
                    <span class="mono">{operation} " " {table}</span>
                </p>
                {(!detail.is_empty()).then(|| view! { <p class="small run-detail"><Prose text=detail /></p> })}
                {filled.map(|filled| view! { <FilledPart number filled /> })}
                {ids}
            </div>
            <span class="run-step-state small">{step_term(state)}</span>
        </li>
    }
}

/// How much of an index is filled, for as long as that is known.
#[component]
fn FilledPart(number: u32, filled: Filled) -> impl IntoView {
    match filled {
        Filled::Percent(percent) => view! {
            <p class="small run-filled">
                <progress max="100" value=percent aria-label=format!("Index of step {number}, filled")></progress>
                <span class="tabular">{format!("{percent} % filled")}</span>
            </p>
        }
        .into_any(),
        Filled::Unknown(why) => view! {
            <p class="small run-detail">"How much is filled is not known: " <Prose text=why /></p>
        }
        .into_any(),
    }
}

fn step_sign(state: RunStepState) -> AnyView {
    let icon = |name: IconName| view! { <Icon name /> }.into_any();
    match state {
        RunStepState::Pending | RunStepState::Skipped => icon(IconName::More),
        RunStepState::Calling | RunStepState::Waiting => view! { <Spinner /> }.into_any(),
        RunStepState::Done => icon(IconName::Check),
        RunStepState::Failed => icon(IconName::Close),
    }
}

const fn step_term(state: RunStepState) -> &'static str {
    match state {
        RunStepState::Pending => "pending",
        RunStepState::Calling => "calling",
        RunStepState::Waiting => "waiting",
        RunStepState::Done => "done",
        RunStepState::Failed => "failed",
        RunStepState::Skipped => "skipped",
    }
}

const fn run_word(state: RunState) -> (&'static str, Tone) {
    match state {
        RunState::Running => ("Running", Tone::Accent),
        RunState::Succeeded => ("Succeeded", Tone::Add),
        RunState::Failed => ("Failed", Tone::Destroy),
        RunState::Cancelled => ("Cancelled", Tone::Change),
    }
}

/// What assistive technology hears as the run goes on.
fn progress(steps: &[RunStepView]) -> String {
    let done = steps.iter().filter(|step| step.state == RunStepState::Done).count();
    let at = steps.iter().find(|step| {
        matches!(step.state, RunStepState::Calling | RunStepState::Waiting | RunStepState::Failed)
    });
    let now =
        at.map_or_else(String::new, |step| format!(" Step {} is {}.", step.number, step_term(step.state)));
    format!("{done} of {} steps done.{now}", steps.len())
}
