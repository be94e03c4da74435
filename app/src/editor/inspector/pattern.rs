//! Settings of an access pattern: what is asked, of which table, how often.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_model::{
    Address, Condition, Design, Edit, Field, Object, Order, Pattern, PatternField, PatternId, Table, TableId,
    Target,
};

use super::condition::Conditions;
use super::control::{At, Control, Kind, Section, control};
use crate::editor::desk::Desk;
use crate::ui::Choice;

/// The pattern that is edited, and how.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) desk: Desk,
    pub(super) id: PatternId,
    pub(super) whole: Memo<Option<Arc<Pattern>>>,
}

impl Asked {
    /// The edit that sets a field.
    const fn set(self, field: PatternField) -> Edit {
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

pub(super) static PATTERN: &[Section<Pattern>] = &[
    Section::common("Question", QUESTION),
    Section::own(conditions, &[Field::Conditions]),
    Section::common("Answer and load", ANSWER),
    Section::closed("Items and what serves it", SERVING),
];

const KINDS: &[(&str, &str)] = &[
    ("Get", "Get"),
    ("Batch get", "Batch get"),
    ("Query", "Query"),
    ("Vector search", "Vector search"),
    ("Scan", "Scan"),
    ("Put", "Put"),
    ("Update", "Update"),
    ("Delete", "Delete"),
    ("Transaction", "Transaction"),
];

const QUESTION: &[Control<Pattern>] = &[
    control!(Name, Kind::Text, "What the application wants, in a few words.", |pattern, _| &mut pattern.name),
    control!(Kind, Kind::OneOf(KINDS), "What it does.", |pattern, _| &mut pattern.kind),
    control!(
        Table("Table" ""), Kind::Choice(tables), "Another table starts without conditions.",
        read |pattern, _| Some(pattern.table.to_string()),
        write |pattern, text, _| {
            move_to(pattern, text.parse().ok()?);
            Some(Ok(()))
        }
    ),
    control!(Entity, Kind::Choice(entities), "The kind of items it is about.", |pattern, _| &mut pattern
        .entity),
    control!(
        Together,
        Kind::Several(others),
        "A transaction carries these out, all or none.",
        |pattern, _| {
            let wanted =
                pattern.kind == tablewright_model::PatternKind::Transaction || !pattern.together.is_empty();
            Some(&mut pattern.together).filter(|_| wanted)?
        }
    ),
    control!(Description, Kind::Long, "More about it.", |pattern, _| &mut pattern.description),
];

const ANSWER: &[Control<Pattern>] = &[
    control!(
        Order("Order" "ScanIndexForward"), Kind::Choice(orders), "The order of the answer.",
        read |pattern, _| Some(pattern.order.map(order_value).unwrap_or_default()),
        write |pattern, text, _| {
            pattern.order = order_of(text);
            Some(Ok(()))
        }
    ),
    control!(Limit("Limit" "Limit"), Kind::Number(true), "Items at most", |pattern, _| &mut pattern.limit),
    control!(Items("Items" ""), Kind::Number(true), "In an answer or a batch", |pattern, _| &mut pattern.items),
    control!(Rate("Peak rate" ""), Kind::Number(true), "Requests a second", |pattern, _| &mut pattern.peak_rate),
    control!(Rate("Average rate" ""), Kind::Number(true), "Requests a second", |pattern, _| &mut pattern.average_rate),
    control!(Consistency("Must see the latest write" "ConsistentRead"), Kind::Switch,
        "Reads of the table can; reads of a global index never do.", |pattern, _| &mut pattern.consistent),
];

const SERVING: &[Control<Pattern>] = &[
    control!(ItemSize("Item size" ""), Kind::Number(true), "Bytes; empty: as the samples",
        |pattern, _| &mut pattern.item_size),
    control!(
        Target("Served by" "IndexName"), Kind::Choice(targets), "Said here, the verdict is about this one alone.",
        read |pattern, _| Some(match pattern.target {
            Target::Automatic => String::new(),
            Target::Table => TABLE.to_owned(),
            Target::Index(index) => index.to_string(),
        }),
        write |pattern, text, _| {
            pattern.target = match text {
                "" => Target::Automatic,
                TABLE => Target::Table,
                index => Target::Index(index.parse().ok()?),
            };
            Some(Ok(()))
        }
    ),
    control!(Attributes("Needed attributes" "ProjectionExpression"), Kind::Several(attributes),
        "What a read needs or an update changes; none ticked is all of them.", |pattern, _| &mut pattern.attributes),
];

/// No id of an index has a capital letter.
const TABLE: &str = "TABLE";

fn conditions(desk: Desk, object: Object) -> AnyView {
    let Object::Pattern(id) = object else { return ().into_any() };
    let asked = Asked { desk, id, whole: desk.pattern(id) };
    view! { <Conditions asked /> }
}

/// Entity, conditions, order, attributes and target are the table's, so they do not survive another one.
fn move_to(pattern: &mut Pattern, table: TableId) {
    if pattern.table != table {
        pattern.table = table;
        pattern.entity = None;
        pattern.conditions.clear();
        pattern.order = None;
        pattern.attributes.clear();
        pattern.target = Target::Automatic;
    }
}

fn tables(at: &At<'_>) -> Vec<Choice> {
    at.design.tables.iter().map(|table| Choice::new(table.id.to_string(), table.name.clone())).collect()
}

pub(super) fn entities(at: &At<'_>) -> Vec<Choice> {
    let entities = at.table.into_iter().flat_map(|table| &table.entities);
    let choices = entities.map(|entity| Choice::new(entity.id.to_string(), entity.name.clone()));
    std::iter::once(Choice::new("", "Any")).chain(choices).collect()
}

fn others(at: &At<'_>) -> Vec<Choice> {
    let others = at.design.patterns.iter().filter(|pattern| at.object != Object::Pattern(pattern.id));
    others.map(|pattern| Choice::new(pattern.id.to_string(), pattern.name.clone())).collect()
}

fn targets(at: &At<'_>) -> Vec<Choice> {
    let Some(table) = at.table else { return Vec::new() };
    let index =
        |id| Choice::new(format!("{id}"), format!("Index {}", table.index_name(id).unwrap_or_default()));
    let first = [Choice::new("", "Whatever serves it best"), Choice::new(TABLE, "The table")];
    first.into_iter().chain(table.index_ids().map(index)).collect()
}

fn attributes(at: &At<'_>) -> Vec<Choice> {
    let attributes = at.table.into_iter().flat_map(|table| &table.attributes);
    attributes.map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect()
}

fn orders(at: &At<'_>) -> Vec<Choice> {
    at.table.map(order_choices).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_chosen() {
        let labels = tablewright_model::PatternKind::ALL.map(|kind| (kind.label(), kind.label()));
        assert_eq!(KINDS, labels);
    }

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
