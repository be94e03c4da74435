//! Templates of entities at work: values made of others, and read back into what they were made of.
//!
//! Which template fills a key of a query is the verdicts' affair.

use std::borrow::Cow;

use tablewright_model::{AttributeValue, Entity, Table, Template, TemplatePart, Values};

/// The values of an item with those that its entity's templates make of them, where the item does not say otherwise.
#[must_use]
pub fn filled<'v>(table: &Table, entity: Option<&Entity>, values: &'v Values) -> Cow<'v, Values> {
    let mut values = Cow::Borrowed(values);
    let carried = entity.map_or(&[][..], |entity| entity.attributes.as_slice());
    for carried in carried {
        let Some(template) = &carried.template else { continue };
        let name = table.attribute_name(carried.attribute);
        if values.contains_key(name) {
            continue;
        }
        let piece = |part: &str| piece(table, entity, &values, part);
        if let Some(text) = text(table, template, piece) {
            values.to_mut().insert(name.to_owned(), AttributeValue::S(text));
        }
    }
    values
}

/// The text that the template makes; none if a piece is not known.
pub fn text(table: &Table, template: &Template, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    for part in &template.0 {
        match part {
            TemplatePart::Text(plain) => text.push_str(plain),
            TemplatePart::Attribute(id) => text.push_str(&value(table.attribute_name(*id))?),
            TemplatePart::Parameter(name) => text.push_str(&value(name)?),
        }
    }
    Some(text)
}

/// What the pieces of the template are in a text that it made, by the names of attributes and parameters; none if it
/// did not make it. A piece ends where the fixed text behind it first comes.
#[must_use]
pub fn read<'t>(table: &'t Table, template: &'t Template, text: &'t str) -> Option<Vec<(&'t str, &'t str)>> {
    let mut rest = text;
    let mut pieces = Vec::new();
    let mut parts = template.0.iter().peekable();
    while let Some(part) = parts.next() {
        let name = match part {
            TemplatePart::Text(plain) => {
                rest = rest.strip_prefix(plain.as_str())?;
                continue;
            }
            TemplatePart::Attribute(id) => table.attribute_name(*id),
            TemplatePart::Parameter(name) => name,
        };
        let end = match parts.peek() {
            None => rest.len(),
            Some(TemplatePart::Text(next)) => rest.find(next.as_str())?,
            // Two values that run together can't be told apart.
            Some(_) => return None,
        };
        let (value, behind) = rest.split_at(end);
        pieces.push((name, value));
        rest = behind;
    }
    rest.is_empty().then_some(pieces)
}

/// The value of an attribute or parameter: the item's own, or as a piece of another value of it.
#[must_use]
pub fn piece(table: &Table, entity: Option<&Entity>, values: &Values, name: &str) -> Option<String> {
    match values.get(name) {
        Some(AttributeValue::S(text) | AttributeValue::N(text)) => return Some(text.clone()),
        Some(_) => return None,
        None => {}
    }
    let carried = entity.map_or(&[][..], |entity| entity.attributes.as_slice());
    carried.iter().find_map(|carried| {
        let template = carried.template.as_ref()?;
        let AttributeValue::S(text) = values.get(table.attribute_name(carried.attribute))? else {
            return None;
        };
        let pieces = read(table, template, text)?;
        pieces.into_iter().find(|(of, _)| *of == name).map(|(_, value)| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Attribute, AttributeId, AttributeType, EntityAttribute, TableId};

    use super::*;

    const NAMES: [&str; 4] = ["pk", "sk", "user", "day"];

    fn id(name: &str) -> Option<AttributeId> {
        NAMES.contains(&name).then(|| name.parse().unwrap())
    }

    fn table() -> Table {
        let attributes = NAMES.map(|name| Attribute::new(id(name).unwrap(), name, AttributeType::S));
        let id: tablewright_model::Id = "t".parse().unwrap();
        Table { attributes: attributes.into_iter().collect(), ..Table::blank(TableId(id), "T") }
    }

    fn entity(templates: &[(&str, &str)]) -> Entity {
        let attribute = |(name, text): &(&str, &str)| EntityAttribute {
            attribute: id(name).unwrap(),
            optional: false,
            template: Some(Template::parse(text, id)),
        };
        Entity {
            id: "e".parse().unwrap(),
            name: "E".to_owned(),
            description: String::new(),
            colour: None,
            attributes: templates.iter().map(attribute).collect(),
        }
    }

    fn values(pairs: &[(&str, &str)]) -> Values {
        let pair = |(name, text): &(&str, &str)| ((*name).to_owned(), AttributeValue::S((*text).to_owned()));
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn keys_are_made_of_attributes() {
        let (table, entity) = (table(), entity(&[("pk", "USER#{user}"), ("sk", "DAY#{day}#{slot}")]));
        let item = values(&[("user", "ann"), ("day", "1")]);
        let expected = values(&[("user", "ann"), ("day", "1"), ("pk", "USER#ann")]);
        assert_eq!(*filled(&table, Some(&entity), &item), expected, "nobody says what the slot is");
        let own = values(&[("user", "ann"), ("pk", "other"), ("sk", "DAY#1#2")]);
        assert_eq!(*filled(&table, Some(&entity), &own), own);
        assert_eq!(piece(&table, Some(&entity), &own, "slot").as_deref(), Some("2"));
        assert_eq!(piece(&table, None, &own, "slot"), None);
    }

    #[test]
    fn values_are_read_back() {
        let table = table();
        let read = |template: &str, text: &str| {
            let template = Template::parse(template, id);
            let pieces = read(&table, &template, text);
            pieces.map(|pieces| {
                pieces
                    .into_iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        assert_eq!(read("USER#{user}#{day}!", "USER#a#b#c!").as_deref(), Some("user=a day=b#c"));
        assert_eq!(read("FIX", "FIX").as_deref(), Some(""));
        assert_eq!(read("FIX", "FIXED"), None);
        assert_eq!(read("{user}#", "a#b"), None);
        assert_eq!(read("{user}{day}", "ab"), None);
    }
}
