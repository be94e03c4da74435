//! Settings of a global secondary index.

use crate::prelude::*;
use tablewright_model::{Address, Edit, Field, GlobalIndex, IndexField, IndexId, Object, Table, TableId};

use super::billing::CapacitySettings;
use super::key_list::KeyList;
use super::key_picker::Key;
use super::projection::ProjectionSettings;
use super::{Group, Heading};
use crate::editor::commands;
use crate::editor::desk::{Desk, slice};
use crate::editor::place::field_id;
use crate::editor::setting::TextSetting;
use crate::ui::IconName;

#[component]
pub(super) fn IndexSettings(desk: Desk, table: TableId, index: IndexId) -> impl IntoView {
    let whole = desk.table(table);
    let object = Object::Index(table, index);
    let name = slice(whole, move |table: &Table| {
        table.index(index).map(|index| index.name.clone()).unwrap_or_default()
    });
    view! {
        <Heading
            desk
            kind="Index"
            icon=IconName::Index
            parent=Object::Table(table)
            on_remove=move |()| commands::remove(desk, object)
        />
        <Group title="Basics">
            <TextSetting
                desk
                at=Address::field(object, Field::Name)
                label="Name"
                hint="A query names the index. Renaming one in AWS means building it anew."
                term="IndexName"
                mono=true
                value=name
                edit=Callback::new(move |name| Edit::SetIndex { table, index, field: IndexField::Name(name) })
            />
        </Group>
        <Group title="Key">
            <KeyList desk table index key=Key::Partition />
            <KeyList desk table index key=Key::Sort />
        </Group>
        <ProjectionSettings desk table index />
        <OwnCapacity desk table index />
    }
}

/// Capacity of the index, while the table is provisioned or as long as there is one that should not be.
#[component]
fn OwnCapacity(desk: Desk, table: TableId, index: IndexId) -> impl IntoView {
    let whole = desk.table(table);
    let at = Address::field(Object::Index(table, index), Field::Capacity);
    let own = |index: &GlobalIndex| index.capacity;
    let capacity = slice(whole, move |table: &Table| table.index(index).and_then(own));
    let wanted = slice(whole, move |table: &Table| {
        table.billing != tablewright_model::Billing::OnDemand || table.index(index).and_then(own).is_some()
    });
    view! {
        <Show when=move || wanted.get()>
            <Group title="Capacity">
                <CapacitySettings
                    desk
                    id=field_id(at)
                    capacity
                    error=desk.error_of(at)
                    edit=Callback::new(move |new| Edit::SetIndex {
                        table,
                        index,
                        field: IndexField::Capacity(Some(new)),
                    })
                />
            </Group>
        </Show>
    }
}
