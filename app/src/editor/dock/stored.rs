//! The sample items as DynamoDB would store them: by partition, in order, a block for the table and one for each index;
//! what a sparse index is without stands faded below, with the reason.

use crate::prelude::*;
use tablewright_contract::judge::{ItemRow, ItemsBlock, ItemsGroup, ItemsView, Look, Seen};
use tablewright_model::{ItemId, Object, TableId, Values};

use crate::editor::desk::Desk;
use crate::editor::judge::Health;
use crate::editor::{item_text, words};
use crate::parts::Prose;
use crate::ui::{Icon, IconName};

#[component]
pub(super) fn Stored(desk: Desk, table: TableId) -> impl IntoView {
    desk.judge.look("items", Some(Look::Items(table)));
    on_cleanup(move || desk.judge.look("items", None));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Items(items) => Some(items),
        _ => None,
    });
    move || match seen.get().filter(|seen| seen.table == table) {
        Some(seen) => view! { <Blocks desk seen /> },
        None if desk.judge.health.get() == Health::Gone => view! { <super::NotJudged /> },
        None => view! { <p class="dock-empty">"Reading…"</p> },
    }
}

#[component]
fn Blocks(desk: Desk, seen: ItemsView) -> impl IntoView {
    let ItemsView { table, blocks, refused } = seen;
    let refused =
        refused.into_iter().map(|(item, why)| view! { <Refused desk table item why /> }).collect_view();
    let blocks = blocks.into_iter().map(|block| view! { <BlockView desk table block /> }).collect_view();
    view! {
        <ul class="gaps">{refused}</ul>
        {blocks}
    }
}

/// An item that is not stored at all.
#[component]
fn Refused(desk: Desk, table: TableId, item: ItemId, why: String) -> impl IntoView {
    view! {
        <li>
            <button type="button" class="problem-go" on:click=move |_| desk.select(Object::Item(table, item))>
                <Icon name=IconName::Warning />
                <span class="problem-text">"Not stored: " <Prose text=why lower=true /></span>
            </button>
        </li>
    }
}

#[component]
fn BlockView(desk: Desk, table: TableId, block: ItemsBlock) -> impl IntoView {
    let ItemsBlock { name, is_index, keys, others, groups, absent, more } = block;
    let label = name.clone();
    let columns: Vec<String> = keys.iter().chain(&others).cloned().collect();
    let width = columns.len();
    let head = |(at, name): (usize, String)| view! { <th scope="col" class:is-key=at < keys.len()><code>{name}</code></th> };
    let heads = columns.iter().cloned().enumerate().map(head).collect_view();
    let cells = columns.clone();
    let groups = groups.into_iter().map(move |group| rows(desk, table, group, &cells)).collect_view();
    let faded =
        absent.into_iter().map(|(row, why)| view! { <Faded desk table row why columns=columns.clone() /> });
    let faded: Vec<_> = faded.collect();
    let more = (more > 0).then(|| {
        view! { <p class="dock-empty">{words::count(usize::try_from(more).unwrap_or(usize::MAX), "more entry")}</p> }
    });
    view! {
        <section class="stored" aria-label=label>
            <h3 class="stored-name">
                <Icon name=if is_index { IconName::Index } else { IconName::Table } />
                <code>{name}</code>
            </h3>
            <div class="grid-box">
                <table class="grid">
                    <thead><tr>{heads}</tr></thead>
                    {groups}
                    {(!faded.is_empty()).then(|| view! {
                        <tbody class="stored-absent">
                            <tr><th scope="rowgroup" colspan=width>"Not in this index"</th></tr>
                            {faded}
                        </tbody>
                    })}
                </table>
            </div>
            {more}
        </section>
    }
}

fn rows(desk: Desk, table: TableId, group: ItemsGroup, columns: &[String]) -> AnyView {
    let ItemsGroup { bytes, items } = group;
    let told = format!("{}, {bytes} bytes", words::count(items.len(), "item"));
    let rows = items.into_iter().enumerate().map(|(at, row)| {
        let told = (at == 0).then(|| told.clone());
        view! { <Stands desk table row columns=columns.to_vec() told /> }
    });
    let rows: Vec<_> = rows.collect();
    view! { <tbody class="stored-group">{rows}</tbody> }
}

/// An item where it stands; the first of a partition tells of all of it.
#[component]
fn Stands(
    desk: Desk,
    table: TableId,
    row: ItemRow,
    columns: Vec<String>,
    told: Option<String>,
) -> impl IntoView {
    let ItemRow { item, values } = row;
    let chosen = memo(move |_| item.is_some_and(|item| desk.shown.get() == Object::Item(table, item)));
    let open = move |_| {
        if let Some(item) = item {
            desk.select(Object::Item(table, item));
        }
    };
    view! {
        <tr class:is-chosen=chosen title=told on:click=open>
            {cells(&columns, &values)}
        </tr>
    }
}

#[component]
fn Faded(desk: Desk, table: TableId, row: ItemRow, why: String, columns: Vec<String>) -> impl IntoView {
    let ItemRow { item, values } = row;
    let open = move |_| {
        if let Some(item) = item {
            desk.select(Object::Item(table, item));
        }
    };
    let width = columns.len();
    view! {
        <tr on:click=open>{cells(&columns, &values)}</tr>
        <tr class="stored-why">
            <td colspan=width><Prose text=why /></td>
        </tr>
    }
}

fn cells(columns: &[String], values: &Values) -> AnyView {
    let cell = |name: &String| match values.get(name).map(item_text::shown) {
        Some(text) => view! { <td><code>{text}</code></td> },
        None => view! { <td class="grid-none"><span class="visually-hidden">"none"</span></td> },
    };
    columns.iter().map(cell).collect::<Vec<_>>().into_any()
}
