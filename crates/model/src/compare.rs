//! What differs between two designs, as a person would say it.
//!
//! Objects are matched by id, so a renamed table is one changed name and not a removal and an addition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    Address, Attribute, AttributeId, Billing, Capacity, Condition, Design, Field, GlobalIndex, Identified,
    Item, List, Object, Pattern, Projection, Table,
};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where it is; an added object is addressed in the new design, a removed one in the old.
    pub address: Address,
    /// What happened.
    pub kind: DifferenceKind,
    /// What it is called, with its table: `GameScores / GameTitleIndex`.
    pub subject: String,
    /// The setting in words, empty for an object as a whole.
    pub setting: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// What happened to an object or a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

/// Everything that differs, in document order of the new design, removed objects last in each list.
#[must_use]
pub fn compare(before: &Design, after: &Design) -> Vec<Difference> {
    let mut report = Report::default();
    report.design(before, after);
    report.found
}

#[derive(Default)]
struct Report {
    found: Vec<Difference>,
}

/// One object on both sides.
struct Pair<'a> {
    object: Object,
    subject: &'a str,
}

impl Report {
    fn design(&mut self, before: &Design, after: &Design) {
        let pair = Pair { object: Object::Design, subject: &after.name };
        self.setting(&pair, Field::Name, "name", &before.name, &after.name);
        self.setting(&pair, Field::Description, "description", &before.description, &after.description);
        let object = |t: &Table| (Object::Table(t.id), t.name.clone());
        self.list(&pair, "tables", [&before.tables, &after.tables], object, Self::table);
        let object = |p: &Pattern| (Object::Pattern(p.id), p.name.clone());
        self.list(
            &pair,
            "access patterns",
            [&before.patterns, &after.patterns],
            object,
            |report, old, new| report.pattern(before, after, old, new),
        );
    }

    fn table(&mut self, before: &Table, after: &Table) {
        let pair = Pair { object: Object::Table(after.id), subject: &after.name };
        let key = |table: &Table, id: Option<AttributeId>| {
            id.map_or_else(none, |id| table.attribute_name(id).to_owned())
        };
        self.setting(&pair, Field::Name, "name", &before.name, &after.name);
        self.setting(&pair, Field::Description, "description", &before.description, &after.description);
        let (old, new) = (before.key, after.key);
        let texts = [key(before, old.partition), key(after, new.partition)];
        self.reference(&pair, Field::PartitionKey, "partition key", [old.partition, new.partition], texts);
        let texts = [key(before, old.sort), key(after, new.sort)];
        self.reference(&pair, Field::SortKey, "sort key", [old.sort, new.sort], texts);
        self.setting(&pair, Field::Billing, "billing", &billing(before.billing), &billing(after.billing));
        let stream = |table: &Table| table.stream.map_or_else(off, |view| view.term().to_owned());
        self.setting(&pair, Field::Stream, "stream", &stream(before), &stream(after));
        let ttl = |table: &Table| table.ttl.map_or_else(off, |id| table.attribute_name(id).to_owned());
        let texts = [ttl(before), ttl(after)];
        self.reference(&pair, Field::Ttl, "TTL attribute", [before.ttl, after.ttl], texts);
        let protection = |table: &Table| {
            if table.deletion_protection { "on".to_owned() } else { off() }
        };
        self.setting(
            &pair,
            Field::DeletionProtection,
            "deletion protection",
            &protection(before),
            &protection(after),
        );
        let texts = [tags(before), tags(after)];
        self.reference(&pair, Field::Tags, "tags", [&before.tags, &after.tags], texts);
        self.contents(&pair, before, after);
    }

    fn contents(&mut self, pair: &Pair<'_>, before: &Table, after: &Table) {
        let path = |name: &str| format!("{} / {name}", after.name);
        let object = |a: &Attribute| (Object::Attribute(after.id, a.id), path(&a.name));
        self.list(pair, "attributes", [&before.attributes, &after.attributes], object, |report, old, new| {
            report.attribute(&object(new), old, new);
        });
        let object = |i: &GlobalIndex| (Object::Index(after.id, i.id), path(&i.name));
        self.list(pair, "indexes", [&before.indexes, &after.indexes], object, |report, old, new| {
            report.index(&object(new), (before, old), (after, new));
        });
        let object = |i: &Item| (Object::Item(after.id, i.id), path(&format!("sample item {}", i.id)));
        self.list(pair, "sample items", [&before.items, &after.items], object, |report, old, new| {
            let (object, subject) = object(new);
            let pair = Pair { object, subject: &subject };
            report.setting(&pair, Field::Values, "values", &values(old), &values(new));
        });
    }

