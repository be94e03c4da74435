//! Yes or no: a checkbox for answers, a switch for settings that hold at once.

use crate::prelude::*;

use super::field::Naming;

/// A box to tick, with its text beside it.
#[component]
pub fn Checkbox(
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it is ticked, when the caller keeps it.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// It was changed.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Whether it can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let naming = Naming::of(None);
    view! {
        <label class="checkbox">
            {toggle("checkbox-box", None, name, checked, on_change, disabled, &naming)}
            <span>{children()}</span>
        </label>
    }
}

/// A setting that is on or off.
#[component]
pub fn Switch(
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it is on, when the caller keeps it.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// It was changed.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Whether it can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its name for assistive technology, where no [`Field`](super::Field) stands around it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let naming = Naming::of(label);
    toggle("switch", Some("switch"), name, checked, on_change, disabled, &naming)
}

fn toggle(
    class: &'static str,
    role: Option<&'static str>,
    name: Option<String>,
    checked: Option<Signal<bool>>,
    on_change: Option<Callback<bool>>,
    disabled: Signal<bool>,
    naming: &Naming,
) -> AnyView {
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_checked(&event));
        }
    };
    let control = leptos::view! {
        <input
            type="checkbox"
            class=class
            role=role
            id=naming.id()
            name=name
            disabled=disabled
            checked=checked.is_some_and(|checked| checked.get_untracked())
            aria-label=naming.label()
            aria-describedby=naming.described_by()
            aria-invalid=naming.invalid()
            on:change=changed
        />
    };
    match checked {
        Some(checked) => control.into_inner().prop("checked", move || checked.get()).into_any(),
        None => control.into_any(),
    }
}
