//! `/join/:token`: accepting an invitation. The first one sets the server up.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{AcceptInvitation, ApiError, ErrorCode, InvitationView, SessionView, SignInWays};

use crate::client;
use crate::data::Data;
use crate::page::{Failure, PageHead, PageSkeleton};
use crate::parts::ElsewherePart;
use crate::ui::{
    Button, ButtonKind, EmptyState, Field, Form, IconName, LinkButton, TextInput, Values, leave_for, use_form,
};

/// The page behind an invitation's link.
#[component]
pub(crate) fn JoinPage() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let invitation: Data<InvitationView> = Data::first(
        move || vec![token()],
        |token| async move { client::get(&format!("/invitations/{}", token.concat())).await },
    );
    let ways: Data<SignInWays> = Data::later(Vec::new, |_| client::get("/session/ways"));
    let content = move || {
        invitation.get().map(|answer| match answer {
            Ok(invitation) => view! { <Join invitation token=token() ways /> }.into_any(),
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
            title="It was used, or its time is over"
            text="An invitation works once and for seven days. Ask an administrator for a new one."
        >
            <LinkButton href="/sign-in".to_owned()>"Sign in"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Join(invitation: InvitationView, token: String, ways: Data<SignInWays>) -> impl IntoView {
    let InvitationView { role, first } = invitation;
    let title = if first { "Set up Tablewright" } else { "Join Tablewright" };
    let lead = if first {
        "You are the first one here. This account is the administrator, who invites the others.".to_owned()
    } else {
        format!("You were invited as {}.", role.term())
    };
    view! {
        <PageHead title lead />
        <ElsewherePart ways query=format!("invitation={token}") />
        <JoinForm token />
    }
}

#[component]
fn JoinForm(token: String) -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| {
        let path = format!("/invitations/{token}/accept");
        let body = AcceptInvitation {
            name: values.text("name"),
            email: values.text("email"),
            password: values.text("password"),
        };
        let request = client::post::<_, SessionView>(&path, &body);
        state.send(request, |_| leave_for("/"));
    };
    view! {
        <Form state fields=&["name", "email", "password"] on_submit=submit>
            <Field id="name" label="Name" hint="What the others see." error=state.error_of("name")>
                <TextInput name="name" autocomplete="name" />
            </Field>
            <Field id="email" label="E-mail" hint="You sign in with it." error=state.error_of("email")>
                <TextInput name="email" kind="email" autocomplete="username" />
            </Field>
            <Field id="password" label="Password" hint="At least 12 characters." error=state.error_of("password")>
                <TextInput name="password" kind="password" autocomplete="new-password" />
            </Field>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>
                    "Create account"
                </Button>
            </div>
        </Form>
    }
}
