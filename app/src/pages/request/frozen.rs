//! `/requests/:id/plans/:digest`: a plan as its approvers saw it, whatever became of the request since.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use tablewright_contract::FrozenPlanView;

use super::approvals::Item;
use super::checks::Check;
use crate::client;
use crate::data::{Data, named};
use crate::format::{short, time};
use crate::page::{PageHead, loaded};
use crate::parts::{PlanBody, Where};
use crate::ui::{Alert, Tone};

/// A frozen plan.
#[component]
pub(crate) fn FrozenPage() -> impl IntoView {
    let params = use_params_map();
    let of = move || ["id", "digest"].map(|key| params.read().get(key).unwrap_or_default()).into();
    let data: Data<FrozenPlanView> = Data::first(of, |of| async move {
        let [id, digest] = named(of);
        client::get(&format!("/requests/{id}/plans/{digest}")).await
    });
    view! { <div class="page">{loaded(data, |frozen| view! { <Body frozen /> }.into_any())}</div> }
}

#[component]
fn Body(frozen: FrozenPlanView) -> impl IntoView {
    let FrozenPlanView { summary, plan, checks, made_at, approvals, current, since } = frozen;
    let trail = vec![
        ("Requests".to_owned(), "/requests".to_owned()),
        (summary.title.clone(), format!("/requests/{}", summary.id)),
    ];
    let approvals = approvals.into_iter().map(|approval| view! { <Item approval /> }).collect_view();
    let checks = checks.into_iter().map(|check| view! { <Check check /> }).collect_view();
    let since = since.into_iter().map(|change| view! { <li>{change}</li> }).collect_view();
    let word = match current {
        true => view! { <p class="muted">"The request still has this plan."</p> },
        false => view! {
            <Alert tone=Tone::Change>
                <p>"The request has another plan now. Approvals of this one count no more."</p>
                <ul>{since}</ul>
            </Alert>
        },
    };
    view! {
        <PageHead title=format!("Plan {}", short(&plan.digest)) trail lead=format!("Made {}.", time(&made_at)) />
        {word}
        <Where environment=plan.environment.clone() />
        <div class="split split-side request">
            <aside class="stack request-side" aria-label="Review">
                <section class="panel" aria-labelledby="approvals">
                    <h2 id="approvals">"Approval"</h2>
                    <ul class="approvals">{approvals}</ul>
                </section>
                <section class="panel" aria-labelledby="checks">
                    <h2 id="checks">"Checks"</h2>
                    <ul class="stack">{checks}</ul>
                </section>
            </aside>
            <div class="stack"><PlanBody plan /></div>
        </div>
    }
}
