//! The attributes and indexes of a table as lists that lead to their settings.

use crate::prelude::*;
use tablewright_model::{AttributeId, IndexId, Object, Table, TableId};

use super::Group;
use crate::editor::commands;
use crate::editor::desk::{Desk, ids, slice};
use crate::editor::words;
use crate::ui::{Button, ButtonKind, Icon, IconName};

#[component]
pub(super) fn TableParts(desk: Desk, table: TableId) -> impl IntoView {
    let whole = desk.table(table);
    let attributes = slice(whole, |table: &Table| ids(&table.attributes));
    let indexes = slice(whole, |table: &Table| ids(&table.indexes));
    let add_attribute =
        view! { <Add desk on_press=move |()| commands::add_attribute(desk, table) what="Add attribute" /> };
    let add_index =
        view! { <Add desk on_press=move |()| commands::add_index(desk, table) what="Add index" /> };
    view! {
        <Group title="Attributes" aside=add_attribute.into_any()>
            <ul class="parts">
                <For each=move || attributes.get() key=|id| *id let:id>
                    <AttributePart desk table id />
                </For>
            </ul>
        </Group>
        <Group title="Global secondary indexes" aside=add_index.into_any()>
            <ul class="parts">
                <For each=move || indexes.get() key=|id| *id let:id>
                    <IndexPart desk table id />
                </For>
            </ul>
            <Show when=move || indexes.with(Vec::is_empty)>
                <p class="group-note">"None. An index answers questions that the primary key can't."</p>
            </Show>
        </Group>
    }
}

#[component]
fn Add(desk: Desk, #[prop(into)] on_press: Callback<()>, what: &'static str) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus disabled=desk.read_only on_press>
            {what}
        </Button>
    }
}

#[component]
fn AttributePart(desk: Desk, table: TableId, id: AttributeId) -> impl IntoView {
    let whole = desk.table(table);
    let name = slice(whole, move |table: &Table| table.attribute_name(id).to_owned());
    let kind = slice(whole, move |table: &Table| {
        table.attribute(id).map(|one| one.kind.label()).unwrap_or_default()
    });
    view! { <Part desk object=Object::Attribute(table, id) icon=IconName::Tag name detail=Signal::derive(move || kind.get().to_owned()) /> }
}

#[component]
fn IndexPart(desk: Desk, table: TableId, id: IndexId) -> impl IntoView {
    let whole = desk.table(table);
    let name = slice(whole, move |table: &Table| {
        table.index(id).map(|index| index.name.clone()).unwrap_or_default()
    });
    let detail = slice(whole, move |table: &Table| {
        let keys: Vec<_> = table.index(id).map(|index| index.keys().collect()).unwrap_or_default();
        words::names(table, &keys)
    });
    view! { <Part desk object=Object::Index(table, id) icon=IconName::Index name detail /> }
}

#[component]
fn Part(
    desk: Desk,
    object: Object,
    icon: IconName,
    name: Signal<String>,
    detail: Signal<String>,
) -> impl IntoView {
    let problems = desk.problems_in(object);
    let shown = move || name.with(|name| if name.is_empty() { "(no name)".to_owned() } else { name.clone() });
    view! {
        <li>
            <button type="button" class="part" on:click=move |_| desk.select(object)>
                <Icon name=icon />
                <span class="part-name">{shown}</span>
                <Show when=move || { problems.get() > 0 }>
                    <span class="part-problem">
                        <Icon name=IconName::Error />
                        <span class="visually-hidden">"has problems"</span>
                    </span>
                </Show>
                <span class="part-detail">{detail}</span>
            </button>
        </li>
    }
}
