//! A sample item as DynamoDB's JSON: what reads as an item is saved while it is typed, the rest is told.

use crate::prelude::*;
use tablewright_model::{Address, Edit, Field as Part, Item, ItemId, Object, Table, TableId, Values};

use super::Group;
use super::control::{Control, Kind, Section, control};
use super::pattern::entities;
use crate::editor::desk::{Desk, slice};
use crate::editor::item_text;
use crate::editor::place::field_id;
use crate::editor::setting::{Focus, typing};
use crate::ui::{Field, TextArea};

pub(super) static ITEM: &[Section<Item>] =
    &[Section::own(values, &[Part::Values]), Section::common("Kind of item", ENTITY)];

const ENTITY: &[Control<Item>] = &[
    control!(Entity("Entity" ""), Kind::Choice(entities), "Which of the table's entities it is.", |item, _| &mut item.entity),
];

fn values(desk: Desk, object: Object) -> AnyView {
    let Object::Item(table, item) = object else { return ().into_any() };
    view! {
        <Group title="Values">
            <ItemText desk table item />
        </Group>
    }
}

#[component]
fn ItemText(desk: Desk, table: TableId, item: ItemId) -> impl IntoView {
    let whole = desk.table(table);
    let values = slice(whole, move |table: &Table| table.items.get(item).map(|item| item.values.clone()));
    // What is being written; it stays as it was written for as long as it means what the design says.
    let draft = RwSignal::new(None::<String>);
    let stored = move || values.with(|values| values.as_ref().map(item_text::write).unwrap_or_default());
    let text = move || match draft.get() {
        Some(draft) if !moved_on(&draft, &values.get()) => draft,
        _ => stored(),
    };
    let error = move || {
        let written = draft.with(|draft| draft.as_deref().and_then(|draft| item_text::read(draft).err()));
        let refused = || {
            values.with(|values| whole.with(|table| item_text::problem(table.as_deref()?, values.as_ref()?)))
        };
        written.or_else(refused)
    };
    let gesture = typing(desk);
    let typed = move |text: String| {
        if let Ok(values) = item_text::read(&text) {
            let stored = whole.with_untracked(|table| table.as_ref()?.items.get(item).cloned());
            let entity = stored.and_then(|stored| stored.entity);
            desk.edit(Edit::SetItem { table, item: Item { id: item, values, entity } }, gesture.get_value());
        }
        draft.set(Some(text));
    };
    let at = Address::field(Object::Item(table, item), Part::Values);
    view! {
        <Focus desk gesture>
            <Field
                id=field_id(at)
                label="DynamoDB JSON"
                hint="Each value with its type: {\"S\": \"text\"}, {\"N\": \"12\"}, {\"BOOL\": true}, {\"SS\": [\"a\"]}, {\"L\": […]}, {\"M\": {…}}."
                error=Signal::derive(error)
            >
                <TextArea value=Signal::derive(text) on_input=typed rows=12 mono=true disabled=desk.read_only />
            </Field>
        </Focus>
    }
}

/// Whether the design now has something else than what a readable draft says, by an undo or by somebody else.
fn moved_on(draft: &str, values: &Option<Values>) -> bool {
    item_text::read(draft).is_ok_and(|read| values.as_ref() != Some(&read))
}
