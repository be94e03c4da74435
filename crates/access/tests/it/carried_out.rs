//! The law of verdicts: what is said to serve a pattern, carried out on the engine, gives exactly the items that
//! satisfy the pattern, in the wanted order.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tablewright_access::engine::{GetItem, Refusal, Table as Store};
use tablewright_access::schema::TableSchema;
use tablewright_access::value::{Attributes, Value};
use tablewright_access::verdict::{
    Argument, Arguments, Call, Note, Operation, Place, Price, Request, Service, render, request, verdicts,
};
use tablewright_model::{
    Attribute, AttributeId, AttributeType, Comparison, Condition, Design, Entity, EntityAttribute,
    GlobalIndex, IndexId, LocalIndex, Order, Pattern, PatternId, PatternKind, PrimaryKey, Projection, Table,
    TableId, Template,
};
use tablewright_testkit::id;

use crate::verdicts::check_reasons;

const NAMES: [&str; 5] = ["a", "b", "c", "d", "n"];
const WORDS: [&str; 5] = ["w", "wx", "wxy", "x", "y"];
/// Keys that templates fill.
const FILLED: [&str; 4] = ["pk", "sk", "gpk", "gsk"];
const TEMPLATES: [&str; 9] =
    ["A#{a}", "B#{b}#{c}", "C#{c}", "{d}", "FIX", "B#{b}", "A#{a}#{b}", "{c}#D", "{a}{b}"];

fn attribute(name: &str) -> AttributeId {
    AttributeId(id(&format!("attribute-{name}")))
}

fn plain_attributes(entities: bool) -> impl Iterator<Item = Attribute> {
    let filled = FILLED.into_iter().filter(move |_| entities);
    NAMES.into_iter().chain(filled).map(|name| {
        let kind = if name == "n" { AttributeType::N } else { AttributeType::S };
        Attribute::new(attribute(name), name, kind)
    })
}

fn projections() -> impl Strategy<Value = Projection> {
    prop_oneof![
        3 => Just(Projection::All),
        1 => Just(Projection::KeysOnly),
        1 => subsequence(NAMES.to_vec(), 1..3).prop_map(|names| Projection::Include(ids(&names))),
    ]
}

fn ids(names: &[&str]) -> Vec<AttributeId> {
    names.iter().map(|name| attribute(name)).collect()
}

fn global_indexes() -> impl Strategy<Value = Vec<GlobalIndex>> {
    let keys = Just(NAMES.to_vec()).prop_shuffle();
    let one = (keys, 1..3_usize, 0..4_usize, projections());
    prop::collection::vec(one, 0..4).prop_map(|made| {
        let index =
            |(at, (keys, partition, sort, projection)): (usize, (Vec<&str>, usize, usize, Projection))| {
                let sort = (partition + sort).min(keys.len());
                let new = GlobalIndex::new(IndexId(id(&format!("global{at}"))), format!("Global{at}"));
                let (partition, sort) = (ids(&keys[..partition]), ids(&keys[partition..sort]));
                GlobalIndex { partition, sort, projection, ..new }
            };
        made.into_iter().enumerate().map(index).collect()
    })
}

