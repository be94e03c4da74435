//! The sample items of the selected table as a grid: keys first, then the declared attributes, then all others; or as
//! they would be stored, made and pasted, which the judge lays out.

use crate::prelude::*;
use tablewright_contract::paper::Topic;
use tablewright_model::{ItemId, Object, Table, TableId};

use super::paper::Paper;
use super::patterns::RowButton;
use super::ways::Ways;
use super::window::{BODY, Gap, Piece, ROWS, Window};
use super::{shown_table, table_name};
use crate::editor::desk::{Desk, ids, slice};
use crate::editor::hold;
use crate::editor::place::card_id;
use crate::editor::{browser, commands, item_text};
use crate::ui::{Button, ButtonKind, IconButton, IconName};

/// As somebody wrote them, as DynamoDB would keep them, and two ways to have more.
const WAYS: [&str; 4] = ["As written", "As stored", "Make some", "Paste some"];

#[component]
pub(super) fn Items(desk: Desk, window: Window) -> impl IntoView {
    let table = memo(move |_| shown_table(desk));
    let way = RwSignal::new(0);
    // The chips stay while what they choose changes: the focus is on them.
    view! {
        <Ways ways=&WAYS label="How items are shown" way />
        {move || match (table.get(), way.get()) {
            (Some(table), 0) => view! { <Grid desk window table /> },
            (Some(table), way) => view! { <Paper desk topic=topic(table, way) given=RwSignal::new(Vec::new()) /> },
            (None, _) => view! { <p class="dock-empty">"There is no table to hold an item."</p> },
        }}
    }
}

const fn topic(table: TableId, way: usize) -> Topic {
    match way {
        1 => Topic::Stored(table),
        2 => Topic::Made(table),
        _ => Topic::Pasted(table),
    }
}

#[component]
fn Grid(desk: Desk, window: Window, table: TableId) -> impl IntoView {
    let whole = desk.table(table);
    let items = slice(whole, |table: &Table| ids(&table.items));
    let columns = slice(whole, columns);
    let name = table_name(desk, table);
    let add = move |()| commands::add_item(desk, table);
    let heads = move || {
        columns.get().into_iter().map(|Column { name, key }| view! { <Head name key /> }).collect_view()
    };
    let pieces = memo(move |_| {
        let shown = desk.shown.get();
        items.with(|items| window.pieces(items, |id| Object::Item(table, *id) == shown))
    });
    Effect::new(move || show_row(desk, window));
    view! {
        <Show
            when=move || !items.with(Vec::is_empty)
            fallback=move || view! { <p class="dock-empty">"No sample item in " <code>{name}</code> " yet. A few show at once whether keys and indexes fit."</p> }
        >
            <div class="grid-box">
                <table class="grid windowed" aria-rowcount=move || items.with(Vec::len) + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col">"#"</th>
                            {heads}
                            <th scope="col"><span class="visually-hidden">"Remove"</span></th>
                        </tr>
                    </thead>
                    <tbody id=ROWS on:focusin=move |event| window.hold(&event)>
                        <For each=move || pieces.get() key=Clone::clone let:piece>
                            {match piece {
                                Piece::Row(at, id) => view! { <Row desk table columns at id /> },
                                Piece::Gap { rows, .. } => view! { <Gap rows columns=Signal::derive(move || columns.with(Vec::len) + 2) /> },
                            }}
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
        <div class="dock-actions">
            <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus disabled=desk.read_only on_press=add>
                "Add item to " <code>{name}</code>
            </Button>
        </div>
    }
}

/// Brings the item that is shown into view, by whatever way it was chosen.
fn show_row(desk: Desk, window: Window) {
    let shown = desk.shown.get();
    hold::in_frame(move || {
        if matches!(shown, Object::Item(..)) {
            browser::scroll_to_row(BODY, &card_id(shown));
        }
        window.look();
    });
}

#[component]
fn Head(name: String, key: &'static str) -> impl IntoView {
    view! {
        <th scope="col">
            <code>{name}</code>
            {(!key.is_empty()).then(|| view! { <span class="key-badge" data-key=key>{key}</span> })}
        </th>
    }
}

#[component]
fn Row(desk: Desk, table: TableId, columns: Signal<Vec<Column>>, at: usize, id: ItemId) -> impl IntoView {
    let object = Object::Item(table, id);
    let values =
        slice(desk.table(table), move |table: &Table| table.items.get(id).map(|item| item.values.clone()));
    let chosen = memo(move |_| desk.is_shown(object));
    let number = at + 1;
    let cells = move || {
        let cell = |column: Column| {
            let value = values.with(|values| {
                values.as_ref().and_then(|values| values.get(&column.name).map(item_text::shown))
            });
            match value {
                Some(text) => {
                    let title = text.clone();
                    view! { <td title=title><code>{text}</code></td> }
                }
                None => view! { <td class="grid-none"><span class="visually-hidden">"none"</span></td> }
                    .into_any(),
            }
        };
        columns.get().into_iter().map(cell).collect_view()
    };
    view! {
        <tr aria-rowindex=at + 2 class:is-chosen=chosen on:click=move |_| desk.select(object)>
            <th scope="row">
                <RowButton desk object chosen label=Signal::stored(number.to_string()) />
            </th>
            {cells}
            <td class="grid-action">
                <IconButton
                    icon=IconName::Trash
                    label=format!("Remove item {number}")
                    small=true
                    disabled=desk.read_only
                    on_press=move |()| commands::remove(desk, object)
                />
            </td>
        </tr>
    }
}

/// A column of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    name: String,
    /// Its part in the primary key, if it has one.
    key: &'static str,
}

fn columns(table: &Table) -> Vec<Column> {
    let part = |id, key| table.attribute(id).map(|one| Column { name: one.name.clone(), key });
    let partition = table.key.partition.and_then(|id| part(id, "PK"));
    let sort = table.key.sort.and_then(|id| part(id, "SK"));
    let mut columns: Vec<_> = partition.into_iter().chain(sort).collect();
    let declared = table.attributes.iter().map(|one| &one.name);
    let carried = table.items.iter().flat_map(|item| item.values.keys());
    for name in declared.chain(carried) {
        if !columns.iter().any(|column| column.name == *name) {
            columns.push(Column { name: name.clone(), key: "" });
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use tablewright_model::from_json;

    use super::*;

    #[test]
    fn keys_stand_first_and_no_attribute_is_left_out() {
        let design = from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap();
        let names: Vec<_> =
            columns(design.tables.iter().next().unwrap()).into_iter().map(|one| one.name).collect();
        assert_eq!(
            names,
            ["UserId", "GameTitle", "TopScore", "TopScoreDateTime", "Wins", "Losses", "ExpiresAt"]
        );
    }
}
