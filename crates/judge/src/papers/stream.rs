//! What a table's consumers get when one of its sample items comes, changes, goes or expires, and the record that each
//! view type would make of it.

use tablewright_access::preview::{Change, Happened, NotDelivered, Preview, changes};
use tablewright_access::stream::{RecordContext, StreamRecord};
use tablewright_access::value::Attributes;
use tablewright_contract::paper::{Blank, Deed, Given, Kind, Part, Row, Tone, Way};
use tablewright_model::{Design, Edit, Object, StreamView, Table, TableField, quoted};

use super::items::{MOST, keys, none};
use super::{given, row, said, take, value};

const EVENTS: [(Happened, &str, &str); 4] = [
    (Happened::Insert, "insert", "Insert"),
    (Happened::Modify, "modify", "Modify"),
    (Happened::Remove, "remove", "Remove"),
    (Happened::Expiry, "expiry", "Expiry"),
];

pub(super) fn paper(design: &Design, table: &Table, wanted: &Given) -> (Vec<Blank>, Vec<Part>) {
    let preview = Preview::of_table(table);
    let items = stored(table, &preview);
    let Some(first) = items.first() else { return (Vec::new(), none(design, table)) };
    let names = items.iter().map(|(id, text, _)| (id.clone(), text.clone())).collect();
    let (chosen, which) = given::choice(wanted, "item", "Item", names, &first.0);
    let item = items.iter().find(|(id, ..)| id == chosen).map_or(&first.2, |(.., item)| item);
    let (modified, into) = modified(table, item, wanted);
    let (event, happens) = given::choice(wanted, "event", "What happens", events(), "modify");
    let own = table.stream.unwrap_or(StreamView::NewAndOldImages);
    let views = StreamView::ALL.map(|view| (view.term().to_owned(), view.term().to_owned()));
    let (view, of_view) = given::choice(wanted, "view", "Record of the view", views.into(), own.term());
    let all = changes(table, item, modified.as_ref(), &context());
    let at = EVENTS.iter().position(|(_, name, _)| *name == event).unwrap_or_default();
    let shown = all.get(at).map(|change| shown(table, change, view)).unwrap_or_default();
    let parts = source(table).into_iter().chain(consumers(table, &all)).chain(shown);
    (vec![which, happens, into, of_view], parts.collect())
}

/// The items that are stored, each with its id and its key as a text.
fn stored(table: &Table, preview: &Preview) -> Vec<(String, String, Attributes)> {
    let keys = keys(table, tablewright_access::verdict::Place::Table);
    let store = preview.store(table.id);
    let entries = store.into_iter().flat_map(|store| store.entries_of(None)).take(MOST);
    let one = |attributes: &std::sync::Arc<Attributes>| {
        let key: Vec<String> =
            keys.iter().filter_map(|name| attributes.get(name)).map(value::shown).collect();
        let id = preview.item(table.id, attributes)?;
        Some((id.to_string(), key.join(" · "), Attributes::clone(attributes)))
    };
    entries.filter_map(one).collect()
}

/// What the item is changed into, if somebody says so; else an example is.
fn modified(table: &Table, item: &Attributes, wanted: &Given) -> (Option<Attributes>, Blank) {
    const NAME: &str = "into";
    let example = changes(table, item, None, &context());
    let records = example.get(1).into_iter().flat_map(|change| &change.records);
    let image = records.filter_map(|(_, record)| record.as_ref()?.dynamodb.new_image.clone()).next();
    let read = given::of(wanted, NAME).filter(|text| !text.trim().is_empty()).map(serde_json::from_str);
    let wrong = match &read {
        Some(Err(error)) => format!("This is no item in DynamoDB's JSON: {error}."),
        _ => String::new(),
    };
    let blank = Blank {
        name: NAME.to_owned(),
        label: "A change makes of it".to_owned(),
        way: Way::Lines,
        usual: image.map(|image| value::item(&image)).unwrap_or_default(),
        wrong,
    };
    (read.and_then(Result::ok), blank)
}

/// Whether the table tells its changes at all.
fn source(table: &Table) -> Vec<Part> {
    let name = quoted(&table.name);
    match (table.stream, &table.kinesis) {
        (Some(view), _) => {
            vec![said(Tone::Plain, format!("The stream of {name} carries `{}`.", view.term()))]
        }
        (None, Some(_)) => vec![said(
            Tone::Plain,
            format!("{name} has no stream of its own, and sends its changes to Kinesis."),
        )],
        (None, None) => {
            let field = TableField::Stream(Some(StreamView::NewAndOldImages));
            let on = take(
                "Switch on a stream with both images".to_owned(),
                &Edit::SetTable { table: table.id, field },
            );
            let off = said(Tone::Plain, format!("{name} tells nobody of its changes: it has no stream."));
            std::iter::once(off).chain(on).collect()
        }
    }
}