    fn attribute(&mut self, (object, subject): &(Object, String), before: &Attribute, after: &Attribute) {
        let pair = Pair { object: *object, subject };
        self.setting(&pair, Field::Name, "name", &before.name, &after.name);
        self.setting(&pair, Field::Type, "type", before.kind.label(), after.kind.label());
        self.setting(&pair, Field::Description, "description", &before.description, &after.description);
    }

    fn index(
        &mut self,
        (object, subject): &(Object, String),
        (old_table, before): (&Table, &GlobalIndex),
        (new_table, after): (&Table, &GlobalIndex),
    ) {
        let pair = Pair { object: *object, subject };
        self.setting(&pair, Field::Name, "name", &before.name, &after.name);
        let texts = [names(old_table, &before.partition), names(new_table, &after.partition)];
        let ids = [&before.partition, &after.partition];
        self.reference(&pair, Field::PartitionKey, "partition key", ids, texts);
        let texts = [names(old_table, &before.sort), names(new_table, &after.sort)];
        self.reference(&pair, Field::SortKey, "sort key", [&before.sort, &after.sort], texts);
        let texts = [projection(old_table, &before.projection), projection(new_table, &after.projection)];
        let ids = [&before.projection, &after.projection];
        self.reference(&pair, Field::Projection, "projection", ids, texts);
        let units = |capacity: Option<Capacity>| capacity.map_or_else(none, capacity_text);
        self.setting(&pair, Field::Capacity, "capacity", &units(before.capacity), &units(after.capacity));
    }

    fn pattern(&mut self, old_design: &Design, new_design: &Design, before: &Pattern, after: &Pattern) {
        let pair = Pair { object: Object::Pattern(after.id), subject: &after.name };
        self.setting(&pair, Field::Name, "name", &before.name, &after.name);
        self.setting(&pair, Field::Description, "description", &before.description, &after.description);
        self.setting(&pair, Field::Kind, "kind", before.kind.label(), after.kind.label());
        let asked =
            |design: &Design, table| design.table(table).map_or_else(none, |table| table.name.clone());
        let texts = [asked(old_design, before.table), asked(new_design, after.table)];
        self.reference(&pair, None, "table", [before.table, after.table], texts);
        let texts = [conditions(old_design, before), conditions(new_design, after)];
        let ids = [&before.conditions, &after.conditions];
        self.reference(&pair, Field::Conditions, "conditions", ids, texts);
        let texts = [order(old_design, before), order(new_design, after)];
        self.reference(&pair, Field::Order, "order", [before.order, after.order], texts);
        let number = |value: Option<u32>| value.map_or_else(none, |n| n.to_string());
        self.setting(&pair, Field::Limit, "limit", &number(before.limit), &number(after.limit));
        let reads = |strong| if strong { "strong" } else { "eventual" };
        self.setting(
            &pair,
            Field::Consistency,
            "consistency",
            reads(before.consistent),
            reads(after.consistent),
        );
        self.setting(&pair, Field::Rate, "peak rate", &number(before.peak_rate), &number(after.peak_rate));
    }

    fn list<T: Identified + Eq>(
        &mut self,
        owner: &Pair<'_>,
        what: &str,
        [before, after]: [&List<T>; 2],
        object: impl Fn(&T) -> (Object, String),
        both: impl Fn(&mut Self, &T, &T),
    ) {
        let old_by_id: BTreeMap<_, _> = before.iter().map(|old| (old.id(), old)).collect();
        let kept: BTreeSet<_> =
            after.iter().map(|new| new.id()).filter(|id| old_by_id.contains_key(id)).collect();
        for new in after {
            match old_by_id.get(&new.id()) {
                // Mostly the two designs share it, and this is a look at two pointers.
                Some(old) if *old == new => {}
                Some(old) => both(self, old, new),
                None => self.whole(DifferenceKind::Added, object(new)),
            }
        }
        for old in before.iter().filter(|old| !kept.contains(&old.id())) {
            self.whole(DifferenceKind::Removed, object(old));
        }
        let in_place = |list: &List<T>| list.iter().filter(|e| kept.contains(&e.id())).cloned().collect();
        self.order_of(owner, what, [before, after].map(in_place), |entity| object(entity).1);
    }