/// A table whose attributes are its keys, or one of two entities whose keys are filled by templates.
fn tables() -> impl Strategy<Value = Table> {
    let local = prop::option::of((select(&NAMES[2..]), projections()));
    let entities = prop::option::of(entities());
    (global_indexes(), local, any::<bool>(), entities).prop_map(|(mut indexes, local, sorted, entities)| {
        let new = Table::blank(TableId(id("t")), "T");
        let is_filled = entities.is_some();
        let own = if is_filled { ["pk", "sk"] } else { ["a", "b"] };
        let sorted = sorted || is_filled;
        if is_filled {
            let new = GlobalIndex::new(IndexId(id("filled")), "Filled");
            indexes.push(GlobalIndex { partition: ids(&["gpk"]), sort: ids(&["gsk"]), ..new });
        }
        let local = local.filter(|_| sorted).map(|(sort, projection)| {
            let (id, sort) = (IndexId(id("local")), Some(attribute(sort)));
            LocalIndex { id, name: "Local".to_owned(), description: String::new(), sort, projection }
        });
        Table {
            attributes: plain_attributes(is_filled).collect(),
            key: PrimaryKey { partition: Some(attribute(own[0])), sort: sorted.then(|| attribute(own[1])) },
            indexes: indexes.into_iter().collect(),
            local_indexes: local.into_iter().collect(),
            entities: entities.into_iter().flatten().collect(),
            ..new
        }
    })
}

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let one = prop::collection::vec(select(&TEMPLATES[..]), FILLED.len());
    (one.clone(), prop::option::of(one)).prop_map(|(one, two)| {
        let two = two.map(|two| entity("Two", &two));
        std::iter::once(entity("One", &one)).chain(two).collect()
    })
}

fn entity(name: &str, templates: &[&str]) -> Entity {
    let known = |name: &str| NAMES.contains(&name).then(|| attribute(name));
    let plain =
        NAMES.map(|name| EntityAttribute { attribute: attribute(name), optional: false, template: None });
    let filled = FILLED.iter().zip(templates).map(|(key, template)| EntityAttribute {
        attribute: attribute(key),
        optional: false,
        template: Some(Template::parse(template, known)),
    });
    Entity {
        id: id(name).into(),
        name: name.to_owned(),
        description: String::new(),
        colour: None,
        attributes: plain.into_iter().chain(filled).collect(),
    }
}

fn patterns() -> impl Strategy<Value = Pattern> {
    use Comparison::{
        BeginsWith, Between, Contains, Equal, Exists, Greater, GreaterOrEqual, In, Less, LessOrEqual,
        NotEqual, NotExists,
    };
    const OFTEN: [Comparison; 16] = [
        Equal,
        Equal,
        Equal,
        Equal,
        Equal,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Between,
        BeginsWith,
        NotEqual,
        In,
        Contains,
        Exists,
        NotExists,
    ];
    let compared = (Just(NAMES.to_vec()).prop_shuffle(), prop::collection::vec(select(&OFTEN[..]), 1..4));
    let apart =
        compared.prop_map(|(names, comparisons)| names.into_iter().zip(comparisons).collect::<Vec<_>>());
    // Two of an attribute make a range, or nothing that a key takes.
    let twice = prop::collection::vec((select(&NAMES[..]), select(&OFTEN[..])), 2..5);
    let conditions = prop_oneof![4 => apart, 1 => twice];
    let order = prop::option::weighted(0.3, (select(&NAMES[..]), any::<bool>()));
    let needed = prop_oneof![1 => Just(Vec::new()), 3 => subsequence(NAMES.to_vec(), 1..3)];
    const KINDS: [PatternKind; 5] =
        [PatternKind::Query, PatternKind::Query, PatternKind::Query, PatternKind::Get, PatternKind::Scan];
    (conditions, order, needed, select(&KINDS[..]), prop::bool::weighted(0.2)).prop_map(
        |(conditions, order, needed, kind, consistent)| {
            let new = Pattern::new(PatternId(id("p")), "P", TableId(id("t")), kind);
            let compared = conditions.into_iter().enumerate().map(|(at, (name, comparison))| {
                // Neither a prefix nor a part of a number is asked for.
                let is_text = matches!(comparison, BeginsWith | Contains);
                let comparison = if name == "n" && is_text { Equal } else { comparison };
                let parameter = if comparison.takes_parameter() { format!("p{at}") } else { String::new() };
                Condition { attribute: attribute(name), comparison, parameter }
            });
            let order = order.map(|(name, descending)| Order { attribute: attribute(name), descending });
            Pattern { conditions: compared.collect(), order, attributes: ids(&needed), consistent, ..new }
        },
    )
}

