//! The lines of a table's card.

use tablewright_model::{AttributeId, Table};

use super::look::Class;

/// The height of the head, of a line, of a consumer below, and the width of a card.
pub(super) const HEAD: i64 = 36;
pub(super) const ROW: i64 = 24;
pub(super) const CONSUMER: i64 = 38;
pub(super) const WIDTH: i64 = 300;

/// Attributes that are shown beside the keys; what is more is counted.
const SHOWN: usize = 12;

/// What is shown of a table.
pub(super) struct Card {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    /// Names and kinds.
    pub(super) consumers: Vec<(String, &'static str)>,
}

/// A line of a card.
pub(super) struct Line {
    pub(super) class: Class,
    /// A few letters that say what it is.
    pub(super) mark: &'static str,
    pub(super) label: String,
    pub(super) detail: String,
    pub(super) begins_section: bool,
}

impl Card {
    pub(super) fn of(table: &Table) -> Self {
        let consumers = table.consumers.iter();
        let consumers = consumers.map(|consumer| (consumer.name.clone(), consumer.kind.label())).collect();
        let name = if table.name.is_empty() { "(no name)".to_owned() } else { table.name.clone() };
        let lines =
            [attributes(table), indexes(table), entities(table)].into_iter().flat_map(section).collect();
        Self { name, lines, consumers }
    }

    pub(super) fn height(&self) -> i64 {
        HEAD + ROW * self.lines.len() as i64 + 6
    }

    /// With the consumers below.
    pub(super) fn whole_height(&self) -> i64 {
        self.height() + CONSUMER * self.consumers.len() as i64
    }
}

fn section(mut lines: Vec<Line>) -> Vec<Line> {
    if let Some(first) = lines.first_mut() {
        first.begins_section = true;
    }
    lines
}

fn line(class: Class, mark: &'static str, label: impl Into<String>, detail: impl Into<String>) -> Line {
    Line { class, mark, label: label.into(), detail: detail.into(), begins_section: false }
}

/// The key first, then the others.
fn attributes(table: &Table) -> Vec<Line> {
    let key = |id: Option<AttributeId>, mark| {
        let attribute = table.attribute(id?)?;
        Some(line(Class::Key, mark, attribute.name.as_str(), attribute.kind.label()))
    };
    let mut lines: Vec<_> =
        [key(table.key.partition, "PK"), key(table.key.sort, "SK")].into_iter().flatten().collect();
    let others: Vec<_> =
        table.attributes.iter().filter(|one| table.key.attributes().all(|id| id != one.id)).collect();
    for attribute in others.iter().take(SHOWN) {
        let mark = if table.ttl == Some(attribute.id) { "TTL" } else { "" };
        lines.push(line(Class::Plain, mark, attribute.name.as_str(), attribute.kind.label()));
    }
    if let Some(more) = others.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(line(Class::Plain, "", format!("and {more} more"), ""));
    }
    lines
}

fn indexes(table: &Table) -> Vec<Line> {
    let names = |ids: &[AttributeId]| crate::api::names(table, ids).join(", ");
    let global = table.indexes.iter().map(|index| {
        let keys: Vec<_> = index.keys().collect();
        line(Class::Index, "GSI", index.name.as_str(), names(&keys))
    });
    let local = table.local_indexes.iter();
    let local =
        local.map(|index| line(Class::Index, "LSI", index.name.as_str(), names(index.sort.as_slice())));
    let vector = table.vector_indexes.iter();
    let vector =
        vector.map(|index| line(Class::Index, "VEC", index.name.as_str(), names(index.vector.as_slice())));
    global.chain(local).chain(vector).collect()
}

fn entities(table: &Table) -> Vec<Line> {
    let key = |entity: &tablewright_model::Entity| {
        let template = entity.template(table.key.partition?)?;
        Some(template.text(|id| table.attribute_name(id)))
    };
    let entity = |entity: &tablewright_model::Entity| {
        line(Class::Entity, "ENT", entity.name.as_str(), key(entity).unwrap_or_default())
    };
    table.entities.iter().map(|one| entity(one)).collect()
}
