//! What was found out about the plan, and what it has replaced.

use crate::prelude::*;
use tablewright_contract::{CheckOutcome, CheckView, FormerPlanView};

use super::Request;
use crate::format::{short, time};
use crate::ui::{Icon, IconName};

/// The checks with their results.
#[component]
pub(super) fn Checks(request: Request) -> impl IntoView {
    let checks = memo(move |_| request.with(|request| request.checks.clone()));
    let list = move || checks.get().into_iter().map(|check| view! { <Check check /> }).collect_view();
    view! {
        <Show when=move || !checks.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="checks">
                <h2 id="checks">"Checks"</h2>
                <ul class="stack">{list}</ul>
            </section>
        </Show>
    }
}

/// One check: a sign, its name, its result in a word, and what was found.
#[component]
pub(super) fn Check(check: CheckView) -> impl IntoView {
    let CheckView { title, outcome, findings, .. } = check;
    let (icon, word) = match outcome {
        CheckOutcome::Passed => (IconName::Check, "passed"),
        CheckOutcome::Attention => (IconName::Warning, "look at this"),
        CheckOutcome::Failed => (IconName::Error, "failed"),
    };
    let found = (!findings.is_empty()).then(|| {
        let items = findings.into_iter().map(|finding| view! { <li>{finding}</li> }).collect_view();
        view! {
            <details class="disclosure" open=outcome == CheckOutcome::Failed>
                <summary>"What was found"</summary>
                <ul class="small">{items}</ul>
            </details>
        }
    });
    view! {
        <li class="check small">
            <Icon name=icon />
            <div>
                {title}
                <span class="muted">": " {word}</span>
                {found}
            </div>
        </li>
    }
}

/// The plans that the request had before: what is different now, and the page of what was approved.
#[component]
pub(super) fn Former(request: Request) -> impl IntoView {
    let former = memo(move |_| request.with(|request| (request.summary.id.clone(), request.former.clone())));
    let list = move || {
        let (id, former) = former.get();
        former.into_iter().map(|plan| view! { <Plan id=id.clone() plan /> }).collect_view()
    };
    view! {
        <Show when=move || !former.with(|(_, former)| former.is_empty())>
            <section class="panel" aria-labelledby="former">
                <h2 id="former">"Former plans"</h2>
                <ul class="stack">{list}</ul>
            </section>
        </Show>
    }
}

#[component]
fn Plan(id: String, plan: FormerPlanView) -> impl IntoView {
    let FormerPlanView { digest, made_at, approved_by, since } = plan;
    let by = match approved_by.is_empty() {
        true => "Nobody approved it.".to_owned(),
        false => format!("Approved by {}. That counts no more.", approved_by.join(", ")),
    };
    let since = since.into_iter().map(|change| view! { <li>{change}</li> }).collect_view();
    view! {
        <li class="small">
            <p>
                <a href=format!("/requests/{id}/plans/{digest}")>"Plan " <code>{short(&digest)}</code></a>
                <span class="muted">", " {time(&made_at)}</span>
            </p>
            <p class="muted">{by}</p>
            <p>"Since then:"</p>
            <ul>{since}</ul>
        </li>
    }
}
