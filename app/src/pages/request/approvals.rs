//! Who approved, and the form to do so.

use crate::prelude::*;
use tablewright_contract::{ApprovalView, Approve, RequestState, RequestView};

use super::Request;
use crate::client;
use crate::format::{initials, short, time};
use crate::ui::{Button, ButtonKind, Field, Form, TextArea, TextInput, Values, use_form};

/// The approvals of exactly this plan.
#[component]
pub(super) fn Approvals(request: Request) -> impl IntoView {
    let approvals = memo(move |_| request.with(|request| request.approvals.clone()));
    let list = move || {
        let items = approvals.get().into_iter().map(|approval| view! { <Item approval /> }).collect_view();
        match approvals.with(Vec::is_empty) {
            true => view! { <p class="small muted">"Nobody has approved this plan yet."</p> }.into_any(),
            false => view! { <ul class="approvals">{items}</ul> }.into_any(),
        }
    };
    let in_review = memo(move |_| request.with(|request| request.summary.state == RequestState::InReview));
    let needed = memo(move |_| request.with(|request| (request.counted, request.needed)));
    let needs = move || {
        let (counted, needed) = needed.get();
        format!("{counted} of {needed} approvals")
    };
    view! {
        <section class="panel" aria-labelledby="approvals">
            <h2 id="approvals">"Approval"</h2>
            <p class="small muted">{needs}</p>
            {list}
            <Show when=move || in_review.get()>
                <ApproveOrWhyNot request />
            </Show>
        </section>
    }
}

/// One approval.
#[component]
pub(super) fn Item(approval: ApprovalView) -> impl IntoView {
    let ApprovalView { by, at, digest, comment, counts } = approval;
    let void = (!counts).then(|| view! { <p class="small muted">"It does not count now."</p> });
    view! {
        <li class="approval">
            <span class="avatar" aria-hidden="true">{initials(&by.name)}</span>
            <div>
                <p><b>{by.name}</b></p>
                <p class="small muted">{time(&at)} ", plan " <code>{short(&digest)}</code></p>
                {void}
                {(!comment.is_empty()).then(|| view! { <p class="approval-comment">{comment}</p> })}
            </div>
        </li>
    }
}

#[component]
fn ApproveOrWhyNot(request: Request) -> impl IntoView {
    let refused = memo(move |_| request.with(|request| request.approve_refused.clone()));
    move || match refused.get() {
        Some(reason) => view! { <Refused reason /> }.into_any(),
        None => view! { <ApproveForm request /> }.into_any(),
    }
}

/// The button is there, so that people see what comes next, with the reason why it is not theirs to press.
#[component]
fn Refused(reason: String) -> impl IntoView {
    view! {
        <div class="refused">
            <Button disabled=Signal::stored(true) attr:aria-describedby="approve-refused">"Approve"</Button>
            <p class="small muted" id="approve-refused">{reason}</p>
        </div>
    }
}

#[component]
fn ApproveForm(request: Request) -> impl IntoView {
    let state = use_form();
    let doomed = StoredValue::new(request.with_untracked(|request| request.typed.clone()));
    let mistyped = RwSignal::new(None::<String>);
    let submit = move |values: Values| {
        let missing =
            doomed.with_value(|tables| tables.iter().find(|table| values.text(table) != **table).cloned());
        mistyped.set(missing.clone());
        if missing.is_none() {
            approve(request, values.text("comment"), doomed.get_value(), state);
        }
    };
    let confirm =
        doomed.get_value().into_iter().map(|table| view! { <TypeName table mistyped /> }).collect_view();
    view! {
        <Form state fields=&["comment"] on_submit=submit>
            {confirm}
            <Field id="comment" label="Comment" optional=true error=state.error_of("comment")>
                <TextArea name="comment" rows=2 />
            </Field>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>
                    "Approve"
                </Button>
            </div>
        </Form>
    }
}

/// A table that would be lost is named by the approver's own hand.
#[component]
fn TypeName(table: String, mistyped: RwSignal<Option<String>>) -> impl IntoView {
    let own = table.clone();
    let error = Signal::derive(move || {
        mistyped
            .with(|wrong| wrong.as_ref() == Some(&own))
            .then(|| format!("Type {own} to approve that it is destroyed."))
    });
    view! {
        <Field id=format!("type-{table}") label=format!("{table} will be destroyed. Type its name") error>
            <TextInput name=table.clone() mono=true autocomplete="off" />
        </Field>
    }
}

fn approve(request: Request, comment: String, typed: Vec<String>, state: crate::ui::FormState) {
    let (id, digest) =
        request.with_untracked(|request| (request.summary.id.clone(), request.plan.digest.clone()));
    let body = Approve { digest, comment, typed };
    let answer = client::post::<_, RequestView>(&format!("/requests/{id}/approvals"), &body);
    state.send(answer, move |now| request.set(now));
}
