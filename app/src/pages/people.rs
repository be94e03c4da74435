//! `/people`: who is here, and for administrators the way to invite.

use crate::prelude::*;
use tablewright_contract::{CreateInvitation, CreatedInvitation, Role, UserView};

use crate::client;
use crate::data::Data;
use crate::format::{capital, initials, time};
use crate::page::{PageHead, loaded};
use crate::session::allowed;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Choice, CopyButton, Field, Form, Select, Tone, Values, origin, use_form,
};

/// The list, and for administrators the form.
#[component]
pub(crate) fn PeoplePage() -> impl IntoView {
    let users: Data<Vec<UserView>> = Data::later(Vec::new, |_| client::get("/users"));
    view! {
        <div class="page">
            <PageHead title="People" />
            {loaded(users, |users| view! { <Users users /> }.into_any())}
            {allowed(Role::Administrator, || view! { <Invite /> }.into_any())}
        </div>
    }
}

#[component]
fn Users(users: Vec<UserView>) -> impl IntoView {
    let rows = users.into_iter().map(|user| view! { <Row user /> }).collect_view();
    view! {
        <div class="table-box">
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"E-mail"</th>
                        <th scope="col">"Role"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(user: UserView) -> impl IntoView {
    let UserView { name, email, role, .. } = user;
    let tone = if role == Role::Administrator { Tone::Accent } else { Tone::Neutral };
    view! {
        <tr>
            <th scope="row">
                <span class="person"><span class="avatar" aria-hidden="true">{initials(&name)}</span> <b>{name}</b></span>
            </th>
            <td class="muted">{email}</td>
            <td><Badge tone>{capital(role.term())}</Badge></td>
        </tr>
    }
}

#[component]
fn Invite() -> impl IntoView {
    let state = use_form();
    let made = RwSignal::new(None::<CreatedInvitation>);
    let submit = move |values: Values| {
        let wanted = values.text("role");
        let role = Role::ALL.into_iter().find(|role| role.term() == wanted).unwrap_or(Role::Viewer);
        let body = CreateInvitation { role };
        let request = client::post("/invitations", &body);
        state.send(request, move |invitation| made.set(Some(invitation)));
    };
    let choices: Vec<_> = Role::ALL.map(|role| Choice::new(role.term(), explained(role))).into();
    view! {
        <section class="section" aria-labelledby="invite">
            <h2 id="invite">"Invite somebody"</h2>
            <div class="panel">
                <Form state fields=&["role"] on_submit=submit>
                    <Field id="role" label="Role" hint="The link works once and for seven days." error=state.error_of("role")>
                        <Select name="role" choices=Signal::stored(choices) />
                    </Field>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Create link"</Button>
                    </div>
                </Form>
                {move || made.get().map(|invitation| view! { <Link invitation /> })}
            </div>
        </section>
    }
}

/// The new link. It is made in the browser alone, so the address is the one that this person uses.
#[component]
fn Link(invitation: CreatedInvitation) -> impl IntoView {
    let CreatedInvitation { path, expires_at } = invitation;
    let link = format!("{}{path}", origin());
    view! {
        <Alert tone=Tone::Add>
            <p>{format!("Send this link to the person. It is shown this once and ends {}.", time(&expires_at))}</p>
            <p class="invitation"><code class="invitation-link">{link.clone()}</code> <CopyButton text=link what="Link" /></p>
        </Alert>
    }
}

/// A role with what it may do.
fn explained(role: Role) -> String {
    let may = match role {
        Role::Viewer => "reads everything",
        Role::Designer => "edits designs and opens change requests",
        Role::Reviewer => "edits, and approves change requests",
        Role::Operator => "applies what was approved, and all of the above",
        Role::Administrator => "manages people and environments, and all of the above",
    };
    format!("{}: {may}", capital(role.term()))
}
