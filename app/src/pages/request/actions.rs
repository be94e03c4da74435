//! What can be done with a request now: apply, plan anew, discard; while it runs, what steers the run.

use crate::prelude::*;
use tablewright_contract::{RequestState, RequestView, Role, RunState, RunView};

use super::steering::Steering;
use super::{Request, reload};
use crate::client;
use crate::session::may;
use crate::ui::{Button, ButtonKind, Dialog, FormAlert, FormState, IconName, use_form};

/// The buttons that fit the state.
#[component]
pub(super) fn Actions(request: Request, run: RwSignal<Option<RunView>>) -> impl IntoView {
    let state = memo(move |_| request.with(|request| request.summary.state));
    let running =
        memo(move |_| run.with(|run| run.as_ref().is_some_and(|run| run.state == RunState::Running)));
    move || {
        let state = state.get();
        if running.get() {
            return view! { <Steering run /> }.into_any();
        }
        match state {
            RequestState::Applied | RequestState::Discarded | RequestState::Superseded => ().into_any(),
            _ => view! { <Open request state run /> }.into_any(),
        }
    }
}

/// For requests that are neither applied nor given up.
#[component]
fn Open(request: Request, state: RequestState, run: RwSignal<Option<RunView>>) -> impl IntoView {
    let replan = matches!(state, RequestState::Stale | RequestState::Failed | RequestState::Checks)
        && may(Role::Designer);
    let submit = state == RequestState::Draft && may(Role::Designer);
    let apply = matches!(state, RequestState::Approved | RequestState::Failed);
    view! {
        <section class="panel" aria-labelledby="next">
            <h2 id="next">"Next"</h2>
            <p class="small muted">{words(state)}</p>
            {apply.then(|| view! { <Apply request run /> })}
            {submit.then(|| view! { <Submit request /> })}
            {replan.then(|| view! { <Replan request /> })}
            <Discard request />
        </section>
    }
}

const fn words(state: RequestState) -> &'static str {
    match state {
        RequestState::Draft => "Nobody reviews it before it is submitted.",
        RequestState::Checks => {
            "A check failed. Mend the design, save a version and open a request for that, or plan anew."
        }
        RequestState::InReview => "It can be applied once it is approved.",
        RequestState::Approved => "What was approved is what runs, or nothing runs.",
        RequestState::Failed => "The run stopped. What is done stays done.",
        RequestState::Stale => "The environment changed since the plan was made, so the plan no longer fits.",
        RequestState::Applying
        | RequestState::Applied
        | RequestState::Discarded
        | RequestState::Superseded => "",
    }
}

#[component]
fn Apply(request: Request, run: RwSignal<Option<RunView>>) -> impl IntoView {
    let (id, refused, environment) = request.with_untracked(|request| {
        (request.summary.id.clone(), request.apply_refused.clone(), request.environment.name.clone())
    });
    let (state, label) = (use_form(), format!("Apply to {environment}"));
    let press = move |()| {
        let answer = client::post::<_, RunView>(&format!("/requests/{id}/apply"), &());
        state.send(answer, move |started| {
            run.set(Some(started));
            reload(request);
        });
    };
    let disabled = Signal::stored(refused.is_some());
    view! {
        <FormAlert state />
        <Button
            kind=ButtonKind::Primary
            icon=IconName::Play
            disabled
            pending=state.pending
            on_press=press
            attr:aria-describedby="apply-refused"
        >
            {label}
        </Button>
        <p class="small muted" id="apply-refused">{refused}</p>
    }
}

#[component]
fn Submit(request: Request) -> impl IntoView {
    let state = use_form();
    view! {
        <FormAlert state />
        <div class="button-row">
            <Button
                kind=ButtonKind::Primary
                pending=state.pending
                on_press=move |()| post(request, "submit", state)
            >
                "Submit for review"
            </Button>
        </div>
    }
}

#[component]
fn Replan(request: Request) -> impl IntoView {
    let state = use_form();
    view! {
        <FormAlert state />
        <div class="button-row">
            <Button pending=state.pending on_press=move |()| post(request, "plan", state)>"Plan anew"</Button>
        </div>
    }
}

#[component]
fn Discard(request: Request) -> impl IntoView {
    let (state, asking) = (use_form(), RwSignal::new(false));
    view! {
        <div class="button-row">
            <Button kind=ButtonKind::Danger on_press=move |()| asking.set(true)>"Discard"</Button>
        </div>
        <Dialog id="discard" open=asking title="Discard this request?">
            <div class="stack">
                <p>"It can't be opened again. The version stays, and a new request can be made from it."</p>
                <FormAlert state />
                <div class="button-row">
                    <Button
                        kind=ButtonKind::Danger
                        pending=state.pending
                        on_press=move |()| post(request, "discard", state)
                    >
                        "Discard request"
                    </Button>
                    <Button on_press=move |()| asking.set(false)>"Keep it"</Button>
                </div>
            </div>
        </Dialog>
    }
}

/// Posts to a path below the request and shows the request as it is then.
fn post(request: Request, action: &'static str, state: FormState) {
    let id = request.with_untracked(|request| request.summary.id.clone());
    let answer = client::post::<_, RequestView>(&format!("/requests/{id}/{action}"), &());
    state.send(answer, move |now| request.set(now));
}
