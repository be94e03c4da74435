//! Verdicts as text.
//!
//! One line per fact; the interface takes [`reason`], [`price`] and [`note`] apart. No numbers with a fraction are
//! printed but halves.

use std::fmt::Write as _;

use tablewright_model::{AttributeId, Design, EntityId, IndexId, PatternId, Table, quoted};

use super::{
    Drawback, Estimate, Note, Operation, Outcome, Piece, Place, Price, Reason, Request, Service, Slot,
    Verdict,
};

/// All verdicts of a design.
#[must_use]
pub fn text(design: &Design, verdicts: &[Verdict]) -> String {
    let written = verdicts.iter().map(|verdict| one(design, verdict));
    written.collect::<Vec<_>>().join("\n")
}

/// One verdict with the reasons of every candidate.
#[must_use]
pub fn one(design: &Design, verdict: &Verdict) -> String {
    let names = Names::of(design, verdict.pattern);
    let pattern = design.pattern(verdict.pattern);
    let mut text = format!("{}: {}", pattern.map_or("", |pattern| &pattern.name), outcome(verdict.outcome));
    if let Some(service) = &verdict.service {
        line(&mut text, "", &format!(" by {}, {}", service.operation.name(), names.place(service.place)));
        for (label, said) in told(&names, service, verdict.pattern) {
            line(&mut text, "\n  ", &format!("{label} {said}"));
        }
        service.prices.iter().for_each(|price| line(&mut text, "\n  price: ", &names.price(price)));
        service.notes.iter().for_each(|note| line(&mut text, "\n  note: ", &names.note(note)));
    }
    text.push('\n');
    for considered in &verdict.considered {
        let reasons: Vec<String> = considered.reasons.iter().map(|why| names.reason(why)).collect();
        if !reasons.is_empty() {
            line(
                &mut text,
                "\n  not ",
                &format!("{}: {}", names.place(considered.place), reasons.join("; ")),
            );
        }
    }
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// How well a pattern is served, in words.
#[must_use]
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Served => "served",
        Outcome::AtPrice => "served at a price",
        Outcome::NotServed => "not served",
    }
}

/// What the request of a verdict carries and takes, each with a label; nothing if nothing serves the pattern.
#[must_use]
pub fn facts(design: &Design, verdict: &Verdict) -> Vec<(&'static str, String)> {
    let names = Names::of(design, verdict.pattern);
    let service = verdict.service.as_ref();
    service.map(|service| told(&names, service, verdict.pattern)).unwrap_or_default()
}

/// Why a candidate does not serve a pattern.
#[must_use]
pub fn reason(design: &Design, pattern: PatternId, reason: &Reason) -> String {
    Names::of(design, pattern).reason(reason)
}

/// What a verdict costs beyond the answer.
#[must_use]
pub fn price(design: &Design, pattern: PatternId, price: &Price) -> String {
    Names::of(design, pattern).price(price)
}

/// What is good to know of a verdict.
#[must_use]
pub fn note(design: &Design, pattern: PatternId, note: &Note) -> String {
    Names::of(design, pattern).note(note)
}

fn line(text: &mut String, head: &str, tail: &str) {
    text.push_str(head);
    text.push_str(tail);
}

fn told(names: &Names<'_>, service: &Service, pattern: PatternId) -> Facts {
    let request = super::request(names.design, pattern).unwrap_or_default();
    let mut facts = Facts::new();
    expressions(&request, &mut facts);
    if let Some((operation, then)) = &request.then {
        facts.push(("then", operation.name().to_owned()));
        expressions(then, &mut facts);
    }
    if !service.ordered_by.is_empty() {
        facts.push(("ordered by", names.listed(&service.ordered_by)));
    }
    if matches!(
        service.operation,
        Operation::GetItem | Operation::BatchGetItem | Operation::Query | Operation::Scan
    ) {
        let word = match (request.consistent, service.can_be_strong) {
            (true, _) => "strong",
            (false, true) => "eventual, may be strong",
            (false, false) => "eventual only",
        };
        facts.push(("consistency", word.to_owned()));
    }
    facts.push(("takes", amount(names, service.operation, &service.estimate)));
    facts
}