/// The pattern, asked by the key of one of the table's indexes.
fn aimed(mut pattern: Pattern, table: &Table, picks: &[usize]) -> Pattern {
    let pick = |at: usize| picks[at % picks.len()];
    let Some(index) = table.indexes.iter().nth(pick(0) % table.indexes.len().max(1)) else { return pattern };
    let is_filled = index.name == "Filled";
    let mut keys: Vec<AttributeId> = if is_filled { ids(&NAMES[..4]) } else { index.keys().collect() };
    keys.truncate(if is_filled { 4 } else { index.partition.len() + pick(1) % 3 });
    let ranged = match pick(2) {
        0 | 1 => Comparison::Equal,
        2 => Comparison::Between,
        3 => Comparison::Greater,
        _ => Comparison::LessOrEqual,
    };
    let last = keys.len().saturating_sub(1);
    let condition = |(at, attribute)| {
        let comparison = if at == last && at >= index.partition.len() { ranged } else { Comparison::Equal };
        Condition { attribute, comparison, parameter: format!("p{at}") }
    };
    pattern.conditions = keys.iter().copied().enumerate().map(condition).collect();
    let following = index.sort.get(pick(1) % 3).copied().filter(|_| !is_filled);
    pattern.order = following.map(|attribute| Order { attribute, descending: pick(3) > 2 });
    pattern.kind = PatternKind::Query;
    pattern.consistent = false;
    pattern
}

/// The words and numbers of an item; none is an attribute that it lacks.
type Raw = (Vec<Option<usize>>, bool);

fn raw_items() -> impl Strategy<Value = Vec<Raw>> {
    let one = prop::collection::vec(prop::option::weighted(0.85, 0..WORDS.len()), NAMES.len());
    prop::collection::vec((one, any::<bool>()), 0..25)
}

fn value(name: &str, at: usize) -> Value {
    if name == "n" { Value::N((at as i64).into()) } else { Value::from(WORDS[at]) }
}

/// An item with what its entity's templates make of it.
fn item(table: &Table, (raw, is_second): &Raw) -> (Attributes, Option<usize>) {
    let which = usize::from(*is_second && table.entities.len() > 1);
    let entity = table.entities.iter().nth(which);
    let keys = ["a", "b"];
    let mut item = Attributes::new();
    for (name, at) in NAMES.iter().zip(raw) {
        let needed = entity.is_some() || keys.contains(name);
        if let Some(at) = at.or(needed.then_some(0)) {
            item.insert((*name).to_owned(), value(name, at));
        }
    }
    for (of, template) in entity
        .iter()
        .flat_map(|entity| FILLED.iter().filter_map(|key| Some((*key, entity.template(attribute(key))?))))
    {
        let mut text = String::new();
        for part in &template.0 {
            match part {
                tablewright_model::TemplatePart::Text(plain) => text.push_str(plain),
                tablewright_model::TemplatePart::Attribute(id) => match &item[table.attribute_name(*id)] {
                    Value::S(word) => text.push_str(word),
                    other => unreachable!("{other:?}"),
                },
                tablewright_model::TemplatePart::Parameter(_) => {}
            }
        }
        item.insert(of.to_owned(), Value::S(text));
    }
    (item, entity.map(|_| which))
}

fn arguments(pattern: &Pattern, table: &Table, picks: &[usize]) -> Arguments {
    let pick = |at: usize| picks[at % picks.len()] % WORDS.len();
    let conditions =
        pattern.conditions.iter().enumerate().filter(|(_, one)| one.comparison.takes_parameter());
    let argument = |(at, condition): (usize, &Condition)| {
        let name = table.attribute_name(condition.attribute);
        let (one, two) = (pick(2 * at), pick(2 * at + 1));
        let argument = match condition.comparison {
            Comparison::Between => Argument::Pair(value(name, one.min(two)), value(name, one.max(two))),
            Comparison::In => {
                let members: BTreeSet<usize> = [one, two].into_iter().collect();
                Argument::List(members.into_iter().map(|at| value(name, at)).collect())
            }
            _ => Argument::One(value(name, one)),
        };
        (condition.parameter.clone(), argument)
    };
    conditions.map(argument).collect()
}

