//! Settings of an entity: which attributes its items carry, and how their values are made.

use crate::prelude::*;
use tablewright_model::{
    Address, AttributeId, Edit, Entity, EntityAttribute, EntityField, EntityId, Field, Object, Table,
    TableId, Template,
};

use super::control::{Control, Holds, Kind, Section, control};
use super::design::COLOURS;
use crate::editor::desk::{Desk, ids, slice};
use crate::editor::place::field_id;
use crate::editor::setting::{Draft, Focus, drafted, typing};
use crate::ui::{Checkbox, Icon, IconName, TextInput};

pub(super) static ENTITY: &[Section<Entity>] = &[
    Section::common("Basics", BASICS),
    Section {
        title: "What its items carry",
        common: true,
        holds: Holds::Own(carried, &[Field::Attributes, Field::Templates]),
    },
];

const BASICS: &[Control<Entity>] = &[
    control!(Name, Kind::Text, "What it is called: User, Order.", |entity, _| &mut entity.name),
    control!(Colour, Kind::OneOf(COLOURS), "Its colour on the canvas.", |entity, _| &mut entity.colour),
    control!(Description, Kind::Long, "What it is.", |entity, _| &mut entity.description),
];

fn carried(desk: Desk, object: Object) -> AnyView {
    let Object::Entity(table, entity) = object else { return ().into_any() };
    view! { <Carried desk table entity /> }
}

#[component]
fn Carried(desk: Desk, table: TableId, entity: EntityId) -> impl IntoView {
    let whole = desk.table(table);
    let attributes = slice(whole, |table: &Table| ids(&table.attributes));
    let object = Object::Entity(table, entity);
    let errors =
        [Field::Attributes, Field::Templates].map(|field| desk.error_of(Address::field(object, field)));
    let error = move || errors.iter().find_map(|error| error.get());
    view! {
        <p class="group-note">
            "A value that is made of others has a template, such as " <code>"USER#{user_id}"</code>
            ": a name in braces is an attribute of the table, or else a parameter."
        </p>
        <ul class="carried" id=field_id(Address::field(object, Field::Attributes)) tabindex="-1">
            <For each=move || attributes.get() key=|id| *id let:id>
                <Row desk table entity id />
            </For>
        </ul>
        {move || error().map(|message| view! {
            <p class="field-error" role="status">
                <Icon name=IconName::Error />
                <span>{message}</span>
            </p>
        })}
    }
}

#[component]
fn Row(desk: Desk, table: TableId, entity: EntityId, id: AttributeId) -> impl IntoView {
    let whole = desk.table(table);
    let name = slice(whole, move |table: &Table| table.attribute_name(id).to_owned());
    let own =
        slice(whole, move |table: &Table| table.entity(entity).and_then(|one| one.attribute(id)).cloned());
    let template = slice(whole, move |table: &Table| {
        let template = table.entity(entity).and_then(|one| one.template(id));
        template.map(|template| template.text(|id| table.attribute_name(id))).unwrap_or_default()
    });
    let changed = move |change: &dyn Fn(&Table, &mut Vec<EntityAttribute>)| {
        let table_now = whole.get_untracked()?;
        let mut attributes = table_now.entity(entity)?.attributes.clone();
        change(&table_now, &mut attributes);
        Some(Edit::SetEntity { table, entity, field: EntityField::Attributes(attributes) })
    };
    let set = move |change: &dyn Fn(&Table, &mut Vec<EntityAttribute>)| {
        if let Some(edit) = changed(change) {
            desk.edit_now(edit);
        }
    };
    let carry = move |on: bool| {
        set(&|_, all| {
            all.retain(|one| one.attribute != id);
            all.extend(on.then_some(EntityAttribute { attribute: id, optional: false, template: None }));
        });
    };
    let set_optional = move |on: bool| {
        set(&|_, all| all.iter_mut().filter(|one| one.attribute == id).for_each(|one| one.optional = on));
    };
    let write = Callback::new(move |text: String| {
        changed(&|table, all| {
            let named = |name: &str| table.attributes.iter().find(|one| one.name == name).map(|one| one.id);
            let template = (!text.is_empty()).then(|| Template::parse(&text, named));
            all.iter_mut()
                .filter(|one| one.attribute == id)
                .for_each(|one| one.template.clone_from(&template));
        })
        .map(Ok)
    });
    let gesture = typing(desk);
    let Draft { text, typed, .. } = drafted(desk, template, write, gesture);
    view! {
        <li class="carried-row">
            <Checkbox checked=Signal::derive(move || own.get().is_some()) on_change=carry disabled=desk.read_only>
                <code>{name}</code>
            </Checkbox>
            <Show when=move || own.with(Option::is_some)>
                <Checkbox
                    checked=Signal::derive(move || own.get().is_some_and(|own| own.optional))
                    on_change=set_optional
                    disabled=desk.read_only
                >
                    <span class="visually-hidden">{name} " is "</span>
                    "optional"
                </Checkbox>
                <Focus desk gesture>
                    <TextInput
                        value=text
                        on_input=typed
                        mono=true
                        placeholder="Template"
                        label=format!("Template of {}", name.get_untracked())
                        disabled=desk.read_only
                    />
                </Focus>
            </Show>
        </li>
    }
}
