//! `/requests`: every change request.

use crate::prelude::*;
use leptos_router::hooks::use_query_map;
use tablewright_contract::RequestSummary;

use crate::client;
use crate::data::Data;
use crate::format::time;
use crate::page::{PageHead, loaded};
use crate::parts::StateBadge;
use crate::ui::{EmptyState, IconName, LinkButton, ListTable};

/// What the list can be narrowed to: the term in the address, and what it is called.
const STATES: [(&str, &str); 11] = [
    ("", "All"),
    ("draft", "Draft"),
    ("checks", "Checks"),
    ("in_review", "In review"),
    ("approved", "Approved"),
    ("applying", "Applying"),
    ("applied", "Applied"),
    ("failed", "Failed"),
    ("stale", "Stale"),
    ("superseded", "Superseded"),
    ("discarded", "Discarded"),
];

/// The list; `?state=in_review` narrows it.
#[component]
pub(crate) fn RequestsPage() -> impl IntoView {
    let query = use_query_map();
    let state = memo(move |_| query.read().get("state").unwrap_or_default());
    let requests: Data<Vec<RequestSummary>> = Data::later(
        move || vec![state.get()],
        |state| async move {
            let state = state.concat();
            let path =
                if state.is_empty() { "/requests".to_owned() } else { format!("/requests?state={state}") };
            client::get(&path).await
        },
    );
    view! {
        <div class="page">
            <PageHead title="Change requests" lead="A plan that waits for approval, or was carried out." />
            <States state=state.into() />
            {loaded(requests, move |requests| {
                let narrowed = !state.get_untracked().is_empty();
                view! { <Requests requests narrowed /> }.into_any()
            })}
        </div>
    }
}

#[component]
fn States(state: Signal<String>) -> impl IntoView {
    let link = |(term, name): (&'static str, &'static str)| {
        let href = if term.is_empty() { "/requests".to_owned() } else { format!("/requests?state={term}") };
        let current = move || state.with(|state| state == term).then_some("page");
        view! { <a class="choice-link" href=href aria-current=current>{name}</a> }
    };
    view! { <nav class="choice-links" aria-label="State">{STATES.map(link).collect_view()}</nav> }
}

#[component]
fn Requests(requests: Vec<RequestSummary>, narrowed: bool) -> impl IntoView {
    if requests.is_empty() && narrowed {
        let text = "None is in this state now.";
        return view! { <EmptyState icon=IconName::Request title="No change requests" text /> }.into_any();
    }
    if requests.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Request
                title="No change requests yet"
                text="Save a version of a design, plan it for an environment, and put the plan up for review."
            >
                <LinkButton href="/".to_owned()>"Choose a design"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let rows = requests.into_iter().map(|request| view! { <Row request /> }).collect_view();
    view! {
        <ListTable heads=["Request", "State", "Version", "Environment", "Opened"]>{rows}</ListTable>
    }
    .into_any()
}

#[component]
fn Row(request: RequestSummary) -> impl IntoView {
    let RequestSummary { id, title, state, design, design_name, version, environment, author, created_at } =
        request;
    view! {
        <tr>
            <th scope="row">
                <a class="table-link" href=format!("/requests/{id}")>
                    {title}
                </a>
            </th>
            <td><StateBadge state=Signal::stored(state) /></td>
            <td data-label="Version">
                <a href=format!("/designs/{design}/versions/{version}")>{format!("{design_name} {version}")}</a>
            </td>
            <td data-label="Environment">{environment}</td>
            <td class="muted" data-label="Opened">{format!("{author}, {}", time(&created_at))}</td>
        </tr>
    }
}
