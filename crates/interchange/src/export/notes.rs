//! What a design says and a format has no place for, told from a table that the format's writer gives.

use tablewright_model::{ConsumerKind, Delivery, Design, Field, Object, Table, describe, subject};

use super::ExportNote;

/// What a format has a place for.
pub(crate) struct Holds {
    /// AWS's settings of tables.
    pub(crate) table: Held,
    /// AWS's settings of global secondary indexes.
    pub(crate) index: Held,
    /// Keys of indexes with several attributes; an index with such a key is left out where they have no place.
    pub(crate) wide_keys: bool,
    pub(crate) local_indexes: bool,
    pub(crate) vector_indexes: bool,
    /// AWS's settings of replicas.
    pub(crate) replica: Held,
    pub(crate) consumers: Consumers,
    /// Descriptions of tables, indexes and keys.
    pub(crate) descriptions: bool,
    /// Attributes that no key uses.
    pub(crate) attributes: bool,
    pub(crate) entities: bool,
    /// How keys of entities are made.
    pub(crate) templates: bool,
    pub(crate) items: bool,
    pub(crate) patterns: bool,
    /// Notes and areas.
    pub(crate) canvas: bool,
    /// Whether the format is there to show a design and not to hold it: nothing is told then.
    pub(crate) is_view: bool,
    /// What no list of settings can say.
    pub(crate) more: fn(&Design) -> Vec<(Object, String)>,
}

/// Which settings of an object.
pub(crate) enum Held {
    /// Every one.
    All,
    /// These.
    Only(&'static [Field]),
    /// All but these.
    AllBut(&'static [Field]),
    /// The object as a whole has no place.
    Nothing,
}

/// Which consumers.
#[derive(PartialEq, Eq)]
pub(crate) enum Consumers {
    /// None.
    Nothing,
    /// Lambda functions, and copies that one of them keeps.
    Lambda,
    /// All that anything can be written for.
    All,
    /// All, with everything that is said of them.
    Everything,
}

impl Holds {
    /// What is not told of at all.
    pub(crate) const EVERYTHING: Self = Self {
        table: Held::All,
        index: Held::All,
        wide_keys: true,
        local_indexes: true,
        vector_indexes: true,
        replica: Held::All,
        consumers: Consumers::Everything,
        descriptions: true,
        attributes: true,
        entities: true,
        templates: true,
        items: true,
        patterns: true,
        canvas: true,
        is_view: false,
        more: |_| Vec::new(),
    };

    /// What a view has: all that it leaves out, it leaves out on purpose.
    pub(crate) const VIEW: Self = Self { is_view: true, ..Self::EVERYTHING };

    /// What formats that make tables have: AWS's own.
    pub(crate) const RESOURCES: Self = Self {
        consumers: Consumers::All,
        attributes: false,
        entities: false,
        items: false,
        patterns: false,
        canvas: false,
        ..Self::EVERYTHING
    };
}

/// What the design says beyond what is held: of single objects first, then what is left out by number.
pub(super) fn notes(design: &Design, holds: &Holds) -> Vec<ExportNote> {
    let mut notes = Notes { design, notes: Vec::new() };
    if holds.is_view {
        return notes.notes;
    }
    for table in &design.tables {
        notes.table(table, holds);
    }
    for (object, what) in (holds.more)(design) {
        notes.add(object, what);
    }
    for (what, count) in counts(design, holds) {
        match count {
            0 => {}
            1 => notes.add(Object::Design, format!("1 {what}")),
            _ => notes.add(Object::Design, format!("{count} {}", plural(what))),
        }
    }
    notes.notes
}

struct Notes<'a> {
    design: &'a Design,
    notes: Vec<ExportNote>,
}

impl Notes<'_> {
    fn add(&mut self, object: Object, what: impl Into<String>) {
        let subject = subject(self.design, object).unwrap_or_default();
        self.notes.push(ExportNote { object, subject, what: what.into() });
    }

