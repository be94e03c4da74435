//! Random requests on a random table.

use serde_json::Value as Json;
use tablewright_access::engine::{
    BatchGet, DeleteItem, GetItem, PutItem, Query, ReturnValues, Scan, Select, Table, UpdateItem,
};
use tablewright_access::expression::{
    Action, Change, Comparator, Condition, Operand, Path, Step, Sum, Term, Update, Writer,
};
use tablewright_access::schema::{IndexScope, KeySchema, TableSchema};
use tablewright_access::value::{Attributes, Value};
use tablewright_model::AttributeType;

use super::items::{item, key, key_value, value};
use super::random::Random;
use super::tables::{KEY_TYPES, OTHERS};

/// One request.
#[derive(Clone, Debug)]
pub(super) enum Request {
    Put(PutItem),
    Update(UpdateItem),
    Delete(DeleteItem),
    Get(GetItem),
    Batch(BatchGet),
    Query(Query),
    Scan(Scan),
}

impl Request {
    pub(super) fn operation(&self) -> &'static str {
        match self {
            Self::Put(_) => "PutItem",
            Self::Update(_) => "UpdateItem",
            Self::Delete(_) => "DeleteItem",
            Self::Get(_) => "GetItem",
            Self::Batch(_) => "BatchGetItem",
            Self::Query(_) => "Query",
            Self::Scan(_) => "Scan",
        }
    }

    /// As it is sent.
    pub(super) fn body(&self, table: &str) -> Result<Json, serde_json::Error> {
        let mut body = match self {
            Self::Put(request) => serde_json::to_value(request),
            Self::Update(request) => serde_json::to_value(request),
            Self::Delete(request) => serde_json::to_value(request),
            Self::Get(request) => serde_json::to_value(request),
            Self::Batch(request) => {
                serde_json::to_value(request).map(|batch| serde_json::json!({"RequestItems": {table: batch}}))
            }
            Self::Query(request) => serde_json::to_value(request),
            Self::Scan(request) => serde_json::to_value(request),
        }?;
        body["ReturnConsumedCapacity"] = "INDEXES".into();
        Ok(body)
    }

    /// With an item so large that a page holds few.
    pub(super) fn heavy(mut self) -> Self {
        if let Self::Put(request) = &mut self {
            request.item.insert("pad".to_owned(), Value::S("p".repeat(60_000)));
        }
        self
    }

    /// The index that it reads.
    pub(super) fn index(&self) -> Option<&str> {
        match self {
            Self::Query(request) => request.index_name.as_deref(),
            Self::Scan(request) => request.index_name.as_deref(),
            _ => None,
        }
    }

    /// The request for the page behind that key.
    pub(super) fn after(&self, last: Attributes) -> Option<Self> {
        match self {
            Self::Query(request) => {
                Some(Self::Query(Query { exclusive_start_key: Some(last), ..request.clone() }))
            }
            Self::Scan(request) => {
                Some(Self::Scan(Scan { exclusive_start_key: Some(last), ..request.clone() }))
            }
            _ => None,
        }
    }
}

pub(super) fn request(random: &mut Random, table: &Table) -> Request {
    match random.below(20) {
        0..4 => put(random, table.schema()),
        4..6 => update(random, table.schema()),
        6 => delete(random, table.schema()),
        7 => get(random, table.schema()),
        8 => batch(random, table.schema()),
        9..12 => scan(random, table.schema()),
        _ => query(random, table),
    }
}

pub(super) fn put(random: &mut Random, schema: &TableSchema) -> Request {
    let mut writer = Writer::new();
    let condition = random.percent(25).then(|| writer.condition(&condition(random, schema, 2)));
    Request::Put(PutItem {
        table_name: schema.name.clone(),
        item: item(random, schema),
        condition_expression: condition,
        placeholders: writer.finish(),
        return_values: returned(random, false),
    })
}

fn update(random: &mut Random, schema: &TableSchema) -> Request {
    let mut writer = Writer::new();
    let update = random.percent(95).then(|| writer.update(&changes(random, schema)));
    let condition = random.percent(25).then(|| writer.condition(&condition(random, schema, 2)));
    Request::Update(UpdateItem {
        table_name: schema.name.clone(),
        key: key(random, schema),
        update_expression: update,
        condition_expression: condition,
        placeholders: writer.finish(),
        return_values: returned(random, true),
    })
}