/// Whether the item meets the condition, said without any of the crate's machinery.
fn meets(item: &Attributes, name: &str, condition: &Condition, arguments: &Arguments) -> bool {
    let is = |value: &Value, order: &[Ordering]| {
        item.get(name).and_then(|mine| mine.order(value)).is_some_and(|found| order.contains(&found))
    };
    let text = |test: fn(&str, &str) -> bool, value: &Value| match (item.get(name), value) {
        (Some(Value::S(mine)), Value::S(wanted)) => test(mine, wanted),
        _ => false,
    };
    match (condition.comparison, arguments.get(&condition.parameter)) {
        (Comparison::Exists, _) => item.contains_key(name),
        (Comparison::NotExists, _) => !item.contains_key(name),
        (Comparison::Equal, Some(Argument::One(value))) => is(value, &[Ordering::Equal]),
        (Comparison::NotEqual, Some(Argument::One(value))) => !is(value, &[Ordering::Equal]),
        (Comparison::Less, Some(Argument::One(value))) => is(value, &[Ordering::Less]),
        (Comparison::LessOrEqual, Some(Argument::One(value))) => {
            is(value, &[Ordering::Less, Ordering::Equal])
        }
        (Comparison::Greater, Some(Argument::One(value))) => is(value, &[Ordering::Greater]),
        (Comparison::GreaterOrEqual, Some(Argument::One(value))) => {
            is(value, &[Ordering::Greater, Ordering::Equal])
        }
        (Comparison::BeginsWith, Some(Argument::One(value))) => text(|one, two| one.starts_with(two), value),
        (Comparison::Contains, Some(Argument::One(value))) => text(|one, two| one.contains(two), value),
        (Comparison::Between, Some(Argument::Pair(low, high))) => {
            is(low, &[Ordering::Greater, Ordering::Equal]) && is(high, &[Ordering::Less, Ordering::Equal])
        }
        (Comparison::In, Some(Argument::List(values))) => {
            values.iter().any(|value| is(value, &[Ordering::Equal]))
        }
        other => unreachable!("{other:?}"),
    }
}

/// What the request gives, as whole items of the table: the answer's keys, in order, of each call.
fn carry_out(
    store: &Store,
    table: &Table,
    service: &Service,
    request: &Request,
    arguments: &Arguments,
) -> Vec<Vec<Arc<Attributes>>> {
    let index = match service.place {
        Place::Table => None,
        Place::Index(id) => table.index_name(id),
    };
    // Which attributes come back is not asked here, but which items.
    let keyed = |mut call: Call| {
        call.request.projection = None;
        call.request.limit = None;
        call.placeholders.names.retain(|placeholder, _| {
            let written = [&call.request.key_condition, &call.request.filter];
            written.into_iter().flatten().any(|text| text.contains(placeholder.as_str()))
        });
        call
    };
    let answer = |call: Call| -> Result<Vec<Arc<Attributes>>, Refusal> {
        let call = keyed(call);
        match service.operation {
            Operation::GetItem => {
                let get =
                    GetItem { key: call.key, consistent_read: call.request.consistent, ..GetItem::default() };
                Ok(store.get(&get)?.item.into_iter().collect())
            }
            Operation::Scan => Ok(store.scan(&call.scan("T", index))?.items.unwrap()),
            _ => Ok(store.query(&call.query("T", index))?.items.unwrap()),
        }
    };
    let whole = |entry: &Arc<Attributes>| {
        let is_key = |name: &String| store.schema().key.has(name);
        let key =
            entry.iter().filter(|(name, _)| is_key(name)).map(|(name, value)| (name.clone(), value.clone()));
        store.get(&GetItem { key: key.collect(), ..GetItem::default() }).unwrap().item.unwrap()
    };
    let calls = request.calls(arguments).unwrap();
    calls.into_iter().map(|call| answer(call).unwrap().iter().map(whole).collect()).collect()
}

