//! What would take back what a run has done: a preview, and the way to a plan that does it.

use crate::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tablewright_contract::{CreateRequest, RequestView, Role, RunState, RunView, UndoStep, UndoView};

use crate::client;
use crate::session::may;
use crate::ui::{Alert, Button, FormAlert, LinkButton, Prose, Tone, use_form, use_toasts};

/// The longest title that a request may have, in characters.
const MOST_TITLE: usize = 200;

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
        Some(undo) => view! { <Undo undo run=ended.get_untracked().unwrap_or_default() /> }.into_any(),
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
fn Undo(undo: UndoView, run: String) -> impl IntoView {
    let UndoView { design, version, applied, made, environment, calls, left } = undo;
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
    let first = (version.is_none() && !made.is_empty()).then(|| {
        let asked = CreateRequest {
            title: format!("Take back: delete {}", made.join(", ")).chars().take(MOST_TITLE).collect(),
            design,
            version: applied,
            environment,
            draft: false,
            retire: None,
            undo: Some(run),
        };
        view! { <First made asked /> }
    });
    view! {
        <h2>"Undo"</h2>
        {nothing.then(|| view! { <p class="muted">"The run has done nothing."</p> })}
        <List title="Would be taken back, the last step first" steps=calls />
        <List title="Would stay" steps=left />
        {(!nothing).then_some(plan)}
        {first}
    }
}

/// A first run: there is no version to go back to, so what it made goes.
#[component]
fn First(made: Vec<String>, asked: CreateRequest) -> impl IntoView {
    let (state, navigate) = (use_form(), use_navigate());
    let press = move |()| {
        let navigate = navigate.clone();
        state.send(client::post::<_, RequestView>("/requests", &asked), move |request| {
            navigate(&format!("/requests/{}", request.summary.id), Default::default());
        });
    };
    let names = made.into_iter().map(|table| view! { <li><code>{table}</code></li> }).collect_view();
    view! {
        <p>"No version was there before this run. Taking it back deletes the tables that it made:"</p>
        <ul>{names}</ul>
        <Alert tone=Tone::Change>
            "Each is backed up first, unless the endpoint keeps no backups, which the plan then says. A backup is paid for \
             until somebody deletes it. Whoever approves it types the name of each table."
        </Alert>
        <FormAlert state />
        {may(Role::Designer).then(|| view! {
            <div class="button-row">
                <Button pending=state.pending on_press=press>"Ask to delete them"</Button>
            </div>
        })}
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
