//! Settings of an attribute.

use crate::prelude::*;
use tablewright_model::{Attribute, AttributeId, AttributeType, Object, Range, SampleFormat, Table, TableId};

use super::Group;
use super::control::{At, Control, Kind, Section, control};
use crate::editor::desk::{Desk, slice};
use crate::ui::Choice;

pub(super) static ATTRIBUTE: &[Section<Attribute>] = &[
    Section::common("Basics", BASICS),
    Section::common("Inside", INSIDE),
    Section::own(uses, &[]),
    Section::closed("Values", VALUES),
];

const TYPES: &[(&str, &str)] = &[
    ("S", "String · S"),
    ("N", "Number · N"),
    ("B", "Binary · B"),
    ("BOOL", "Boolean · BOOL"),
    ("NULL", "Null · NULL"),
    ("L", "List · L"),
    ("M", "Map · M"),
    ("SS", "String set · SS"),
    ("NS", "Number set · NS"),
    ("BS", "Binary set · BS"),
];

const BASICS: &[Control<Attribute>] = &[
    control!(
        Name,
        Kind::Name,
        "As it stands in the items; sample items follow a new name.",
        |attribute, _| &mut attribute.name
    ),
    control!(
        Type,
        Kind::OneOf(TYPES),
        "A key is a String, a Number or Binary. Only the types of keys are known to AWS.",
        |attribute, _| &mut attribute.kind
    ),
    control!(Description, Kind::Long, "What it means, for whoever reads the design.", |attribute, _| {
        &mut attribute.description
    }),
];

const INSIDE: &[Control<Attribute>] = &[control!(Shape("What is inside" ""), Kind::Code,
"A line each, two spaces deeper inside: street: S # the street. In a list: - S", |attribute, _| {
    let nests = matches!(attribute.kind, AttributeType::L | AttributeType::M) || attribute.shape.is_some();
    Some(&mut attribute.shape).filter(|_| nests)?
})];

const VALUES: &[Control<Attribute>] = &[
    control!(
        Format,
        Kind::Choice(formats),
        "How sample values of it look.",
        read | attribute,
        _ | Some(attribute.format.as_ref().map_or("", SampleFormat::label).to_owned()),
        write | attribute,
        text,
        at | {
            if attribute.format.as_ref().map_or("", SampleFormat::label) != text {
                attribute.format = FORMATS.iter().find(|one| one.label() == text).cloned();
                refer(attribute, text, at);
            }
            Some(Ok(()))
        }
    ),
    control!(Format("Words" ""), Kind::Number(false), "In a sentence", |attribute, _| words(attribute)?),
    control!(Format("From" ""), Kind::Number(false), "Times in seconds since 1970, prices in hundredths",
        |attribute, _| &mut range(attribute)?.from),
    control!(Format("To" ""), Kind::Number(false), "The last one included", |attribute, _| &mut range(attribute)?.to),
    control!(Format("Values" ""), Kind::Long, "One a line.", |attribute, _| one_of(attribute)?),
    control!(
        Format("Refers to" ""), Kind::Choice(references), "The values are those of this attribute.",
        read |attribute, _| match attribute.format {
            Some(SampleFormat::Reference { table, attribute }) => Some(format!("{table}:{attribute}")),
            _ => None,
        },
        write |attribute, text, _| {
            let (table, other) = text.split_once(':')?;
            let (table, other) = (table.parse().ok()?, other.parse().ok()?);
            attribute.format = Some(SampleFormat::Reference { table, attribute: other });
            Some(Ok(()))
        }
    ),
    control!(Distribution("Different values" ""), Kind::Number(true), "About how many",
        |attribute, _| &mut attribute.distinct),
    control!(Distribution("Commonest value" ""), Kind::Number(true), "Percent of items or requests",
        |attribute, _| &mut attribute.hottest),
];

/// Every format but the reference, as it starts.
static FORMATS: [SampleFormat; 21] = [
    SampleFormat::FirstName,
    SampleFormat::LastName,
    SampleFormat::FullName,
    SampleFormat::Email,
    SampleFormat::Phone,
    SampleFormat::Street,
    SampleFormat::City,
    SampleFormat::Country,
    SampleFormat::Company,
    SampleFormat::Product,
    SampleFormat::Words(8),
    SampleFormat::Uuid,
    SampleFormat::Ulid,
    SampleFormat::Url,
    SampleFormat::IpAddress,
    SampleFormat::Integer(Range { from: 1, to: 1_000 }),
    SampleFormat::Price(Range { from: 100, to: 100_000 }),
    SampleFormat::Date(LATELY),
    SampleFormat::DateTime(LATELY),
    SampleFormat::EpochSeconds(LATELY),
    SampleFormat::OneOf(Vec::new()),
];