fn delete(random: &mut Random, schema: &TableSchema) -> Request {
    let mut writer = Writer::new();
    let condition = random.percent(25).then(|| writer.condition(&condition(random, schema, 2)));
    Request::Delete(DeleteItem {
        table_name: schema.name.clone(),
        key: key(random, schema),
        condition_expression: condition,
        placeholders: writer.finish(),
        return_values: returned(random, false),
    })
}

fn get(random: &mut Random, schema: &TableSchema) -> Request {
    let mut writer = Writer::new();
    let projection = random.percent(40).then(|| projection(random, &mut writer));
    Request::Get(GetItem {
        table_name: schema.name.clone(),
        key: key(random, schema),
        projection_expression: projection,
        placeholders: writer.finish(),
        consistent_read: random.percent(50),
    })
}

fn batch(random: &mut Random, schema: &TableSchema) -> Request {
    let mut keys: Vec<Attributes> = Vec::new();
    for _ in 0..=random.below(8) {
        let key = key(random, schema);
        if !keys.contains(&key) || random.percent(3) {
            keys.push(key);
        }
    }
    Request::Batch(BatchGet { keys, consistent_read: random.percent(50), ..BatchGet::default() })
}

fn scan(random: &mut Random, schema: &TableSchema) -> Request {
    let index = random.percent(60).then(|| schema.indexes.get(random.below(schema.indexes.len()))).flatten();
    let mut writer = Writer::new();
    let filter = random.percent(50).then(|| writer.condition(&condition(random, schema, 2)));
    let projection = random.percent(25).then(|| projection(random, &mut writer));
    let is_global = index.is_some_and(|index| index.scope == IndexScope::Global);
    Request::Scan(Scan {
        table_name: schema.name.clone(),
        index_name: index.map(|index| index.name.clone()),
        filter_expression: filter,
        select: select(random, projection.is_some()),
        projection_expression: projection,
        placeholders: writer.finish(),
        limit: limit(random),
        exclusive_start_key: None,
        consistent_read: random.percent(if is_global { 3 } else { 40 }),
    })
}

fn query(random: &mut Random, table: &Table) -> Request {
    let schema = table.schema();
    let index = random.percent(75).then(|| schema.indexes.get(random.below(schema.indexes.len()))).flatten();
    let key = index.map_or(&schema.key, |index| &index.key);
    let mut writer = Writer::new();
    let example = example(random, table, index.map(|index| index.name.as_str()));
    let condition_text = writer.condition(&key_condition(random, key, &example));
    let filter = random.percent(40).then(|| writer.condition(&filter(random, schema, key)));
    let projection = random.percent(25).then(|| projection(random, &mut writer));
    let is_global = index.is_some_and(|index| index.scope == IndexScope::Global);
    Request::Query(Query {
        table_name: schema.name.clone(),
        index_name: index.map(|index| index.name.clone()),
        key_condition_expression: condition_text,
        filter_expression: filter,
        select: select(random, projection.is_some()),
        projection_expression: projection,
        placeholders: writer.finish(),
        scan_index_forward: random.percent(70).then(|| random.percent(40)),
        limit: limit(random),
        exclusive_start_key: None,
        consistent_read: random.percent(if is_global { 3 } else { 40 }),
    })
}

/// An entry that is there, so that most queries find something.
fn example(random: &mut Random, table: &Table, index: Option<&str>) -> Attributes {
    let count = table.entries_of(index).count();
    let entry = table.entries_of(index).nth(random.below(count));
    entry.map(|entry| (**entry).clone()).unwrap_or_default()
}

fn key_condition(random: &mut Random, key: &KeySchema, example: &Attributes) -> Condition {
    let value = |name: &str, kind, random: &mut Random| match example.get(name) {
        Some(value) if random.percent(85) => value.clone(),
        _ => key_value(random, kind),
    };
    let path = |name: &str| Operand::Path(Path::attribute(name));
    let mut parts = Vec::new();
    for one in &key.partition {
        let given = Operand::Value(value(&one.name, one.kind, random));
        // Now and then one that no query can have.
        let comparator = if random.percent(1) { Comparator::Less } else { Comparator::Equal };
        parts.push(Condition::Compare(path(&one.name), comparator, given));
    }
    let used = random.below(key.sort.len() + 1);
    for (at, one) in key.sort.iter().take(used).enumerate() {
        let given = value(&one.name, one.kind, random);
        let is_last = at + 1 == used;
        parts.push(if is_last && random.percent(70) || random.percent(2) {
            let other = value(&one.name, one.kind, random);
            range(random, path(&one.name), given, other)
        } else {
            Condition::Compare(path(&one.name), Comparator::Equal, Operand::Value(given))
        });
    }
    if random.percent(50) {
        parts.reverse();
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Condition::All(parts),
    }
}