/// A row for each consumer: what it gets of each event.
fn consumers(table: &Table, all: &[Change]) -> Vec<Part> {
    let rows = table.consumers.iter().map(|consumer| {
        let got = all.iter().map(|change| {
            let delivery = change.deliveries.iter().find(|one| one.consumer == consumer.id);
            delivery.map(|one| told(one.record.as_deref())).unwrap_or_default()
        });
        Row {
            cells: std::iter::once(consumer.name.clone()).chain(got).collect(),
            about: Some(Object::Consumer(table.id, consumer.id)),
            ..Row::default()
        }
    });
    let [insert, modify, remove, expiry] = EVENTS.map(|(.., label)| (label, Kind::Text));
    let heads = [("Consumer", Kind::Text), insert, modify, remove, expiry];
    match super::grid("What each consumer gets", heads, rows.collect()) {
        Some(grid) => vec![grid],
        None => vec![
            said(Tone::Plain, "No consumer is noted: add one in the table's settings."),
            Part::Press("Show the table's settings".to_owned(), Deed::Show(Object::Table(table.id))),
        ],
    }
}

/// The records of one event under each view type, and one of them in full.
fn shown(table: &Table, change: &Change, wanted: &str) -> Vec<Part> {
    let rows = change.records.iter().map(|(view, record)| record_row(table, *view, record.as_ref()));
    let heads = [
        ("View type", Kind::Value),
        ("Event", Kind::Value),
        ("Carries", Kind::Text),
        ("Bytes", Kind::Number),
        ("", Kind::Text),
    ];
    let records = super::grid("The record under each view type", heads, rows.collect());
    let full = change.records.iter().find(|(view, _)| view.term() == wanted);
    let full = full.and_then(|(_, record)| serde_json::to_string_pretty(record.as_ref()?).ok());
    let full = match full {
        Some(text) => Part::Code("Record".to_owned(), text),
        None => said(Tone::Plain, "Nothing changed, so that there is no record."),
    };
    records.into_iter().chain([full]).collect()
}

fn record_row(table: &Table, view: StreamView, record: Option<&StreamRecord>) -> Row {
    let event = record.and_then(|record| serde_json::to_value(record.event_name).ok());
    let event = event.as_ref().and_then(|event| event.as_str()).unwrap_or_default().to_owned();
    let carries = record.map_or_else(String::new, |record| {
        let images = [("new image", &record.dynamodb.new_image), ("old image", &record.dynamodb.old_image)];
        let there = images.into_iter().filter(|(_, image)| image.is_some()).map(|(name, _)| name);
        std::iter::once("key").chain(there).collect::<Vec<_>>().join(", ")
    });
    let bytes = record.map(|record| record.dynamodb.size_bytes.to_string()).unwrap_or_default();
    let is_own = table.stream == Some(view);
    let own = if is_own { "as the table's stream" } else { "" };
    let tone = if is_own { Tone::Good } else { Tone::Plain };
    Row { tone, ..row([view.term().to_owned(), event, carries, bytes, own.to_owned()]) }
}

fn told(record: Result<&StreamRecord, &NotDelivered>) -> String {
    match record {
        Ok(_) => "Gets it".to_owned(),
        Err(NotDelivered::NoStream) => "No stream".to_owned(),
        Err(NotDelivered::NoKinesis) => "No Kinesis stream".to_owned(),
        Err(NotDelivered::SwitchedOff) => "Switched off".to_owned(),
        Err(NotDelivered::NoRecord) => "Nothing changed".to_owned(),
        Err(NotDelivered::FilteredAway) => "Filtered away".to_owned(),
        Err(NotDelivered::BrokenFilter(broken)) => broken.to_string(),
        Err(NotDelivered::ViewTooNarrow(needed)) => format!("Needs {}", needed.term()),
    }
}

fn events() -> Vec<(String, String)> {
    EVENTS.map(|(_, name, label)| (name.to_owned(), label.to_owned())).into()
}

/// What a record says that nothing here decides.
fn context() -> RecordContext {
    RecordContext {
        event_id: "c4ca4238a0b923820dcc509a6f75849b".to_owned(),
        region: "us-east-1".to_owned(),
        sequence_number: "100000000000000000001".to_owned(),
        created: 1_767_225_600.0,
        is_expiry: false,
    }
}
