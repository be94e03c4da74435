//! How large the parts of a design may be.
//!
//! The limits lie far above those of the service, so that what AWS would refuse can still be held, shown and judged;
//! they only keep nonsense out. They hold for a document that is read and for every [`Edit`](crate::Edit), so that
//! whatever was taken out can be put back. Which limit a field has stands with the fields, in `edit::field`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Analytics, AttributeId, AttributeValue, Condition, ConsumerKind, Element, Encryption, EntityAttribute,
    Identified, IndexId, Item, Kinesis, Lambda, List, Projection, Refusal, SampleFormat, Search, Shape,
    Silence, TableCopy, Template, TemplatePart,
};

/// Bytes of the name of anything but an attribute.
pub(crate) const MAX_NAME: usize = 2_048;
/// Bytes of a description, of an attribute's name, of a policy.
pub(crate) const MAX_TEXT: usize = 64 * 1_024;
/// Tags of one table.
pub(crate) const MAX_TAGS: usize = 200;
/// Ids, conditions or filters in one list inside an object.
pub(crate) const MAX_REFERENCES: usize = 1_000;
/// Lists and maps inside each other.
pub(crate) const MAX_DEPTH: usize = 48;

/// An object whose size is bounded.
pub(crate) trait Limited {
    /// Whether it is small enough.
    fn within_limits(&self) -> Result<(), Refusal>;
}

impl Limited for Item {
    fn within_limits(&self) -> Result<(), Refusal> {
        self.values.keys().try_for_each(|part| text(part))?;
        self.values.values().try_for_each(|value| nesting(value, MAX_DEPTH))
    }
}

impl Limited for Silence {
    fn within_limits(&self) -> Result<(), Refusal> {
        name(&self.code)?;
        text(&self.reason)
    }
}

/// What needs no limit, having a size of its own.
#[expect(clippy::unnecessary_wraps, reason = "it stands in for limits that can be passed")]
pub(crate) const fn free<T>(_: &T) -> Result<(), Refusal> {
    Ok(())
}

pub(crate) fn name(text: &str) -> Result<(), Refusal> {
    most(text, MAX_NAME)
}

pub(crate) fn maybe_name(text: &Option<String>) -> Result<(), Refusal> {
    text.as_deref().map_or(Ok(()), name)
}

pub(crate) fn text(text: &str) -> Result<(), Refusal> {
    most(text, MAX_TEXT)
}

pub(crate) fn maybe_text(found: &Option<String>) -> Result<(), Refusal> {
    found.as_deref().map_or(Ok(()), text)
}

pub(crate) fn each<T: Identified + Limited>(list: &List<T>) -> Result<(), Refusal> {
    list.iter().try_for_each(|entity| entity.within_limits())
}

/// Ids of indexes are unique over three lists, each of which sees only its own.
pub(crate) fn distinct(mut ids: impl Iterator<Item = IndexId>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    ids.find(|id| !seen.insert(*id)).map_or(Ok(()), |twice| Err(Refusal::Duplicate(twice.0)))
}

pub(crate) fn references<T>(list: &[T]) -> Result<(), Refusal> {
    if list.len() > MAX_REFERENCES { Err(Refusal::TooMany { most: MAX_REFERENCES }) } else { Ok(()) }
}

pub(crate) fn projection(projection: &Projection) -> Result<(), Refusal> {
    references::<AttributeId>(projection.included())
}

pub(crate) fn conditions(conditions: &[Condition]) -> Result<(), Refusal> {
    references(conditions)?;
    conditions.iter().try_for_each(|condition| name(&condition.parameter))
}

pub(crate) fn tags(tags: &BTreeMap<String, String>) -> Result<(), Refusal> {
    if tags.len() > MAX_TAGS {
        return Err(Refusal::TooMany { most: MAX_TAGS });
    }
    tags.iter().flat_map(|(key, value)| [key, value]).try_for_each(|part| name(part))
}

pub(crate) fn kinesis(kinesis: &Option<Kinesis>) -> Result<(), Refusal> {
    kinesis.as_ref().map_or(Ok(()), |kinesis| name(&kinesis.stream))
}

pub(crate) fn encryption(encryption: &Encryption) -> Result<(), Refusal> {
    match encryption {
        Encryption::Customer(key) => name(key),
        Encryption::AwsOwned | Encryption::AwsManaged => Ok(()),
    }
}

pub(crate) fn maybe_encryption(found: &Option<Encryption>) -> Result<(), Refusal> {
    found.as_ref().map_or(Ok(()), encryption)
}

pub(crate) fn entity_attributes(attributes: &[EntityAttribute]) -> Result<(), Refusal> {
    references(attributes)?;
    attributes.iter().filter_map(|carried| carried.template.as_ref()).try_for_each(template)
}

fn template(Template(parts): &Template) -> Result<(), Refusal> {
    references(parts)?;
    parts.iter().try_for_each(|part| match part {
        TemplatePart::Text(text) | TemplatePart::Parameter(text) => name(text),
        TemplatePart::Attribute(_) => Ok(()),
    })
}

pub(crate) fn consumer_kind(kind: &ConsumerKind) -> Result<(), Refusal> {
    match kind {
        ConsumerKind::Lambda(lambda) => {
            let Lambda { function, filters, on_failure, .. } = &**lambda;
            references(filters)?;
            filters.iter().try_for_each(|part| text(part))?;
            maybe_name(on_failure)?;
            name(function)
        }
        ConsumerKind::Search(Search { endpoint, index, role, export_bucket }) => {
            maybe_name(export_bucket)?;
            [endpoint, index, role].into_iter().try_for_each(|part| name(part))
        }
        ConsumerKind::Copy(TableCopy { region, table, function }) => {
            [region, table, function].into_iter().try_for_each(|part| name(part))
        }
        ConsumerKind::Analytics(Analytics { stream, bucket, .. }) => {
            [stream, bucket].into_iter().try_for_each(|part| name(part))
        }
    }
}

pub(crate) fn sample_format(format: &Option<SampleFormat>) -> Result<(), Refusal> {
    match format {
        Some(SampleFormat::OneOf(values)) => {
            references(values)?;
            values.iter().try_for_each(|part| name(part))
        }
        _ => Ok(()),
    }
}

pub(crate) fn shape(shape: &Option<Shape>) -> Result<(), Refusal> {
    shape.as_ref().map_or(Ok(()), |shape| shape_within(shape, MAX_DEPTH))
}

fn shape_within(shape: &Shape, left: usize) -> Result<(), Refusal> {
    let left = left.checked_sub(1).ok_or(Refusal::TooDeep { most: MAX_DEPTH })?;
    let element = |element: &Element| {
        text(&element.description)?;
        element.shape.as_ref().map_or(Ok(()), |inner| shape_within(inner, left))
    };
    match shape {
        Shape::Map(members) => {
            references(members)?;
            members.iter().try_for_each(|member| text(&member.name).and_then(|()| element(&member.value)))
        }
        Shape::List(inner) => element(inner),
    }
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

fn most(text: &str, most: usize) -> Result<(), Refusal> {
    if text.len() > most { Err(Refusal::TooLong { most }) } else { Ok(()) }
}
