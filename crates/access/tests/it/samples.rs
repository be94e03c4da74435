//! Items by format, and items that were pasted.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_access::sample::{Generated, MAX_ITEMS, Short, Wanted, from_csv, from_json, generate};
use tablewright_access::value::Value;
use tablewright_model::{
    Attribute, AttributeType, AttributeValue, Design, Range, SampleFormat, Severity, Table, Values, apply,
    validate,
};
use tablewright_testkit::{TableBuilder, golden, id, large_design};

fn shop() -> Design {
    let json = std::fs::read_to_string(golden::path("code/shop/design.json")).unwrap();
    tablewright_model::from_json(&json).unwrap()
}

fn wanted(design: &Design, name: &str, count: usize, seed: u64) -> Wanted {
    let table = design.tables.iter().find(|table| table.name == name).unwrap().id;
    Wanted { table, entity: None, count, seed }
}

fn keys(table: &Table, generated: &Generated) -> Vec<String> {
    let names: Vec<&str> = table.key.attributes().map(|id| table.attribute_name(id)).collect();
    let key = |values: &Values| names.iter().map(|name| format!("{:?} ", values[*name])).collect();
    generated.items.iter().map(|item| key(&item.values)).collect()
}

#[test]
fn items_follow_from_the_seed_and_more_begin_with_the_same() {
    let design = shop();
    let one = generate(&design, &wanted(&design, "Shop", 40, 1));
    assert_eq!(one, generate(&design, &wanted(&design, "Shop", 40, 1)));
    assert_ne!(one.items, generate(&design, &wanted(&design, "Shop", 40, 2)).items);
    let more = generate(&design, &wanted(&design, "Shop", 60, 1));
    assert_eq!(more.items[..40], one.items);
}

#[test]
fn five_thousand_items_have_keys_of_their_own_and_are_valid() {
    let design = shop();
    let asked = wanted(&design, "Shop", MAX_ITEMS + 7, 3);
    let generated = generate(&design, &asked);
    assert_eq!((generated.items.len(), generated.short), (MAX_ITEMS, None));
    let table = design.table(asked.table).unwrap();
    let keys: BTreeSet<String> = keys(table, &generated).into_iter().collect();
    assert_eq!(keys.len(), MAX_ITEMS);
    let entities: BTreeSet<_> = generated.items.iter().map(|item| item.entity).collect();
    assert_eq!(entities.len(), 2);
    let filled = apply(&design, &generated.edit(&design, asked.table)).unwrap().design;
    let errors: Vec<String> = validate(&filled)
        .into_iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| one.message)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(filled.table(asked.table).unwrap().items.len(), MAX_ITEMS + table.items.len());
}

#[test]
fn every_table_of_a_large_design_gets_valid_items() {
    let design = large_design(3, 5, 6);
    for table in &design.tables {
        let asked = Wanted { table: table.id, entity: None, count: 200, seed: 9 };
        let generated = generate(&design, &asked);
        let values = generated.items.iter().flat_map(|item| item.values.values());
        assert!(values.cloned().all(|value| Value::try_from(value).is_ok()));
        assert_eq!(generated.items.len(), 200, "{:?}", generated.short);
    }
}

fn with(attribute: Attribute, sort: bool) -> Design {
    let builder = TableBuilder::new("T").attribute("pk", AttributeType::S).attribute("sk", AttributeType::S);
    let builder = builder.partition("pk");
    let mut table = if sort { builder.sort("sk").build() } else { builder.build() };
    let own = attribute.id;
    let others = table.attributes.iter().filter(|one| one.id != own).cloned();
    table.attributes = others.map(|one| (*one).clone()).chain([attribute]).collect();
    Design { tables: [table].into_iter().collect(), ..Design::blank("D") }
}

fn key() -> Attribute {
    Attribute::new(id("pk").into(), "pk", AttributeType::S)
}

