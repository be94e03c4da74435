//! What would take back what a run has done: a preview, and the way to a plan that does it.

use crate::prelude::*;
use leptos::task::spawn_local;
use tablewright_contract::{RunState, RunView, UndoStep, UndoView};

use crate::client;
use crate::ui::{Button, LinkButton, Prose, use_toasts};

/// For a run that has ended, once it is asked for: most people never want to go back.
#[component]
pub(crate) fn UndoPart(
    /// The run.
    run: RwSignal<Option<RunView>>,
) -> impl IntoView {
    let found = RwSignal::new(None::<UndoView>);
    let toasts = use_toasts();
    let ended = memo(move |_| {
        run.with(|run| run.as_ref().filter(|run| run.state != RunState::Running).map(|run| run.id.clone()))
    });
    let ask = move |()| {
        let Some(id) = ended.get_untracked() else { return };
        spawn_local(async move {
            match client::get::<UndoView>(&format!("/runs/{id}/undo")).await.and_then(client::Json::read) {
                Ok(undo) => found.set(Some(undo)),
                Err(error) => toasts.error(error.message),
            }
        });
    };
    let body = move || match found.get() {
        Some(undo) => view! { <Undo undo /> }.into_any(),
        None => view! {
            <div class="button-row">
                <Button on_press=ask>"How to take it back"</Button>
            </div>
        }
        .into_any(),
    };
    move || {
        ended.get().is_some().then(|| view! { <section class="section" aria-label="Undo">{body}</section> })
    }
}

#[component]
fn Undo(undo: UndoView) -> impl IntoView {
    let UndoView { design, version, environment, calls, left } = undo;
    let nothing = calls.is_empty() && left.is_empty();
    let plan = version.map(|number| {
        let href = format!("/designs/{design}/versions/{number}/plan/{environment}");
        view! {
            <p>{format!("Version {number} was there before. A plan for it takes back what can be, and is reviewed like any other.")}</p>
            <div class="button-row">
                <LinkButton href>{format!("Plan version {number}")}</LinkButton>
            </div>
        }
    });
    let none = version.is_none().then(|| {
        view! {
            <p>
                "No version was there before: make a version without what is to go, and plan that."
            </p>
        }
    });
    view! {
        <h2>"Undo"</h2>
        {nothing.then(|| view! { <p class="muted">"The run has done nothing."</p> })}
        <List title="Would be taken back, the last step first" steps=calls />
        <List title="Would stay" steps=left />
        {(!nothing).then_some(plan)}
        {(!nothing).then_some(none)}
    }
}

#[component]
fn List(title: &'static str, steps: Vec<UndoStep>) -> impl IntoView {
    let line = |step: UndoStep| view! { <li>{format!("Step {}: ", step.step)}<Prose text=step.words /></li> };
    (!steps.is_empty()).then(|| {
        let lines = steps.into_iter().map(line).collect_view();
        view! { <h3>{title}</h3> <ul>{lines}</ul> }
    })
}
