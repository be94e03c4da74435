//! Places of a design as text: in links (`?select=table:game-scores`) and as ids of elements.
//!
//! Links name objects by id, so they survive renaming. Deliberately absent: whether the object is still there.

use std::str::FromStr;

use tablewright_model::{Address, Design, Field, Id, Object};

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

/// Whether the design has the object.
#[must_use]
pub fn exists(design: &Design, object: Object) -> bool {
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
    }
}

/// The object in words: `table GameScores`.
#[must_use]
pub fn described(design: &Design, object: Object) -> String {
    let table = object.table().and_then(|id| design.table(id));
    let named = |kind: &str, name: Option<&String>| match name {
        Some(name) if !name.is_empty() => format!("{kind} {name}"),
        _ => kind.to_owned(),
    };
    match object {
        Object::Design => named("design", Some(&design.name)),
        Object::Table(_) => named("table", table.map(|table| &table.name)),
        Object::Attribute(_, id) => {
            named("attribute", table.and_then(|table| table.attribute(id)).map(|attribute| &attribute.name))
        }
        Object::Index(_, id) => {
            named("index", table.and_then(|table| table.index(id)).map(|index| &index.name))
        }
        Object::Pattern(id) => named("access pattern", design.pattern(id).map(|pattern| &pattern.name)),
        Object::Item(..) => named("sample item of", table.map(|table| &table.name)),
    }
}

const fn field_word(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Description => "description",
        Field::Type => "type",
        Field::PartitionKey => "partition-key",
        Field::SortKey => "sort-key",
        Field::Projection => "projection",
        Field::Billing => "billing",
        Field::Capacity => "capacity",
        Field::Stream => "stream",
        Field::Ttl => "ttl",
        Field::DeletionProtection => "deletion-protection",
        Field::Tags => "tags",
        Field::Kind => "kind",
        Field::Conditions => "conditions",
        Field::Order => "order",
        Field::Limit => "limit",
        Field::Consistency => "consistency",
        Field::Rate => "rate",
        Field::Values => "values",
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
