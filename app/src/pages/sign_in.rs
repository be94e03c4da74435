//! `/sign-in`: by password, or at a provider of identities.

use crate::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;
use tablewright_contract::{SessionView, SignIn, SignInProblem, SignInWays};

use crate::client;
use crate::data::Data;
use crate::page::PageHead;
use crate::parts::ElsewherePart;
use crate::session::use_session;
use crate::ui::{Alert, Button, ButtonKind, Field, Form, TextInput, Tone, Values, leave_for, use_form};

/// Signing in.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let next = local(query.read_untracked().get("next"));
    let problem = query.read_untracked().get("problem").and_then(|term| SignInProblem::of(&term));
    let ways: Data<SignInWays> = Data::later(Vec::new, |_| client::get("/session/ways"));
    let session = use_session();
    let target = next.clone();
    let already = move || {
        let signed_in = session?.get()?.is_ok();
        signed_in.then(|| view! { <Redirect path=target.clone() /> })
    };
    view! {
        <div class="page page-card">
            <PageHead title="Sign in" />
            <Suspense fallback=|| ()>{already}</Suspense>
            {problem.map(|problem| view! { <Alert tone=Tone::Destroy>{problem.words()}</Alert> })}
            <ElsewherePart ways query=format!("next={next}") />
            <SignInForm next />
        </div>
    }
}

#[component]
fn SignInForm(next: String) -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| {
        let next = next.clone();
        let body = SignIn { email: values.text("email"), password: values.text("password") };
        let request = client::post::<_, SessionView>("/session", &body);
        // A full load: everything on the next page is read as the person who has just come in.
        state.send(request, move |_| leave_for(&next));
    };
    view! {
        <Form state fields=&["email", "password"] on_submit=submit>
            <Field id="email" label="E-mail" error=state.error_of("email")>
                <TextInput name="email" kind="email" autocomplete="username" />
            </Field>
            <Field id="password" label="Password" error=state.error_of("password")>
                <TextInput name="password" kind="password" autocomplete="current-password" />
            </Field>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>
                    "Sign in"
                </Button>
            </div>
        </Form>
        <p class="small muted page-foot">"No account yet? An administrator can invite you."</p>
    }
}

/// A path of this server, and nothing that a browser would take for another one.
fn local(next: Option<String>) -> String {
    let inside = |path: &String| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\t', '\n', '\r'])
    };
    next.filter(inside).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_this_server_are_followed() {
        for outside in
            ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil", ""]
        {
            assert_eq!(local(Some(outside.to_owned())), "/", "{outside}");
        }
        assert_eq!(local(None), "/");
        assert_eq!(local(Some("/designs/1?tab=2".to_owned())), "/designs/1?tab=2");
    }
}
