//! What happens in the example: a table goes live without an index, is changed by hand, and the index is asked for.
//!
//! Every sentence that people read of it is in here. Its people have no password, and no account once it is told.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use tablewright_aws::{AwsGateway, Gateway};
use tablewright_contract::{EditOutcome, SubmittedEdit};
use tablewright_model::{Applied, Design, DesignField, Edit, Maximum, Refusal, TableField, apply};
use tablewright_plan::{Call, IndexStatus, LiveTable, Setting, TableStatus};
use tablewright_storage::{
    Actor, DesignId, EditId, Environment, NewApproval, NewRequest, NewRun, NewUser, NewVersion, RequestId,
    Role, RunId, RunState, Store, UserId,
};

use crate::api::{Failure, Goal, Reviewable, reviewable};
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;
use crate::{drift, entropy, gallery};

const EXAMPLE: &str = "sessions";
const DESIGN: &str = "Example: Sessions";
const TABLE: &str = "ExampleSessions";
/// How often a table is looked at until it is ready.
const LOOK: Duration = Duration::from_millis(100);
/// Two minutes: a sandbox that is as slow as AWS takes half of one.
const MOST_LOOKS: u32 = 1_200;

/// Somebody of the story.
struct Person {
    id: UserId,
    /// Writes in their name.
    store: Store,
}

/// Makes everything, in the order of the story.
pub(super) async fn tell(
    state: &AppState,
    asked: &Store,
    whence: &Whence,
    sandbox: &Environment,
) -> Result<(), Failure> {
    let (first, rest) = documents()?;
    let design = DesignId(entropy::id()?);
    let [author, operator] = begin(state, asked, whence, design).await?;
    author.store.create_design(design, &first, author.id, now()).await?;
    let message = "As it goes live";
    let version = NewVersion { message, author: author.id, seq: 0, document: &first };
    author.store.create_version(design, &version, now()).await?;
    go_live(state, [&author, &operator], design, sandbox).await?;
    change_by_hand(state, sandbox).await?;
    drift::check(state, sandbox, design).await?;
    let request = ask_for_index(state, &author, design, sandbox, rest).await?;
    for person in [&author, &operator] {
        asked.deactivate_user(person.id, now()).await?;
    }
    state.store.finish_tour(request).await?;
    Ok(())
}

/// The document without the index, and the edit that adds it.
fn documents() -> Result<(Design, Edit), Failure> {
    let refused = |refusal: Refusal| Failure::internal(&refusal);
    let example = gallery::example(EXAMPLE).ok_or_else(|| Failure::not_found("example"))?;
    let table = example.tables.iter().next().ok_or_else(|| Failure::not_found("table"))?;
    let index = table.indexes.iter().next().ok_or_else(|| Failure::not_found("index"))?;
    let named = Edit::Batch {
        edits: vec![
            Edit::SetDesign { field: DesignField::Name(DESIGN.to_owned()) },
            Edit::SetTable { table: table.id, field: TableField::Name(TABLE.to_owned()) },
        ],
    };
    let whole = apply(&example, &named).map_err(refused)?.design;
    let without = Edit::RemoveIndex { table: table.id, index: index.id };
    let Applied { design, inverse } = apply(&whole, &without).map_err(refused)?;
    Ok((design, inverse))
}

async fn begin(
    state: &AppState,
    asked: &Store,
    whence: &Whence,
    design: DesignId,
) -> Result<[Person; 2], Failure> {
    let (author, operator) = (UserId(entropy::id()?), UserId(entropy::id()?));
    // No text has the hash of none, and the domain is one that never exists.
    let new = |id, name, email| NewUser { id, name, email, password_hash: "" };
    let people = [
        (new(author, "Robin (example)", "robin@example.invalid"), Role::Designer),
        (new(operator, "Kim (example)", "kim@example.invalid"), Role::Operator),
    ];
    asked.begin_tour(design, &people, now()).await?;
    Ok([author, operator].map(|id| {
        let Whence { address, request } = whence.clone();
        Person { id, store: state.store.acting(Actor { user: Some(id), token: None, address, request }) }
    }))
}

