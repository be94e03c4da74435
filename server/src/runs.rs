//! The runs that are under way: starting, resuming after a restart, stopping, and telling whoever watches.
//!
//! What has to survive is in the journal; here is also what need not: how much of an index is filled.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use tablewright_engine::{Cancel, Engine, EngineError, Event, Events, Filled, Happening, Job, Outcome};
use tablewright_plan::{NameTemplate, desired};
use tablewright_storage::{ChangeRequest, Run, RunId, RunState, StoreError};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver};

use crate::environments::Connected;
use crate::state::AppState;
use crate::time::now;

/// Events that a slow watcher may be behind before it is told to look again.
const BACKLOG: usize = 1_024;

/// The runs that are under way.
pub(crate) struct Runs {
    events: Events,
    going: Mutex<HashMap<RunId, Going>>,
}

/// A run that is under way.
struct Going {
    cancel: Cancel,
    /// How much of the index of a step is filled, for the steps of which that was told.
    filled: BTreeMap<u32, Filled>,
}

impl Runs {
    /// With none.
    pub(crate) fn new() -> Self {
        Self { events: broadcast::channel(BACKLOG).0, going: Mutex::default() }
    }

    /// What happens in all runs from now on.
    pub(crate) fn events(&self) -> Receiver<Event> {
        self.events.subscribe()
    }

    /// Executes a run that the store has started.
    pub(crate) fn launch(&self, state: &AppState, run: Run) {
        let cancel = self.enter(&run);
        let state = state.clone();
        tokio::spawn(async move { work(&state, &run, &cancel).await });
    }

    /// The same, until its end.
    pub(crate) async fn carry_out(&self, state: &AppState, run: Run) {
        let cancel = self.enter(&run);
        work(state, &run, &cancel).await;
    }

    /// Goes on with the runs that an earlier process left open.
    pub(crate) async fn resume(&self, state: &AppState) -> Result<(), StoreError> {
        for run in state.store.open_runs().await? {
            tracing::info!(run = %run.id, "going on with a run that was interrupted");
            self.launch(state, run);
        }
        Ok(())
    }

    /// Asks a run to stop before its next step, and to drop what it has begun if it takes that back.
    pub(crate) fn cancel(&self, run: RunId, take_back: bool) {
        let wish = if take_back { Cancel::take_back } else { Cancel::cancel };
        self.with(|going| going.get(&run).map(|run| wish(&run.cancel)));
    }

    /// Asks a run to wait before its next step.
    pub(crate) fn pause(&self, run: RunId) {
        self.with(|going| going.get(&run).map(|run| run.cancel.pause()));
    }

    /// Lets a run go on.
    pub(crate) fn go_on(&self, run: RunId) {
        self.with(|going| going.get(&run).map(|run| run.cancel.go_on()));
    }

    /// How much of the indexes is filled that steps of the run wait for.
    pub(crate) fn filled(&self, run: RunId) -> BTreeMap<u32, Filled> {
        self.with(|going| going.get(&run).map(|run| run.filled.clone()).unwrap_or_default())
    }

    /// Keeps what an event says, and passes the event on: whoever hears it finds what is kept.
    fn heard(&self, event: Event) {
        if let Happening::Filling { step, filled } = &event.happening {
            self.with(|going| going.get_mut(&event.run).map(|run| run.filled.insert(*step, filled.clone())));
        }
        // An error says that nobody listens.
        let _ = self.events.send(event);
    }

