//! Places of a design as text: in links (`?select=table:game-scores`) and as ids of elements.
//!
//! Links name objects by id, so they survive renaming. Deliberately absent: whether the object is still there.

use std::str::FromStr;

use tablewright_model::{Address, Design, Field, Id, Object, TableId, title};

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

/// The id of the line that folds and unfolds the card of a table.
#[must_use]
pub fn fold_id(table: TableId) -> String {
    format!("fold-{table}")
}

/// The object that an element of this id stands for.
#[must_use]
pub fn of_card(id: &str) -> Option<Object> {
    from_link(&id.strip_prefix("card-")?.replace('_', ":"))
}

/// The id of the control that edits a field.
#[must_use]
pub fn field_id(address: Address) -> String {
    let field = address.field.map_or_else(|| "all".to_owned(), field_word);
    format!("set-{}-{field}", to_link(address.object).replace(':', "_"))
}

/// Whether the design has the object.
#[must_use]
pub fn exists(design: &Design, object: Object) -> bool {
    title(design, object).is_some()
}

/// The object in words: `table GameScores`.
#[must_use]
pub fn described(design: &Design, object: Object) -> String {
    let kind = object.label();
    match (object, title(design, object)) {
        (Object::Item(table, _), _) => {
            let table = title(design, Object::Table(table)).unwrap_or_default();
            format!("{kind} of {table}")
        }
        // Their names say what they are.
        (Object::Replica(..) | Object::Note(_) | Object::Area(_) | Object::Silence(_), Some(name)) => name,
        (_, Some(name)) if !name.is_empty() => format!("{kind} {name}"),
        _ => kind.to_owned(),
    }
}

/// The name of a field, as ids have it: `deletion-protection`.
fn field_word(field: Field) -> String {
    let mut word = String::new();
    for c in format!("{field:?}").chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
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
            Object::Area(id("z")),
            Object::Silence(id("s")),
        ] {
            assert_eq!(from_link(&to_link(object)), Some(object));
            assert_eq!(of_card(&card_id(object)), Some(object));
        }
    }

    #[test]
    fn fields_are_words_with_dashes() {
        assert_eq!(field_word(Field::DeletionProtection), "deletion-protection");
        assert_eq!(field_word(Field::Name), "name");
    }

    #[test]
    fn a_bent_link_names_nothing() {
        for text in ["", "table", "table:", "table:A B", "table:a:b", "cat:a", "attribute:a"] {
            assert_eq!(from_link(text), None, "{text}");
        }
    }
}