/// Labels and what they are of.
type Facts = Vec<(&'static str, String)>;

fn expressions(request: &Request, facts: &mut Facts) {
    let key: Vec<String> =
        request.key.iter().map(|(name, value)| format!("{name} = {}", slot(value))).collect();
    if !key.is_empty() {
        facts.push(("key", key.join(", ")));
    }
    // What is put into an attribute under its own name needs no word.
    let is_made = |(name, value): &&(String, Slot)| value.pieces != [Piece::Attribute(name.clone())];
    let made = request.item.iter().filter(is_made);
    facts.extend(made.map(|(name, value)| ("item", format!("{name} = {}", slot(value)))));
    let written = [
        ("key condition", &request.key_condition),
        ("filter", &request.filter),
        ("update", &request.update),
        ("condition", &request.condition),
        ("projection", &request.projection),
    ];
    facts.extend(written.into_iter().filter_map(|(label, text)| Some((label, text.clone()?))));
    facts.extend(request.names.iter().map(|(name, of)| ("name", format!("{name} = {of}"))));
    facts.extend(request.values.iter().map(|(name, of)| ("value", format!("{name} = {}", slot(of)))));
    if let Some(forward) = request.forward {
        facts.push(("direction", if forward { "ascending" } else { "descending" }.to_owned()));
    }
    facts.extend(request.limit.map(|limit| ("limit", limit.to_string())));
}

/// A value with its parameters in braces.
fn slot(slot: &Slot) -> String {
    let mut text = String::new();
    for piece in &slot.pieces {
        // Writing to a string does not fail.
        let _ = match piece {
            Piece::Text(plain) => write!(text, "{plain}"),
            Piece::Parameter(name) | Piece::Attribute(name) => write!(text, "{{{name}}}"),
            Piece::From(name) => write!(text, "{{{name} from}}"),
            Piece::To(name) => write!(text, "{{{name} to}}"),
            Piece::EachOf(name) => write!(text, "{{each of {name}}}"),
            Piece::AllOf(name) => write!(text, "{{all of {name}}}"),
            Piece::Highest => write!(text, "\\u{{10ffff}}"),
        };
    }
    text
}

fn amount(names: &Names<'_>, operation: Operation, estimate: &Estimate) -> String {
    let mut text = String::new();
    if let Some(items) = estimate.items {
        let _ = write!(text, "{items} × ");
    }
    match estimate.entry_bytes {
        Some(bytes) => drop(write!(text, "{bytes} bytes, ")),
        None => text.push_str("unknown size, "),
    }
    if operation == Operation::SearchVectors {
        return text + "charged by bytes";
    }
    let least = if estimate.at_least { "at least " } else { "" };
    let _ =
        write!(text, "{} page{}, {least}{} units", estimate.pages, plural(estimate.pages), estimate.units);
    if let Some(fetch) = estimate.fetch_units {
        let _ = write!(text, " + {fetch} to fetch");
    }
    for (index, units) in &estimate.index_units {
        let _ = write!(text, " + {units} of {}", names.place(Place::Index(*index)));
    }
    if let Some(peak) = estimate.peak_units {
        let _ = write!(text, ", {peak} a second at the peak");
    }
    text
}

const fn plural(number: u64) -> &'static str {
    if number == 1 { "" } else { "s" }
}

/// The names that reasons are told with.
struct Names<'d> {
    design: &'d Design,
    table: Option<&'d Table>,
}

impl<'d> Names<'d> {
    fn of(design: &'d Design, pattern: PatternId) -> Self {
        let table = design.pattern(pattern).and_then(|pattern| design.table(pattern.table));
        Self { design, table }
    }

    fn attribute(&self, id: AttributeId) -> String {
        quoted(self.table.map_or("", |table| table.attribute_name(id)))
    }

    fn listed(&self, ids: &[AttributeId]) -> String {
        ids.iter().map(|id| self.attribute(*id)).collect::<Vec<_>>().join(", ")
    }

    fn place(&self, place: Place) -> String {
        match place {
            Place::Table => "the table".to_owned(),
            Place::Index(id) => match self.table.and_then(|table| table.index_name(id)) {
                Some(name) => quoted(name),
                None => self.elsewhere(id),
            },
        }
    }

    /// An index of another table, where a transaction writes to several.
    fn elsewhere(&self, id: IndexId) -> String {
        let mut tables = self.design.tables.iter();
        let found = tables.find_map(|table| Some((table.index_name(id)?, &table.name)));
        found.map_or_else(|| quoted(""), |(index, table)| format!("{} of {}", quoted(index), quoted(table)))
    }