#[test]
fn cardinality_and_skew_are_kept() {
    let design = with(Attribute { distinct: Some(5), hottest: Some(60), ..key() }, true);
    let generated = generate(&design, &wanted(&design, "T", 2000, 4));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in &generated.items {
        *counts.entry(format!("{:?}", item.values["pk"])).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or_default();
    assert_eq!(counts.len(), 5);
    assert!((1100..1300).contains(&most), "{counts:?}");
}

#[test]
fn keys_that_are_used_up_are_told() {
    let format = SampleFormat::OneOf(vec!["a".to_owned(), "b".to_owned()]);
    let design = with(Attribute { format: Some(format), ..key() }, false);
    let generated = generate(&design, &wanted(&design, "T", 10, 1));
    assert_eq!((generated.items.len(), generated.short), (2, Some(Short::KeysUsedUp)));
}

#[test]
fn references_are_values_of_items_that_are_there() {
    let mut design = with(key(), false);
    let of = design.tables.iter().next().unwrap().id;
    let format = Some(SampleFormat::Reference { table: of, attribute: id("pk").into() });
    let mut other =
        TableBuilder::new("Other").attribute("own", AttributeType::S).attribute("ref", AttributeType::S);
    other = other.partition("own");
    let mut other = other.build();
    let refer = Attribute { format, ..Attribute::new(id("ref").into(), "ref", AttributeType::S) };
    other.attributes = other
        .attributes
        .iter()
        .filter(|one| one.name == "own")
        .map(|one| (**one).clone())
        .chain([refer])
        .collect();
    design.tables = design.tables.iter().map(|table| (**table).clone()).chain([other]).collect();
    let short = generate(&design, &wanted(&design, "Other", 5, 1)).short;
    assert_eq!(short, Some(Short::NothingToRefer(id("ref").into())));
    let edit = generate(&design, &wanted(&design, "T", 3, 1)).edit(&design, of);
    let design = apply(&design, &edit).unwrap().design;
    let there: BTreeSet<String> =
        design.table(of).unwrap().items.iter().map(|item| format!("{:?}", item.values["pk"])).collect();
    let generated = generate(&design, &wanted(&design, "Other", 50, 1));
    let used: BTreeSet<String> =
        generated.items.iter().map(|item| format!("{:?}", item.values["ref"])).collect();
    assert_eq!(used, there);
}

#[test]
fn numbers_keep_their_range_and_types_their_type() {
    let ranged = Attribute {
        kind: AttributeType::N,
        format: Some(SampleFormat::Integer(Range { from: -3, to: 3 })),
        ..key()
    };
    let mut design = with(ranged, true);
    let table = (**design.tables.iter().next().unwrap()).clone();
    let more = AttributeType::ALL
        .into_iter()
        .map(|kind| Attribute::new(id(kind.label()).into(), kind.label(), kind));
    let attributes = table.attributes.iter().map(|one| (**one).clone()).chain(more).collect();
    design.tables = [Table { attributes, ..table }].into_iter().collect();
    for item in generate(&design, &wanted(&design, "T", 50, 8)).items {
        let AttributeValue::N(number) = &item.values["pk"] else { panic!("{item:?}") };
        assert!((-3..=3).contains(&number.parse::<i32>().unwrap()));
        for kind in AttributeType::ALL {
            assert_eq!(Value::try_from(item.values[kind.label()].clone()).unwrap().kind(), kind);
        }
    }
}

fn pasted() -> Table {
    let builder = TableBuilder::new("T").attribute("pk", AttributeType::S).attribute("n", AttributeType::N);
    let builder = builder.attribute("tags", AttributeType::StringSet).attribute("flag", AttributeType::Bool);
    builder.partition("pk").sort("n").build()
}

#[test]
fn json_is_read_in_every_form() {
    let plain = r#"{"pk": "a", "n": 12345678901234567890.123, "tags": ["x", "y"], "m": {"k": [1, null]}}"#;
    let typed = r#"{"pk": {"S": "a"}, "n": {"N": "12345678901234567890.123"}, "tags": {"SS": ["x", "y"]}, "m": {"M": {"k": {"L": [{"N": "1"}, {"NULL": true}]}}}}"#;
    for text in [
        plain.to_owned(),
        format!("[{plain}]"),
        typed.to_owned(),
        format!(r#"{{"Items": [{typed}], "Count": 1}}"#),
        format!(r#"{{"Item": {typed}}}"#),
    ] {
        let read = from_json(&pasted(), &text);
        assert!(read.problems.is_empty(), "{text}: {:?}", read.problems);
        let json = serde_json::to_value(&read.items[0]).unwrap();
        assert_eq!(json, serde_json::from_str::<serde_json::Value>(typed).unwrap(), "{text}");
    }
    let lines = "{\"pk\": \"a\", \"n\": 1}\n{\"pk\": \"a\", \"n\": 2}\n";
    assert_eq!(from_json(&pasted(), lines).items.len(), 2);
}

#[test]
fn what_is_wrong_with_json_has_its_place() {
    for (text, problems) in [
        ("[{\"pk\": \"a\", \"n\": 1},\n {\"pk\": \"a\"}]", &["2:2: the key attribute `n` is missing"][..]),
        ("[{\"pk\": 5, \"n\": 1}]", &["1:2: the key attribute `pk` must be S, and this is N"]),
        ("{\"pk\": \"a\",\n\"n\": 1e999}", &["2:6: Number overflow"]),
        ("{\"pk\": \"a\", \"n\": 1, \"n\": 2}", &["1:21: `n` is here twice"]),
        ("{\"pk\": \"a\" \"n\": 1}", &["1:12: a comma or `}` is missing here"]),
        ("{\"pk\": \"ä\", n: 1}", &["1:13: a name in quotes is missing"]),
        ("{\"pk\": \"a", &["1:8: this text has no closing quote"]),
        ("[1]", &["1:2: an item is an object"]),
        (
            "{\"pk\": \"a\", \"n\": 1}\n{\"pk\": \"a\", \"n\": 1.0}\n",
            &["2:1: line 1 has an item with the same key"],
        ),
        (
            "{\"pk\": \"a\", \"n\": 1, \"tags\": [\"x\", \"x\"]}",
            &["1:29: One or more parameter values were invalid"],
        ),
    ] {
        let read = from_json(&pasted(), text);
        let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), problems.len(), "{text}: {told:?}");
        for (told, begins) in told.iter().zip(problems) {
            assert!(told.starts_with(begins), "{text}: {told}");
        }
    }
    let deep = format!("{{\"pk\": {}", "[".repeat(10_000));
    assert_eq!(from_json(&pasted(), &deep).problems.len(), 1);
}

#[test]
fn csv_is_read_with_quotes_and_types() {
    let text = "pk;n;tags;flag;note\r\n\"a;\"\"b\"\"\";1.50;\"[\"\"x\"\"]\";TRUE;\r\n\r\nc;2;;false;\"two\nlines\"\n";
    let read = from_csv(&pasted(), text);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let json = serde_json::to_value(&read.items).unwrap();
    let expected = serde_json::json!([
        {"pk": {"S": "a;\"b\""}, "n": {"N": "1.50"}, "tags": {"SS": ["x"]}, "flag": {"BOOL": true}},
        {"pk": {"S": "c"}, "n": {"N": "2"}, "flag": {"BOOL": false}, "note": {"S": "two\nlines"}},
    ]);
    assert_eq!(json, expected);
}

#[test]
fn what_is_wrong_with_csv_has_its_place() {
    for (text, told) in [
        ("pk,n\na,x\n", "2:3: The parameter cannot be converted to a numeric value: x"),
        ("pk,n\na,1,2\n", "2:5: this row has more cells"),
        ("pk,n\na\n", "2:1: the key attribute `n` is missing"),
        ("pk,n\na,1\na,1\n", "3:1: line 2 has an item with the same key"),
        ("pk,n\n\"a,1\n", "2:1: this cell has no closing quote"),
        ("pk,n,flag\na,1,maybe\n", "2:5: this is neither true nor false"),
    ] {
        let read = from_csv(&pasted(), text);
        assert_eq!(read.problems.len(), 1, "{text}: {:?}", read.problems);
        assert!(read.problems[0].to_string().starts_with(told), "{}", read.problems[0]);
    }
    assert_eq!(from_csv(&pasted(), "").items.len(), 0);
}

/// An item of one entity is known by its key, and what its template makes need not be pasted.
#[test]
fn pasted_items_find_their_entity() {
    let design = shop();
    let table = design.tables.iter().find(|table| table.name == "Shop").unwrap();
    let text = r#"{"pk": "CUSTOMER#9", "sk": "ORDER#2026", "total": 5}"#;
    let edit = from_json(table, text).edit(&design, table.id, 1);
    let after = apply(&design, &edit).unwrap().design;
    let last = after.table(table.id).unwrap().items.iter().last().unwrap().entity.unwrap();
    assert_eq!(table.entity(last).unwrap().name, "Order");
}