    /// Tells when the objects that are on both sides stand in another order.
    fn order_of<T: Identified>(
        &mut self,
        owner: &Pair<'_>,
        what: &str,
        kept: [Vec<Arc<T>>; 2],
        subject: impl Fn(&T) -> String,
    ) {
        let [old, new] =
            kept.each_ref().map(|list| list.iter().map(|entity| entity.id()).collect::<Vec<_>>());
        if old == new {
            return;
        }
        let path = format!("{} / ", owner.subject);
        let names = kept.map(|list| {
            let names = list.iter().map(|entity| subject(entity).replacen(&path, "", 1));
            names.collect::<Vec<_>>().join(", ")
        });
        self.reference(owner, None, &format!("order of {what}"), [old, new], names);
    }

    fn whole(&mut self, kind: DifferenceKind, (object, subject): (Object, String)) {
        let address = Address::of(object);
        self.found.push(Difference {
            address,
            kind,
            subject,
            setting: String::new(),
            before: None,
            after: None,
        });
    }

    /// A setting that its text tells whole.
    fn setting(&mut self, pair: &Pair<'_>, field: Field, setting: &str, before: &str, after: &str) {
        self.reference(pair, field, setting, [before, after], [before.to_owned(), after.to_owned()]);
    }

    /// A setting whose text names other objects: whether they are the same ones decides, not what they are called.
    fn reference<V: PartialEq>(
        &mut self,
        pair: &Pair<'_>,
        field: impl Into<Option<Field>>,
        setting: &str,
        [old, new]: [V; 2],
        [before, after]: [String; 2],
    ) {
        if old == new {
            return;
        }
        self.found.push(Difference {
            address: Address { object: pair.object, field: field.into() },
            kind: DifferenceKind::Changed,
            subject: pair.subject.to_owned(),
            setting: setting.to_owned(),
            before: Some(before),
            after: Some(after),
        });
    }
}

fn none() -> String {
    "none".to_owned()
}

fn off() -> String {
    "off".to_owned()
}

fn billing(billing: Billing) -> String {
    match billing {
        Billing::OnDemand => "on demand".to_owned(),
        Billing::Provisioned(capacity) => format!("provisioned, {}", capacity_text(capacity)),
    }
}

fn capacity_text(capacity: Capacity) -> String {
    format!("{} read and {} write units", capacity.read, capacity.write)
}

fn tags(table: &Table) -> String {
    let pairs: Vec<_> = table.tags.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    if pairs.is_empty() { none() } else { pairs.join(", ") }
}

fn names(table: &Table, ids: &[AttributeId]) -> String {
    let names: Vec<_> = ids.iter().map(|id| table.attribute_name(*id)).collect();
    if names.is_empty() { none() } else { names.join(", ") }
}

fn projection(table: &Table, projection: &Projection) -> String {
    match projection {
        Projection::Include(ids) => format!("INCLUDE ({})", names(table, ids)),
        Projection::All | Projection::KeysOnly => projection.term().to_owned(),
    }
}

fn values(item: &Item) -> String {
    serde_json::to_string(&item.values).unwrap_or_default()
}

fn attribute_name(design: &Design, pattern: &Pattern, id: AttributeId) -> String {
    design.table(pattern.table).map_or_else(none, |table| table.attribute_name(id).to_owned())
}

fn conditions(design: &Design, pattern: &Pattern) -> String {
    let text = |condition: &Condition| {
        let name = attribute_name(design, pattern, condition.attribute);
        format!("{name} {} :{}", condition.comparison.symbol(), condition.parameter)
    };
    let all: Vec<_> = pattern.conditions.iter().map(text).collect();
    if all.is_empty() { none() } else { all.join(" and ") }
}

fn order(design: &Design, pattern: &Pattern) -> String {
    pattern.order.map_or_else(none, |order| {
        let direction = if order.descending { "descending" } else { "ascending" };
        format!("{} {direction}", attribute_name(design, pattern, order.attribute))
    })
}
