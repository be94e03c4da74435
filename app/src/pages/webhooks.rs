//! `/webhooks`: addresses that are told what happens, and what they were told.

use crate::prelude::*;
use leptos::context::Provider;
use leptos::task::spawn_local;
use tablewright_contract::{
    CreatedWebhook, DeliveryState, DeliveryView, EditWebhook, WebhookForm, WebhookView,
};

use crate::client::{self, Json};
use crate::data::Data;
use crate::format::time;
use crate::page::{PageHead, loaded};
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Checkbox, Choice, CopyButton, EmptyState, Field, Form, IconName,
    Select, TextInput, Tone, Values, use_form, use_toasts,
};

/// The kinds of event, by the beginnings of their terms.
const EVENTS: [(&str, &str); 6] = [
    ("request.", "Change requests: opened, approved, discarded, out of date"),
    ("comment.", "Comments and threads"),
    ("run.", "Runs: started, each call, ended"),
    ("drift.", "Drift: found by a look at the tables, and gone again"),
    ("environment.", "Environments and their policies"),
    ("user.", "People: joined, roles, accounts"),
];

/// Whom to tell when the webhooks are others.
#[derive(Clone, Copy)]
struct Changed(Callback<()>);

/// The list and the form.
#[component]
pub(crate) fn WebhooksPage() -> impl IntoView {
    let data: Data<Vec<WebhookView>> = Data::later(Vec::new, |_| client::get("/webhooks"));
    view! {
        <Provider value=Changed(Callback::new(move |()| data.refetch()))>
            <div class="page">
                <PageHead title="Webhooks" lead="Addresses that are told what happens: signed, and tried again when they don't answer." />
                {loaded(data, |webhooks| view! { <Webhooks webhooks /> }.into_any())}
                <Add />
            </div>
        </Provider>
    }
}

#[component]
fn Webhooks(webhooks: Vec<WebhookView>) -> impl IntoView {
    if webhooks.is_empty() {
        let text = "Add the address of a chat or of a program below.";
        return view! { <EmptyState icon=IconName::Stream title="Nobody is told yet" text /> };
    }
    webhooks.into_iter().map(|webhook| view! { <Entry webhook /> }).collect_view().into_any()
}

#[component]
fn Entry(webhook: WebhookView) -> impl IntoView {
    let WebhookView { id, name, url, form, events, enabled, .. } = webhook;
    let form = match form {
        WebhookForm::Plain => "JSON",
        WebhookForm::Chat => "Chat",
    };
    let events = events.into_iter().collect::<Vec<_>>().join(", ");
    let (label, heading) = (name.clone(), name.clone());
    view! {
        <section class="section" aria-label=label>
            <div class="section-head">
                <h2>{heading}</h2>
                <Badge>{form}</Badge>
                {(!enabled).then(|| view! { <Badge>"Off"</Badge> })}
            </div>
            <p class="mono small">{url}</p>
            <p class="small muted">{events}</p>
            <Deliveries id=id.clone() />
            <Remove id name />
        </section>
    }
}

/// What it was told, read when somebody asks.
#[component]
fn Deliveries(id: String) -> impl IntoView {
    let (shown, toasts) = (RwSignal::new(None::<Vec<DeliveryView>>), use_toasts());
    let press = move |()| {
        let path = format!("/webhooks/{id}/deliveries");
        spawn_local(async move {
            match client::get::<Vec<DeliveryView>>(&path).await.and_then(Json::read) {
                Ok(deliveries) => shown.set(Some(deliveries)),
                Err(error) => toasts.error(error.message),
            }
        });
    };
    let list = move || {
        shown.get().map(|deliveries| match deliveries.is_empty() {
            true => view! { <p class="small muted">"Nothing was told yet."</p> },
            false => {
                let items =
                    deliveries.into_iter().map(|delivery| view! { <Delivery delivery /> }).collect_view();
                view! { <ul class="stack">{items}</ul> }
            }
        })
    };
    view! {
        <div class="button-row"><Button small=true on_press=press>"Show deliveries"</Button></div>
        {list}
    }
}

