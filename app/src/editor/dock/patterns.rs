//! The access patterns of the design as a table, a row each, with verdicts. The chosen row can be written in and opens
//! to its verdict in full. Of a long list, the rows in view are drawn, and what is looked for is found by a line above it.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tablewright_contract::judge::Look;
use tablewright_model::{Design, Field, Object, Pattern, PatternId, Table};

use super::verdict::{Opened, ServedMark};
use super::window::{BODY, Gap, OPENED, Piece, ROWS, WHOLE, Window};
use crate::editor::desk::Desk;
use crate::editor::hold;
use crate::editor::inspector::Cell;
use crate::editor::judge::Health;
use crate::editor::place::{card_id, of_card};
use crate::editor::{browser, commands, words};
use crate::ui::{Button, ButtonKind, Icon, IconButton, IconName, TextInput};

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

/// How many columns there are, the number and the way to remove one included.
const COLUMNS: usize = HEADS.len() + 2;

/// The patterns with their numbers in the design, or those that are looked for.
type Listed = Memo<Vec<(usize, PatternId)>>;

#[component]
pub(super) fn Patterns(desk: Desk, window: Window) -> impl IntoView {
    let asked = RwSignal::new(String::new());
    let count = memo(move |_| desk.design.with(|design| design.patterns.len()));
    let listed: Listed = memo(move |_| asked.with(|asked| desk.design.with(|design| listed(design, asked))));
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
    Effect::new(move || show_row(desk, window, listed, asked));
    let pieces = memo(move |_| {
        let shown = desk.shown.get();
        listed.with(|listed| window.pieces(listed, |(_, id)| Object::Pattern(*id) == shown))
    });
    let head = |(text, number): (&'static str, bool)| {
        view! { <th scope="col" class:grid-number=number>{text}</th> }
    };
    view! {
        <Show when=move || desk.judge.health.get() == Health::Gone>
            <super::NotJudged />
        </Show>
        <Show
            when=move || { count.get() > 0 }
            fallback=|| view! { <p class="dock-empty">"None yet. Write down what the application asks and writes: a design is right when it serves that."</p> }
        >
            <Show when=move || { count.get() > WHOLE }>
                <Finder asked count found=Signal::derive(move || listed.with(Vec::len)) />
            </Show>
            <div class="grid-box">
                <table class="grid patterns windowed" aria-rowcount=move || listed.with(Vec::len) + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col" class="grid-count">"#"</th>
                            {HEADS.map(head).collect_view()}
                            <th scope="col"><span class="visually-hidden">"Remove"</span></th>
                        </tr>
                    </thead>
                    <tbody
                        id=ROWS
                        on:focusin=move |event| window.hold(&event)
                        on:keydown=move |event| walk(desk, window, listed, &event)
                    >
                        <For each=move || pieces.get() key=Clone::clone let:piece>
                            {match piece {
                                Piece::Row(place, (at, id)) => view! { <Row desk place at id closed /> },
                                Piece::Gap { rows, .. } => view! { <Gap rows columns=COLUMNS /> },
                            }}
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

/// The line in which one writes what is looked for.
#[component]
fn Finder(asked: RwSignal<String>, count: Memo<usize>, found: Signal<usize>) -> impl IntoView {
    let told = move || {
        asked.with(|asked| (!asked.is_empty()).then(|| format!("{} of {}", found.get(), count.get())))
    };
    view! {
        <div class="grid-find">
            <TextInput
                kind="search"
                value=asked
                on_input=move |text| {
                    asked.set(text);
                    browser::scroll_to_start(BODY);
                }
                label="Find access patterns"
                placeholder="Find by name, table or kind"
            />
            <span role="status">{told}</span>
        </div>
    }
}

/// The patterns that have every word of the question in their name, kind, or the name of their table.
fn listed(design: &Design, asked: &str) -> Vec<(usize, PatternId)> {
    let words: Vec<&str> = asked.split_whitespace().collect();
    let is_meant = |pattern: &Pattern| {
        // At each edit, of each pattern: mostly nothing is looked for.
        words.is_empty() || {
            let table = design.table(pattern.table).map(|table| table.name.as_str()).unwrap_or_default();
            let texts = [pattern.name.as_str(), pattern.kind.label(), table];
            words.iter().all(|word| texts.iter().any(|text| words::find(text, word).is_some()))
        }
    };
    let numbered = design.patterns.iter().enumerate().filter(|(_, pattern)| is_meant(pattern));
    numbered.map(|(at, pattern)| (at, pattern.id)).collect()
}

/// Brings the pattern that is shown into view, by whatever way it was chosen.
fn show_row(desk: Desk, window: Window, listed: Listed, asked: RwSignal<String>) {
    let shown = desk.shown.get();
    let Object::Pattern(id) = shown else { return };
    if !listed.with_untracked(|listed| listed.iter().any(|(_, one)| *one == id)) {
        asked.set(String::new());
    }
    // Once it is drawn, with all that it opens.
    hold::in_frame(move || {
        browser::scroll_to_row(BODY, &card_id(shown));
        window.look();
    });
}

/// Up and down from row to row, drawn or not.
fn walk(desk: Desk, window: Window, listed: Listed, event: &KeyboardEvent) {
    if !browser::is_inside(event, ".grid-count") {
        return;
    }
    let Some(Object::Pattern(id)) = browser::focused_id().and_then(|id| of_card(&id)) else { return };
    let next = listed.with_untracked(|listed| {
        let at = listed.iter().position(|(_, one)| *one == id)?;
        let last = listed.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => last.min(at + 1),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some((next, listed.get(next)?.1))
    });
    if let Some((row, id)) = next {
        event.prevent_default();
        window.hold_row(Some(row));
        desk.focus_after(vec![card_id(Object::Pattern(id))]);
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
fn Row(desk: Desk, place: usize, at: usize, id: PatternId, closed: RwSignal<bool>) -> impl IntoView {
    let object = Object::Pattern(id);
    let whole = desk.pattern(id);
    let row = memo(move |_| {
        let pattern = whole.get()?;
        desk.read(Object::Table(pattern.table), |design| Some(told(design, &pattern)))
    });
    let text = move |part: fn(&Told) -> String| slice_of(row, part);
    let name = text(|told| told.name.clone());
    let (table, entity) = (text(|told| told.table.clone()), text(|told| told.entity.clone()));
    let (known, order) = (text(|told| told.known.clone()), text(|told| told.order.clone()));
    let verdict = memo(move |_| desk.judge.verdict(id));
    let by = memo(move |_| verdict.get().map(|line| line.by.clone()));
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
            aria-rowindex=place + 2
            class:is-chosen=chosen
            class:is-open=is_open
            on:click=move |_| if !is_open.get_untracked() { desk.select(object) }
        >
            <th scope="row" class="grid-count">
                <Opener desk object at name chosen is_open closed />
            </th>
            <td class="pattern-name" title=name>{cell(Field::Name, "Name", name)}</td>
            <td><ServedMark served=Signal::derive(move || verdict.get().map(|line| line.served)) /></td>
            <td title=by><code>{by}</code></td>
            <td>{cell(Field::Kind, "Kind", text(|told| told.kind.to_owned()))}</td>
            <td title=table><code>{table}</code></td>
            <td title=entity>{cell(Field::Entity, "Entity", entity)}</td>
            <td title=known><code>{known}</code></td>
            <td title=order>{order}</td>
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
            <tr class="verdict-row" id=OPENED>
                <td colspan=COLUMNS>
                    <Opened desk id />
                </td>
            </tr>
        </Show>
    }
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
    fn a_pattern_is_found_by_words_of_its_name_kind_and_table_and_keeps_its_number() {
        let design = from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap();
        let all = listed(&design, " ");
        assert_eq!(all.len(), design.patterns.len());
        let found = listed(&design, "QUERY top gamescores");
        assert!(
            !found.is_empty() && found.len() < all.len() && found.iter().all(|one| all.contains(one)),
            "{found:?}"
        );
        assert_eq!(listed(&design, "top nowhere"), []);
    }

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