/// The table is made, as every table is: planned, approved by somebody else, carried out.
async fn go_live(
    state: &AppState,
    [author, operator]: [&Person; 2],
    design: DesignId,
    sandbox: &Environment,
) -> Result<(), Failure> {
    let request = open(state, author, design, sandbox, (1, "Example: bring the sessions table live")).await?;
    let digest =
        state.store.request(request).await?.ok_or_else(|| Failure::not_found("change request"))?.digest;
    let typed = BTreeSet::new();
    let comment = "The sign-in team needs it today.";
    let approval = NewApproval { user: operator.id, digest, comment, typed: &typed };
    operator.store.approve(request, &approval, now()).await?;
    let run = NewRun { id: RunId(entropy::id()?), request, digest, started_by: operator.id };
    let run = operator.store.start_run(&run, now()).await?;
    let id = run.id;
    state.runs.carry_out(state, run).await;
    let ended = state.store.run(id).await?.map(|journal| journal.run);
    match ended {
        Some(run) if run.state == RunState::Succeeded => Ok(()),
        run => {
            let why = run.and_then(|run| run.error).unwrap_or_default();
            Err(Failure::conflict(format!("The example's table could not be made in the sandbox: {why}.")))
        }
    }
}

/// What somebody does in a hurry, in the AWS console.
async fn change_by_hand(state: &AppState, sandbox: &Environment) -> Result<(), Failure> {
    let gateway = state.environments.connect(sandbox).await?.gateway;
    settled(&gateway, TABLE).await?;
    let live = gateway.read_table(TABLE).await?;
    let maximum = Maximum { read: Some(500), write: Some(100) };
    let call = Call::set(TABLE, Setting::Maximum { table: Some(maximum), indexes: [].into() });
    gateway.perform(&call, live.as_ref()).await?;
    settled(&gateway, TABLE).await
}

/// The request to look at: the index, which also takes back what was changed by hand.
async fn ask_for_index(
    state: &AppState,
    author: &Person,
    design: DesignId,
    sandbox: &Environment,
    edit: Edit,
) -> Result<RequestId, Failure> {
    let id = entropy::id()?;
    let submitted = SubmittedEdit { id: id.to_string(), edit, undo: None };
    let posted = state.designs.post(design, author.id, vec![(EditId(id), submitted)], now()).await?;
    let (head, results) = posted.ok_or_else(|| Failure::not_found("design"))?;
    if let Some(EditOutcome::Refused { message, .. }) = results.into_iter().map(|one| one.outcome).next() {
        return Err(Failure::internal(&message));
    }
    let message = "An index for the list of a person's devices";
    let version = NewVersion { message, author: author.id, seq: head.seq, document: &head.design };
    author.store.create_version(design, &version, now()).await?;
    open(state, author, design, sandbox, (2, "Example: list a person's devices without a scan")).await
}

async fn open(
    state: &AppState,
    author: &Person,
    design: DesignId,
    sandbox: &Environment,
    (version, title): (u32, &str),
) -> Result<RequestId, Failure> {
    let Reviewable { plan, patterns, checks } =
        reviewable(state, design, version, sandbox.id, Goal::Version).await?;
    let id = RequestId(entropy::id()?);
    let new = NewRequest {
        id,
        design,
        version,
        environment: sandbox.id,
        title,
        author: author.id,
        plan: &plan,
        checks: &checks,
        effects: &json!(patterns),
        draft: false,
    };
    author.store.create_request(&new, now()).await?;
    Ok(id)
}

/// Waits until the table is ready, or gone.
pub(super) async fn settled(gateway: &AwsGateway, table: &str) -> Result<(), Failure> {
    for _ in 0..MOST_LOOKS {
        if gateway.read_table(table).await?.as_ref().is_none_or(is_ready) {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(Failure::conflict(format!("Table `{table}` in the sandbox is still busy: try again in a minute.")))
}

fn is_ready(live: &LiveTable) -> bool {
    let indexes = live.index_status.values();
    live.status == TableStatus::Active && indexes.into_iter().all(|status| *status == IndexStatus::Active)
}
