//! `/guest/:token`: coming in by a guest link, without an account.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{ApiError, EnterAsGuest, ErrorCode, GuestAccess, GuestInvitation, SessionView};

use crate::client;
use crate::data::Data;
use crate::format::time;
use crate::page::{Failure, PageHead, PageSkeleton};
use crate::session::use_session;
use crate::ui::{
    Button, ButtonKind, EmptyState, Field, Form, IconName, LinkButton, TextInput, Values, leave_for, use_form,
};

/// The page behind a guest link.
#[component]
pub(crate) fn GuestPage() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let invitation: Data<GuestInvitation> = Data::first(
        move || vec![token()],
        |token| async move { client::get(&format!("/guest-links/{}", token.concat())).await },
    );
    let content = move || {
        invitation.get().map(|answer| match answer {
            Ok(invitation) => view! { <Enter invitation token=token() /> }.into_any(),
            Err(error) => view! { <Refused error /> }.into_any(),
        })
    };
    view! {
        <div class="page page-card">
            <Suspense fallback=PageSkeleton>{content}</Suspense>
        </div>
    }
}

#[component]
fn Refused(error: ApiError) -> impl IntoView {
    if error.code != ErrorCode::NotFound {
        return view! { <Failure error /> }.into_any();
    }
    view! {
        <PageHead title="This link is no longer valid" />
        <EmptyState
            icon=IconName::Clock
            title="It was revoked, or its time is over"
            text="Ask whoever gave it to you for a new one."
        >
            <LinkButton href="/sign-in".to_owned()>"Sign in"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Enter(invitation: GuestInvitation, token: String) -> impl IntoView {
    let GuestInvitation { design, name, access, expires_at } = invitation;
    let lead = format!("As a guest you may {} until {}.", words(access), time(&expires_at));
    let session = use_session();
    let path = format!("/designs/{design}");
    let content = move || {
        let (token, path) = (token.clone(), path.clone());
        Some(match session?.get()? {
            Ok(session) => view! { <Known session path /> },
            Err(_) => view! { <NameForm token path /> },
        })
    };
    view! {
        <PageHead title=name lead />
        <Suspense fallback=|| ()>{content}</Suspense>
    }
}

/// What a link lets guests do with the design.
pub(super) const fn words(access: GuestAccess) -> &'static str {
    match access {
        GuestAccess::View => "look at this design",
        GuestAccess::Comment => "look at this design and comment on it",
        GuestAccess::Edit => "edit this design and comment on it",
    }
}

/// Whoever is here already needs no link.
#[component]
fn Known(session: SessionView, path: String) -> impl IntoView {
    view! {
        <p>{format!("You are here as {}.", session.user.name)}</p>
        <div class="form-actions">
            <LinkButton kind=ButtonKind::Primary external=true href=path>"Open the design"</LinkButton>
        </div>
    }
}

#[component]
fn NameForm(token: String, path: String) -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| {
        let body = EnterAsGuest { name: values.text("name") };
        let path = path.clone();
        let request = client::post::<_, SessionView>(&format!("/guest-links/{token}/enter"), &body);
        state.send(request, move |_| leave_for(&path));
    };
    view! {
        <Form state fields=&["name"] on_submit=submit>
            <Field id="name" label="Name" hint="What the others see, marked as a guest's." error=state.error_of("name")>
                <TextInput name="name" autocomplete="name" />
            </Field>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Open the design"</Button>
            </div>
        </Form>
    }
}
