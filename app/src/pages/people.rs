//! `/people`: who is here, and for administrators the way to invite.

use crate::prelude::*;
use tablewright_contract::{CreateInvitation, CreatedInvitation, EditUser, Role, UserView};

use crate::client;
use crate::data::Data;
use crate::format::{capital, initials, time};
use crate::page::{PageHead, loaded};
use crate::session::{allowed, may};
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Choice, CopyButton, Field, Form, FormState, LinkButton, ListTable,
    Select, Tone, Values, origin, use_form, use_toasts,
};

/// The list, and for administrators the form and the ways to what only they see.
#[component]
pub(crate) fn PeoplePage() -> impl IntoView {
    let users: Data<Vec<UserView>> = Data::later(Vec::new, |_| client::get("/users?all=true"));
    view! {
        <div class="page">
            <PageHead title="People">{allowed(Role::Administrator, || view! { <Ways /> }.into_any())}</PageHead>
            {loaded(users, |users| view! { <Users users /> }.into_any())}
            {allowed(Role::Administrator, || view! { <Invite /> }.into_any())}
        </div>
    }
}

#[component]
fn Ways() -> impl IntoView {
    view! {
        <LinkButton href="/audit".to_owned()>"Audit log"</LinkButton>
        <LinkButton href="/webhooks".to_owned()>"Webhooks"</LinkButton>
    }
}

#[component]
fn Users(users: Vec<UserView>) -> impl IntoView {
    let manages = may(Role::Administrator);
    let rows = users.into_iter().map(|user| view! { <Row user manages /> }).collect_view();
    let mut heads = vec!["Name", "E-mail", "Role"];
    heads.extend(manages.then_some("Account"));
    view! {
        <ListTable heads=heads>{rows}</ListTable>
    }
}

/// Somebody. Administrators change the role and end the account here; each change holds at once.
#[component]
fn Row(user: UserView, manages: bool) -> impl IntoView {
    let person = RwSignal::new(user.clone());
    let (state, toasts) = (use_form(), use_toasts());
    let change = Callback::new(move |edit: EditUser| {
        let path = person.with_untracked(|person| format!("/users/{}", person.id));
        state.send(client::patch(&path, &edit), move |now: UserView| person.set(now));
    });
    Effect::new(move || {
        if let Some(error) = state.error.get() {
            // What was chosen and refused goes back to what holds.
            person.update(|_| ());
            toasts.error(error.message);
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    <span class="avatar" aria-hidden="true">{initials(&user.name)}</span>
                    " "
                    <b>{user.name.clone()}</b>
                </span>
            </th>
            <td class="muted" data-label="E-mail">{user.email}</td>
            <td data-label="Role"><RoleCell name=user.name.clone() person manages change /></td>
            {manages.then(|| view! { <td data-label="Account"><Activity name=user.name person state change /></td> })}
        </tr>
    }
}

#[component]
fn RoleCell(
    name: String,
    person: RwSignal<UserView>,
    manages: bool,
    change: Callback<EditUser>,
) -> impl IntoView {
    let role = memo(move |_| person.with(|person| person.role));
    if !manages {
        let tone = Signal::derive(move || tone_of(role.get()));
        return view! { <Badge tone>{move || capital(role.get().term())}</Badge> };
    }
    let choices: Vec<_> = Role::ALL.map(|role| Choice::new(role.term(), capital(role.term()))).into();
    let chosen = Callback::new(move |term: String| {
        let role = Role::ALL.into_iter().find(|role| role.term() == term);
        change.run(EditUser { role, deactivated: None });
    });
    view! {
        <Select
            choices=Signal::stored(choices)
            value=Signal::derive(move || role.get().term().to_owned())
            on_change=chosen
            small=true
            label=format!("Role of {name}")
        />
    }
}

#[component]
fn Activity(
    name: String,
    person: RwSignal<UserView>,
    state: FormState,
    change: Callback<EditUser>,
) -> impl IntoView {
    let over = memo(move |_| person.with(|person| person.deactivated));
    let press = move |()| change.run(EditUser { role: None, deactivated: Some(!over.get_untracked()) });
    let (end, begin) = (format!("Deactivate {name}"), format!("Let {name} sign in again"));
    let label = move || if over.get() { begin.clone() } else { end.clone() };
    view! {
        <span class="button-row">
            {move || over.get().then(|| view! { <Badge>"Deactivated"</Badge> })}
            <Button small=true pending=state.pending on_press=press attr:aria-label=label>
                {move || if over.get() { "Reactivate" } else { "Deactivate" }}
            </Button>
        </span>
    }
}

const fn tone_of(role: Role) -> Tone {
    match role {
        Role::Administrator => Tone::Accent,
        _ => Tone::Neutral,
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
