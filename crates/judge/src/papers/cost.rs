//! What a table costs in a month, each figure with its formula, the other ways to pay for it, what its keys bear, and
//! what is not in the figures.

use tablewright_access::cost::{Assumptions, Bill, Line, Money, Omitted, Prices, Volume, bill, render};
use tablewright_access::preview::Preview;
use tablewright_access::verdict::{Place, Verdict};
use tablewright_contract::paper::{Blank, Deed, Given, Kind, Part, Row, Tone};
use tablewright_model::{Design, DesignField, Edit, Object, PatternId, Table, TableField, TableId, quoted};

use super::{given, row, said, usage};
use crate::prices::Book;

/// More items than that are a slip of the finger.
const MOST_ITEMS: u64 = 1_000_000_000_000;
/// So many backups of one table are none that anybody keeps.
const MOST_BACKUPS: u64 = 100_000;
/// The field of the Region whose prices are looked at; it is one for all tables.
const PRICES: &str = "prices";
/// Bytes of the largest item that AWS takes.
const LARGEST: u64 = 409_600;

pub(super) fn paper(
    design: &Design,
    known: &Book,
    verdicts: &[Verdict],
    table: &Table,
    wanted: &Given,
) -> (Vec<Blank>, Vec<Part>) {
    let (_, mut fields) = volume(table, wanted);
    fields.push(backups(table, wanted).1);
    let Some((prices, choice)) = chosen(design, known, wanted) else { return (fields, Vec::new()) };
    fields.extend(choice);
    let volumes = design.tables.iter().filter_map(|table| Some((table.id, volume(table, wanted).0?)));
    let copies = design.tables.iter().filter_map(|table| Some((table.id, backups(table, wanted).0?)));
    let assumptions =
        Assumptions { volumes: volumes.collect(), backups: copies.collect(), ..Assumptions::default() };
    let rates = known.rates(prices);
    let bill = bill(design, verdicts, rates, &assumptions);
    let mut parts = vec![Part::Facts(facts(design, table, prices, &bill))];
    parts.extend(not_known(design, known, prices));
    parts.extend(kept(table, wanted));
    parts.extend(for_everybody(design, known, prices));
    parts.extend(no_rate(design, table, &bill));
    parts.extend(lines(design, table, &bill));
    parts.extend(usage::parts(design, verdicts, table, rates, &assumptions, &bill));
    parts.extend(tables(design, &bill));
    parts.extend(left_out(design, table, &bill));
    (fields, parts)
}

/// The prices that the figures are made with, and the field for them where there is a choice.
fn chosen<'k>(design: &Design, known: &'k Book, wanted: &Given) -> Option<(&'k Prices, Option<Blank>)> {
    let usual = known.of_design(design)?;
    let told = |of: &Prices| (of.region.clone(), format!("{}, {}", of.region, of.date));
    let choices: Vec<_> = known.all().iter().map(told).collect();
    let is_choice = choices.len() > 1;
    let (region, field) = given::choice(wanted, PRICES, "Prices of", choices, &usual.region);
    Some((known.of(region)?, is_choice.then_some(field)))
}

/// That the design names a Region whose prices nobody has brought.
fn not_known(design: &Design, known: &Book, prices: &Prices) -> Option<Part> {
    let region = design.prices.as_deref().filter(|region| known.of(region).is_none())?;
    let (region, used) = (quoted(region), quoted(&prices.region));
    let text = format!(
        "The prices of {region}, which the design names, are not known here: these are those of {used}."
    );
    Some(said(Tone::Odd, text))
}

/// Other prices than the design's can be made the design's.
fn for_everybody(design: &Design, known: &Book, prices: &Prices) -> Option<Part> {
    let is_other = known.of_design(design).is_some_and(|usual| usual.region != prices.region);
    let field = DesignField::Prices(Some(prices.region.clone()));
    let edit = Edit::SetDesign { field };
    is_other.then(|| super::take("Go by these prices in the design".to_owned(), &edit)).flatten()
}

/// How much a table holds, with its fields. Their names tell tables apart: what was given for one stays.
fn volume(table: &Table, wanted: &Given) -> (Option<Volume>, Vec<Blank>) {
    let name = |what: &str| format!("{what}.{}", table.id);
    let (items, bytes) = (table.volume.map(|volume| volume.items), table.volume.and_then(|of| of.item_bytes));
    let (items, how_many) =
        given::number(wanted, &name("items"), "Items that the table holds", items, MOST_ITEMS);
    let bytes = bytes.or_else(|| mean(table));
    let (bytes, how_large) = given::number(wanted, &name("bytes"), "Bytes of an item", bytes, LARGEST);
    let volume = items.map(|items| Volume { items, item_bytes: bytes, ..Volume::default() });
    (volume, vec![how_many, how_large])
}

/// How many full backups are kept of a table, with the field. A design does not say: backups are made by hand.
fn backups(table: &Table, wanted: &Given) -> (Option<u64>, Blank) {
    given::number(wanted, &format!("backups.{}", table.id), "Backups kept on demand", None, MOST_BACKUPS)
}

