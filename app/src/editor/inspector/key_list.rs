//! The attributes of one half of an index key: none or one to four, in order.

use crate::prelude::*;
use tablewright_model::{
    Address, AttributeId, Edit, Field, GlobalIndex, IndexField, IndexId, Object, Table, TableId,
};

use super::key_picker::Key;
use crate::editor::desk::{Desk, slice};
use crate::editor::setting::Setting;
use crate::ui::{Choice, IconButton, IconName, Select};

/// The most attributes in one half (API reference, `CreateTable`).
const MOST: usize = 4;

#[component]
pub(super) fn KeyList(desk: Desk, table: TableId, index: IndexId, key: Key) -> impl IntoView {
    let whole = desk.table(table);
    let chosen = slice(whole, move |table: &Table| {
        table.index(index).map(|index| half(index, key)).unwrap_or_default()
    });
    let (field, label, hint, term) = match key {
        Key::Partition => (
            Field::PartitionKey,
            "Partition key",
            "One to four attributes; a query gives a value for each.",
            "HASH",
        ),
        Key::Sort => {
            (Field::SortKey, "Sort key", "None to four attributes, used from the first to the last.", "RANGE")
        }
    };
    let at = Address::field(Object::Index(table, index), field);
    let set = move |ids| desk.edit_now(Edit::SetIndex { table, index, field: with_half(key, ids) });
    let rows = move || {
        let row = move |(place, id)| view! { <Row desk table chosen key place id set=Callback::new(set) /> };
        chosen.get().into_iter().enumerate().map(row).collect_view()
    };
    let full = memo(move |_| chosen.with(Vec::len) >= MOST);
    view! {
        <Setting desk at label hint term>
            <div class="key-list">{rows}</div>
            <Select
                choices=slice(whole, move |table: &Table| unused(table, index, label))
                value=Signal::stored(String::new())
                disabled=Signal::derive(move || desk.read_only.get() || full.get())
                on_change=move |text: String| {
                    if let Ok(id) = text.parse() {
                        set(chosen.get_untracked().into_iter().chain([id]).collect());
                    }
                }
            />
        </Setting>
    }
}

#[component]
fn Row(
    desk: Desk,
    table: TableId,
    chosen: Signal<Vec<AttributeId>>,
    key: Key,
    place: usize,
    id: AttributeId,
    set: Callback<Vec<AttributeId>>,
) -> impl IntoView {
    let name = slice(desk.table(table), move |table: &Table| table.attribute_name(id).to_owned());
    let what = if key == Key::Partition { "partition key" } else { "sort key" };
    let earlier = move |()| {
        let mut ids = chosen.get_untracked();
        if place > 0 && place < ids.len() {
            ids.swap(place, place - 1);
            set.run(ids);
        }
    };
    let remove = move |()| {
        let mut ids = chosen.get_untracked();
        if place < ids.len() {
            ids.remove(place);
            set.run(ids);
        }
    };
    view! {
        <div class="key-row">
            <span class="key-badge" data-key=term_of(key)>{term_of(key)}</span>
            <code class="key-name">{name}</code>
            <Show when=move || { place > 0 }>
                <IconButton
                    icon=IconName::ArrowUp
                    label=Signal::derive(move || format!("Move {} up in the {what}", name.get()))
                    small=true
                    disabled=desk.read_only
                    on_press=earlier
                />
            </Show>
            <IconButton
                icon=IconName::Close
                label=Signal::derive(move || format!("Take {} out of the {what}", name.get()))
                small=true
                disabled=desk.read_only
                on_press=remove
            />
        </div>
    }
}

const fn term_of(key: Key) -> &'static str {
    match key {
        Key::Partition => "PK",
        Key::Sort => "SK",
    }
}

fn half(index: &GlobalIndex, key: Key) -> Vec<AttributeId> {
    match key {
        Key::Partition => index.partition.clone(),
        Key::Sort => index.sort.clone(),
    }
}

const fn with_half(key: Key, ids: Vec<AttributeId>) -> IndexField {
    match key {
        Key::Partition => IndexField::Partition(ids),
        Key::Sort => IndexField::Sort(ids),
    }
}

/// What the key can still take.
fn unused(table: &Table, index: IndexId, label: &str) -> Vec<Choice> {
    let used: Vec<_> = table.index(index).map(|index| index.keys().collect()).unwrap_or_default();
    let usable = table.attributes.iter().filter(|one| one.kind.is_key_type() && !used.contains(&one.id));
    let choices =
        usable.map(|one| Choice::new(one.id.to_string(), format!("{} · {}", one.name, one.kind.label())));
    let first = Choice::new("", format!("Add to the {}…", label.to_ascii_lowercase()));
    std::iter::once(first).chain(choices).collect()
}
