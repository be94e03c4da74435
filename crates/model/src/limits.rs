//! How large the parts of a design may be.
//!
//! The limits lie far above those of the service, so that what AWS would refuse can still be held, shown and judged;
//! they only keep nonsense out. They hold for a document that is read and for every [`Edit`](crate::Edit), so that
//! whatever was taken out can be put back.

use crate::{Attribute, AttributeValue, GlobalIndex, Item, Pattern, Refusal, Table};

/// Bytes of a name.
pub(crate) const MAX_NAME: usize = 2_048;
/// Bytes of a text, and of an attribute's name, for which the service itself allows nearly as much.
pub(crate) const MAX_TEXT: usize = 64 * 1_024;
/// Tags of a table.
pub(crate) const MAX_TAGS: usize = 200;
/// Attributes named in one list.
pub(crate) const MAX_REFERENCES: usize = 1_000;
/// Levels of lists and maps in a value; the service stops at 32, the reader of JSON at 128 of its own.
pub(crate) const MAX_DEPTH: usize = 48;

/// Something that is only kept when it is not too large.
pub(crate) trait Limited {
    /// Refuses what is too large.
    fn within_limits(&self) -> Result<(), Refusal>;
}

impl Limited for Table {
    fn within_limits(&self) -> Result<(), Refusal> {
        text(&self.name, MAX_NAME)?;
        text(&self.description, MAX_TEXT)?;
        tags(&self.tags)?;
        self.attributes.iter().try_for_each(|attribute| attribute.within_limits())?;
        self.indexes.iter().try_for_each(|index| index.within_limits())?;
        self.items.iter().try_for_each(|item| item.within_limits())
    }
}

impl Limited for Attribute {
    fn within_limits(&self) -> Result<(), Refusal> {
        text(&self.name, MAX_TEXT)?;
        text(&self.description, MAX_TEXT)
    }
}

impl Limited for GlobalIndex {
    fn within_limits(&self) -> Result<(), Refusal> {
        text(&self.name, MAX_NAME)?;
        references(&self.partition)?;
        references(&self.sort)?;
        references(self.projection.included())
    }
}

impl Limited for Item {
    fn within_limits(&self) -> Result<(), Refusal> {
        self.values.keys().try_for_each(|name| text(name, MAX_TEXT))?;
        self.values.values().try_for_each(|value| nesting(value, MAX_DEPTH))
    }
}

impl Limited for Pattern {
    fn within_limits(&self) -> Result<(), Refusal> {
        text(&self.name, MAX_NAME)?;
        text(&self.description, MAX_TEXT)?;
        references(&self.conditions)?;
        self.conditions.iter().try_for_each(|condition| text(&condition.parameter, MAX_NAME))
    }
}

/// Refuses a text of more bytes than that.
pub(crate) fn text(text: &str, most: usize) -> Result<(), Refusal> {
    if text.len() > most { Err(Refusal::TooLong { most }) } else { Ok(()) }
}

/// Refuses a list of too many references.
pub(crate) fn references<T>(list: &[T]) -> Result<(), Refusal> {
    if list.len() > MAX_REFERENCES { Err(Refusal::TooMany { most: MAX_REFERENCES }) } else { Ok(()) }
}

/// Refuses too many tags, or ones too long.
pub(crate) fn tags(tags: &std::collections::BTreeMap<String, String>) -> Result<(), Refusal> {
    if tags.len() > MAX_TAGS {
        return Err(Refusal::TooMany { most: MAX_TAGS });
    }
    tags.iter().flat_map(|(key, value)| [key, value]).try_for_each(|part| text(part, MAX_NAME))
}

fn nesting(value: &AttributeValue, left: usize) -> Result<(), Refusal> {
    let below = || left.checked_sub(1).ok_or(Refusal::TooDeep { most: MAX_DEPTH });
    match value {
        AttributeValue::L(values) => {
            let left = below()?;
            values.iter().try_for_each(|value| nesting(value, left))
        }
        AttributeValue::M(values) => {
            let left = below()?;
            values.values().try_for_each(|value| nesting(value, left))
        }
        _ => Ok(()),
    }
}
