//! `/environments`: where designs are applied.

use crate::prelude::*;
use leptos::context::Provider;
use leptos::task::spawn_local;
use tablewright_contract::{CreateEnvironment, EnvironmentKind, EnvironmentView, Role};

use crate::client;
use crate::data::Data;
use crate::page::{PageHead, loaded};
use crate::session::allowed;
use crate::ui::{
    Badge, Button, ButtonKind, Dialog, Field, Form, FormState, IconName, ListTable, TextInput, Tone, Values,
    use_form, use_toasts,
};

const FIELDS: &[&str] =
    &["name", "region", "endpoint", "profile", "role_arn", "name_template", "copies", "copies_owner"];

/// The list, and for administrators the way to add one.
#[component]
pub(crate) fn EnvironmentsPage() -> impl IntoView {
    let data: Data<Vec<EnvironmentView>> = Data::later(Vec::new, |_| client::get("/environments"));
    let changed = Callback::new(move |()| data.refetch());
    let adding = Adding { open: RwSignal::new(false), added: changed };
    let editing = Editing { open: RwSignal::new(false), shown: RwSignal::new(None) };
    view! {
        <Provider value=adding>
        <Provider value=editing>
            <div class="page">
                <PageHead
                    title="Environments"
                    lead="Where designs are applied: the built-in sandbox, and accounts and regions of AWS."
                >
                    {allowed(Role::Administrator, || view! { <Add /> }.into_any())}
                </PageHead>
                {loaded(data, |environments| view! { <Environments environments /> }.into_any())}
                <Edited editing changed />
            </div>
        </Provider>
        </Provider>
    }
}

/// The dialog for a new one, and whom to tell.
#[derive(Clone, Copy)]
struct Adding {
    open: RwSignal<bool>,
    added: Callback<()>,
}

#[component]
fn Add() -> impl IntoView {
    use_context::<Adding>().map(|Adding { open, added }| {
        let done = Callback::new(move |()| {
            open.set(false);
            added.run(());
        });
        view! {
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=move |()| open.set(true)>
                "Add environment"
            </Button>
            <Dialog id="add-environment" open title="Add environment" wide=true>
                <AddForm on_added=done />
            </Dialog>
        }
    })
}

/// The dialog for one that is there.
#[derive(Clone, Copy)]
struct Editing {
    open: RwSignal<bool>,
    shown: RwSignal<Option<EnvironmentView>>,
}

#[component]
fn Edited(editing: Editing, changed: Callback<()>) -> impl IntoView {
    let Editing { open, shown } = editing;
    let done = Callback::new(move |()| {
        open.set(false);
        changed.run(());
    });
    let form = move || shown.get().map(|environment| view! { <EditForm environment on_done=done /> });
    view! { <Dialog id="edit-environment" open title="Edit environment" wide=true>{form}</Dialog> }
}

#[component]
fn Environments(environments: Vec<EnvironmentView>) -> impl IntoView {
    let rows = environments.into_iter().map(|environment| view! { <Row environment /> }).collect_view();
    view! {
        <ListTable heads=["Name", "Account", "Region", "Access", "Table names", "More"]>{rows}</ListTable>
    }
}

#[component]
fn Row(environment: EnvironmentView) -> impl IntoView {
    let EnvironmentView {
        id,
        name,
        kind,
        account,
        region,
        endpoint,
        profile,
        role_arn,
        name_template,
        copies,
        ..
    } = environment.clone();
    let editable = (kind == EnvironmentKind::Aws).then_some(Editable(environment));
    let (drift, policy) = (format!("/environments/{id}/drift"), format!("/environments/{id}/policy"));
    let (drift_of, policy_of) = (format!("Drift of {name}"), format!("Policy of {name}"));
    let kind = match kind {
        EnvironmentKind::Sandbox => view! { <Badge tone=Tone::Accent>"Built in"</Badge> },
        EnvironmentKind::Aws => view! { <Badge>"AWS"</Badge> },
    };
    let line = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <span class="line"><span class="muted">{name} " "</span><code>{value}</code></span> })
    };
    let chain = (endpoint.is_none() && profile.is_none() && role_arn.is_none())
        .then(|| view! { <span class="line muted">"default chain"</span> });
    view! {
        <tr>
            <th scope="row" class="name-cell"><b>{name}</b> " " {kind}</th>
            <td class="mono" data-label="Account">{account.unwrap_or_else(|| "not known yet".to_owned())}</td>
            <td class="mono nowrap" data-label="Region">{region}</td>
            <td data-label="Access">
                {line("endpoint", endpoint)} {line("profile", profile)} {line("role", role_arn)} {chain} {line("copies", copies)}
            </td>
            <td data-label="Table names"><code>{name_template}</code></td>
            <td data-label="More">
                <span class="links">
                    <a href=drift aria-label=drift_of>"Drift"</a>
                    <a href=policy aria-label=policy_of>"Policy"</a>
                    {editable.map(|editable| view! {
                        <Provider value=editable>{allowed(Role::Administrator, || view! { <Edit /> }.into_any())}</Provider>
                    })}
                </span>
            </td>
        </tr>
    }
}

