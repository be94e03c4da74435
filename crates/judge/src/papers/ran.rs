//! A pattern carried out on the sample items: what it reads, what is filtered away, what it takes, what it would
//! change. Its parameters have the values of a sample item until somebody gives others.

use std::sync::Arc;

use tablewright_access::engine::ItemChange;
use tablewright_access::preview::{Asked, Preview, Ran, Stopped, Units, asked};
use tablewright_access::value::Attributes;
use tablewright_access::verdict::{Arguments, Place, verdict};
use tablewright_contract::paper::{Blank, Deed, Given, Kind, Part, Row, Tone};
use tablewright_model::{Design, Pattern, Table, TableId, quoted};

use super::items::{Shown, grid, keys, none};
use super::{count, given, parameters, row, said, tried, value};

/// The step that leads from page to page; it begins with [`STEP`](tablewright_contract::paper::STEP).
const PAGE: &str = "@page";
/// Pages that somebody reads through.
const PAGES: u64 = 10_000;

pub(super) fn paper(design: &Design, pattern: &Pattern, wanted: &Given) -> Option<(Vec<Blank>, Vec<Part>)> {
    let table = design.table(pattern.table)?;
    let (arguments, fields) = parameters::read(design, pattern.id, wanted);
    let empty = if table.items.is_empty() { none(design, table) } else { Vec::new() };
    if fields.iter().any(|field| !field.wrong.is_empty()) {
        return Some((fields, empty));
    }
    let page = given::number(wanted, PAGE, "", Some(0), PAGES).0.unwrap_or_default();
    let (page, told) = match reached(design, pattern, &arguments, page) {
        Ok((page, ran)) => (page, answer(design, table, pattern, page, &ran)),
        Err(stopped) => (page, vec![said(Tone::Bad, format!("{stopped}."))]),
    };
    let asked = asked(design, pattern.id, &arguments).unwrap_or_default();
    let tried = match asked.is_empty() {
        true => Vec::new(),
        false => tried::parts(design, pattern.id, &arguments, page, wanted),
    };
    Some((fields, empty.into_iter().chain(told).chain(sent(asked)).chain(tried).collect()))
}

/// The page that is wanted, or the last that there is.
fn reached(
    design: &Design,
    pattern: &Pattern,
    arguments: &Arguments,
    page: u64,
) -> Result<(u64, Ran), Stopped> {
    let preview = Preview::of(design);
    let mut ran = preview.run(design, pattern.id, arguments, None)?;
    let mut at = 0;
    while at < page
        && let Some(next) = ran.next.take()
    {
        ran = preview.run(design, pattern.id, arguments, Some(&next))?;
        at += 1;
    }
    Ok((at, ran))
}

fn answer(design: &Design, table: &Table, pattern: &Pattern, page: u64, ran: &Ran) -> Vec<Part> {
    let mut parts = vec![Part::Facts(facts(page, ran))];
    let step = |label: &str, page: u64| {
        Part::Press(label.to_owned(), Deed::Give(vec![(PAGE.to_owned(), page.to_string())]))
    };
    parts.extend((page > 0).then(|| step("First page", 0)));
    parts.extend(ran.next.as_ref().map(|_| step("Next page", page + 1)));
    parts.extend(ran.changes.iter().map(|(id, change)| changed(design, *id, change)));
    if ran.changes.is_empty() {
        parts.push(found(design, table, pattern, ran));
    }
    parts
}

fn facts(page: u64, ran: &Ran) -> Vec<(String, String)> {
    let took = ran.units.iter().map(units).collect::<Vec<_>>().join("; ");
    let took = if took.is_empty() { "nothing".to_owned() } else { took };
    let mut facts = vec![("Operation", ran.operation.to_owned())];
    if ran.changes.is_empty() {
        let read = if ran.filtered.is_empty() {
            count(ran.read, "item")
        } else {
            format!("{}, {} filtered away", count(ran.read, "item"), ran.filtered.len())
        };
        facts.extend([("Read", read), ("Answered", count(ran.items.len(), "item"))]);
    }
    facts.push(("Took", took));
    if page > 0 || ran.next.is_some() {
        let more = if ran.next.is_some() { "there is more" } else { "the last" };
        facts.push(("Page", format!("{}, {more}", page + 1)));
    }
    facts.into_iter().map(|(label, text)| (label.to_owned(), text)).collect()
}

fn units(units: &Units) -> String {
    let of = units.index.as_ref().unwrap_or(&units.table);
    let word = if units.amount.halves() == 2 { "unit" } else { "units" };
    format!("{} {word} of {}", units.amount, quoted(of))
}

/// What the application gets, and faded below what was read and filtered away.
fn found(design: &Design, table: &Table, pattern: &Pattern, ran: &Ran) -> Part {
    if ran.items.is_empty() && ran.filtered.is_empty() {
        return said(Tone::Plain, "No sample item fits.");
    }
    let place = verdict(design, pattern.id).and_then(|verdict| verdict.service).map(|service| service.place);
    let preview = Preview::of_table(table);
    let one = |item: &Arc<Attributes>| Shown::plain(preview.item(table.id, item), Arc::clone(item));
    let dropped = |item| Shown { tone: Tone::Absent, why: "Read and filtered away.".to_owned(), ..one(item) };
    let items: Vec<Shown> = ran.items.iter().map(one).chain(ran.filtered.iter().map(dropped)).collect();
    let carried = |name: &String| items.iter().any(|one| one.attributes.contains_key(name));
    let keys: Vec<String> = keys(table, place.unwrap_or(Place::Table)).into_iter().filter(carried).collect();
    Part::Grid(grid("Items", table, &keys, &items))
}

/// What a write would change of an item.
fn changed(design: &Design, table: TableId, change: &ItemChange) -> Part {
    let name = design.table(table).map(|table| quoted(&table.name)).unwrap_or_default();
    let what = match (&change.before, &change.after) {
        (None, Some(_)) => "A new item",
        (Some(_), None) => "A removed item",
        _ => "A changed item",
    };
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    let names: std::collections::BTreeSet<&String> =
        before.into_iter().chain(after).flat_map(Attributes::keys).collect();
    let text = |item: Option<&Attributes>, name: &String| {
        item.and_then(|item| item.get(name)).map(value::shown).unwrap_or_default()
    };
    let rows = names.into_iter().map(|name| {
        let (old, new) = (text(before, name), text(after, name));
        let tone = if old == new { Tone::Plain } else { Tone::Odd };
        Row { tone, ..row([name.clone(), old, new]) }
    });
    let heads = [("Attribute", Kind::Key), ("Before", Kind::Value), ("After", Kind::Value)];
    super::grid(&format!("{what} of {name}"), heads, rows.collect())
        .unwrap_or_else(|| said(Tone::Plain, format!("Nothing would change in {name}.")))
}

/// The first of the requests, as it is sent.
fn sent(all: Vec<Asked>) -> Option<Part> {
    let number = all.len();
    let first = all.into_iter().next()?;
    let body = serde_json::to_string_pretty(&first.body()).ok()?;
    let of = if number > 1 { format!(", 1 of {number}") } else { String::new() };
    Some(Part::Code(format!("{}{of}", first.operation()), body))
}
