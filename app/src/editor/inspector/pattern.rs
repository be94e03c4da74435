//! Settings of an access pattern: what is asked, of which table, how often.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_model::{
    Address, Condition, Design, Edit, Field, Object, Order, Pattern, PatternField, PatternId, PatternKind,
    Table, TableId, Target,
};

use super::condition::Conditions;
use super::{Group, Heading};
use crate::editor::commands;
use crate::editor::desk::{Desk, slice};
use crate::editor::place::field_id;
use crate::editor::setting::{NumberSetting, SelectSetting, SwitchSetting, TextSetting};
use crate::ui::{Choice, IconName};

/// The pattern that is edited, and how.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) desk: Desk,
    pub(super) id: PatternId,
    pub(super) whole: Memo<Option<Arc<Pattern>>>,
}

impl Asked {
    /// The edit that sets a field.
    pub(super) const fn set(self, field: PatternField) -> Edit {
        Edit::SetPattern { pattern: self.id, field }
    }

    /// The edit that changes the conditions.
    pub(super) fn with_conditions(self, change: impl FnOnce(&mut Vec<Condition>)) -> Edit {
        let mut conditions = self
            .whole
            .with_untracked(|pattern| pattern.as_ref().map(|pattern| pattern.conditions.clone()))
            .unwrap_or_default();
        change(&mut conditions);
        self.set(PatternField::Conditions(conditions))
    }

    pub(super) const fn at(self, field: Field) -> Address {
        Address::field(Object::Pattern(self.id), field)
    }

    /// The table that is asked.
    pub(super) fn table(self) -> Memo<Option<Arc<Table>>> {
        let Self { desk, whole, .. } = self;
        let find = move |design: &Design| {
            let table = whole.with(|pattern| pattern.as_ref().map(|pattern| pattern.table))?;
            design.tables.get(table).cloned()
        };
        memo(move |_| desk.design.with(find))
    }
}

#[component]
pub(super) fn PatternSettings(desk: Desk, pattern: PatternId) -> impl IntoView {
    let asked = Asked { desk, id: pattern, whole: desk.pattern(pattern) };
    let object = Object::Pattern(pattern);
    view! {
        <Heading desk kind="Access pattern" icon=IconName::Pattern on_remove=move |()| commands::remove(desk, object) />
        <Question asked />
        <Conditions asked />
        <Answer asked />
    }
}

#[component]
fn Question(asked: Asked) -> impl IntoView {
    let Asked { desk, whole, .. } = asked;
    let tables =
        move || desk.design.with(|design| design.tables.iter().map(table_choice).collect::<Vec<_>>());
    let kinds = PatternKind::ALL.map(|kind| Choice::new(kind.label(), kind.label())).to_vec();
    let set_table = move |id: String| id.parse().ok().map(|table| moved_to(asked, table));
    let set_kind = move |label: String| {
        let kind = PatternKind::ALL.into_iter().find(|kind| kind.label() == label)?;
        Some(asked.set(PatternField::Kind(kind)))
    };
    view! {
        <Group title="Question">
            <TextSetting
                desk
                at=asked.at(Field::Name)
                label="Name"
                hint="What the application wants, in a few words."
                value=slice(whole, |pattern: &Pattern| pattern.name.clone())
                edit=Callback::new(move |name| asked.set(PatternField::Name(name)))
            />
            <div class="setting-pair">
                <SelectSetting
                    desk
                    at=Address::of(Object::Pattern(asked.id))
                    label="Table"
                    mono=true
                    choices=Signal::from(memo(move |_| tables()))
                    value=slice(whole, |pattern: &Pattern| pattern.table.to_string())
                    edit=Callback::new(set_table)
                />
                <SelectSetting
                    desk
                    at=asked.at(Field::Kind)
                    label="Kind"
                    choices=Signal::stored(kinds)
                    value=slice(whole, |pattern: &Pattern| pattern.kind.label().to_owned())
                    edit=Callback::new(set_kind)
                />
            </div>
        </Group>
    }
}

