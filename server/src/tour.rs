//! The example of a change request and of a drifted table: a small story that really happens, in the sandbox.
//!
//! Two people who are made up bring the table of an example live through plan, approval and run. Then somebody changes
//! it past the tool, and a change request for an index waits for whoever looks. Each of them is an ordinary row, named
//! as an example, and goes when the example is removed. Deliberately absent: anything that happens without being asked for.

mod story;

use tablewright_aws::Gateway;
use tablewright_contract::{TourState as Shown, TourView};
use tablewright_plan::{Call, Setting};
use tablewright_storage::{Environment, EnvironmentKind, Store, StoreError, Tour, TourState};

use crate::api::Failure;
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;

/// Where the example stands.
pub(crate) async fn view(state: &AppState) -> Result<TourView, Failure> {
    let there = state.store.tour().await?.filter(|tour| tour.state == TourState::There);
    let Some(tour) = there else {
        let offered = may_be_made(&state.store).await?;
        let shown = if offered { Shown::Offered } else { Shown::Over };
        return Ok(TourView { state: shown, request: None, environment: None });
    };
    Ok(TourView {
        state: Shown::There,
        request: tour.request.map(|request| request.to_string()),
        environment: Some(sandbox(&state.store).await?.id.to_string()),
    })
}

/// Makes the example, unless it is there. It is whole or not at all, even if whoever asked goes away meanwhile.
pub(crate) async fn make(state: &AppState, store: Store, whence: Whence) -> Result<TourView, Failure> {
    let state = state.clone();
    let work = async move {
        let _alone = state.tour.lock().await;
        match state.store.tour().await?.map(|tour| tour.state) {
            Some(TourState::There) => {}
            Some(TourState::Making) => {
                take_away(&state, &store).await?;
                tell(&state, &store, &whence).await?;
            }
            Some(TourState::Removed) | None => tell(&state, &store, &whence).await?,
        }
        view(&state).await
    };
    tokio::spawn(work).await.map_err(|error| Failure::internal(&error))?
}

/// Removes the example with its table in the sandbox.
pub(crate) async fn remove(state: &AppState, store: Store) -> Result<(), Failure> {
    let state = state.clone();
    let work = async move {
        let _alone = state.tour.lock().await;
        take_away(&state, &store).await
    };
    tokio::spawn(work).await.map_err(|error| Failure::internal(&error))?
}

/// One that was begun and never finished may be made again.
async fn may_be_made(store: &Store) -> Result<bool, StoreError> {
    match store.tour().await? {
        Some(tour) => Ok(tour.state == TourState::Making),
        None => store.tour_is_welcome().await,
    }
}

/// Tells the story to its end, or takes back what was told.
async fn tell(state: &AppState, store: &Store, whence: &Whence) -> Result<(), Failure> {
    let sandbox = sandbox(&state.store).await?;
    let told = story::tell(state, store, whence, &sandbox).await;
    // What can't be taken away now is taken away before the next attempt.
    if told.is_err()
        && let Err(left) = take_away(state, store).await
    {
        tracing::warn!(?left, "the example was not made and is still there in part");
    }
    told
}

async fn take_away(state: &AppState, store: &Store) -> Result<(), Failure> {
    let found = state.store.tour().await?.filter(|tour| tour.state != TourState::Removed);
    let Some(tour) = found else { return Ok(()) };
    let sandbox = sandbox(&state.store).await?;
    if state.store.lease(sandbox.id).await?.is_some() {
        return Err(Failure::conflict(
            "A run is changing the sandbox: remove the example when it has ended.",
        ));
    }
    only_there(state, &tour, &sandbox).await?;
    delete_tables(state, &tour, &sandbox).await?;
    store.remove_tour(now()).await?;
    state.designs.forget(tour.design).await;
    Ok(())
}

/// Refuses when the example was taken further than it goes.
async fn only_there(state: &AppState, tour: &Tour, sandbox: &Environment) -> Result<(), Failure> {
    for environment in state.store.environments().await? {
        let elsewhere = environment.id != sandbox.id;
        if elsewhere && !state.store.managed_tables(environment.id, tour.design).await?.is_empty() {
            let name = environment.name;
            return Err(Failure::conflict(format!(
                "The example's design has tables in {name}: take them out of it there, then remove the example."
            )));
        }
    }
    Ok(())
}

async fn delete_tables(state: &AppState, tour: &Tour, sandbox: &Environment) -> Result<(), Failure> {
    let gateway = state.environments.connect(sandbox).await?.gateway;
    for table in state.store.managed_tables(sandbox.id, tour.design).await? {
        story::settled(&gateway, &table.name).await?;
        let Some(live) = gateway.read_table(&table.name).await? else { continue };
        if live.table_id != table.aws_table_id {
            continue;
        }
        if live.state.deletion_protection {
            let off = Call::set(&table.name, Setting::DeletionProtection(false));
            gateway.perform(&off, Some(&live)).await?;
            story::settled(&gateway, &table.name).await?;
        }
        gateway.perform(&Call::DeleteTable { table: table.name }, Some(&live)).await?;
    }
    Ok(())
}

async fn sandbox(store: &Store) -> Result<Environment, Failure> {
    let environments = store.environments().await?;
    let sandbox = environments.into_iter().find(|one| one.kind == EnvironmentKind::Sandbox);
    sandbox.ok_or_else(|| Failure::not_found("environment"))
}
