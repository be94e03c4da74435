//! Settings of an attribute.

use crate::prelude::*;
use tablewright_model::{
    Address, Attribute, AttributeField, AttributeId, AttributeType, Edit, Field, Object, Table, TableId,
};

use super::{Group, Heading};
use crate::editor::commands;
use crate::editor::desk::{Desk, slice};
use crate::editor::setting::{SelectSetting, TextSetting};
use crate::ui::{Choice, IconName};

#[component]
pub(super) fn AttributeSettings(desk: Desk, table: TableId, attribute: AttributeId) -> impl IntoView {
    let whole = desk.table(table);
    let object = Object::Attribute(table, attribute);
    let part = move |part: fn(&Attribute) -> String| {
        slice(whole, move |table: &Table| table.attribute(attribute).map(part).unwrap_or_default())
    };
    let set = move |field| Edit::SetAttribute { table, attribute, field };
    let kinds = AttributeType::ALL
        .map(|kind| Choice::new(kind.descriptor(), format!("{} · {}", kind.label(), kind.descriptor())));
    let set_kind =
        move |text: String| AttributeType::from_descriptor(&text).map(|kind| set(AttributeField::Type(kind)));
    view! {
        <Heading
            desk
            kind="Attribute"
            icon=IconName::Tag
            parent=Object::Table(table)
            on_remove=move |()| commands::remove(desk, object)
        />
        <Group title="Basics">
            <TextSetting
                desk
                at=Address::field(object, Field::Name)
                label="Name"
                hint="As it stands in the items; sample items follow a new name."
                term="AttributeName"
                mono=true
                value=part(|attribute| attribute.name.clone())
                edit=Callback::new(move |name| set(AttributeField::Name(name)))
            />
            <SelectSetting
                desk
                at=Address::field(object, Field::Type)
                label="Type"
                hint="A key is a String, a Number or Binary. Only the types of keys are known to AWS."
                term="AttributeType"
                choices=Signal::stored(kinds.to_vec())
                value=part(|attribute| attribute.kind.descriptor().to_owned())
                edit=Callback::new(set_kind)
            />
            <TextSetting
                desk
                at=Address::field(object, Field::Description)
                label="Description"
                hint="What it means, for whoever reads the design."
                long=true
                value=part(|attribute| attribute.description.clone())
                edit=Callback::new(move |text| set(AttributeField::Description(text)))
            />
        </Group>
        <Uses desk table attribute />
    }
}

/// Where the attribute is used: what goes along when it is removed.
#[component]
fn Uses(desk: Desk, table: TableId, attribute: AttributeId) -> impl IntoView {
    let uses = slice(desk.table(table), move |table: &Table| uses_of(table, attribute));
    view! {
        <Group title="Used by">
            <Show
                when=move || !uses.with(Vec::is_empty)
                fallback=|| view! { <p class="group-note">"No key, index or expiry uses it."</p> }
            >
                <ul class="uses">
                    <For each=move || uses.get() key=Clone::clone let:used>
                        <li>{used}</li>
                    </For>
                </ul>
            </Show>
        </Group>
    }
}

fn uses_of(table: &Table, id: AttributeId) -> Vec<String> {
    let mut uses = Vec::new();
    let own = [
        (table.key.partition, "Partition key of the table"),
        (table.key.sort, "Sort key of the table"),
        (table.ttl, "Expiry of the table"),
    ];
    uses.extend(own.into_iter().filter(|(used, _)| *used == Some(id)).map(|(_, what)| what.to_owned()));
    for index in &table.indexes {
        let parts = [
            (index.partition.contains(&id), "Partition key"),
            (index.sort.contains(&id), "Sort key"),
            (index.projection.included().contains(&id), "Included"),
        ];
        let used = parts.into_iter().filter(|(used, _)| *used);
        uses.extend(used.map(|(_, what)| format!("{what} in {}", index.name)));
    }
    uses
}
