//! Places of a design as text: in links (`?select=table:game-scores`) and as ids of elements.
//!
//! Links name objects by id, so they survive renaming. Deliberately absent: whether the object is still there.

use std::str::FromStr;

use tablewright_model::{Address, Design, Field, Id, Object, title};

/// The object as the value of `select` in a link.
#[must_use]
pub fn to_link(object: Object) -> String {
    match object {
        Object::Design => "design".to_owned(),
        Object::Table(table) => format!("table:{table}"),
        Object::Attribute(table, attribute) => format!("attribute:{table}:{attribute}"),
        Object::Index(table, index) => format!("index:{table}:{index}"),
        Object::Pattern(pattern) => format!("pattern:{pattern}"),
        Object::Item(table, item) => format!("item:{table}:{item}"),
        Object::Entity(table, entity) => format!("entity:{table}:{entity}"),
        Object::Consumer(table, consumer) => format!("consumer:{table}:{consumer}"),
        Object::Replica(table, replica) => format!("replica:{table}:{replica}"),
        Object::Note(note) => format!("note:{note}"),
        Object::Area(area) => format!("area:{area}"),
        Object::Silence(silence) => format!("silence:{silence}"),
    }
}

/// The object that a link names.
#[must_use]
pub fn from_link(text: &str) -> Option<Object> {
    let mut parts = text.split(':');
    let kind = parts.next()?;
    let mut id = || parts.next().and_then(|part| Id::from_str(part).ok());
    let object = match kind {
        "design" => Object::Design,
        "table" => Object::Table(id()?.into()),
        "attribute" => Object::Attribute(id()?.into(), id()?.into()),
        "index" => Object::Index(id()?.into(), id()?.into()),
        "pattern" => Object::Pattern(id()?.into()),
        "item" => Object::Item(id()?.into(), id()?.into()),
        "entity" => Object::Entity(id()?.into(), id()?.into()),
        "consumer" => Object::Consumer(id()?.into(), id()?.into()),
        "replica" => Object::Replica(id()?.into(), id()?.into()),
        "note" => Object::Note(id()?.into()),
        "area" => Object::Area(id()?.into()),
        "silence" => Object::Silence(id()?.into()),
        _ => return None,
    };
    parts.next().is_none().then_some(object)
}

/// The id of the element that stands for the object on the canvas or in a list.
#[must_use]
pub fn card_id(object: Object) -> String {
    format!("card-{}", to_link(object).replace(':', "_"))
}

/// The object that an element of this id stands for.
#[must_use]
pub fn of_card(id: &str) -> Option<Object> {
    from_link(&id.strip_prefix("card-")?.replace('_', ":"))
}

/// The id of the control that edits a field.
#[must_use]
pub fn field_id(address: Address) -> String {
    let field = address.field.map_or("all", field_word);
    format!("set-{}-{field}", to_link(address.object).replace(':', "_"))
}

/// Whether the design has the object and the inspector its settings; those of others are not shown yet.
#[must_use]
pub fn has_settings(design: &Design, object: Object) -> bool {
    let table = |id| design.table(id);
    match object {
        Object::Design => true,
        Object::Table(id) => table(id).is_some(),
        Object::Attribute(id, attribute) => {
            table(id).is_some_and(|table| table.attribute(attribute).is_some())
        }
        Object::Index(id, index) => table(id).is_some_and(|table| table.index(index).is_some()),
        Object::Pattern(id) => design.pattern(id).is_some(),
        Object::Item(id, item) => table(id).is_some_and(|table| table.items.get(item).is_some()),
        Object::Entity(..)
        | Object::Consumer(..)
        | Object::Replica(..)
        | Object::Note(_)
        | Object::Area(_)
        | Object::Silence(_) => false,
    }
}

