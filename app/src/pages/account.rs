//! `/account`: one's own password, provider of identities, sessions and tokens.

use std::collections::BTreeSet;

use crate::prelude::*;
use leptos::context::Provider;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use tablewright_contract::{
    ChangePassword, CreateToken, CreatedToken, SignInProblem, SignInWays, TokenScope, TokenView,
};

use crate::client;
use crate::data::Data;
use crate::format::time;
use crate::page::{PageHead, loaded};
use crate::parts::ElsewherePart;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Checkbox, CopyButton, Field, Form, ListTable, TextInput, Tone, Values,
    leave_for, use_form, use_toasts,
};

/// Password, sessions, tokens.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let tokens: Data<Vec<TokenView>> = Data::later(Vec::new, |_| client::get("/tokens"));
    let ways: Data<SignInWays> = Data::later(Vec::new, |_| client::get("/session/ways"));
    let problem = use_query_map().read_untracked().get("problem").and_then(|term| SignInProblem::of(&term));
    let changed = Changed(Callback::new(move |()| tokens.refetch()));
    view! {
        <Provider value=changed>
            <div class="page page-narrow">
                <PageHead title="Your account" />
                {problem.map(|problem| view! { <Alert tone=Tone::Destroy>{problem.words()}</Alert> })}
                <Password />
                <Identity ways />
                <Sessions />
                <section class="section" aria-labelledby="tokens">
                    <h2 id="tokens">"API tokens"</h2>
                    <p class="muted">
                        "A token acts for you, for some of what you may do, until a day: for pipelines and scripts."
                    </p>
                    {loaded(tokens, |tokens| view! { <Tokens tokens /> }.into_any())}
                    <NewToken />
                </section>
            </div>
        </Provider>
    }
}

/// Whom to tell when the tokens are others.
#[derive(Clone, Copy)]
struct Changed(Callback<()>);

#[component]
fn Password() -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let submit = move |values: Values| {
        let body = ChangePassword { current: values.text("current"), new: values.text("new") };
        state.send(client::put("/session/password", &body), move |()| {
            toasts.success("Password changed. Every other session has ended.");
        });
    };
    view! {
        <section class="section" aria-labelledby="password">
            <h2 id="password">"Password"</h2>
            <div class="panel">
                <Form state fields=&["current", "new"] on_submit=submit>
                    <Field id="current" label="Password until now" error=state.error_of("current")>
                        <TextInput name="current" kind="password" autocomplete="current-password" />
                    </Field>
                    <Field id="new" label="New password" hint="At least 12 characters." error=state.error_of("new")>
                        <TextInput name="new" kind="password" autocomplete="new-password" />
                    </Field>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Change password"</Button>
                    </div>
                </Form>
            </div>
        </section>
    }
}

/// Signing in at a provider of identities, where the server has one.
#[component]
fn Identity(ways: Data<SignInWays>) -> impl IntoView {
    let body = move || {
        let SignInWays { provider, connected } = ways.get()?.ok()?;
        let provider = provider?;
        let words = if connected {
            format!("You can sign in with {provider}, too.")
        } else {
            format!("Connect your account with {provider} to sign in there, too.")
        };
        Some(view! {
            <section class="section" aria-labelledby="identity">
                <h2 id="identity">"Sign-in"</h2>
                <p class="muted">{words}</p>
                {(!connected).then(|| view! { <ElsewherePart ways query="connect=1".to_owned() /> })}
            </section>
        })
    };
    view! { <Suspense fallback=|| ()>{body}</Suspense> }
}

#[component]
fn Sessions() -> impl IntoView {
    let toasts = use_toasts();
    let leave = move |()| {
        spawn_local(async move {
            match client::delete("/sessions").await {
                Ok(()) => leave_for("/sign-in"),
                Err(error) => toasts.error(error.message),
            }
        });
    };
    view! {
        <section class="section" aria-labelledby="sessions">
            <h2 id="sessions">"Sessions"</h2>
            <p class="muted">"Ends every session, on this and on every other device. Tokens stay."</p>
            <div class="button-row">
                <Button on_press=leave>"Sign out everywhere"</Button>
            </div>
        </section>
    }
}

