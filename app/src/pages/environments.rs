//! `/environments`: where designs are applied.

use crate::prelude::*;
use leptos::context::Provider;
use tablewright_contract::{CreateEnvironment, EnvironmentKind, EnvironmentView, Role};

use crate::client;
use crate::data::Data;
use crate::page::{PageHead, loaded};
use crate::session::allowed;
use crate::ui::{
    Badge, Button, ButtonKind, Dialog, Field, Form, IconName, ListTable, TextInput, Tone, Values, use_form,
    use_toasts,
};

const FIELDS: &[&str] = &["name", "region", "endpoint", "profile", "role_arn", "name_template"];

/// The list, and for administrators the way to add one.
#[component]
pub(crate) fn EnvironmentsPage() -> impl IntoView {
    let data: Data<Vec<EnvironmentView>> = Data::later(Vec::new, |_| client::get("/environments"));
    let adding = Adding { open: RwSignal::new(false), added: Callback::new(move |()| data.refetch()) };
    view! {
        <Provider value=adding>
            <div class="page">
                <PageHead
                    title="Environments"
                    lead="Where designs are applied: the built-in sandbox, and accounts and regions of AWS."
                >
                    {allowed(Role::Administrator, || view! { <Add /> }.into_any())}
                </PageHead>
                {loaded(data, |environments| view! { <Environments environments /> }.into_any())}
            </div>
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
        id, name, kind, account, region, endpoint, profile, role_arn, name_template, ..
    } = environment;
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
                {line("endpoint", endpoint)} {line("profile", profile)} {line("role", role_arn)} {chain}
            </td>
            <td data-label="Table names"><code>{name_template}</code></td>
            <td data-label="More">
                <span class="links">
                    <a href=drift aria-label=drift_of>"Drift"</a>
                    <a href=policy aria-label=policy_of>"Policy"</a>
                </span>
            </td>
        </tr>
    }
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
    let field = move |id: &'static str, label: &'static str, hint: &'static str, example: &'static str| {
        let optional = !matches!(id, "name" | "region");
        view! {
            <Field id=format!("environment-{id}") label hint optional error=state.error_of(id)>
                <TextInput name=id placeholder=example autocomplete="off" mono=id != "name" />
            </Field>
        }
    };
    view! {
        <Form state fields=FIELDS on_submit=submit>
            <div class="form-grid">
                {field("name", "Name", "What people call it.", "Production")}
                {field("region", "AWS region", "Where its tables are.", "eu-central-1")}
                {field("profile", "Profile", "Of the server's AWS configuration. The default chain when empty.", "orders-prod")}
                {field("role_arn", "Role to assume", "Its ARN.", "arn:aws:iam::123456789012:role/tablewright")}
                {field("endpoint", "Endpoint", "Only if it is not the region's own.", "https://dynamodb.example.com")}
                {field("name_template", "Table names", "Made of {env} and {table}. {table} when empty.", "{env}-{table}")}
            </div>
            <p class="small muted">"AWS is asked for the account first. Credentials stay on the server's machine."</p>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Add environment"</Button>
            </div>
        </Form>
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
    }
}
