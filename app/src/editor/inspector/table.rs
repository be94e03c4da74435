//! Settings of a table.

use crate::prelude::*;
use tablewright_model::{Address, Edit, Field, Object, StreamView, Table, TableField, TableId};

use super::billing::BillingSettings;
use super::key_picker::{Key, KeyPicker};
use super::table_parts::TableParts;
use super::tags::TagSettings;
use super::{Group, Heading};
use crate::editor::commands;
use crate::editor::desk::{Desk, slice};
use crate::editor::setting::{SelectSetting, SwitchSetting, TextSetting};
use crate::ui::{Choice, IconName};

#[component]
pub(super) fn TableSettings(desk: Desk, table: TableId) -> impl IntoView {
    let whole = desk.table(table);
    let at = move |field| Address::field(Object::Table(table), field);
    let set = move |field| Edit::SetTable { table, field };
    view! {
        <Heading
            desk
            kind="Table"
            icon=IconName::Table
            on_remove=move |()| commands::remove(desk, Object::Table(table))
        />
        <Group title="Basics">
            <TextSetting
                desk
                at=at(Field::Name)
                label="Name"
                hint="Letters, digits, _ - and . Each environment puts its own prefix before it."
                term="TableName"
                mono=true
                value=slice(whole, |table: &Table| table.name.clone())
                edit=Callback::new(move |name| set(TableField::Name(name)))
            />
            <TextSetting
                desk
                at=at(Field::Description)
                label="Description"
                long=true
                value=slice(whole, |table: &Table| table.description.clone())
                edit=Callback::new(move |text| set(TableField::Description(text)))
            />
        </Group>
        <Group title="Primary key">
            <KeyPicker desk table key=Key::Partition />
            <KeyPicker desk table key=Key::Sort />
        </Group>
        <TableParts desk table />
        <BillingSettings desk table />
        <Lifetime desk table />
        <TagSettings desk table />
    }
}

#[component]
fn Lifetime(desk: Desk, table: TableId) -> impl IntoView {
    let whole = desk.table(table);
    let at = move |field| Address::field(Object::Table(table), field);
    let set = move |field| Edit::SetTable { table, field };
    view! {
        <Group title="Stream, expiry, protection">
            <SelectSetting
                desk
                at=at(Field::Stream)
                label="Stream"
                hint="What a consumer sees of each change: a record stays readable for 24 hours."
                term="StreamViewType"
                choices=Signal::stored(stream_choices())
                value=slice(whole, |table: &Table| table.stream.map_or(String::new(), |view| view.term().to_owned()))
                edit=Callback::new(move |term: String| Some(set(TableField::Stream(StreamView::from_term(&term)))))
            />
            <SelectSetting
                desk
                at=at(Field::Ttl)
                label="Expiry"
                hint="A Number with epoch seconds. AWS deletes the item within days after that time, free of charge."
                term="TimeToLiveSpecification"
                choices=slice(whole, ttl_choices)
                value=slice(whole, |table: &Table| table.ttl.map(|id| id.to_string()).unwrap_or_default())
                edit=Callback::new(move |id: String| Some(set(TableField::Ttl(id.parse().ok()))))
            />
            <SwitchSetting
                desk
                at=at(Field::DeletionProtection)
                label="Deletion protection"
                hint="AWS refuses to delete the table until this is off."
                term="DeletionProtectionEnabled"
                checked=slice(whole, |table: &Table| table.deletion_protection)
                edit=Callback::new(move |on| set(TableField::DeletionProtection(on)))
            />
        </Group>
    }
}

fn stream_choices() -> Vec<Choice> {
    let words = |view| match view {
        StreamView::KeysOnly => "Keys only",
        StreamView::NewImage => "Item after the change",
        StreamView::OldImage => "Item before the change",
        StreamView::NewAndOldImages => "Item before and after",
    };
    let views =
        StreamView::ALL.map(|view| Choice::new(view.term(), format!("{} · {}", view.term(), words(view))));
    std::iter::once(Choice::new("", "Off")).chain(views).collect()
}

/// Numbers, and the chosen one whatever it is.
fn ttl_choices(table: &Table) -> Vec<Choice> {
    let fits = |kind| kind == tablewright_model::AttributeType::N;
    let attributes = table.attributes.iter().filter(|one| fits(one.kind) || table.ttl == Some(one.id));
    let choices = attributes.map(|one| Choice::new(one.id.to_string(), one.name.clone()));
    std::iter::once(Choice::new("", "Off")).chain(choices).collect()
}