/// The years 2025 and 2026.
const LATELY: Range = Range { from: 1_735_689_600, to: 1_798_761_599 };
const REFERENCE: &str = "Value of another table";

fn formats(_: &At<'_>) -> Vec<Choice> {
    let labels = FORMATS.iter().map(SampleFormat::label).chain([REFERENCE]);
    std::iter::once(Choice::new("", "Not said"))
        .chain(labels.map(|label| Choice::new(label, label)))
        .collect()
}

/// A reference starts with the first key of the first other table.
fn refer(attribute: &mut Attribute, label: &str, at: &At<'_>) {
    let own = at.table.map(|table| table.id);
    let mut tables = at.design.tables.iter();
    let found =
        tables.find_map(|table| Some((table.id, table.key.partition?)).filter(|(id, _)| Some(*id) != own));
    let fallback = own.map(|table| (table, attribute.id));
    if let Some((table, other)) = found.or(fallback).filter(|_| label == REFERENCE) {
        attribute.format = Some(SampleFormat::Reference { table, attribute: other });
    }
}

fn references(at: &At<'_>) -> Vec<Choice> {
    let of = |table: &Table| {
        let choice = |id: AttributeId| {
            Choice::new(
                format!("{}:{id}", table.id),
                format!("{} of {}", table.attribute_name(id), table.name),
            )
        };
        table.attributes.iter().map(|one| choice(one.id)).collect::<Vec<_>>()
    };
    at.design.tables.iter().flat_map(|table| of(table)).collect()
}

fn words(attribute: &mut Attribute) -> Option<&mut u32> {
    if let Some(SampleFormat::Words(count)) = &mut attribute.format { Some(count) } else { None }
}

fn one_of(attribute: &mut Attribute) -> Option<&mut Vec<String>> {
    if let Some(SampleFormat::OneOf(values)) = &mut attribute.format { Some(values) } else { None }
}

fn range(attribute: &mut Attribute) -> Option<&mut Range> {
    match attribute.format.as_mut()? {
        SampleFormat::Integer(range)
        | SampleFormat::Price(range)
        | SampleFormat::Date(range)
        | SampleFormat::DateTime(range)
        | SampleFormat::EpochSeconds(range) => Some(range),
        _ => None,
    }
}

fn uses(desk: Desk, object: Object) -> AnyView {
    let Object::Attribute(table, attribute) = object else { return ().into_any() };
    view! { <Uses desk table attribute /> }
}

/// Where the attribute is used: what goes along when it is removed.
#[component]
fn Uses(desk: Desk, table: TableId, attribute: AttributeId) -> impl IntoView {
    let uses = slice(desk.table(table), move |table: &Table| uses_of(table, attribute));
    view! {
        <Group title="Used by">
            <Show
                when=move || !uses.with(Vec::is_empty)
                fallback=|| view! { <p class="group-note">"No key, index, entity or expiry uses it."</p> }
            >
                <ul class="uses">
                    <For each=move || uses.get() key=Clone::clone let:used>
                        <li>{used}</li>
                    </For>
                </ul>
            </Show>
        </Group>
    }
}

fn uses_of(table: &Table, id: AttributeId) -> Vec<String> {
    let mut uses = Vec::new();
    let mut tell = |is_used: bool, what: &str, of: &str| uses.extend(is_used.then(|| format!("{what} {of}")));
    tell(table.key.partition == Some(id), "Partition key of", "the table");
    tell(table.key.sort == Some(id), "Sort key of", "the table");
    tell(table.ttl == Some(id), "Expiry of", "the table");
    for index in &table.indexes {
        tell(index.partition.contains(&id), "Partition key in", &index.name);
        tell(index.sort.contains(&id), "Sort key in", &index.name);
    }
    for index in &table.local_indexes {
        tell(index.sort == Some(id), "Sort key in", &index.name);
    }
    for index in &table.vector_indexes {
        tell(index.vector == Some(id), "Vector of", &index.name);
        tell(index.searched().any(|searched| searched == id), "Searched by in", &index.name);
    }
    for (index, projection) in table.projections() {
        tell(projection.included().contains(&id), "Included in", table.index_name(index).unwrap_or_default());
    }
    for entity in &table.entities {
        tell(entity.attribute(id).is_some(), "Carried by", &entity.name);
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_can_be_chosen() {
        assert_eq!(TYPES.len(), AttributeType::ALL.len());
        for kind in AttributeType::ALL {
            let label = format!("{} · {}", kind.label(), kind.descriptor());
            assert!(TYPES.contains(&(kind.descriptor(), label.as_str())));
        }
    }
}
