//! The whole design as a text, kept in step with the canvas. The JSON can be edited: what is written is read by the
//! judge, and taken over as one step when the person says so.

use crate::prelude::*;
use tablewright_contract::judge::{Look, Reading, ReadingView, Seen};

use super::Pane;
use crate::editor::browser;
use crate::editor::desk::Desk;
use crate::editor::judge::Health;
use crate::editor::words::count;
use crate::ui::{Button, ButtonKind, Choice, CopyButton, Select};

pub(super) const AREA: &str = "design-text";
const JSON: &str = "json";
/// The formats: their names for the judge and for people.
const FORMATS: [(&str, &str); 2] = [(JSON, "JSON"), ("terraform", "Terraform (HCL)")];

/// A text that somebody writes, and the one that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    of: u32,
    from: String,
    text: String,
}

#[component]
pub(super) fn TextPane(desk: Desk) -> impl IntoView {
    let aside = desk.aside;
    let (format, draft) = (aside.format, aside.draft);
    Effect::new(move || desk.judge.look("text", Some(Look::Text(format.get()))));
    Effect::new(move || {
        let reading = draft.get().map(|Draft { of, from, text }| Reading { of, from, text });
        desk.judge.look("reading", reading.map(|reading| Look::Reading(Box::new(reading))));
    });
    on_cleanup(move || {
        desk.judge.look("text", None);
        desk.judge.look("reading", None);
    });
    let seen = desk.judge.see(|seen| match seen {
        Seen::Text(view) => Some(view),
        _ => None,
    });
    let made = memo(move |_| seen.get().filter(|seen| seen.format == format.get()).map(|seen| seen.text));
    let is_json = move || format.with(|format| format == JSON);
    let text = Signal::derive(move || {
        draft.get().filter(|_| is_json()).map(|draft| draft.text).or_else(|| made.get()).unwrap_or_default()
    });
    let is_fixed = move || !is_json() || desk.read_only.get() || made.with(Option::is_none);
    let write = move |event| {
        let text = event_target_value(&event);
        draft.update(|draft| {
            let (of, from) = match draft.take() {
                Some(Draft { of, from, .. }) => (of + 1, from),
                None => (0, made.get_untracked().unwrap_or_default()),
            };
            *draft = (text != from).then_some(Draft { of, from, text });
        });
    };
    let choices = FORMATS.map(|(name, label)| Choice::new(name, label)).to_vec();
    view! {
        <Pane desk title="The design as text">
            <div class="beside-row">
                <Select
                    choices=Signal::stored(choices)
                    value=format
                    label="Format"
                    small=true
                    on_change=move |name| format.set(name)
                />
                <span class="spacer"></span>
                <CopyButton text what="text".to_owned() />
            </div>
            <textarea
                class="beside-text mono"
                id=AREA
                aria-label="The design as text"
                aria-describedby="design-text-state"
                spellcheck="false"
                wrap="off"
                readonly=is_fixed
                prop:value=text
                on:input=write
            ></textarea>
            <div class="beside-foot" id="design-text-state">
                {move || if is_json() { view! { <State desk /> } } else { view! {
                    <p class="small muted">"It is made of the design with each edit, and can't be edited here."</p>
                } }}
            </div>
        </Pane>
    }
}

/// Whether what is written is a design, and what it would change.
#[component]
fn State(desk: Desk) -> impl IntoView {
    let draft = desk.aside.draft;
    let read = desk.judge.see(|seen| match seen {
        Seen::Reading(view) => Some(view),
        _ => None,
    });
    move || {
        let Some(of) = draft.with(|draft| draft.as_ref().map(|draft| draft.of)) else {
            let hint = match desk.judge.health.get() {
                Health::Gone => "The text can't be made in this browser now: reload the page to try again.",
                _ if desk.read_only.get() => "It is made of the design with each edit.",
                _ => "Write in it to change the design: nothing happens before you apply it.",
            };
            return view! { <p class="small muted">{hint}</p> };
        };
        match read.get().filter(|read| read.of == of) {
            Some(read) => view! { <Verdict desk read /> },
            None => view! { <p class="small muted">"Checking…"</p> },
        }
    }
}

#[component]
fn Verdict(desk: Desk, read: ReadingView) -> impl IntoView {
    let ReadingView { problem, line, changes, edit, .. } = read;
    let draft = desk.aside.draft;
    let apply = edit.map(|edit| {
        view! {
            <Button
                kind=ButtonKind::Primary
                small=true
                on_press=move |()| {
                    if desk.take(&edit) {
                        draft.set(None);
                        desk.toasts.offer("The text is applied.", "Undo", move || desk.undo());
                    }
                }
            >
                {format!("Apply {}", count(usize::try_from(changes).unwrap_or_default(), "change"))}
            </Button>
        }
    });
    let is_broken = !problem.is_empty();
    let told = is_broken.then(|| view! { <p class="beside-problem" role="status">{problem}"."</p> });
    let go = line.map(|line| view! {
        <Button small=true on_press=move |()| browser::show_line(AREA, line)>{format!("Line {line}")}</Button>
    });
    let same = (!is_broken && apply.is_none())
        .then(|| view! { <p class="small muted">"This says the same as the design."</p> });
    view! {
        {told}
        {same}
        <div class="beside-row">
            {go}
            {apply}
            <Button kind=ButtonKind::Quiet small=true on_press=move |()| draft.set(None)>"Discard"</Button>
        </div>
    }
}