fn range(random: &mut Random, path: Operand, one: Value, two: Value) -> Condition {
    let (low, high) =
        if one.order(&two).is_some_and(std::cmp::Ordering::is_gt) { (two, one) } else { (one, two) };
    match random.below(7) {
        0 => Condition::Between(path, Operand::Value(low), Operand::Value(high)),
        1 if matches!(low, Value::S(_) | Value::B(_)) => {
            Condition::BeginsWith(path, Operand::Value(prefix(random, low)))
        }
        2 => Condition::Compare(Operand::Value(low), Comparator::Less, path),
        3 => Condition::Compare(path, Comparator::LessOrEqual, Operand::Value(high)),
        4 => Condition::Compare(path, Comparator::Greater, Operand::Value(low)),
        5 => Condition::Compare(path, Comparator::GreaterOrEqual, Operand::Value(low)),
        _ => Condition::Compare(path, Comparator::Less, Operand::Value(high)),
    }
}

fn prefix(random: &mut Random, value: Value) -> Value {
    match value {
        Value::S(text) => Value::S(text.chars().take(1 + random.below(2)).collect()),
        Value::B(bytes) => Value::B(bytes.into_iter().take(1 + random.below(2)).collect()),
        other => other,
    }
}

/// A filter that mostly stays away from the key that is read.
fn filter(random: &mut Random, schema: &TableSchema, key: &KeySchema) -> Condition {
    loop {
        let filter = condition(random, schema, 2);
        let mut is_on_key = false;
        filter.for_each_path(&mut |path| is_on_key |= key.has(&path.root));
        if !is_on_key || random.percent(3) {
            return filter;
        }
    }
}

/// Any condition on the table's items.
fn condition(random: &mut Random, schema: &TableSchema, depth: usize) -> Condition {
    match random.below(if depth == 0 { 9 } else { 12 }) {
        0 => Condition::Exists(path(random, schema)),
        1 => Condition::NotExists(path(random, schema)),
        2 => {
            let kind = *random.pick(&["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"]);
            Condition::HasType(path(random, schema), Value::from(kind))
        }
        3 => {
            let given = Value::from(*random.pick(&["a", "ab", "\u{e9}", "p"]));
            Condition::BeginsWith(Operand::Path(path(random, schema)), Operand::Value(given))
        }
        4 => {
            let wanted = Operand::Value(value(random, 0));
            Condition::Contains(Operand::Path(path(random, schema)), wanted)
        }
        5 => {
            let members = (0..=random.below(4)).map(|_| Operand::Value(value(random, 1))).collect();
            Condition::In(operand(random, schema), members)
        }
        6 => {
            let kind = *random.pick(&KEY_TYPES);
            let (one, two) = (key_value(random, kind), key_value(random, kind));
            let is_ordered = one.order(&two).is_some_and(std::cmp::Ordering::is_le);
            let (low, high) = if is_ordered { (one, two) } else { (two, one) };
            Condition::Between(operand(random, schema), Operand::Value(low), Operand::Value(high))
        }
        9 => Condition::Not(Box::new(condition(random, schema, depth - 1))),
        10 => {
            Condition::All((0..2 + random.below(2)).map(|_| condition(random, schema, depth - 1)).collect())
        }
        11 => {
            Condition::Any((0..2 + random.below(2)).map(|_| condition(random, schema, depth - 1)).collect())
        }
        _ => comparison(random, schema),
    }
}

fn comparison(random: &mut Random, schema: &TableSchema) -> Condition {
    let comparator = *random.pick(&Comparator::ALL);
    let right = match comparator {
        _ if random.percent(20) => operand(random, schema),
        Comparator::Equal | Comparator::NotEqual => Operand::Value(value(random, 1)),
        _ => {
            let kind = *random.pick(&KEY_TYPES);
            Operand::Value(key_value(random, kind))
        }
    };
    Condition::Compare(operand(random, schema), comparator, right)
}

fn operand(random: &mut Random, schema: &TableSchema) -> Operand {
    let path = path(random, schema);
    if random.percent(20) { Operand::Size(path) } else { Operand::Path(path) }
}