/// The object in words: `table GameScores`.
#[must_use]
pub fn described(design: &Design, object: Object) -> String {
    let name = match object {
        Object::Item(table, _) => title(design, Object::Table(table)),
        _ => title(design, object),
    };
    let Some(name) = name.filter(|name| !name.is_empty()) else { return object.label().to_owned() };
    match object {
        Object::Item(..) => format!("{} of {name}", object.label()),
        // Their names say what they are.
        Object::Replica(..) | Object::Note(_) | Object::Area(_) | Object::Silence(_) => name,
        _ => format!("{} {name}", object.label()),
    }
}

const fn field_word(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Description => "description",
        Field::Type => "type",
        Field::Shape => "shape",
        Field::Format => "format",
        Field::Distribution => "distribution",
        Field::PartitionKey => "partition-key",
        Field::SortKey => "sort-key",
        Field::Projection => "projection",
        Field::Vector => "vector",
        Field::Dimensions => "dimensions",
        Field::Distance => "distance",
        Field::Filters => "filters",
        Field::Billing => "billing",
        Field::Capacity => "capacity",
        Field::Autoscaling => "autoscaling",
        Field::Maximum => "maximum",
        Field::Warm => "warm",
        Field::Class => "class",
        Field::Stream => "stream",
        Field::Kinesis => "kinesis",
        Field::Needs => "needs",
        Field::Function => "function",
        Field::BatchSize => "batch-size",
        Field::Window => "window",
        Field::Start => "start",
        Field::Concurrency => "concurrency",
        Field::Retries => "retries",
        Field::MaxAge => "max-age",
        Field::TumblingWindow => "tumbling-window",
        Field::OnFailure => "on-failure",
        Field::Endpoint => "endpoint",
        Field::Ttl => "ttl",
        Field::Recovery => "recovery",
        Field::Encryption => "encryption",
        Field::DeletionProtection => "deletion-protection",
        Field::Policy => "policy",
        Field::Insights => "insights",
        Field::Consistency => "consistency",
        Field::Witness => "witness",
        Field::Region => "region",
        Field::Tags => "tags",
        Field::Attributes => "attributes",
        Field::Templates => "templates",
        Field::Kind => "kind",
        Field::Table => "table",
        Field::Entity => "entity",
        Field::Conditions => "conditions",
        Field::Order => "order",
        Field::Limit => "limit",
        Field::Together => "together",
        Field::Target => "target",
        Field::Rate => "rate",
        Field::ItemSize => "item-size",
        Field::Items => "items",
        Field::Values => "values",
        Field::Text => "text",
        Field::Position => "position",
        Field::Size => "size",
        Field::Colour => "colour",
        Field::Bisect => "bisect",
        Field::ReportsFailures => "reports-failures",
        Field::Enabled => "enabled",
        Field::SearchIndex => "search-index",
        Field::Role => "role",
        Field::Bucket => "bucket",
        Field::Delivery => "delivery",
        Field::IndexReads => "index-reads",
        Field::Rule => "rule",
        Field::Reason => "reason",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<T: From<Id>>(text: &str) -> T {
        text.parse::<Id>().unwrap().into()
    }

    #[test]
    fn links_lead_back() {
        for object in [
            Object::Design,
            Object::Table(id("t")),
            Object::Attribute(id("t"), id("a")),
            Object::Index(id("t"), id("i-1")),
            Object::Pattern(id("p")),
            Object::Item(id("t"), id("m")),
            Object::Entity(id("t"), id("e")),
            Object::Consumer(id("t"), id("c")),
            Object::Replica(id("t"), id("r")),
            Object::Note(id("n")),
            Object::Area(id("a")),
            Object::Silence(id("s")),
        ] {
            assert_eq!(from_link(&to_link(object)), Some(object));
            assert_eq!(of_card(&card_id(object)), Some(object));
        }
    }

    #[test]
    fn a_bent_link_names_nothing() {
        for text in ["", "table", "table:", "table:A B", "table:a:b", "cat:a", "attribute:a"] {
            assert_eq!(from_link(text), None, "{text}");
        }
    }
}