    fn table(&mut self, table: &Table, holds: &Holds) {
        self.settings(Object::Table(table.id), &holds.table, "table");
        for index in &table.indexes {
            let object = Object::Index(table.id, index.id);
            if !holds.wide_keys && (index.partition.len() > 1 || index.sort.len() > 1) {
                self.add(object, "global secondary index with several attributes in its key");
                continue;
            }
            self.settings(object, &holds.index, "global secondary index");
        }
        for index in table.local_indexes.iter().filter(|_| !holds.local_indexes) {
            self.add(Object::Index(table.id, index.id), "local secondary index");
        }
        for index in table.vector_indexes.iter().filter(|_| !holds.vector_indexes) {
            self.add(Object::Index(table.id, index.id), "vector index");
        }
        for replica in &table.replicas {
            self.settings(Object::Replica(table.id, replica.id), &holds.replica, "replica");
        }
        for consumer in &table.consumers {
            let what = consumer_note(&consumer.kind, &holds.consumers);
            what.into_iter().for_each(|what| self.add(Object::Consumer(table.id, consumer.id), what));
        }
    }

    fn settings(&mut self, object: Object, held: &Held, whole: &str) {
        let is_lost: &dyn Fn(Field) -> bool = match held {
            Held::All => return,
            Held::Nothing => return self.add(object, whole),
            Held::Only(fields) => &|field| !fields.contains(&field),
            Held::AllBut(fields) => &|field| fields.contains(&field),
        };
        let settings = describe(self.design, object).unwrap_or_default();
        for setting in settings {
            if setting.term.is_some() && !setting.is_default && is_lost(setting.field) {
                self.add(object, format!("{}: {}", setting.label, setting.text));
            }
        }
    }
}

/// What is said of a consumer that is not held.
fn consumer_note(kind: &ConsumerKind, held: &Consumers) -> Option<String> {
    let carries = "region and table of the copy, which its function knows".to_owned();
    let firehose =
        "delivery: AWS sends changes of a table to Firehose by a Kinesis data stream only".to_owned();
    match (held, kind) {
        (Consumers::Everything, _) | (_, ConsumerKind::Lambda(_)) if *held != Consumers::Nothing => None,
        (Consumers::Lambda | Consumers::All, ConsumerKind::Copy(_)) => Some(carries),
        (Consumers::All, ConsumerKind::Analytics(analytics)) if analytics.via == Delivery::Firehose => {
            Some(firehose)
        }
        (Consumers::All, _) => None,
        _ => Some(format!("consumer of changes: {}", kind.label())),
    }
}

/// How many of each kind of thing have no place.
fn counts(design: &Design, holds: &Holds) -> [(&'static str, usize); 7] {
    let count = |is_held: bool, of: &dyn Fn(&Table) -> usize| {
        if is_held { 0 } else { design.tables.iter().map(|table| of(table)).sum() }
    };
    let is_plain = |table: &Table| table.attributes.len().saturating_sub(table.key_attributes().len());
    let canvas = if holds.canvas { 0 } else { design.notes.len() + design.areas.len() };
    [
        ("description", count(holds.descriptions, &descriptions)),
        ("attribute that no key uses", count(holds.attributes, &is_plain)),
        ("entity", count(holds.entities, &|table| table.entities.len())),
        ("template of a value", count(holds.templates, &templates)),
        ("sample item", count(holds.items, &|table| table.items.len())),
        ("access pattern", if holds.patterns { 0 } else { design.patterns.len() }),
        ("note or area", canvas),
    ]
}

fn plural(what: &str) -> String {
    match what {
        "attribute that no key uses" => "attributes that no key uses".to_owned(),
        "entity" => "entities".to_owned(),
        "template of a value" => "templates of values".to_owned(),
        "note or area" => "notes and areas".to_owned(),
        other => format!("{other}s"),
    }
}

fn templates(table: &Table) -> usize {
    let carried = table.entities.iter().flat_map(|entity| &entity.attributes);
    carried.filter(|carried| carried.template.is_some()).count()
}

fn descriptions(table: &Table) -> usize {
    let indexes = table.indexes.iter().map(|index| &index.description);
    let local = table.local_indexes.iter().map(|index| &index.description);
    let vector = table.vector_indexes.iter().map(|index| &index.description);
    let attributes = table.attributes.iter().map(|attribute| &attribute.description);
    let all = indexes.chain(local).chain(vector).chain(attributes).chain([&table.description]);
    all.filter(|text| !text.is_empty()).count()
}