fn path(random: &mut Random, schema: &TableSchema) -> Path {
    if random.percent(15) {
        let keys: Vec<&str> = schema.key.attributes().map(|attribute| attribute.name.as_str()).collect();
        return Path::attribute(*random.pick(&keys));
    }
    document_path(random)
}

fn document_path(random: &mut Random) -> Path {
    let mut path = Path::attribute(*random.pick(&OTHERS));
    while path.steps.len() < 2 && random.percent(25) {
        path.steps.push(match random.below(2) {
            0 => Step::Index(random.below(4)),
            _ => Step::Name((*random.pick(&["a", "b", "name", "a.b"])).to_owned()),
        });
    }
    path
}

fn projection(random: &mut Random, writer: &mut Writer) -> String {
    let mut paths: Vec<Path> = Vec::new();
    for _ in 0..=random.below(4) {
        let path = if random.percent(25) { Path::attribute("pk") } else { document_path(random) };
        if !paths.iter().any(|other| other.overlaps(&path)) || random.percent(2) {
            paths.push(path);
        }
    }
    writer.projection(&paths)
}

fn changes(random: &mut Random, schema: &TableSchema) -> Update {
    let indexed: Vec<(String, AttributeType)> = schema
        .indexes
        .iter()
        .flat_map(|index| index.key.attributes())
        .filter(|attribute| !schema.key.has(&attribute.name))
        .map(|attribute| (attribute.name.clone(), attribute.kind))
        .collect();
    let mut actions: Vec<Action> = Vec::new();
    for _ in 0..=random.below(3) {
        let action = if !indexed.is_empty() && random.percent(35) {
            let (name, kind) = random.pick(&indexed).clone();
            let set = Change::Set(Sum::One(Term::Value(key_value(random, kind))));
            let change = if random.percent(75) { set } else { Change::Remove };
            Action { path: Path::attribute(name), change }
        } else {
            Action { path: document_path(random), change: change(random) }
        };
        if !actions.iter().any(|other| other.path.overlaps(&action.path)) || random.percent(2) {
            actions.push(action);
        }
    }
    Update { actions }
}

fn change(random: &mut Random) -> Change {
    match random.below(6) {
        0 => Change::Remove,
        1 => Change::Add(loop {
            let operand = value(random, 0);
            if !matches!(operand, Value::S(_) | Value::B(_) | Value::Bool(_) | Value::Null) {
                break operand;
            }
        }),
        2 => Change::Delete(loop {
            let operand = value(random, 0);
            if matches!(operand, Value::StringSet(_) | Value::NumberSet(_) | Value::BinarySet(_)) {
                break operand;
            }
        }),
        3 => {
            let number = key_value(random, AttributeType::N);
            let start = Term::IfNotExists(document_path(random), Box::new(Term::Value(number.clone())));
            Change::Set(if random.percent(50) {
                Sum::Plus(start, Term::Value(number))
            } else {
                Sum::Minus(Term::Path(document_path(random)), Term::Value(number))
            })
        }
        4 => {
            let list = Value::List(vec![value(random, 1)]);
            let start = Term::IfNotExists(document_path(random), Box::new(Term::Value(list.clone())));
            Change::Set(Sum::One(Term::ListAppend(Box::new(start), Box::new(Term::Value(list)))))
        }
        _ => Change::Set(Sum::One(Term::Value(value(random, 2)))),
    }
}

fn returned(random: &mut Random, is_update: bool) -> ReturnValues {
    use ReturnValues::{AllNew, AllOld, None, UpdatedNew, UpdatedOld};
    if is_update || random.percent(2) {
        return *random.pick(&[None, AllOld, UpdatedOld, AllNew, UpdatedNew]);
    }
    *random.pick(&[None, AllOld])
}

fn select(random: &mut Random, is_projected: bool) -> Option<Select> {
    use Select::{AllAttributes, AllProjectedAttributes, Count, SpecificAttributes};
    let fitting: &[Select] =
        if is_projected { &[SpecificAttributes] } else { &[AllAttributes, AllProjectedAttributes, Count] };
    if random.percent(65) {
        return None;
    }
    let any = [AllAttributes, AllProjectedAttributes, Count, SpecificAttributes];
    Some(if random.percent(5) { *random.pick(&any) } else { *random.pick(fitting) })
}

fn limit(random: &mut Random) -> Option<u32> {
    let small = u32::try_from(1 + random.below(6)).unwrap_or(1);
    random.percent(40).then_some(small)
}
