//! The calls of a plan, in order, each with all that is known about it beforehand.

use crate::prelude::*;
use tablewright_contract::{PlanStepView, ReverseView};
use tablewright_interchange::ExportFormat;
use tablewright_plan::{Estimate, Risk};

use super::{Fact, Facts};
use crate::format::duration;
use crate::ui::{Badge, CodeBlock, Prose, Tone};

/// The ordered list.
#[component]
pub(crate) fn Steps(steps: Vec<PlanStepView>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let steps = steps.into_iter().map(|step| view! { <StepItem step /> }).collect_view();
        view! {
            <section class="section" aria-labelledby="steps">
                <h2 id="steps">"AWS calls, in order"</h2>
                <ol class="steps">{steps}</ol>
            </section>
        }
    })
}

#[component]
fn StepItem(step: PlanStepView) -> impl IntoView {
    let PlanStepView { number, title, request, reason, precondition, wait, risk, expected, reverse, .. } =
        step;
    let (word, tone) = risk_word(risk);
    view! {
        <li class="step">
            <span class="step-number tabular" aria-hidden="true">{number}</span>
            <div class="step-body">
                <div class="step-head">
                    <h3 class="step-title mono">{title}</h3>
                    <Badge tone>{word}</Badge>
                </div>
                <p><Prose text=reason /></p>
                <Facts>
                    <Fact name="Needs"><Prose text=precondition /></Fact>
                    <Fact name="Waits"><Prose text=wait /></Fact>
                    <Fact name="Takes"><Prose text=takes(&expected) /></Fact>
                    <Fact name="Reverse"><Prose text=reversed(reverse) /></Fact>
                </Facts>
                <details class="disclosure">
                    <summary>"Exact request"</summary>
                    <CodeBlock text=request format=ExportFormat::Json what=format!("Request of step {number}") />
                </details>
            </div>
        </li>
    }
}

/// A risk in a few words and its tone.
const fn risk_word(risk: Risk) -> (&'static str, Tone) {
    match risk {
        Risk::Safe => ("Safe", Tone::Neutral),
        Risk::Cost => ("Changes the bill", Tone::Change),
        Risk::Degrades => ("Requests may fail or slow down", Tone::Change),
        Risk::Irreversible => ("Can't be taken back, or not at once", Tone::Destroy),
        Risk::LosesData => ("Loses data", Tone::Destroy),
    }
}

fn takes(expected: &Estimate) -> String {
    match expected.seconds {
        Some(seconds) => format!("about {}: {}", duration(seconds), expected.basis),
        None => format!("no estimate: {}", expected.basis),
    }
}

fn reversed(reverse: ReverseView) -> String {
    match reverse {
        ReverseView::Call(title) => title,
        ReverseView::None(why) => format!("none: {why}"),
    }
}
