//! The palette: one line to go to any place of the design, or to do anything that has a key.
//!
//! A combobox with a list below: the focus stays in the line, the arrow keys walk the list. Deliberately absent: what
//! is done, which is `actions`.

mod entries;

use crate::prelude::*;
use leptos::ev::KeyboardEvent;

use self::entries::{Entry, Goal, all, found};
use super::actions::ACTIONS;
use super::desk::Desk;
use super::shortcuts::Keys;
use super::{browser, place};
use crate::ui::{Dialog, Icon, IconName};

const LIST: &str = "palette-list";
const LINE: &str = "palette-line";

#[component]
pub(super) fn Palette(desk: Desk) -> impl IntoView {
    Effect::new(move || {
        if desk.palette_open.get() {
            desk.focus_after(vec![LINE.to_owned()]);
        }
    });
    view! {
        <Dialog id="palette" open=desk.palette_open title="Go to a place, or do something">
            <Lines desk />
        </Dialog>
    }
}

#[component]
fn Lines(desk: Desk) -> impl IntoView {
    let asked = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let all = desk.design.with_untracked(|design| all(design, !desk.read_only.get_untracked()));
    let told = memo(move |_| asked.with(|asked| found(&all, asked)));
    let write = move |event| {
        asked.set(event_target_value(&event));
        chosen.set(0);
    };
    let on_key = move |event: KeyboardEvent| {
        let last = told.with_untracked(Vec::len).saturating_sub(1);
        let now = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => {
                if now >= last {
                    0
                } else {
                    now + 1
                }
            }
            "ArrowUp" => now.checked_sub(1).unwrap_or(last),
            "Enter" => {
                event.prevent_default();
                return choose(desk, told.with_untracked(|told| told.get(now).map(|entry| entry.goal)));
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        browser::scroll_to_row(LIST, &option_id(next));
    };
    view! {
        <input
            class="input palette-line"
            id=LINE
            type="text"
            role="combobox"
            aria-label="Name of a place, or what to do"
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls=LIST
            aria-activedescendant=move || (!told.with(Vec::is_empty)).then(|| option_id(chosen.get()))
            placeholder="Table, attribute, index, pattern, or what to do"
            autocomplete="off"
            spellcheck="false"
            prop:value=asked
            on:input=write
            on:keydown=on_key
        />
        <ul class="palette-list" id=LIST role="listbox" aria-label="Places and commands" tabindex="-1">
            {move || {
                told.get().into_iter().enumerate().map(|(at, entry)| view! { <Row desk at entry chosen /> }).collect_view()
            }}
        </ul>
        <p class="palette-none" role="status">
            {move || told.with(Vec::is_empty).then_some("Nothing has this name: a part of a name is enough.")}
        </p>
    }
}

#[component]
fn Row(desk: Desk, at: usize, entry: Entry, chosen: RwSignal<usize>) -> impl IntoView {
    let Entry { goal, name, what, keys } = entry;
    let is_chosen = move || chosen.get() == at;
    let whole = name.clone();
    view! {
        <li
            class="palette-row"
            title=whole
            id=option_id(at)
            role="option"
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            on:pointermove=move |_| if chosen.get_untracked() != at { chosen.set(at) }
            on:click=move |_| choose(desk, Some(goal))
        >
            <Icon name=icon(goal) />
            <span class="palette-name">{name}</span>
            <span class="palette-what">{what}</span>
            <Keys keys />
        </li>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

const fn icon(goal: Goal) -> IconName {
    use tablewright_model::Object;
    match goal {
        Goal::Deed(_) => IconName::ArrowRight,
        Goal::Place(Object::Table(_)) => IconName::Table,
        Goal::Place(Object::Index(..)) => IconName::Index,
        Goal::Place(Object::Consumer(..)) => IconName::Stream,
        Goal::Place(Object::Replica(..)) => IconName::Environment,
        Goal::Place(Object::Pattern(_)) => IconName::Pattern,
        Goal::Place(Object::Entity(..)) => IconName::Copy,
        Goal::Place(Object::Note(_) | Object::Area(_)) => IconName::Pencil,
        Goal::Place(_) => IconName::Design,
    }
}

fn choose(desk: Desk, goal: Option<Goal>) {
    let Some(goal) = goal else { return };
    desk.palette_open.set(false);
    match goal {
        Goal::Deed(at) => {
            if let Some(run) = ACTIONS.get(at).and_then(|action| action.run) {
                run(desk);
            }
        }
        Goal::Place(object) => {
            desk.select(object);
            desk.board.approach(object);
            let shown = object.table().map(tablewright_model::Object::Table).unwrap_or(object);
            desk.focus_after(vec![place::card_id(object), place::card_id(shown)]);
        }
    }
}