#[component]
fn Tokens(tokens: Vec<TokenView>) -> impl IntoView {
    let valid: Vec<_> = tokens.into_iter().filter(|token| token.revoked_at.is_none()).collect();
    if valid.is_empty() {
        return view! { <p class="small muted">"You have no tokens."</p> };
    }
    let rows = valid.into_iter().map(|token| view! { <Row token /> }).collect_view();
    view! {
        <ListTable heads=["Name", "Scopes", "Ends", "Last used"] actions=true>{rows}</ListTable>
    }
}

#[component]
fn Row(token: TokenView) -> impl IntoView {
    let TokenView { id, name, scopes, expires_at, last_used_at, .. } = token;
    let scopes = scopes.into_iter().map(|scope| view! { <Badge>{scope.term()}</Badge> " " }).collect_view();
    let used = last_used_at.map_or_else(|| "never".to_owned(), |at| time(&at));
    view! {
        <tr>
            <th scope="row">{name.clone()}</th>
            <td data-label="Scopes">{scopes}</td>
            <td data-label="Ends">{time(&expires_at)}</td>
            <td class="muted" data-label="Last used">{used}</td>
            <td><Revoke id name /></td>
        </tr>
    }
}

#[component]
fn Revoke(id: String, name: String) -> impl IntoView {
    let (toasts, context) = (use_toasts(), use_context::<Changed>());
    let label = format!("Revoke {name}");
    let press = move |()| {
        let path = format!("/tokens/{id}");
        spawn_local(async move {
            match client::delete(&path).await {
                Ok(()) => toasts.success("Token revoked."),
                Err(error) => toasts.error(error.message),
            }
            if let Some(Changed(changed)) = context {
                changed.run(());
            }
        });
    };
    view! { <Button small=true on_press=press attr:aria-label=label>"Revoke"</Button> }
}

#[component]
fn NewToken() -> impl IntoView {
    let (state, context) = (use_form(), use_context::<Changed>());
    let made = RwSignal::new(None::<CreatedToken>);
    let submit = move |values: Values| {
        let chosen = TokenScope::ALL.into_iter().filter(|scope| !values.text(scope.term()).is_empty());
        let scopes: BTreeSet<_> = chosen.collect();
        let body =
            CreateToken { name: values.text("name"), scopes, days: values.text("days").parse().unwrap_or(0) };
        state.send(client::post("/tokens", &body), move |token| {
            made.set(Some(token));
            if let Some(Changed(changed)) = context {
                changed.run(());
            }
        });
    };
    let boxes = TokenScope::ALL.map(|scope| {
        let text = format!("{}: {}", scope.term(), scope.words());
        view! { <Checkbox name=scope.term()>{text}</Checkbox> }
    });
    view! {
        <div class="panel">
            <Form state fields=&["name", "days"] on_submit=submit>
                <Field id="token-name" label="Name" hint="What it is for." error=state.error_of("name")>
                    <TextInput name="name" autocomplete="off" placeholder="Pipeline of orders" />
                </Field>
                <Field id="token-days" label="Ends after days" hint="1 to 366." error=state.error_of("days")>
                    <TextInput name="days" kind="number" autocomplete="off" placeholder="90" />
                </Field>
                <fieldset class="stack">
                    <legend class="field-label">"What it may do"</legend>
                    {boxes.collect_view()}
                </fieldset>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Create token"</Button>
                </div>
            </Form>
            {move || made.get().map(|token| view! { <Secret secret=token.secret /> })}
        </div>
    }
}

#[component]
fn Secret(secret: String) -> impl IntoView {
    view! {
        <Alert tone=Tone::Add>
            <p>"Copy the token now: it is shown this once. Send it as " <code>"Authorization: Bearer"</code> "."</p>
            <p class="invitation"><code class="invitation-link">{secret.clone()}</code> <CopyButton text=secret what="Token" /></p>
        </Alert>
    }
}
