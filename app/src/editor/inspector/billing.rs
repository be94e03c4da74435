//! How a table is paid for. Switching to provisioned capacity gives every index its own, and back takes it away.

use crate::prelude::*;
use tablewright_model::{
    Address, Billing, Capacity, Edit, Field, IndexField, Object, Table, TableField, TableId,
};

use super::Group;
use crate::editor::desk::{Desk, slice};
use crate::editor::fresh::STARTING_CAPACITY;
use crate::editor::place::field_id;
use crate::editor::setting::{NumberSetting, SelectSetting};
use crate::ui::Choice;

const ON_DEMAND: &str = "PAY_PER_REQUEST";
const PROVISIONED: &str = "PROVISIONED";

#[component]
pub(super) fn BillingSettings(desk: Desk, table: TableId) -> impl IntoView {
    let whole = desk.table(table);
    let at = Address::field(Object::Table(table), Field::Billing);
    let capacity = slice(whole, |table: &Table| capacity_of(table));
    let provisioned = memo(move |_| capacity.with(Option::is_some));
    let mode = move || if provisioned.get() { PROVISIONED } else { ON_DEMAND }.to_owned();
    let choices = vec![
        Choice::new(ON_DEMAND, "On demand · pay for each request"),
        Choice::new(PROVISIONED, "Provisioned · pay for units kept ready"),
    ];
    let switch = move |mode: String| whole.get_untracked().map(|table| switched(&table, mode == PROVISIONED));
    view! {
        <Group title="Billing">
            <SelectSetting
                desk
                at
                label="Mode"
                hint="On demand follows the load by itself; provisioned is cheaper for a steady one."
                term="BillingMode"
                choices=Signal::stored(choices)
                value=Signal::derive(mode)
                edit=Callback::new(switch)
            />
            <Show when=move || provisioned.get()>
                <CapacitySettings
                    desk
                    id=field_id(Address::field(Object::Table(table), Field::Capacity))
                    capacity
                    edit=Callback::new(move |new| Edit::SetTable {
                        table,
                        field: TableField::Billing(Billing::Provisioned(new)),
                    })
                />
            </Show>
        </Group>
    }
}

/// Read and write capacity, of a table or of an index.
#[component]
pub(super) fn CapacitySettings(
    desk: Desk,
    /// The id of the first control.
    #[prop(into)]
    id: String,
    capacity: Signal<Option<Capacity>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    edit: Callback<Capacity, Edit>,
) -> impl IntoView {
    let now = move || capacity.get_untracked().unwrap_or(STARTING_CAPACITY);
    let read = move |units: Option<u64>| edit.run(Capacity { read: units.unwrap_or_default(), ..now() });
    let write = move |units: Option<u64>| edit.run(Capacity { write: units.unwrap_or_default(), ..now() });
    view! {
        <div class="setting-pair">
            <NumberSetting
                desk
                id=id.clone()
                label="Read units"
                hint="ReadCapacityUnits: 4 KB a second each"
                error
                most=40_000_000
                value=Signal::derive(move || capacity.get().map(|capacity| capacity.read))
                edit=Callback::new(read)
            />
            <NumberSetting
                desk
                id=format!("{id}-write")
                label="Write units"
                hint="WriteCapacityUnits: 1 KB a second each"
                most=40_000_000
                value=Signal::derive(move || capacity.get().map(|capacity| capacity.write))
                edit=Callback::new(write)
            />
        </div>
    }
}

const fn capacity_of(table: &Table) -> Option<Capacity> {
    match table.billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    }
}

/// The other mode, for the table and all its indexes at once: in one step to undo.
fn switched(table: &Table, provisioned: bool) -> Edit {
    let billing = if provisioned { Billing::Provisioned(STARTING_CAPACITY) } else { Billing::OnDemand };
    let wanted = |before: Option<Capacity>| provisioned.then(|| before.unwrap_or(STARTING_CAPACITY));
    let others = table.indexes.iter().filter(|index| index.capacity != wanted(index.capacity));
    let others = others.map(|index| Edit::SetIndex {
        table: table.id,
        index: index.id,
        field: IndexField::Capacity(wanted(index.capacity)),
    });
    let own = Edit::SetTable { table: table.id, field: TableField::Billing(billing) };
    Edit::Batch { edits: std::iter::once(own).chain(others).collect() }
}

#[cfg(test)]
mod tests {
    use tablewright_model::{apply, from_json, validate};

    use super::*;

    #[test]
    fn switching_there_and_back_leaves_nothing_that_aws_refuses() {
        let text = include_str!("../../../../assets/examples/game-scores.json");
        let start = from_json(text).unwrap();
        let mut design = start.clone();
        for provisioned in [true, false] {
            let table = design.tables.iter().next().unwrap();
            design = apply(&design, &switched(table, provisioned)).unwrap().design;
            assert_eq!(validate(&design), []);
        }
        assert_eq!(design, start);
    }
}