fn check(table: &Table, mut pattern: Pattern, raw: &[Raw], picks: &[usize]) -> Result<(), TestCaseError> {
    pattern.entity = table.entities.iter().next().map(|entity| entity.id);
    let named = |id| table.attribute_name(id).to_owned();
    let mut store = Store::new(TableSchema::of(table).unwrap());
    let mut entities: Vec<(Vec<Value>, usize)> = Vec::new();
    for (item, entity) in raw.iter().map(|raw| item(table, raw)) {
        let key: Vec<Value> = table.key.attributes().map(|id| item[&named(id)].clone()).collect();
        store.insert(item).unwrap();
        entities.retain(|(known, _)| *known != key);
        entities.push((key, entity.unwrap_or(0)));
    }
    let arguments = arguments(&pattern, table, picks);
    let design = Design {
        tables: [table.clone()].into_iter().collect(),
        patterns: [pattern.clone()].into_iter().collect(),
        ..Design::blank("Random")
    };
    let judged = verdicts(&design);
    check_reasons(&design, &judged);
    let Some(service) = &judged[0].service else { return Ok(()) };
    let told = render::text(&design, &judged);

    let key = |item: &Attributes| -> Vec<Value> {
        table.key.attributes().map(|id| item[&named(id)].clone()).collect()
    };
    let is_asked = |item: &Attributes| table.entities.is_empty() || entities.contains(&(key(item), 0));
    let satisfies = |item: &Attributes| {
        pattern.conditions.iter().all(|one| meets(item, &named(one.attribute), one, &arguments))
    };
    let is_held = |item: &Attributes| {
        service.notes.iter().all(|note| match note {
            Note::OnlyItemsWith(id) => item.contains_key(&named(*id)),
            _ => true,
        })
    };
    let expected: Vec<_> = store
        .entries_of(None)
        .filter(|item| is_asked(item) && satisfies(item) && is_held(item))
        .map(|item| key(item))
        .collect();
    // What the verdict says that the application does.
    let tells_apart = service.prices.iter().any(|price| matches!(price, Price::OtherEntities(_)));
    let compares = service.prices.iter().any(|price| matches!(price, Price::Checked(_)));
    let calls = carry_out(&store, table, service, &request(&design, pattern.id).unwrap(), &arguments);
    let kept = |item: &Arc<Attributes>| (!tells_apart || is_asked(item)) && (!compares || satisfies(item));
    let mut found: Vec<_> = calls.iter().flatten().filter(|item| kept(item)).map(|item| key(item)).collect();
    let mut expected = expected;
    let order = |one: &Vec<Value>, two: &Vec<Value>| {
        one.iter().zip(two).map(|(a, b)| a.order(b).unwrap()).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
    };
    found.sort_by(order);
    expected.sort_by(order);
    prop_assert_eq!(found, expected, "{}\n{:?}\n{:?}", told, arguments, table);

    let as_text = service.notes.iter().any(|note| matches!(note, Note::OrderedAsText(_)));
    if let Some(wanted) = pattern.order.filter(|_| !as_text) {
        for call in &calls {
            let kept: Vec<_> = call.iter().filter(|item| kept(item)).collect();
            for pair in kept.windows(2) {
                let (one, two) = (&pair[0][&named(wanted.attribute)], &pair[1][&named(wanted.attribute)]);
                let found = if wanted.descending { two.order(one) } else { one.order(two) };
                prop_assert!(found != Some(Ordering::Greater), "{}", told);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_serves_a_pattern_gives_its_items_in_its_order(
        table in tables(),
        patterns in prop::collection::vec(patterns(), 8),
        raw in raw_items(),
        picks in prop::collection::vec(0..WORDS.len(), 10),
    ) {
        for (at, pattern) in patterns.into_iter().enumerate() {
            let turned: Vec<usize> = picks.iter().cycle().skip(at).take(picks.len()).copied().collect();
            let pattern = if at % 2 == 0 { pattern } else { aimed(pattern, &table, &turned) };
            check(&table, pattern, &raw, &turned)?;
        }
    }
}
