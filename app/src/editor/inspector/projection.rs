//! What an index carries beside its keys.

use crate::prelude::*;
use tablewright_model::{
    Address, AttributeId, Edit, Field, IndexField, IndexId, Object, Projection, Table, TableId,
};

use super::Group;
use crate::editor::desk::{Desk, slice};
use crate::editor::setting::SelectSetting;
use crate::ui::{Checkbox, Choice};

const TERMS: [(&str, &str); 3] = [
    ("ALL", "ALL · every attribute"),
    ("KEYS_ONLY", "KEYS_ONLY · keys of table and index"),
    ("INCLUDE", "INCLUDE · keys and the chosen ones"),
];

#[component]
pub(super) fn ProjectionSettings(desk: Desk, table: TableId, index: IndexId) -> impl IntoView {
    let whole = desk.table(table);
    let at = Address::field(Object::Index(table, index), Field::Projection);
    let projection = move |table: &Table| table.index(index).map(|index| index.projection.clone());
    let projection = slice(whole, projection);
    let term = move || {
        projection.with(|projection| projection.as_ref().map(|p| p.term().to_owned()).unwrap_or_default())
    };
    let includes = memo(move |_| projection.with(|p| matches!(p, Some(Projection::Include(_)))));
    let set = move |projection| Edit::SetIndex { table, index, field: IndexField::Projection(projection) };
    let switch = move |term: String| {
        let table = whole.get_untracked()?;
        Some(set(with_term(&table, index, &term)?))
    };
    let choices = TERMS.map(|(term, label)| Choice::new(term, label)).to_vec();
    view! {
        <Group title="Projection">
            <SelectSetting
                desk
                at
                label="Copied into the index"
                hint="A query of the index sees only this; fetching more costs a read of the table each."
                term="ProjectionType"
                choices=Signal::stored(choices)
                value=Signal::derive(term)
                edit=Callback::new(switch)
            />
            <Show when=move || includes.get()>
                <Picker desk table index set=Callback::new(move |ids| desk.edit_now(set(Projection::Include(ids)))) />
            </Show>
        </Group>
    }
}

/// The attributes that are not keys, to tick.
#[component]
fn Picker(desk: Desk, table: TableId, index: IndexId, set: Callback<Vec<AttributeId>>) -> impl IntoView {
    let whole = desk.table(table);
    let offered = slice(whole, move |table: &Table| offered(table, index));
    let included = slice(whole, move |table: &Table| {
        table.index(index).map(|index| index.projection.included().to_vec()).unwrap_or_default()
    });
    let tick = move |id: AttributeId, on: bool| {
        let mut ids = included.get_untracked();
        ids.retain(|known| *known != id);
        ids.extend(on.then_some(id));
        set.run(ids);
    };
    view! {
        <fieldset class="picker">
            <legend class="visually-hidden">"Included attributes"</legend>
            <For each=move || offered.get() key=|(id, name)| (*id, name.clone()) let((id, name))>
                <Checkbox
                    checked=Signal::derive(move || included.with(|ids| ids.contains(&id)))
                    on_change=move |on| tick(id, on)
                    disabled=desk.read_only
                >
                    <code>{name.clone()}</code>
                </Checkbox>
            </For>
            <Show when=move || offered.with(Vec::is_empty)>
                <p class="group-note">"Every attribute of the table is a key and in the index anyway."</p>
            </Show>
        </fieldset>
    }
}

/// What is not in the index anyway, and what is named although it is.
fn offered(table: &Table, index: IndexId) -> Vec<(AttributeId, String)> {
    let Some(index) = table.index(index) else { return Vec::new() };
    let keys: Vec<_> = table.key.attributes().chain(index.keys()).collect();
    let named = index.projection.included();
    let attributes = table.attributes.iter().filter(|one| named.contains(&one.id) || !keys.contains(&one.id));
    attributes.map(|one| (one.id, one.name.clone())).collect()
}

/// Starting to choose, everything is chosen: taking away is easier than remembering.
fn with_term(table: &Table, index: IndexId, term: &str) -> Option<Projection> {
    match term {
        "ALL" => Some(Projection::All),
        "KEYS_ONLY" => Some(Projection::KeysOnly),
        "INCLUDE" => {
            let ids = offered(table, index).into_iter().map(|(id, _)| id);
            Some(Projection::Include(ids.collect()))
        }
        _ => None,
    }
}