#[component]
fn Answer(asked: Asked) -> impl IntoView {
    let Asked { desk, whole, .. } = asked;
    let fits = u64::from(u32::MAX);
    view! {
        <Group title="Answer and load">
            <OrderSetting asked />
            <div class="setting-pair">
                <NumberSetting
                    desk
                    id=field_id(asked.at(Field::Limit))
                    label="Limit"
                    hint="Items at most"
                    optional=true
                    most=fits
                    value=slice(whole, |pattern: &Pattern| pattern.limit.map(u64::from))
                    edit=Callback::new(move |most| asked.set(PatternField::Limit(narrow(most))))
                />
                <NumberSetting
                    desk
                    id=field_id(asked.at(Field::Rate))
                    label="Peak rate"
                    hint="Requests a second"
                    optional=true
                    most=fits
                    value=slice(whole, |pattern: &Pattern| pattern.peak_rate.map(u64::from))
                    edit=Callback::new(move |rate| asked.set(PatternField::PeakRate(narrow(rate))))
                />
            </div>
            <SwitchSetting
                desk
                at=asked.at(Field::Consistency)
                label="Must see the latest write"
                hint="Reads of the table can; reads of a global index never do."
                term="ConsistentRead"
                checked=slice(whole, |pattern: &Pattern| pattern.consistent)
                edit=Callback::new(move |on| asked.set(PatternField::Consistent(on)))
            />
            <TextSetting
                desk
                at=asked.at(Field::Description)
                label="Description"
                long=true
                value=slice(whole, |pattern: &Pattern| pattern.description.clone())
                edit=Callback::new(move |text| asked.set(PatternField::Description(text)))
            />
        </Group>
    }
}

#[component]
fn OrderSetting(asked: Asked) -> impl IntoView {
    let table = asked.table();
    let value = slice(asked.whole, |pattern: &Pattern| pattern.order.map(order_value).unwrap_or_default());
    view! {
        <SelectSetting
            desk=asked.desk
            at=asked.at(Field::Order)
            label="Order"
            term="ScanIndexForward"
            choices=slice(table, order_choices)
            value
            edit=Callback::new(move |text: String| Some(asked.set(PatternField::Order(order_of(&text)))))
        />
    }
}

/// Entity, conditions, order, attributes and target are the table's, so they do not survive another one.
fn moved_to(asked: Asked, table: TableId) -> Edit {
    let fields = [
        PatternField::Table(table),
        PatternField::Entity(None),
        PatternField::Conditions(Vec::new()),
        PatternField::Order(None),
        PatternField::Attributes(Vec::new()),
        PatternField::Target(Target::Automatic),
    ];
    let same = asked.whole.with_untracked(|pattern| pattern.as_ref().is_some_and(|one| one.table == table));
    let edits = if same { Vec::new() } else { fields.map(|field| asked.set(field)).to_vec() };
    Edit::Batch { edits }
}

fn table_choice(table: &Arc<Table>) -> Choice {
    Choice::new(table.id.to_string(), table.name.clone())
}

fn order_choices(table: &Table) -> Vec<Choice> {
    let both = |descending: bool| {
        table.attributes.iter().map(move |one| {
            let words = if descending { "largest first" } else { "smallest first" };
            let order = Order { attribute: one.id, descending };
            Choice::new(order_value(order), format!("{}, {words}", one.name))
        })
    };
    std::iter::once(Choice::new("", "Any")).chain(both(false)).chain(both(true)).collect()
}

fn order_value(order: Order) -> String {
    format!("{}{}", if order.descending { "-" } else { "+" }, order.attribute)
}

fn order_of(text: &str) -> Option<Order> {
    let (descending, id) = match text.split_at_checked(1)? {
        ("-", id) => (true, id),
        ("+", id) => (false, id),
        _ => return None,
    };
    Some(Order { attribute: id.parse().ok()?, descending })
}

fn narrow(number: Option<u64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_back_from_its_choice() {
        for descending in [true, false] {
            let order = Order { attribute: "top-score".parse().unwrap(), descending };
            assert_eq!(order_of(&order_value(order)), Some(order));
        }
        assert_eq!(order_of(""), None);
        assert_eq!(order_of("ä"), None);
    }
}
