//! Settings of the three kinds of index.

use crate::prelude::*;
use tablewright_model::{
    Attribute, AttributeId, AttributeType, Capacity, Field, GlobalIndex, LocalIndex, Object, Projection,
    Table, VectorIndex,
};

use super::Group;
use super::control::{At, Control, Kind, Section, control};
use super::key_list::KeyList;
use super::key_picker::Key;
use super::table::INSIGHTS;
use super::throughput::{on_demand, scaling, side};
use crate::editor::desk::Desk;
use crate::editor::fresh::STARTING_CAPACITY;
use crate::ui::Choice;

macro_rules! basics {
    () => {
        &[
            control!(
                Name,
                Kind::Name,
                "A query names the index. Renaming one in AWS means building it anew.",
                |index, _| &mut index.name
            ),
            control!(Description, Kind::Long, "What it is for.", |index, _| &mut index.description),
        ]
    };
}

/// What an index copies: how much of it, and which attributes where they are named.
macro_rules! projection {
    () => {
        &[
            control!(
                Projection("Copied into the index" "ProjectionType"), Kind::OneOf(TERMS),
                "A query of the index sees only this; fetching more costs a read of the table each.",
                read |index, _| Some(index.projection.term().to_owned()),
                write |index, text, at| {
                    index.projection = with_term(text, &index.projection, at)?;
                    Some(Ok(()))
                }
            ),
            control!(Projection("Included attributes" "NonKeyAttributes"), Kind::Several(not_keys),
                "Keys of table and index are there anyway.", |index, _| included(&mut index.projection)?),
        ]
    };
}

pub(super) static GLOBAL: &[Section<GlobalIndex>] = &[
    Section::common("Basics", basics!()),
    Section::own(keys, &[Field::PartitionKey, Field::SortKey]),
    Section::common("Projection", projection!()),
    Section::common("Capacity", CAPACITY),
    Section::both("Autoscaling", READS, WRITES),
    Section::closed("Bounds and warm throughput", on_demand!()),
    Section::closed("Watching", WATCHING),
];

pub(super) static LOCAL: &[Section<LocalIndex>] = &[
    Section::common("Basics", basics!()),
    Section::common(
        "Key",
        &[control!(
            SortKey,
            Kind::Choice(key_like),
            "Beside the partition key of the table. Made with the table and never after.",
            |index, _| &mut index.sort
        )],
    ),
    Section::common("Projection", projection!()),
];

pub(super) static VECTOR: &[Section<VectorIndex>] = &[
    Section::common("Basics", basics!()),
    Section::common("Vectors", VECTORS),
    Section::common("Search", SEARCH),
    Section::common("Projection", projection!()),
];

const CAPACITY: &[Control<GlobalIndex>] = &[
    control!(Capacity("Read units" "ReadCapacityUnits"), Kind::Number(false), "4 KB a second each",
        |index, at| &mut capacity(index, at)?.read),
    control!(Capacity("Write units" "WriteCapacityUnits"), Kind::Number(false), "1 KB a second each",
        |index, at| &mut capacity(index, at)?.write),
];

const READS: &[Control<GlobalIndex>] =
    scaling!(reads, |index, at| side(&mut index.autoscaling, at, |one| &mut one.read)?);
const WRITES: &[Control<GlobalIndex>] =
    scaling!(writes, |index, at| side(&mut index.autoscaling, at, |one| &mut one.write)?);

const WATCHING: &[Control<GlobalIndex>] = &[control!(
    Insights,
    Kind::OneOf(INSIGHTS),
    "Of its own: those of the table do not cover an index.",
    |index, _| &mut index.insights
)];

const VECTORS: &[Control<VectorIndex>] = &[
    control!(Vector, Kind::Choice(lists), "The list of numbers that is compared.", |index, _| &mut index
        .vector),
    control!(Dimensions, Kind::Number(false), "Numbers in a vector: 1 to 4,096", |index, _| &mut index
        .dimensions),
    control!(
        Distance,
        Kind::OneOf(&[
            ("COSINE", "Cosine · by the angle"),
            ("EUCLIDEAN", "Euclidean · by the straight line"),
            ("DOT_PRODUCT", "Dot product"),
        ]),
        "What nearest means.",
        |index, _| &mut index.distance
    ),
];

