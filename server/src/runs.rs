//! The runs that are under way: starting, resuming after a restart, stopping, and telling whoever watches.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tablewright_engine::{Cancel, Engine, Event, Events, Job};
use tablewright_plan::{NameTemplate, desired};
use tablewright_storage::{ChangeRequest, Run, RunId, RunState, StoreError};
use tokio::sync::broadcast::{self, Receiver};

use crate::environments::Connected;
use crate::state::AppState;
use crate::time::now;

/// Events that a slow watcher may be behind before it is told to look again.
const BACKLOG: usize = 1_024;

/// The runs that are under way.
pub(crate) struct Runs {
    events: Events,
    going: Mutex<HashMap<RunId, Cancel>>,
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
        self.with(|going| going.get(&run).map(wish));
    }

    /// Asks a run to wait before its next step.
    pub(crate) fn pause(&self, run: RunId) {
        self.with(|going| going.get(&run).map(Cancel::pause));
    }

    /// Lets a run go on.
    pub(crate) fn go_on(&self, run: RunId) {
        self.with(|going| going.get(&run).map(Cancel::go_on));
    }

    /// From here on the run can be steered.
    fn enter(&self, run: &Run) -> Cancel {
        let cancel = wishes(run);
        self.with(|going| going.insert(run.id, cancel.clone()));
        cancel
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<RunId, Cancel>) -> T) -> T {
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
    let engine = Engine::new(state.store.clone());
    let outcome = engine.run(&job, &connected.gateway, &state.runs.events, cancel).await;
    outcome.map(drop).map_err(|error| error.to_string())
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
