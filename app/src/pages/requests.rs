//! `/requests`: every change request.

use crate::prelude::*;
use tablewright_contract::RequestSummary;

use crate::client;
use crate::data::Data;
use crate::format::time;
use crate::page::{PageHead, loaded};
use crate::parts::StateBadge;
use crate::ui::{EmptyState, IconName, LinkButton, ListTable};

/// The list.
#[component]
pub(crate) fn RequestsPage() -> impl IntoView {
    let requests: Data<Vec<RequestSummary>> = Data::later(Vec::new, |_| client::get("/requests"));
    view! {
        <div class="page">
            <PageHead title="Change requests" lead="A plan that waits for approval, or was carried out." />
            {loaded(requests, |requests| view! { <Requests requests /> }.into_any())}
        </div>
    }
}

#[component]
fn Requests(requests: Vec<RequestSummary>) -> impl IntoView {
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