/// The environment of a row, for the button in it.
#[derive(Clone)]
struct Editable(EnvironmentView);

#[component]
fn Edit() -> impl IntoView {
    let editing = use_context::<Editing>().zip(use_context::<Editable>());
    editing.map(|(Editing { open, shown }, Editable(environment))| {
        let label = format!("Edit {}", environment.name);
        let press = move |()| {
            shown.set(Some(environment.clone()));
            open.set(true);
        };
        view! { <Button kind=ButtonKind::Quiet small=true on_press=press attr:aria-label=label>"Edit"</Button> }
    })
}

#[component]
fn AddForm(on_added: Callback<()>) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let submit = move |values: Values| {
        let body = body(&values);
        let request = client::post::<_, EnvironmentView>("/environments", &body);
        state.send(request, move |environment| {
            toasts.success(format!("{} added.", environment.name));
            on_added.run(());
        });
    };
    view! {
        <Form state fields=FIELDS on_submit=submit>
            <Fields state given=CreateEnvironment::default() />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Add environment"</Button>
            </div>
        </Form>
    }
}

#[component]
fn EditForm(environment: EnvironmentView, on_done: Callback<()>) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let EnvironmentView {
        id,
        name,
        region,
        endpoint,
        profile,
        role_arn,
        name_template,
        copies,
        copies_owner,
        ..
    } = environment;
    let path = format!("/environments/{id}");
    let given = CreateEnvironment {
        name: name.clone(),
        region,
        endpoint,
        profile,
        role_arn,
        name_template: Some(name_template),
        copies,
        copies_owner,
    };
    let removed = path.clone();
    let submit = move |values: Values| {
        let request = client::put::<_, EnvironmentView>(&path, &body(&values));
        state.send(request, move |environment| {
            toasts.success(format!("{} changed.", environment.name));
            on_done.run(());
        });
    };
    let remove = move |()| {
        let (path, name) = (removed.clone(), name.clone());
        spawn_local(async move {
            match client::delete(&path).await {
                Ok(()) => toasts.success(format!("{name} removed.")),
                Err(error) => return toasts.error(error.message),
            }
            on_done.run(());
        });
    };
    view! {
        <Form state fields=FIELDS on_submit=submit>
            <Fields state given />
            <p class="small muted">
                "Approvals that name it as it was are void. One with managed tables keeps its account, region and table names."
            </p>
            <div class="form-actions">
                <Button kind=ButtonKind::Danger on_press=remove>"Remove"</Button>
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Save"</Button>
            </div>
        </Form>
    }
}

/// What an environment is made of.
#[component]
fn Fields(state: FormState, given: CreateEnvironment) -> impl IntoView {
    let CreateEnvironment { name, region, endpoint, profile, role_arn, name_template, copies, copies_owner } =
        given;
    let field = move |id: &'static str,
                      label: &'static str,
                      hint: &'static str,
                      example: &'static str,
                      value: String| {
        let optional = !matches!(id, "name" | "region");
        view! {
            <Field id=format!("environment-{id}") label hint optional error=state.error_of(id)>
                <TextInput
                    name=id
                    value=Signal::stored(value.clone())
                    placeholder=example
                    autocomplete="off"
                    mono=id != "name"
                />
            </Field>
        }
    };
    let of = Option::unwrap_or_default;
    view! {
        <div class="form-grid">
            {field("name", "Name", "What people call it.", "Production", name)}
            {field("region", "AWS region", "Where its tables are.", "eu-central-1", region)}
            {field("profile", "Profile", "Of the server's AWS configuration. The default chain when empty.", "orders-prod", of(profile))}
            {field("role_arn", "Role to assume", "Its ARN.", "arn:aws:iam::123456789012:role/tablewright", of(role_arn))}
            {field("endpoint", "Endpoint", "Only if it is not the region's own.", "https://dynamodb.example.com", of(endpoint))}
            {field("name_template", "Table names", "Made of {env} and {table}. {table} when empty.", "{env}-{table}", of(name_template))}
            {field("copies", "Place for copies", "A bucket, so that runs copy tables that are replaced.", "s3://orders-copies/tables", of(copies))}
            {field("copies_owner", "Owner of the bucket", "Its account, if it is another one.", "123456789012", of(copies_owner))}
        </div>
        <p class="small muted">
            "Exports write every item of such a table there: who may read the bucket reads them. Tablewright deletes nothing in it."
        </p>
        <p class="small muted">"AWS is asked for the account first. Credentials stay on the server's machine."</p>
    }
}

fn body(values: &Values) -> CreateEnvironment {
    CreateEnvironment {
        name: values.text("name"),
        region: values.text("region"),
        endpoint: values.given("endpoint"),
        profile: values.given("profile"),
        role_arn: values.given("role_arn"),
        name_template: values.given("name_template"),
        copies: values.given("copies"),
        copies_owner: values.given("copies_owner"),
    }
}
