//! One setting: a control with its label, one line of explanation, its AWS term and what is wrong with it.
//!
//! Settings edit at once. One focus of a text is one gesture; everything else is a gesture by itself.

use crate::prelude::*;
use tablewright_model::{Address, Edit};

use super::desk::Desk;
use super::place::field_id;
use super::session::GestureId;
use crate::ui::{Choice, Field, Select, Switch, TextArea, TextInput};

/// Wraps a control: one gesture for each time that it has the focus, and no waiting once it loses it.
#[component]
pub(super) fn Focus(desk: Desk, gesture: StoredValue<GestureId>, children: Children) -> impl IntoView {
    view! {
        <div
            class="setting-focus"
            on:focusin=move |_| gesture.set_value(desk.gesture())
            on:focusout=move |_| desk.saver.now(desk)
        >
            {children()}
        </div>
    }
}

/// A gesture that lasts as long as one focus.
pub(super) fn typing(desk: Desk) -> StoredValue<GestureId> {
    StoredValue::new(desk.gesture())
}

/// A text.
#[component]
pub(super) fn TextSetting(
    desk: Desk,
    /// Which field it is.
    at: Address,
    label: &'static str,
    /// What it is for.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What AWS calls it.
    #[prop(optional)]
    term: Option<&'static str>,
    /// Whether it is a name of DynamoDB.
    #[prop(optional)]
    mono: bool,
    /// Whether it has several lines.
    #[prop(optional)]
    long: bool,
    #[prop(into)] value: Signal<String>,
    /// The edit for a new text.
    edit: Callback<String, Edit>,
) -> impl IntoView {
    let gesture = typing(desk);
    let typed = move |text| desk.edit(edit.run(text), gesture.get_value());
    let control = move || match long {
        true => view! { <TextArea value=value on_input=typed rows=3 disabled=desk.read_only /> }.into_any(),
        false => {
            view! { <TextInput value=value on_input=typed mono=mono disabled=desk.read_only /> }.into_any()
        }
    };
    view! {
        <Setting desk at label hint term>
            <Focus desk gesture>{control()}</Focus>
        </Setting>
    }
}

/// One of a few.
#[component]
pub(super) fn SelectSetting(
    desk: Desk,
    /// Which field it is.
    at: Address,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] term: Option<&'static str>,
    #[prop(optional)] mono: bool,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into)] value: Signal<String>,
    /// The edit for a choice, if it is one.
    edit: Callback<String, Option<Edit>>,
) -> impl IntoView {
    let chosen = move |text| {
        if let Some(edit) = edit.run(text) {
            desk.edit_now(edit);
        }
    };
    view! {
        <Setting desk at label hint term>
            <Select choices value=value on_change=chosen mono=mono disabled=desk.read_only />
        </Setting>
    }
}

/// On or off.
#[component]
pub(super) fn SwitchSetting(
    desk: Desk,
    /// Which field it is.
    at: Address,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] term: Option<&'static str>,
    #[prop(into)] checked: Signal<bool>,
    edit: Callback<bool, Edit>,
) -> impl IntoView {
    let changed = move |on| desk.edit_now(edit.run(on));
    view! {
        <div class="setting-switch">
            <Setting desk at label hint term>
                <Switch checked=checked on_change=changed disabled=desk.read_only />
            </Setting>
        </div>
    }
}

/// A whole number, or none where that is allowed. What is not a number stays in the field and is said beside it.
#[component]
pub(super) fn NumberSetting(
    desk: Desk,
    /// The control's id.
    #[prop(into)]
    id: String,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    /// What is wrong with the number in the design.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The largest number.
    #[prop(default = u64::MAX)]
    most: u64,
    /// Whether there may be none.
    #[prop(optional)]
    optional: bool,
    #[prop(into)] value: Signal<Option<u64>>,
    edit: Callback<Option<u64>, Edit>,
) -> impl IntoView {
    let gesture = typing(desk);
    let (text, unread, typed) = number_input(value, optional, most, move |number| {
        desk.edit(edit.run(number), gesture.get_value());
    });
    let error = Signal::derive(move || unread.get().or_else(|| error.get()));
    view! {
        <Focus desk gesture>
            <Field id label hint=hint.map(TextProp::from).unwrap_or_default() error optional>
                <TextInput value=text on_input=typed mono=true disabled=desk.read_only />
            </Field>
        </Focus>
    }
}

type NumberInput = (Signal<String>, Signal<Option<String>>, Callback<String>);

/// The text of a number field, what keeps it from being a number, and what happens on a keystroke.
fn number_input(
    value: Signal<Option<u64>>,
    optional: bool,
    most: u64,
    set: impl Fn(Option<u64>) + Send + Sync + 'static,
) -> NumberInput {
    let draft = RwSignal::new(None::<String>);
    let text = move || draft.get().unwrap_or_else(|| value.get().map(|n| n.to_string()).unwrap_or_default());
    let error = move || draft.with(|draft| draft.as_ref().and_then(|text| parse(text, optional, most).err()));
    let typed = Callback::new(move |text: String| match parse(&text, optional, most) {
        Ok(number) => {
            draft.set(None);
            set(number);
        }
        Err(_) => draft.set(Some(text)),
    });
    (Signal::derive(text), Signal::derive(error), typed)
}

fn parse(text: &str, optional: bool, most: u64) -> Result<Option<u64>, String> {
    let text = text.trim();
    if text.is_empty() && optional {
        return Ok(None);
    }
    match text.parse::<u64>() {
        Ok(number) if number <= most => Ok(Some(number)),
        Ok(_) => Err(format!("The number is too large: the most is {most}.")),
        Err(_) => Err("Write a whole number, in digits only.".to_owned()),
    }
}

/// The frame of a setting.
#[component]
pub(super) fn Setting(
    desk: Desk,
    at: Address,
    label: &'static str,
    hint: Option<&'static str>,
    term: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let error = desk.error_of(at);
    view! {
        <div class="setting">
            {term.map(|term| view! { <code class="setting-term" title="What AWS calls it">{term}</code> })}
            {match hint {
                Some(hint) => view! { <Field id=field_id(at) label hint error>{children()}</Field> }.into_any(),
                None => view! { <Field id=field_id(at) label error>{children()}</Field> }.into_any(),
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_nonsense_is_told() {
        assert_eq!(parse(" 12 ", false, 100), Ok(Some(12)));
        assert_eq!(parse("", true, 100), Ok(None));
        for wrong in ["", "x", "-1", "1.5", "101"] {
            assert!(parse(wrong, false, 100).is_err(), "{wrong}");
        }
    }
}
