//! What steers a run: wait, go on, stop; and what stopping would take back, said before it is pressed.

use crate::prelude::*;
use tablewright_contract::{CancelRun, RunView};

use crate::client;
use crate::ui::{Button, ButtonKind, Dialog, FormAlert, FormState, use_form};

type Run = RwSignal<Option<RunView>>;

/// The buttons of a run that is under way.
#[component]
pub(super) fn Steering(run: Run) -> impl IntoView {
    let (state, asking) = (use_form(), RwSignal::new(false));
    let words = memo(move |_| run.with(|run| run.as_ref().map_or("", words)));
    let paused = memo(move |_| run.with(|run| run.as_ref().is_some_and(|run| run.paused)));
    let stopping = memo(move |_| run.with(|run| run.as_ref().is_some_and(|run| run.stopping)));
    let turn = move || {
        let (label, action) = if paused.get() { ("Go on", "resume") } else { ("Pause run", "pause") };
        view! {
            <Button pending=state.pending on_press=move |()| post(run, action, CancelRun::default(), state)>
                {label}
            </Button>
        }
    };
    view! {
        <section class="panel" aria-labelledby="next">
            <h2 id="next">"Next"</h2>
            <p class="small muted" role="status">{words}</p>
            <FormAlert state />
            <div class="button-row">
                {move || (!stopping.get()).then(turn)}
                <Button kind=ButtonKind::Danger on_press=move |()| asking.set(true)>"Cancel run"</Button>
            </div>
            <Stop run asking />
        </section>
    }
}

fn words(run: &RunView) -> &'static str {
    match (run.stopping, run.paused) {
        (true, _) => "The run stops before its next step. What is done stays done.",
        (false, true) => "The run waits before its next step. What AWS has taken goes on.",
        (false, false) => "A run can wait or stop between two steps. What is done stays done.",
    }
}

#[component]
fn Stop(run: Run, asking: RwSignal<bool>) -> impl IntoView {
    let state = use_form();
    let unfinished =
        memo(move |_| run.with(|run| run.as_ref().map(|run| run.unfinished.clone()).unwrap_or_default()));
    let press = move |take_back: bool| {
        post(run, "cancel", CancelRun { take_back }, state);
        asking.set(false);
    };
    let back = move || {
        let sentences = unfinished.get();
        (!sentences.is_empty()).then(|| {
            let sentences =
                sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
            view! {
                <p>"What is begun can be taken back, too:"</p>
                <ul>{sentences}</ul>
                <div class="button-row">
                    <Button kind=ButtonKind::Danger pending=state.pending on_press=move |()| press(true)>
                        "Cancel and take back"
                    </Button>
                </div>
            }
        })
    };
    view! {
        <Dialog id="cancel-run" open=asking title="Cancel this run?">
            <div class="stack">
                <p>"The step that is under way is carried to its end, and the run stops before the next."</p>
                <FormAlert state />
                {back}
                <div class="button-row">
                    <Button kind=ButtonKind::Danger pending=state.pending on_press=move |()| press(false)>
                        "Cancel run"
                    </Button>
                    <Button on_press=move |()| asking.set(false)>"Let it run"</Button>
                </div>
            </div>
        </Dialog>
    }
}

/// Posts to a path below the run, and shows the run as it is then, if no event has come in between.
fn post(run: Run, action: &'static str, body: CancelRun, state: FormState) {
    let Some(id) = run.with_untracked(|run| run.as_ref().map(|run| run.id.clone())) else { return };
    let path = format!("/runs/{id}/{action}");
    state.send(client::post::<_, RunView>(&path, &body), move |now| {
        run.update(|run| {
            if let Some(run) = run.as_mut().filter(|run| run.finished_at.is_none()) {
                (run.paused, run.stopping, run.unfinished) = (now.paused, now.stopping, now.unfinished);
            }
        });
    });
}
