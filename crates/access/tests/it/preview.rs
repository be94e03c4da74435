//! Sample items as they would be stored, patterns run on them, and what leaves by the stream.

use std::fs;

use tablewright_access::example::arguments;
use tablewright_access::preview::{Absence, Cursor, Happened, NotDelivered, Preview, Stopped, Why, changes};
use tablewright_access::stream::RecordContext;
use tablewright_access::value::Attributes;
use tablewright_access::verdict::{Argument, Place};
use tablewright_model::{
    AttributeType, AttributeValue, Consumer, ConsumerKind, Design, Item, Lambda, Search, StreamView, Table,
    Values, from_json,
};
use tablewright_testkit::{game_scores, golden, id};

fn shop() -> Design {
    from_json(&fs::read_to_string(golden::path("code/shop/design.json")).unwrap()).unwrap()
}

fn item(name: &str, pairs: &[(&str, AttributeValue)]) -> Item {
    let values: Values = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Item { id: id(name).into(), values, entity: None }
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn scores(items: impl IntoIterator<Item = Item>) -> Table {
    let design = game_scores();
    let table = (**design.tables.iter().next().unwrap()).clone();
    Table { items: items.into_iter().collect(), ..table }
}

#[test]
fn an_index_says_why_it_is_without_an_item() {
    let key = |game: &str| vec![("UserId", s("1")), ("GameTitle", s(game))];
    let with = |game: &str, score: AttributeValue| [key(game), vec![("TopScore", score)]].concat();
    let table = scores([
        item("has", &with("A", n("5"))),
        item("lacks", &key("B")),
        item("text", &with("C", s("5"))),
        item("broken", &with("D", n("five"))),
        item("keyless", &[("UserId", s("1"))]),
        item("first", &with("E", n("1"))),
        item("again", &with("E", n("2"))),
    ]);
    let preview = Preview::of_table(&table);
    let blocks = preview.blocks(&table);
    assert_eq!(blocks.iter().map(|block| block.place).collect::<Vec<_>>()[0], Place::Table);
    let groups = &blocks[0].groups;
    assert_eq!((groups.len(), groups[0].entries.len()), (1, 4));
    assert!(blocks[0].absent.is_empty());
    let absent: Vec<(&str, &Absence)> =
        blocks[1].absent.iter().map(|one| (one.item.as_ref().unwrap().0.as_str(), &one.why)).collect();
    let wrong = Absence::WrongType {
        attribute: "TopScore".to_owned(),
        expected: AttributeType::N,
        found: AttributeType::S,
    };
    assert_eq!(absent, [("lacks", &Absence::Lacks("TopScore".to_owned())), ("text", &wrong)]);
    assert_eq!(blocks[1].groups.len(), 2);

    let refused = preview.refused(table.id);
    let why = |name: &str| &refused.iter().find(|one| one.item.0.as_str() == name).unwrap().why;
    assert!(matches!(why("broken"), Why::Value(attribute, _) if attribute == "TopScore"));
    assert!(matches!(why("keyless"), Why::Item(message) if message.contains("Missing the key GameTitle")));
    assert_eq!(why("first"), &Why::Replaced(id("again").into()));
    assert_eq!(refused.len(), 3);
}

#[test]
fn templates_place_the_items_of_entities() {
    let design = shop();
    let table = design.tables.iter().next().unwrap();
    let preview = Preview::of(&design);
    assert!(preview.refused(table.id).is_empty());
    let blocks = preview.blocks(table);
    let sizes: Vec<usize> = blocks[0].groups.iter().map(|group| group.entries.len()).collect();
    assert_eq!(sizes, [4, 4, 4], "a customer and three orders in each partition");
    let states: Vec<String> = blocks[1].groups.iter().map(|group| format!("{:?}", group.partition)).collect();
    assert_eq!(states.len(), 3, "{states:?}");
    assert!(blocks[1].absent.iter().all(|one| one.why == Absence::Lacks("gsi1pk".to_owned())));
}

#[test]
fn what_a_filter_drops_is_shown_and_charged() {
    let design = shop();
    let (preview, pattern) = (Preview::of(&design), "large-orders".parse().unwrap());
    let mut arguments = arguments(&design, pattern);
    arguments.insert("least".to_owned(), Argument::One(serde_json::from_str(r#"{"N": "50"}"#).unwrap()));
    let ran = preview.run(&design, pattern, &arguments, None).unwrap();
    assert_eq!((ran.operation, ran.read, ran.items.len(), ran.filtered.len()), ("Query", 3, 1, 2));
    assert_eq!(ran.units[0].amount.to_string(), "0.5");
    assert_eq!(ran.next, None);
}

#[test]
fn pages_follow_each_other() {
    let design = shop();
    let (preview, pattern) = (Preview::of(&design), "orders-of-customer".parse().unwrap());
    let arguments = arguments(&design, pattern);
    let mut cursor: Option<Cursor> = None;
    let mut pages = Vec::new();
    loop {
        let ran = preview.run(&design, pattern, &arguments, cursor.as_ref()).unwrap();
        pages.push(ran.items.len());
        match ran.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(pages, [2, 1]);
    let several = "orders-by-status".parse().unwrap();
    let first = preview.run(&design, several, &self::arguments(&design, several), None).unwrap();
    assert!(first.next.is_some(), "one call for each state");
}

#[test]
fn writes_say_what_they_would_change_and_change_nothing() {
    let design = shop();
    let preview = Preview::of(&design);
    let run = |name: &str| {
        let pattern = name.parse().unwrap();
        preview.run(&design, pattern, &arguments(&design, pattern), None)
    };
    let erased = run("erase-order").unwrap();
    assert!(erased.changes[0].1.before.is_some() && erased.changes[0].1.after.is_none());
    assert_eq!(erased, run("erase-order").unwrap());
    assert_eq!(erased.units.len(), 2, "the table and the index: {:?}", erased.units);
    let both = run("place-and-count").unwrap();
    assert_eq!(both.changes.len(), 2);
    assert!(
        matches!(run("new-order"), Err(Stopped::Refused(refusal)) if refusal.message.contains("conditional"))
    );
    assert_eq!(run("similar"), Err(Stopped::Search));
    let missing = preview.run(&design, "erase-order".parse().unwrap(), &Default::default(), None);
    assert!(missing.unwrap_err().to_string().contains("has no fitting value"));
}

fn context() -> RecordContext {
    RecordContext {
        event_id: "e".to_owned(),
        region: "eu-central-1".to_owned(),
        sequence_number: "1".to_owned(),
        created: 0.0,
        is_expiry: false,
    }
}

#[test]
fn consumers_get_what_their_filters_let_through() {
    let consumer = |name: &str, filters: &[&str], enabled: bool| Consumer {
        id: id(name).into(),
        name: name.to_owned(),
        description: String::new(),
        needs: None,
        kind: ConsumerKind::Lambda(Box::new(Lambda {
            filters: filters.iter().map(|filter| (*filter).to_owned()).collect(),
            enabled,
            ..Lambda::default()
        })),
    };
    let expired = r#"{"userIdentity": {"type": ["Service"], "principalId": ["dynamodb.amazonaws.com"]}}"#;
    let search = Consumer {
        needs: Some(StreamView::NewAndOldImages),
        kind: ConsumerKind::Search(Search::default()),
        ..consumer("search", &[], true)
    };
    let consumers = [
        consumer("all", &[], true),
        consumer("new", &[r#"{"eventName": ["INSERT"]}"#], true),
        consumer("expired", &[expired], true),
        consumer("off", &[], false),
        consumer("broken", &["{"], true),
        search,
    ];
    let table = Table {
        consumers: consumers.into_iter().collect(),
        stream: Some(StreamView::NewImage),
        ..scores([])
    };
    let item: Attributes =
        serde_json::from_str(r#"{"UserId": {"S": "1"}, "GameTitle": {"S": "A"}, "Wins": {"N": "4"}}"#)
            .unwrap();
    let all = changes(&table, &item, None, &context());
    assert_eq!(all.iter().map(|change| change.happened).collect::<Vec<_>>(), Happened::ALL);
    for change in &all {
        assert_eq!(change.records.len(), 4);
        let got: Vec<bool> = change.deliveries.iter().map(|one| one.record.is_ok()).collect();
        let (insert, expiry) = (change.happened == Happened::Insert, change.happened == Happened::Expiry);
        assert_eq!(got, [true, insert, expiry, false, false, false], "{:?}", change.happened);
        let why = |at: usize| change.deliveries[at].record.as_ref().unwrap_err();
        assert_eq!(why(3), &NotDelivered::SwitchedOff);
        assert!(matches!(why(4), NotDelivered::BrokenFilter(_)));
        assert_eq!(why(5), &NotDelivered::ViewTooNarrow(StreamView::NewAndOldImages));
    }
    let modified = all[1].records[1].1.as_ref().unwrap().dynamodb.new_image.as_ref().unwrap();
    assert_eq!(serde_json::to_string(&modified["Wins"]).unwrap(), r#"{"N":"5"}"#);
    let silent = Table { stream: None, ..table };
    let told = &changes(&silent, &item, None, &context())[0].deliveries[0].record;
    assert_eq!(told.as_ref().unwrap_err(), &NotDelivered::NoStream);
}