    fn entities(&self, ids: &[EntityId]) -> String {
        let name = |id: &EntityId| {
            quoted(self.table.and_then(|table| table.entity(*id)).map_or("", |one| &one.name))
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn reason(&self, reason: &Reason) -> String {
        let name = |id: &AttributeId| self.attribute(*id);
        match reason {
            Reason::TableGone => "the table is gone".to_owned(),
            Reason::AttributeGone(_) => "the pattern speaks of an attribute that is gone".to_owned(),
            Reason::Unfinished => "its key is not chosen yet".to_owned(),
            Reason::NoStrongReads => "a global index has no strongly consistent reads".to_owned(),
            Reason::PartitionUnknown(id) => format!("partition key {} is not given", name(id)),
            Reason::PartitionCompared(id, comparison) => {
                format!("partition key {} takes = only, not {}", name(id), comparison.symbol())
            }
            Reason::LeftToRight { wanted, before } => {
                format!("sort attributes are used left to right: {} before {}", name(before), name(wanted))
            }
            Reason::KeyCompared(id, comparison) => {
                format!(
                    "no key condition has {} of {}, and no filter takes a key",
                    comparison.symbol(),
                    name(id)
                )
            }
            Reason::ComparedTwice(id) => format!("a key condition compares {} once", name(id)),
            Reason::FilterNotProjected(id) => {
                format!("projection lacks {}, which the filter needs", name(id))
            }
            Reason::NotCarried(id) => format!("no item of the entity carries {} to filter by", name(id)),
            Reason::OrderedBy { wanted, given: Some(given) } => {
                format!("ordered by {}, not by {}", name(given), name(wanted))
            }
            Reason::OrderedBy { wanted, given: None } => {
                format!("nothing orders its answer by {}", name(wanted))
            }
            Reason::NoOrder(id) => format!("this operation has no order by {}", name(id)),
            Reason::EntityAbsent(id) => format!("items of the entity have no {} and are not in it", name(id)),
            Reason::NotAll(id) => format!("without items that have no {}", name(id)),
            Reason::OnlySearches => "a vector index answers searches only".to_owned(),
            Reason::NotAVectorIndex => "only a vector index finds what is nearest".to_owned(),
            Reason::NotAFilter(id) => format!("a search of it can't filter by {}", name(id)),
            Reason::TooManyNearest => "a search gives at most 100".to_owned(),
            Reason::WritesGoToTable => "writes go to the table, indexes follow".to_owned(),
            Reason::OnlyByTableKey => "single items are read by the table's key".to_owned(),
            Reason::KeyUnknown(id) => format!("key attribute {} is not given", name(id)),
            Reason::KeyNotEqual(id, comparison) => {
                format!(
                    "the whole key is needed by equality, and {} is given by {}",
                    name(id),
                    comparison.symbol()
                )
            }
            Reason::KeyChanged(id) => format!("an update can't change {}, which is in the key", name(id)),
            Reason::KeyRemade { key, of } => format!(
                "the key {} is made of {}, and an update can't change a key: delete the item and put it anew in one transaction",
                name(key),
                name(of)
            ),
            Reason::NothingTogether => "the transaction has nothing in it".to_owned(),
            Reason::TooMuchTogether => "a transaction takes at most 100 actions".to_owned(),
            Reason::ReadsAndWrites => "a transaction reads or writes, not both".to_owned(),
            Reason::NotInTransaction(id) => self.design.pattern(*id).map_or_else(
                || "a part of the transaction is gone".to_owned(),
                |part| format!("{} is no read or write of one whole key", quoted(&part.name)),
            ),
            Reason::Pinned => "would do, but the pattern is bound to another".to_owned(),
            Reason::Dearer(drawback) => format!("would do, but {}", self.drawback(drawback)),
            Reason::AsGood(place) => format!("would do as well, {} comes first", self.place(*place)),
        }
    }

    fn drawback(&self, drawback: &Drawback) -> String {
        match drawback {
            Drawback::Calls => "takes one call per value".to_owned(),
            Drawback::Fetches(ids) => format!("projection lacks {}", self.listed(ids)),
            Drawback::Filters(ids) => format!("reads more and filters by {}", self.listed(ids)),
            Drawback::LocalFetches(ids) => format!("fetches {} from the table", self.listed(ids)),
            Drawback::OtherEntities => "items of other entities are in what it reads".to_owned(),
            Drawback::ReadsMore => "reads more".to_owned(),
            Drawback::Sparse(id) => format!("is without items that have no {}", self.attribute(*id)),
            Drawback::IsAnIndex => "is a copy that follows later".to_owned(),
            Drawback::Wider => "its entries are larger".to_owned(),
        }
    }

    fn price(&self, price: &Price) -> String {
        match price {
            Price::Filter(ids) => {
                format!("filters by {} after reading, and is charged before", self.listed(ids))
            }
            Price::Checked(ids) => {
                format!("the application compares {}: reads by key have no filter", self.listed(ids))
            }
            Price::Fetch(ids) => {
                format!("the application fetches each item: projection lacks {}", self.listed(ids))
            }
            Price::LocalFetch(ids) => {
                format!("each item is fetched and charged: projection lacks {}", self.listed(ids))
            }
            Price::Pages(pages) => format!("{pages} pages of 1 MB"),
            Price::CallPerValue(id) => format!("one call per value of {}", self.attribute(*id)),
            Price::Calls(calls) => format!("{calls} calls of 100 keys"),
            Price::OtherEntities(ids) => format!("items of {} are in what is read", self.entities(ids)),
        }
    }

    fn note(&self, note: &Note) -> String {
        match note {
            Note::OnlyItemsWith(id) => format!("only items that have {}", self.attribute(*id)),
            Note::NotUnique => "this key need not be unique: expect several items".to_owned(),
            Note::Merged => "the application merges the answers of the calls".to_owned(),
            Note::OrderedAsText(id) => {
                format!("{} is ordered as text inside the key: give it a fixed length", self.attribute(*id))
            }
            Note::FailedConditionCosts => "a failed condition is charged like the write".to_owned(),
            Note::MustBeKnown(ids) => {
                format!(
                    "the application must know {}: keys that it writes anew are made of it",
                    self.listed(ids)
                )
            }
        }
    }
}
