//! The access patterns of the design as a table, a row each, with verdicts. The chosen row can be written in and opens
//! to its verdict in full.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_contract::judge::{Look, VerdictLine};
use tablewright_model::{Design, Field, Object, Pattern, PatternId, Table};

use super::verdict::{Opened, ServedMark};
use crate::editor::commands;
use crate::editor::desk::{Desk, ids};
use crate::editor::inspector::Cell;
use crate::editor::judge::Health;
use crate::editor::place::card_id;
use crate::editor::words;
use crate::ui::{Button, ButtonKind, Icon, IconButton, IconName};

/// The heads of the columns after the number, and whether they are of numbers.
const HEADS: [(&str, bool); 10] = [
    ("Access pattern", false),
    ("Verdict", false),
    ("Served by", false),
    ("Kind", false),
    ("Table", false),
    ("Entity", false),
    ("Known when asked", false),
    ("Order", false),
    ("Limit", true),
    ("Per second", true),
];

#[component]
pub(super) fn Patterns(desk: Desk) -> impl IntoView {
    let patterns = memo(move |_| desk.design.with(|design| ids(&design.patterns)));
    let no_table = memo(move |_| desk.design.with(|design| design.tables.is_empty()));
    // The chosen row is open, until it is closed by hand.
    let closed = RwSignal::new(false);
    Effect::new(move |before: Option<Object>| {
        let now = desk.shown.get();
        if before.is_some_and(|before| before != now) {
            closed.set(false);
        }
        now
    });
    let opened = memo(move |_| match desk.shown.get() {
        Object::Pattern(id) if !closed.get() => Some(id),
        _ => None,
    });
    Effect::new(move || desk.judge.look("verdict", opened.get().map(Look::Verdict)));
    on_cleanup(move || desk.judge.look("verdict", None));
    let head = |(text, number): (&'static str, bool)| {
        view! { <th scope="col" class:grid-number=number>{text}</th> }
    };
    view! {
        <Show when=move || desk.judge.health.get() == Health::Gone>
            <super::NotJudged />
        </Show>
        <Show
            when=move || !patterns.with(Vec::is_empty)
            fallback=|| view! { <p class="dock-empty">"None yet. Write down what the application asks and writes: a design is right when it serves that."</p> }
        >
            <div class="grid-box">
                <table class="grid patterns">
                    <thead>
                        <tr>
                            <th scope="col" class="grid-count">"#"</th>
                            {HEADS.map(head).collect_view()}
                            <th scope="col"><span class="visually-hidden">"Remove"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || patterns.get().into_iter().enumerate() key=|(at, id)| (*at, *id) let((at, id))>
                            <Row desk at id closed />
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
        <div class="dock-actions">
            <Button
                kind=ButtonKind::Quiet
                small=true
                icon=IconName::Plus
                disabled=Signal::derive(move || desk.read_only.get() || no_table.get())
                on_press=move |()| commands::add_pattern(desk)
            >
                "Add access pattern"
            </Button>
        </div>
    }
}

/// A pattern with what a row needs of it in words, and with the names of its table.
#[derive(Debug, Clone, Default, PartialEq)]
struct Told {
    name: String,
    kind: &'static str,
    table: String,
    entity: String,
    known: String,
    order: String,
    limit: String,
    rate: String,
}

fn told(design: &Design, pattern: &Pattern) -> Told {
    let table = design.table(pattern.table);
    let of_table =
        |what: fn(&Table, &Pattern) -> String| table.map(|table| what(table, pattern)).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    Told {
        name: pattern.name.clone(),
        kind: pattern.kind.label(),
        table: of_table(|table, _| table.name.clone()),
        entity: of_table(|table, pattern| {
            let entity = pattern.entity.and_then(|id| table.entity(id));
            entity.map(|entity| entity.name.clone()).unwrap_or_default()
        }),
        known: of_table(words::conditions),
        order: of_table(words::ordered_by),
        limit: number(pattern.limit),
        rate: number(pattern.peak_rate),
    }
}

