//! Tags: at most 50, keys of 1 to 128 characters not starting with `aws:`, values up to 256 (DDB021).

use crate::{Address, Diagnostic, Field, Object, Table, quoted};

const MAX_TAGS: usize = 50;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let at = Address::field(Object::Table(table.id), Field::Tags);
    let mut problem = |message: String| found.push(Diagnostic::error("DDB021", at, message));
    if table.tags.len() > MAX_TAGS {
        problem(format!(
            "Table {} has {} tags: the most is {MAX_TAGS}; remove some",
            quoted(&table.name),
            table.tags.len()
        ));
    }
    for (key, value) in &table.tags {
        if let Err(message) = validate_tag_key(key) {
            problem(message);
        }
        if let Err(message) = validate_tag_value(value) {
            problem(format!("Tag {}: {message}", quoted(key)));
        }
    }
}

/// Says what is wrong with the key of a tag.
///
/// # Errors
///
/// A sentence for people.
pub fn validate_tag_key(key: &str) -> Result<(), String> {
    match key.chars().count() {
        0 => Err("A tag has no key: name it or remove it".to_owned()),
        129.. => Err(format!("Tag {} has a key of over 128 characters: shorten it", quoted(key))),
        _ if key.to_ascii_lowercase().starts_with("aws:") => Err(format!(
            "Tag {} starts with aws:, which AWS keeps for itself: name it otherwise",
            quoted(key)
        )),
        _ => Ok(()),
    }
}

/// Says what is wrong with the value of a tag.
///
/// # Errors
///
/// A sentence for people.
pub fn validate_tag_value(value: &str) -> Result<(), String> {
    if value.chars().count() > 256 {
        return Err("the value has over 256 characters; shorten it".to_owned());
    }
    Ok(())
}
