//! One setting: a control with its label, one line of explanation, its AWS term and what is wrong with it.
//!
//! Settings edit at once. One focus of a text is one gesture; everything else is a gesture by itself. What is a setting
//! is said elsewhere (`inspector`); here is how any of them is drawn and written.

use crate::prelude::*;
use tablewright_model::{Address, Edit};

use super::desk::Desk;
use super::place::field_id;
use super::session::GestureId;
use crate::ui::{Checkbox, Choice, Field, Icon, IconName, Select, Switch, TextArea, TextInput};

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

/// What turns a text into the edit that it asks for, or says what is wrong with it.
pub(super) type Write = Callback<String, Option<Result<Edit, String>>>;

/// What stands in a control while somebody writes.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) text: Signal<String>,
    /// What keeps the text from being a value.
    pub(super) unread: Signal<Option<String>>,
    pub(super) typed: Callback<String>,
}

/// What was written, for as long as the design says what it said then.
struct Written {
    text: String,
    value: String,
    unread: Option<String>,
}

/// A text that is written: what reads as a value is saved at once and stays as it was written for as long as it means
/// what the design says; what does not stays in the control and is told.
pub(super) fn drafted(
    desk: Desk,
    value: Signal<String>,
    write: Write,
    gesture: StoredValue<GestureId>,
) -> Draft {
    let draft = RwSignal::new(None::<Written>);
    let standing = move |part: fn(&Written) -> Option<String>| {
        draft.with(|draft| {
            draft.as_ref().filter(|draft| value.with(|value| *value == draft.value)).and_then(part)
        })
    };
    let text = move || standing(|draft| Some(draft.text.clone())).unwrap_or_else(|| value.get());
    let typed = move |text: String| {
        let before = value.get_untracked();
        let unread = match write.run(text.clone()) {
            None => return,
            Some(Err(message)) => Some(message),
            Some(Ok(Edit::Batch { edits })) if edits.is_empty() => None,
            Some(Ok(edit)) => {
                desk.edit(edit, gesture.get_value());
                if value.get_untracked() == before {
                    // Refused: the control goes back to what the design says.
                    draft.set(None);
                    return;
                }
                None
            }
        };
        draft.set(Some(Written { text, value: value.get_untracked(), unread }));
    };
    Draft {
        text: Signal::derive(text),
        unread: Signal::derive(move || standing(|draft| draft.unread.clone())),
        typed: Callback::new(typed),
    }
}

/// What a setting is changed with.
#[derive(Clone, Copy)]
pub(super) enum Control {
    Line {
        mono: bool,
    },
    Lines {
        mono: bool,
    },
    /// As a line, and half as wide.
    Number,
    /// On has this value, off has none.
    Switch(&'static str),
    Select(Memo<Vec<Choice>>),
    /// Any of these; the text has their values with spaces between.
    Several(Memo<Vec<Choice>>),
}

/// A control in its frame.
#[component]
pub(super) fn Framed(
    desk: Desk,
    id: String,
    label: String,
    /// What AWS calls it, if it knows of it.
    term: &'static str,
    /// What it is for.
    hint: &'static str,
    /// Whether there may be none.
    optional: bool,
    error: Signal<Option<String>>,
    control: Control,
    text: Signal<String>,
    typed: Callback<String>,
    gesture: StoredValue<GestureId>,
) -> impl IntoView {
    if let Control::Several(choices) = control {
        return view! { <Several desk id label term hint error choices text typed /> };
    }
    let disabled = desk.read_only;
    let chosen = move |text: String| {
        gesture.set_value(desk.gesture());
        typed.run(text);
        desk.saver.now(desk);
    };
    let inner = move || match control {
        Control::Line { .. } | Control::Number => {
            let mono = !matches!(control, Control::Line { mono: false });
            view! { <Focus desk gesture><TextInput value=text on_input=typed mono=mono disabled=disabled /></Focus> }
        }
        Control::Lines { mono } => {
            view! { <Focus desk gesture><TextArea value=text on_input=typed rows=3 mono=mono disabled=disabled /></Focus> }
        }
        Control::Switch(on) => {
            let changed = move |is_on| chosen(if is_on { on.to_owned() } else { String::new() });
            let checked = Signal::derive(move || !text.with(String::is_empty));
            view! { <Switch checked=checked on_change=changed disabled=disabled /> }
        }
        Control::Select(choices) | Control::Several(choices) => {
            view! { <Select choices=choices value=text on_change=chosen disabled=disabled /> }
        }
    };
    view! {
        <div class="setting" class:setting-switch=matches!(control, Control::Switch(_)) class:setting-half=matches!(control, Control::Number)>
            <Term term />
            <Field id label hint error optional>{inner()}</Field>
        </div>
    }
}

/// What AWS calls a setting.
#[component]
pub(super) fn Term(term: &'static str) -> impl IntoView {
    (!term.is_empty()).then(|| view! { <code class="setting-term" title="What AWS calls it">{term}</code> })
}

/// Any of a few, to tick.
#[component]
fn Several(
    desk: Desk,
    id: String,
    label: String,
    term: &'static str,
    hint: &'static str,
    error: Signal<Option<String>>,
    choices: Memo<Vec<Choice>>,
    text: Signal<String>,
    typed: Callback<String>,
) -> impl IntoView {
    let tick = move |value: &str, on: bool| {
        let now = text.get_untracked();
        let others = now.split_whitespace().filter(|known| *known != value);
        let all: Vec<_> = others.chain(on.then_some(value)).collect();
        typed.run(all.join(" "));
        desk.saver.now(desk);
    };
    let row = move |Choice { value, label }: Choice| {
        let own = value.clone();
        let checked = move || text.with(|text| text.split_whitespace().any(|known| known == own));
        view! {
            <Checkbox
                checked=Signal::derive(checked)
                on_change=move |on| tick(&value, on)
                disabled=desk.read_only
            >
                <code>{label}</code>
            </Checkbox>
        }
    };
    view! {
        <fieldset class="setting several" id=id tabindex="-1">
            <legend class="field-label">{label}</legend>
            <Term term />
            <div class="picker">
                <For each=move || choices.get() key=|choice| (choice.value.clone(), choice.label.clone()) let:choice>
                    {row(choice)}
                </For>
                <Show when=move || choices.with(Vec::is_empty)>
                    <p class="group-note">"There is nothing to choose yet."</p>
                </Show>
            </div>
            {move || error.get().map(|message| view! {
                <p class="field-error" role="status">
                    <Icon name=IconName::Error />
                    <span>{message}</span>
                </p>
            })}
            <p class="field-hint">{hint}</p>
        </fieldset>
    }
}

/// One of a few, for settings that are not in the tables.
#[component]
pub(super) fn SelectSetting(
    desk: Desk,
    /// Which field it is.
    at: Address,
    label: &'static str,
    hint: &'static str,
    term: &'static str,
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
            <Select choices value=value on_change=chosen mono=true disabled=desk.read_only />
        </Setting>
    }
}

/// The frame of a setting that is not in the tables.
#[component]
pub(super) fn Setting(
    desk: Desk,
    at: Address,
    label: &'static str,
    hint: &'static str,
    term: &'static str,
    children: Children,
) -> impl IntoView {
    let error = desk.error_of(at);
    view! {
        <div class="setting">
            <Term term />
            <Field id=field_id(at) label hint error>{children()}</Field>
        </div>
    }
}