const SEARCH: &[Control<VectorIndex>] = &[
    control!(PartitionKey, Kind::Choice(key_like), "Splits the index; a search must give it.", |index, _| {
        &mut index.partition
    }),
    control!(
        Filters,
        Kind::Several(keys_to_tick),
        "A search may filter by these while it runs: 18 at most.",
        |index, _| &mut index.filters
    ),
];

const TERMS: &[(&str, &str)] = &[
    ("ALL", "ALL · every attribute"),
    ("KEYS_ONLY", "KEYS_ONLY · keys of table and index"),
    ("INCLUDE", "INCLUDE · keys and the chosen ones"),
];

/// Capacity of the index, while the table is provisioned or as long as there is one that should not be.
fn capacity<'a>(index: &'a mut GlobalIndex, at: &At<'_>) -> Option<&'a mut Capacity> {
    let wanted = at.is_provisioned() || index.capacity.is_some();
    wanted.then(|| index.capacity.get_or_insert(STARTING_CAPACITY))
}

fn included(projection: &mut Projection) -> Option<&mut Vec<AttributeId>> {
    match projection {
        Projection::Include(attributes) => Some(attributes),
        Projection::All | Projection::KeysOnly => None,
    }
}

/// Starting to choose, everything is chosen: taking away is easier than remembering.
fn with_term(term: &str, now: &Projection, at: &At<'_>) -> Option<Projection> {
    match (term, now) {
        ("ALL", _) => Some(Projection::All),
        ("KEYS_ONLY", _) => Some(Projection::KeysOnly),
        ("INCLUDE", Projection::Include(_)) => Some(now.clone()),
        ("INCLUDE", _) => {
            let (table, keys) = (at.table?, keys_of(at));
            let others = table.attributes.iter().map(|one| one.id).filter(|id| !keys.contains(id));
            Some(Projection::Include(others.collect()))
        }
        _ => None,
    }
}

/// The keys of the index and of its table.
fn keys_of(at: &At<'_>) -> Vec<AttributeId> {
    let (Some(table), Object::Index(_, id)) = (at.table, at.object) else { return Vec::new() };
    let global = table.index(id).into_iter().flat_map(GlobalIndex::keys);
    let local = table.local_indexes.get(id).and_then(|index| index.sort);
    let vector = table.vector_indexes.get(id).into_iter().flat_map(|index| index.searched());
    table.key.attributes().chain(global).chain(local).chain(vector).collect()
}

fn projected(table: &Table, at: &At<'_>) -> Vec<AttributeId> {
    let own = table.projections().find(|(id, _)| Object::Index(table.id, *id) == at.object);
    own.map(|(_, projection)| projection.included().to_vec()).unwrap_or_default()
}

/// What is not in the index anyway, and what is named although it is.
fn not_keys(at: &At<'_>) -> Vec<Choice> {
    let Some(table) = at.table else { return Vec::new() };
    let (keys, named) = (keys_of(at), projected(table, at));
    let others = table.attributes.iter().filter(|one| named.contains(&one.id) || !keys.contains(&one.id));
    others.map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect()
}

fn key_like(at: &At<'_>) -> Vec<Choice> {
    none().chain(choices(at, |one| one.kind.is_key_type())).collect()
}

fn keys_to_tick(at: &At<'_>) -> Vec<Choice> {
    choices(at, |one| one.kind.is_key_type()).collect()
}

fn lists(at: &At<'_>) -> Vec<Choice> {
    none().chain(choices(at, |one| one.kind == AttributeType::L)).collect()
}

fn none() -> impl Iterator<Item = Choice> {
    std::iter::once(Choice::new("", "None"))
}

fn choices<'a>(at: &At<'a>, fits: impl Fn(&Attribute) -> bool + 'a) -> impl Iterator<Item = Choice> + 'a {
    let attributes = at.table.into_iter().flat_map(|table| &table.attributes);
    attributes
        .filter(move |one| fits(one))
        .map(|one| Choice::new(one.id.to_string(), format!("{} · {}", one.name, one.kind.label())))
}

fn keys(desk: Desk, object: Object) -> AnyView {
    let Object::Index(table, index) = object else { return ().into_any() };
    view! {
        <Group title="Key">
            <KeyList desk table index key=Key::Partition />
            <KeyList desk table index key=Key::Sort />
        </Group>
    }
}
