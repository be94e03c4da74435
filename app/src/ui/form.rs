//! Forms: they read their inputs when they are sent, show what is pending, and put errors beside the fields.

use std::pin::Pin;

use crate::prelude::*;
use leptos::context::Provider;
use leptos::ev::SubmitEvent;
use serde::de::DeserializeOwned;
use tablewright_contract::ApiError;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement};

use crate::client::Json;

use super::{Alert, Tone};

/// What was answered, by the names of the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<(String, String)>);

impl Values {
    /// The answer to one question; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// The trimmed answer, or nothing.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name).trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Whether a form is being sent, and what was wrong with it.
#[derive(Clone, Copy)]
pub struct FormState {
    /// It was sent and is not answered yet.
    pub pending: RwSignal<bool>,
    /// What the server said.
    pub error: RwSignal<Option<ApiError>>,
}

impl FormState {
    /// What is wrong with one field.
    #[must_use]
    pub fn error_of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.error.with(|error| {
                error
                    .as_ref()
                    .filter(|error| error.field.as_deref() == Some(field))
                    .map(|error| error.message.clone())
            })
        })
    }

    /// Sends: pending until the answer, then either `done` or the error beside its field.
    pub(crate) fn send<T: DeserializeOwned + 'static>(
        self,
        request: impl Future<Output = Result<Json<T>, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        let request = Box::pin(async move { request.await.map(Json::into_text) });
        self.send_text(request, Box::new(move |text| Json::of_text(text).read().map(done)));
    }

    fn send_text(self, request: Request, done: Box<dyn FnOnce(String) -> Result<(), ApiError>>) {
        self.pending.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            let answer = request.await;
            // The person may have left the page meanwhile.
            if self.pending.try_set(false).is_some() {
                return;
            }
            if let Err(error) = answer.and_then(done) {
                self.error.set(Some(error));
            }
        });
    }
}

/// A request that was put together, and its answer as text.
type Request = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

/// The state of a form that is to be made.
#[must_use]
pub fn use_form() -> FormState {
    FormState { pending: RwSignal::new(false), error: RwSignal::new(None) }
}

/// A form. Its inputs keep their own text: nothing that was typed before the page woke up is lost.
#[component]
pub fn Form(
    /// Its state, from [`use_form`].
    state: FormState,
    /// The names of fields that show their own errors; every other error is shown above the form.
    #[prop(default = &[])]
    fields: &'static [&'static str],
    /// It was sent.
    #[prop(into)]
    on_submit: Callback<Values>,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView {
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        if !state.pending.get_untracked()
            && let Some(values) = read(&event)
        {
            on_submit.run(values);
        }
    };
    Effect::new(move || {
        if state.error.with(Option::is_some) {
            request_animation_frame(focus_first_error);
        }
    });
    view! {
        <form class="form" method="post" novalidate on:submit=submitted>
            <Provider value=state>
                <FormAlert state fields />
                {children()}
            </Provider>
        </form>
    }
}

/// The error that belongs to no field.
#[component]
pub fn FormAlert(
    /// The form's state.
    state: FormState,
    /// The names of fields that show their own errors.
    #[prop(default = &[])]
    fields: &'static [&'static str],
) -> impl IntoView {
    let message = move || {
        state.error.with(|error| {
            error
                .as_ref()
                .filter(|error| !error.field.as_deref().is_some_and(|field| fields.contains(&field)))
                .map(|error| error.message.clone())
        })
    };
    move || message().map(|message| view! { <Alert tone=Tone::Destroy>{message}</Alert> })
}

fn read(event: &SubmitEvent) -> Option<Values> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let entries = js_sys::Array::from(&data.entries());
    let pair = |entry: wasm_bindgen::JsValue| {
        let entry = js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    Some(Values(entries.iter().filter_map(pair).collect()))
}

fn focus_first_error() {
    let found = document().query_selector("form [aria-invalid=true]").ok().flatten();
    if let Some(input) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = input.focus();
    }
}
