//! A run as it goes, on standard error: a line for each step that has come further.
//!
//! The run is the server's: it goes on whoever looks. A stream that breaks is opened again.

use std::time::Duration;

use tablewright_contract::{Filled, RunState, RunStepState, RunStepView, RunView};
use tokio::time::Instant;

use super::super::Failure;
use super::super::output::{plain, tell};
use super::client::Client;

/// How long the server may be gone before nobody waits any more.
const PATIENCE: Duration = Duration::from_secs(300);
const PAUSE: Duration = Duration::from_secs(2);

/// Waits for the end of a run, and gives the run as it is then.
pub(super) async fn follow(client: &Client, mut run: RunView) -> Result<RunView, Failure> {
    tell(&format!("Run {} has {} steps.\n", run.id, run.steps.len()));
    tell_news(None, &run);
    let path = format!("/runs/{}/events", run.id);
    let mut heard = Instant::now();
    while !has_ended(&run) {
        if let Some(mut events) = client.events(&path).await? {
            while let Some(event) = events.next().await {
                let Ok(now) = serde_json::from_slice::<RunView>(&event) else { break };
                tell_news(Some(&run), &now);
                (run, heard) = (now, Instant::now());
            }
        }
        if !has_ended(&run) {
            patient(heard, &run)?;
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(run)
}

/// Whether nothing more will happen in it.
fn has_ended(run: &RunView) -> bool {
    run.finished_at.is_some()
}

fn patient(heard: Instant, run: &RunView) -> Result<(), Failure> {
    if heard.elapsed() < PATIENCE {
        return Ok(());
    }
    let (id, minutes) = (&run.request, PATIENCE.as_secs() / 60);
    Err(Failure::unreadable(format!(
        "the server has not been heard for {minutes} minutes: the run goes on there, and `tablewright request show {id}` \
         says how far it is"
    )))
}

fn tell_news(before: Option<&RunView>, now: &RunView) {
    let known = before.map(|run| run.steps.as_slice()).unwrap_or_default();
    for (at, step) in now.steps.iter().enumerate() {
        let is_news = known.get(at).is_none_or(|known| {
            (known.state, &known.detail, &known.filled) != (step.state, &step.detail, &step.filled)
        });
        if is_news && step.state != RunStepState::Pending {
            tell(&line(step, now.steps.len()));
        }
    }
    if before.is_some_and(|before| before.state != now.state) && now.state != RunState::Succeeded {
        let error = now.error.as_deref().map(|error| format!(": {}", plain(error))).unwrap_or_default();
        tell(&format!("The run {}{error}\n", state(now.state)));
    }
}

/// `2/5 UpdateTable GameScores: waiting: the index is being filled, 40 %`
fn line(step: &RunStepView, of: usize) -> String {
    let RunStepView { number, operation, table, detail, .. } = step;
    let state = match step.state {
        RunStepState::Pending => "not begun",
        RunStepState::Calling => "calling",
        RunStepState::Waiting => "waiting",
        RunStepState::Done => "done",
        RunStepState::Failed => "failed",
        RunStepState::Skipped => "left out",
    };
    let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
    let filled = filled(step);
    format!("{}\n", plain(&format!("{number}/{of} {operation} {table}: {state}{detail}{filled}")))
}

fn filled(step: &RunStepView) -> String {
    match &step.filled {
        None => String::new(),
        Some(Filled::Percent(percent)) => format!(", {percent} %"),
        Some(Filled::Unknown(why)) => format!(", how much is not known: {why}"),
    }
}

/// Where a run stands, as the end of a sentence.
pub(super) const fn state(state: RunState) -> &'static str {
    match state {
        RunState::Running => "is under way",
        RunState::Succeeded => "has succeeded",
        RunState::Failed => "has failed",
        RunState::Cancelled => "was stopped",
    }
}