/// What was given and is not in the design yet can be put there, for everybody.
fn kept(table: &Table, wanted: &Given) -> Option<Part> {
    let (volume, fields) = volume(table, wanted);
    let is_given =
        fields.iter().any(|field| given::of(wanted, &field.name).is_some_and(|text| !text.is_empty()));
    let of_item = fields.iter().skip(1).any(|field| given::of(wanted, &field.name).is_some());
    let Volume { items, item_bytes, .. } = volume.filter(|_| is_given)?;
    let stated = table.volume.and_then(|volume| volume.item_bytes);
    // The size that the sample has is not stated by that.
    let item_bytes = if of_item { item_bytes } else { stated };
    let now = tablewright_model::Volume { items, item_bytes };
    let field = TableField::Volume(Some(now));
    let edit = Edit::SetTable { table: table.id, field };
    let is_new = table.volume != Some(now);
    is_new.then(|| super::take("Keep this in the design".to_owned(), &edit)).flatten()
}

/// Bytes of a sample item.
fn mean(table: &Table) -> Option<u64> {
    let blocks = Preview::of_table(table).blocks(table);
    let groups = blocks.iter().filter(|block| block.place == Place::Table).flat_map(|block| &block.groups);
    let (bytes, items) = groups
        .fold((0, 0), |(bytes, items), group| (bytes + group.bytes, items + group.entries.len() as u64));
    (items > 0).then(|| bytes.div_ceil(items))
}

fn facts(design: &Design, table: &Table, prices: &Prices, bill: &Bill) -> Vec<(String, String)> {
    let money = |money| format!("{money} {}", prices.currency);
    let of = format!("{} a month", quoted(&table.name));
    let mut facts = vec![(of, money(bill.of_table(table.id)))];
    if design.tables.len() > 1 {
        facts.push(("All tables a month".to_owned(), money(bill.total())));
    }
    let Prices { region, date, .. } = prices;
    let said = format!("List prices of {region}, {date}; other Regions have others. A month is 730 hours");
    facts.push(("Prices".to_owned(), said));
    facts
}

/// What stands here as long as no pattern says how often it is asked.
fn no_rate(design: &Design, table: &Table, bill: &Bill) -> Vec<Part> {
    let mut asked = design.patterns.iter().filter(|pattern| pattern.table == table.id);
    if asked.clone().any(|pattern| bill.of_pattern(pattern.id) > Money::ZERO) {
        return Vec::new();
    }
    let name = quoted(&table.name);
    match asked.find(|pattern| pattern.peak_rate.is_none() && pattern.average_rate.is_none()) {
        None => Vec::new(),
        Some(first) => vec![
            said(
                Tone::Plain,
                format!(
                    "No access pattern of {name} says how often it is asked: state a rate to see what requests cost."
                ),
            ),
            Part::Press("Show the first of them".to_owned(), Deed::Show(Object::Pattern(first.id))),
        ],
    }
}

/// The bill of the table, the dearest first, each with its formula.
fn lines(design: &Design, table: &Table, bill: &Bill) -> Option<Part> {
    let mut own: Vec<&Line> = bill.lines.iter().filter(|line| line.table == table.id).collect();
    own.sort_by_key(|line| std::cmp::Reverse(line.money));
    let one = |line: &&Line| Row {
        about: Some(about(table.id, line.place, line.pattern)),
        why: format!("= {}", render::formula(&line.factors)),
        ..row([capital(render::meter(line.meter)), render::about(design, line), line.money.to_string()])
    };
    let heads = [("Charged", Kind::Text), ("For", Kind::Text), ("A month", Kind::Number)];
    super::grid("What a month is made of", heads, own.iter().map(one).collect())
}

/// The part of each table, where there are several.
fn tables(design: &Design, bill: &Bill) -> Option<Part> {
    let mut all: Vec<&std::sync::Arc<Table>> = design.tables.iter().collect();
    if all.len() < 2 {
        return None;
    }
    all.sort_by_key(|table| std::cmp::Reverse(bill.of_table(table.id)));
    let one = |table: &&std::sync::Arc<Table>| Row {
        about: Some(Object::Table(table.id)),
        ..row([quoted(&table.name), bill.of_table(table.id).to_string()])
    };
    let heads = [("Table", Kind::Text), ("A month", Kind::Number)];
    super::grid("All tables", heads, all.iter().map(one).collect())
}

/// What is not in the figures, and the way to have it in.
fn left_out(design: &Design, table: &Table, bill: &Bill) -> Option<Part> {
    let is_own = |id: PatternId| design.pattern(id).is_some_and(|pattern| pattern.table == table.id);
    let one = |omitted: &Omitted| {
        let about = match *omitted {
            Omitted::Transfer | Omitted::OtherServices | Omitted::Restores => None,
            Omitted::Searches(of, index) => Some(Object::Index(of, index)),
            Omitted::NoRate(id) | Omitted::NotServed(id) | Omitted::AtLeast(id) => Some(Object::Pattern(id)),
            Omitted::NoPrice(of, _)
            | Omitted::NoVolume(of)
            | Omitted::Backups(of)
            | Omitted::OtherReads(of)
            | Omitted::OtherPrices(of) => Some(Object::Table(of)),
        };
        let is_here = match about {
            None => true,
            Some(Object::Pattern(id)) => is_own(id),
            Some(object) => object.table() == Some(table.id),
        };
        let text = capital(&render::omitted(design, *omitted));
        is_here.then(|| Row { about, ..row([text]) })
    };
    let rows = bill.omitted.iter().filter_map(one).collect();
    super::grid("Not in these figures", [("What, and how to have it in", Kind::Text)], rows)
}

/// What a line is about.
fn about(table: TableId, place: Place, pattern: Option<PatternId>) -> Object {
    match (pattern, place) {
        (Some(pattern), _) => Object::Pattern(pattern),
        (None, Place::Table) => Object::Table(table),
        (None, Place::Index(index)) => Object::Index(table, index),
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + rest.as_str())
}