#[component]
fn Delivery(delivery: DeliveryView) -> impl IntoView {
    let DeliveryView { event, state, attempts, due_at, error, .. } = delivery;
    let (word, tone) = match state {
        DeliveryState::Delivered => ("Delivered", Tone::Add),
        DeliveryState::Waiting => ("Waiting", Tone::Accent),
        DeliveryState::GivenUp => ("Given up", Tone::Destroy),
    };
    let tries = match state {
        DeliveryState::Waiting => format!(", tried {attempts} times, next {}", time(&due_at)),
        _ => format!(", {}", time(&due_at)),
    };
    view! {
        <li class="small">
            <Badge tone>{word}</Badge>
            " "
            <code>{event}</code>
            <span class="muted">{tries}</span>
            {error.map(|error| view! { <p class="muted">{error}</p> })}
        </li>
    }
}

#[component]
fn Remove(id: String, name: String) -> impl IntoView {
    let (toasts, context) = (use_toasts(), use_context::<Changed>());
    let label = format!("Delete {name}");
    let press = move |()| {
        let path = format!("/webhooks/{id}");
        spawn_local(async move {
            match client::delete(&path).await {
                Ok(()) => toasts.success("Webhook deleted."),
                Err(error) => toasts.error(error.message),
            }
            if let Some(Changed(changed)) = context {
                changed.run(());
            }
        });
    };
    view! {
        <div class="button-row">
            <Button kind=ButtonKind::Danger small=true on_press=press attr:aria-label=label>"Delete"</Button>
        </div>
    }
}

#[component]
fn Add() -> impl IntoView {
    let (state, context) = (use_form(), use_context::<Changed>());
    let made = RwSignal::new(None::<CreatedWebhook>);
    let submit = move |values: Values| {
        let chosen = EVENTS.iter().filter(|(event, _)| !values.text(event).is_empty());
        let body = EditWebhook {
            name: values.text("name"),
            url: values.text("url"),
            form: if values.text("form") == "chat" { WebhookForm::Chat } else { WebhookForm::Plain },
            events: chosen.map(|(event, _)| (*event).to_owned()).collect(),
            enabled: true,
        };
        state.send(client::post("/webhooks", &body), move |webhook| {
            made.set(Some(webhook));
            if let Some(Changed(changed)) = context {
                changed.run(());
            }
        });
    };
    let forms =
        vec![Choice::new("plain", "JSON, for programs"), Choice::new("chat", "A line of text, for chats")];
    let boxes = EVENTS.map(|(event, words)| view! { <Checkbox name=event>{words}</Checkbox> });
    view! {
        <section class="section" aria-labelledby="add-webhook">
            <h2 id="add-webhook">"Add a webhook"</h2>
            <div class="panel">
                <Form state fields=&["name", "url"] on_submit=submit>
                    <Field id="webhook-name" label="Name" error=state.error_of("name")>
                        <TextInput name="name" autocomplete="off" placeholder="Team chat" />
                    </Field>
                    <Field id="webhook-url" label="Address" error=state.error_of("url")>
                        <TextInput name="url" kind="url" mono=true autocomplete="off" placeholder="https://chat.example.com/hooks/1" />
                    </Field>
                    <Field id="webhook-form" label="Form">
                        <Select name="form" choices=Signal::stored(forms) />
                    </Field>
                    <fieldset class="field-set">
                        <legend class="field-label">"What it is told"</legend>
                        {boxes.collect_view()}
                    </fieldset>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Add webhook"</Button>
                    </div>
                </Form>
                {move || made.get().map(|webhook| view! { <Secret secret=webhook.secret /> })}
            </div>
        </section>
    }
}

#[component]
fn Secret(secret: String) -> impl IntoView {
    view! {
        <Alert tone=Tone::Add>
            <p>"Each delivery is signed with this secret, which is shown this once."</p>
            <p class="invitation"><code class="invitation-link">{secret.clone()}</code> <CopyButton text=secret what="Secret" /></p>
        </Alert>
    }
}