#[component]
fn Row(desk: Desk, at: usize, id: PatternId, closed: RwSignal<bool>) -> impl IntoView {
    let object = Object::Pattern(id);
    let whole = desk.pattern(id);
    let row = memo(move |_| {
        let pattern = whole.get()?;
        desk.read(Object::Table(pattern.table), |design| Some(told(design, &pattern)))
    });
    let text = move |part: fn(&Told) -> String| slice_of(row, part);
    let name = text(|told| told.name.clone());
    let verdict = memo(move |_| desk.judge.verdict(id));
    let chosen = memo(move |_| desk.is_shown(object));
    let is_open = memo(move |_| desk.is_shown(object) && !closed.get());
    let cell = move |field: Field, label: &'static str, text: Signal<String>| {
        move || match is_open.get() && !desk.read_only.get() {
            true => view! { <Cell desk object field label=format!("{label} of pattern {}", at + 1) /> },
            false => text.into_any(),
        }
    };
    view! {
        <tr
            class:is-chosen=chosen
            class:is-open=is_open
            on:click=move |_| if !is_open.get_untracked() { desk.select(object) }
        >
            <th scope="row" class="grid-count">
                <Opener desk object at name chosen is_open closed />
            </th>
            <td class="pattern-name">{cell(Field::Name, "Name", name)}</td>
            <td><ServedMark served=Signal::derive(move || verdict.get().map(|line| line.served)) /></td>
            <td><code>{move || verdict.get().map(by)}</code></td>
            <td>{cell(Field::Kind, "Kind", text(|told| told.kind.to_owned()))}</td>
            <td><code>{text(|told| told.table.clone())}</code></td>
            <td>{cell(Field::Entity, "Entity", text(|told| told.entity.clone()))}</td>
            <td><code>{text(|told| told.known.clone())}</code></td>
            <td>{text(|told| told.order.clone())}</td>
            <td class="grid-number">{cell(Field::Limit, "Limit", text(|told| told.limit.clone()))}</td>
            <td class="grid-number">{cell(Field::Rate, "Peak rate", text(|told| told.rate.clone()))}</td>
            <td class="grid-action">
                <IconButton
                    icon=IconName::Trash
                    label=Signal::derive(move || format!("Remove {}", name.get()))
                    small=true
                    disabled=desk.read_only
                    on_press=move |()| commands::remove(desk, object)
                />
            </td>
        </tr>
        <Show when=move || is_open.get()>
            <tr class="verdict-row">
                <td colspan="12">
                    <Opened desk id />
                </td>
            </tr>
        </Show>
    }
}

fn by(line: Arc<VerdictLine>) -> String {
    line.by.clone()
}

fn slice_of(row: Memo<Option<Told>>, part: fn(&Told) -> String) -> Signal<String> {
    memo(move |_| row.with(|row| row.as_ref().map(part).unwrap_or_default())).into()
}

/// The number of a row, which opens and closes it.
#[component]
fn Opener(
    desk: Desk,
    object: Object,
    at: usize,
    name: Signal<String>,
    chosen: Memo<bool>,
    is_open: Memo<bool>,
    closed: RwSignal<bool>,
) -> impl IntoView {
    let pressed = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        if chosen.get_untracked() {
            closed.update(|closed| *closed = !*closed);
        } else {
            desk.select(object);
            desk.sheet_open.set(false);
        }
    };
    view! {
        <button
            type="button"
            class="grid-open"
            id=card_id(object)
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-current=move || chosen.get().then_some("true")
            on:click=pressed
        >
            <Icon name=IconName::ChevronRight />
            {at + 1}
            <span class="visually-hidden">{move || name.with(|name| if name.is_empty() { " (no name)".to_owned() } else { format!(" {name}") })}</span>
        </button>
    }
}

/// The part of a row that has the focus.
#[component]
pub(super) fn RowButton(
    desk: Desk,
    object: Object,
    chosen: Memo<bool>,
    label: Signal<String>,
) -> impl IntoView {
    let open = move |_| {
        desk.select(object);
        desk.sheet_open.set(true);
    };
    view! {
        <button
            type="button"
            class="grid-open"
            id=card_id(object)
            aria-current=move || chosen.get().then_some("true")
            on:click=open
        >
            {move || label.with(|label| if label.is_empty() { "(no name)".to_owned() } else { label.clone() })}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use tablewright_model::from_json;

    use super::*;

    #[test]
    fn a_row_tells_its_pattern_in_the_names_of_its_table() {
        let design = from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap();
        let pattern = design.pattern("top-scores-of-game".parse().unwrap()).unwrap();
        let row = told(&design, pattern);
        assert_eq!((row.name.as_str(), row.kind), ("Top scores of a game", "Query"));
        assert_eq!((row.table.as_str(), row.known.as_str()), ("GameScores", "GameTitle = :game_title"));
        assert_eq!((row.order.as_str(), row.limit.as_str()), ("TopScore, largest first", "10"));
    }
}
