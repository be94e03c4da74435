//! Text on one line and on several.

use crate::prelude::*;

use super::field::Naming;

/// A line of text. In a form leave `value` out: the form reads the inputs when it is sent, so that what was typed
/// before the page woke up is not lost.
#[component]
pub fn TextInput(
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// `text`, `email`, `password`, `number`, `url`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What stands in it, when the caller keeps it.
    #[prop(optional, into)]
    value: Option<Signal<String>>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// When it is left or Enter is pressed, and the text is another.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// An example of an answer.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether it holds a name of DynamoDB, set in the typewriter face.
    #[prop(optional)]
    mono: bool,
    /// Whether it can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its name for assistive technology, where no [`Field`](super::Field) stands around it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let naming = Naming::of(label);
    let control = leptos::view! {
        <input
            type=kind
            class="input"
            class:mono=mono
            id=naming.id()
            name=name
            autocomplete=autocomplete
            placeholder=placeholder
            spellcheck=mono.then_some("false")
            disabled=disabled
            aria-label=naming.label()
            aria-describedby=naming.described_by()
            aria-invalid=naming.invalid()
            on:input=move |event| run(on_input, event_target_value(&event))
            on:change=move |event| run(on_change, event_target_value(&event))
        />
    };
    match value {
        Some(value) => control.into_inner().prop("value", move || value.get()).into_any(),
        None => control.into_any(),
    }
}

/// Several lines of text. Its text is only ever set as a property: children of a `textarea` are not escaped.
#[component]
pub fn TextArea(
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// What stands in it, when the caller keeps it.
    #[prop(optional, into)]
    value: Option<Signal<String>>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// When it is left and the text is another.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// How many lines are seen.
    #[prop(default = 3)]
    rows: u32,
    /// An example of an answer.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether it holds code.
    #[prop(optional)]
    mono: bool,
    /// Whether it can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its name for assistive technology, where no [`Field`](super::Field) stands around it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let naming = Naming::of(label);
    let control = leptos::view! {
        <textarea
            class="input textarea"
            class:mono=mono
            id=naming.id()
            name=name
            rows=rows.to_string()
            placeholder=placeholder
            spellcheck=mono.then_some("false")
            disabled=disabled
            aria-label=naming.label()
            aria-describedby=naming.described_by()
            aria-invalid=naming.invalid()
            on:input=move |event| run(on_input, event_target_value(&event))
            on:change=move |event| run(on_change, event_target_value(&event))
        ></textarea>
    };
    match value {
        Some(value) => control.into_inner().prop("value", move || value.get()).into_any(),
        None => control.into_any(),
    }
}

fn run(callback: Option<Callback<String>>, text: String) {
    if let Some(callback) = callback {
        callback.run(text);
    }
}