    /// From here on the run can be steered.
    fn enter(&self, run: &Run) -> Cancel {
        let cancel = wishes(run);
        let entered = Going { cancel: cancel.clone(), filled: BTreeMap::new() };
        self.with(|going| going.insert(run.id, entered));
        cancel
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<RunId, Going>) -> T) -> T {
        // The map is whole after every closure, so a poisoned lock holds good data.
        work(&mut self.going.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What was wished of a run before, perhaps of another process.
fn wishes(run: &Run) -> Cancel {
    let cancel = Cancel::default();
    match (run.cancel_asked_at, run.paused_at) {
        (Some(_), _) if run.takes_back => cancel.take_back(),
        (Some(_), _) => cancel.cancel(),
        (None, Some(_)) => cancel.pause(),
        (None, None) => {}
    }
    cancel
}

/// Works on the run until it ends, however it ends.
async fn work(state: &AppState, run: &Run, cancel: &Cancel) {
    if let Err(reason) = execute(state, run, cancel).await {
        give_up(state, run.id, &reason).await;
    }
    state.runs.with(|going| going.remove(&run.id));
}

/// Works on the run until it ends; says why when it could not even begin.
async fn execute(state: &AppState, run: &Run, cancel: &Cancel) -> Result<(), String> {
    let request = state.store.request(run.request).await.map_err(|error| error.to_string())?;
    let request = request.ok_or("its change request is gone")?;
    let (job, connected) = prepare(state, run, request).await?;
    let (told, hearing) = broadcast::channel(BACKLOG);
    let working = async {
        let outcome = worked(state, &job, &connected, &told, cancel).await;
        // Without it nothing more is told, and the hearing ends.
        drop(told);
        outcome
    };
    let (outcome, ()) = tokio::join!(working, hear(&state.runs, hearing));
    outcome.map(drop).map_err(|error| error.to_string())
}

async fn worked(
    state: &AppState,
    job: &Job,
    connected: &Connected,
    told: &Events,
    cancel: &Cancel,
) -> Result<Outcome, EngineError> {
    Engine::new(state.store.clone()).run(job, &connected.gateway, told, cancel).await
}

/// Hears what is told of a run until nothing more is.
async fn hear(runs: &Runs, mut told: Receiver<Event>) {
    loop {
        match told.recv().await {
            Ok(event) => runs.heard(event),
            // What was missed is in the journal.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

async fn prepare(state: &AppState, run: &Run, request: ChangeRequest) -> Result<(Job, Connected), String> {
    let store = &state.store;
    let environment = store.environment(run.environment).await.map_err(|error| error.to_string())?;
    let environment = environment.ok_or("its environment is gone")?;
    let version = store.version(request.design, request.version).await.map_err(|error| error.to_string())?;
    let version = version.ok_or("its version is gone")?;
    let template = NameTemplate::parse(&environment.name_template).map_err(|error| error.to_string())?;
    let wanted = desired(&version.document, &environment.name, &template);
    let wanted =
        wanted.map_err(|errors| errors.first().map_or_else(String::new, |first| first.message.clone()))?;
    let wanted = wanted.without(&request.plan.without);
    let connected = state.environments.connect(&environment).await.map_err(|error| error.to_string())?;
    if connected.identity != request.plan.environment {
        return Err("the environment is not the one that was approved: make a new plan".to_owned());
    }
    let job = Job {
        run: run.id,
        request: request.id,
        environment: environment.id,
        design: request.design,
        plan: request.plan,
        desired: wanted.states,
        tables: wanted.sources,
    };
    Ok((job, connected))
}

/// Ends a run that can't go on. If even that can't be written, the next start finds the run open and tries again.
async fn give_up(state: &AppState, run: RunId, reason: &str) {
    tracing::error!(%run, reason, "a run could not go on");
    if let Err(error) = state.store.finish_run(run, RunState::Failed, Some(reason), now()).await {
        tracing::error!(%run, %error, "the run stays open");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tablewright_storage::{NewRun, RequestId};

    use super::*;
    use crate::entropy;
    use crate::tests::TestApp;

    /// A run whose first step waits for AWS, with nobody at it.
    async fn waiting(app: &TestApp) -> Run {
        let design = app.game_scores(&app.admin).await;
        let body =
            json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Create it"});
        let request = app.post(&app.admin, "/requests", body).await.ok();
        let id: RequestId = request["summary"]["id"].as_str().unwrap().parse().unwrap();
        let reviewer = app.person("Rita", "reviewer").await;
        let approve = json!({"digest": request["plan"]["digest"]});
        app.post(&reviewer, &format!("/requests/{id}/approvals"), approve).await.ok();
        let store = &app.state.store;
        let request = store.request(id).await.unwrap().unwrap();
        let new = NewRun {
            id: RunId(entropy::id().unwrap()),
            request: id,
            digest: request.digest,
            started_by: request.author,
        };
        let run = store.start_run(&new, now()).await.unwrap();
        store.record_intent(run.id, 1, now()).await.unwrap();
        store.record_waiting(run.id, 1, "AWS has taken the call").await.unwrap();
        run
    }

    async fn shown(app: &TestApp, run: RunId) -> Value {
        app.get(&app.admin, &format!("/runs/{run}")).await.ok()["steps"][0]["filled"].take()
    }

    #[tokio::test]
    async fn who_hears_how_much_is_filled_finds_it_in_the_run_until_the_step_is_through() {
        let app = TestApp::new().await;
        let run = waiting(&app).await;
        app.state.runs.enter(&run);
        let mut events = app.state.runs.events();
        let (told, hearing) = broadcast::channel(BACKLOG);
        let event =
            |filled| Event { run: run.id, at: now(), happening: Happening::Filling { step: 1, filled } };
        assert_eq!(shown(&app, run.id).await, Value::Null);
        let telling = async {
            for (filled, expected) in [
                (Filled::Unknown("no figure yet".to_owned()), json!({ "unknown": "no figure yet" })),
                (Filled::Percent(40), json!({ "percent": 40 })),
            ] {
                told.send(event(filled)).unwrap();
                events.recv().await.unwrap();
                assert_eq!(shown(&app, run.id).await, expected);
            }
            drop(told);
        };
        tokio::join!(telling, hear(&app.state.runs, hearing));
        app.state.store.record_done(run.id, 1, now()).await.unwrap();
        assert_eq!(shown(&app, run.id).await, Value::Null);
    }
}
