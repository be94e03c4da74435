//! `/requests/:id`: a plan under review, its approvals, and its run.

mod actions;
mod approvals;
mod checks;
mod comments;
mod frozen;
mod steering;

use crate::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{RequestEvent, RequestState, RequestView, ThreadView};

use self::actions::Actions;
use self::approvals::Approvals;
use self::checks::{Checks, Former};
use self::comments::Comments;
pub(crate) use self::frozen::FrozenPage;
use crate::client::{self, Json};
use crate::data::Data;
use crate::format::time;
use crate::page::{PageHead, loaded};
use crate::parts::{PlanBody, RunPart, StateBadge, Stepper, UndoPart, Where};
use crate::ui::events;

/// The request that the page shows; every answer of the server replaces it.
type Request = RwSignal<RequestView>;

/// A change request.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || vec![params.read().get("id").unwrap_or_default()];
    let data: Data<RequestView> =
        Data::first(id, |id| async move { client::get(&format!("/requests/{}", id.concat())).await });
    let threads: Data<Vec<ThreadView>> =
        Data::later(
            id,
            |id| async move { client::get(&format!("/requests/{}/comments", id.concat())).await },
        );
    view! {
        <div class="page">
            {loaded(data, move |request| view! { <Body request=RwSignal::new(request) threads /> }.into_any())}
        </div>
    }
}

#[component]
fn Body(request: Request, threads: Data<Vec<ThreadView>>) -> impl IntoView {
    let state = memo(move |_| request.with(|request| request.summary.state));
    let run = RwSignal::new(request.with_untracked(|request| request.run.clone()));
    // The request knows of a new run first, the stream of events of each change after that.
    Effect::new(move || run.set(request.with(|request| request.run.clone())));
    follow(request, threads);
    // The same plan stays as it is, with what the reader has opened in it.
    let digest = memo(move |_| request.with(|request| request.plan.digest.clone()));
    let plan = move || {
        digest.track();
        view! { <PlanBody plan=request.with_untracked(|request| request.plan.clone()) /> }
    };
    let environment = move || {
        digest.track();
        view! { <Where environment=request.with_untracked(|request| request.plan.environment.clone()) /> }
    };
    view! {
        <Head request state=state.into() />
        <Stepper state />
        {environment}
        <div class="split split-side request">
            <aside class="stack request-side" aria-label="Review">
                <Actions request run />
                <Approvals request />
                <Checks request />
                <Former request />
            </aside>
            <div class="stack">
                <RunPart run on_end=move |()| reload(request) />
                <UndoPart run />
                {plan}
                <Comments request threads />
            </div>
        </div>
    }
}

#[component]
fn Head(request: Request, state: Signal<RequestState>) -> impl IntoView {
    let summary = request.with_untracked(|request| request.summary.clone());
    let title = summary.title.clone();
    let window_title = Signal::derive(move || format!("{}: {title}", state.get().label()));
    let design = format!("{}, version {}", summary.design_name, summary.version);
    view! {
        <PageHead
            title=summary.title
            window_title
            trail=vec![("Requests".to_owned(), "/requests".to_owned())]
        >
            <StateBadge state />
        </PageHead>
        <p class="request-line muted">
            <a href=format!("/designs/{}/versions/{}", summary.design, summary.version)>{design}</a>
            {format!(" for {}, opened by {}, {}", summary.environment, summary.author, time(&summary.created_at))}
        </p>
    }
}

/// Reads again what others have moved meanwhile.
fn follow(request: Request, threads: Data<Vec<ThreadView>>) {
    Effect::new(move || {
        let id = request.with_untracked(|request| request.summary.id.clone());
        let known = StoredValue::new(None::<RequestEvent>);
        events(&format!("/api/v1/requests/{id}/events"), move |data| {
            let Ok(now) = serde_json::from_str::<RequestEvent>(&data) else { return true };
            let before = known.try_update_value(|known| known.replace(now.clone())).flatten();
            if before.is_some_and(|before| before.comments != now.comments) {
                threads.refetch();
            }
            let is_shown = request.try_with_untracked(|request| {
                request.summary.state == now.state
                    && request.plan.digest == now.digest
                    && request.counted == now.counted
                    && request.approvals.len() == now.approvals
            });
            if is_shown == Some(false) {
                reload(request);
            }
            !matches!(now.state, RequestState::Applied | RequestState::Discarded | RequestState::Superseded)
        });
    });
}

/// Reads the request again, once its run has ended.
fn reload(request: Request) {
    let id = request.with_untracked(|request| request.summary.id.clone());
    spawn_local(async move {
        let answer = client::get::<RequestView>(&format!("/requests/{id}")).await;
        if let Ok(now) = answer.and_then(Json::read) {
            // The person may have left the page meanwhile.
            let _ = request.try_set(now);
        }
    });
}
