//! One of a few: the browser's own list.

use crate::prelude::*;

use super::field::Naming;
use super::{Icon, IconName};

/// One entry of a [`Select`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the caller gets.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// An entry.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list of choices.
#[component]
pub fn Select(
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The choices, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Which is chosen, when the caller keeps it; else the first.
    #[prop(optional, into)]
    value: Option<Signal<String>>,
    /// Another one was chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Whether it is small, for use in rows.
    #[prop(optional)]
    small: bool,
    /// Whether it holds names of DynamoDB, set in the typewriter face.
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
    let options = move || choices.get().into_iter().map(|choice| option(choice, value)).collect_view();
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_value(&event));
        }
    };
    let control = leptos::view! {
        <select
            class="input select"
            class:input-small=small
            class:mono=mono
            id=naming.id()
            name=name
            disabled=disabled
            aria-label=naming.label()
            aria-describedby=naming.described_by()
            aria-invalid=naming.invalid()
            on:change=changed
        >
            {options}
        </select>
    };
    view! {
        <span class="select-box">
            {match value {
                // Read again when the choices change: the browser forgets a value that was set before its option was there.
                Some(value) => control.into_inner().prop("value", move || { choices.track(); value.get() }).into_any(),
                None => control.into_any(),
            }}
            <Icon name=IconName::ChevronDown />
        </span>
    }
}

fn option(choice: Choice, chosen: Option<Signal<String>>) -> impl IntoView {
    let Choice { value, label } = choice;
    let own = value.clone();
    let selected = move || chosen.is_some_and(|chosen| chosen.with(|chosen| *chosen == own));
    view! { <option value=value selected=selected>{label}</option> }
}
