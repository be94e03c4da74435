//! What a table and its indexes are used for in a second, the ways to pay for them, and how hot their keys get.

use tablewright_access::cost::{
    Amplification, Assumptions, Basis, Bill, Flow, Heat, Mode, Rates, Ratio, Temperature, Usage,
    alternatives, amplification, heat, usage,
};
use tablewright_access::verdict::{Place, Verdict};
use tablewright_contract::paper::{Grid, Kind, Part, Row, Tone};
use tablewright_model::{Autoscaling, Billing, Design, Object, Table, TableClass};

use super::row;

/// What is said below ways to pay of which some can't be told.
const NO_PRICES: &str = "Ways whose prices are not known in this Region are left out.";

pub(super) fn parts(
    design: &Design,
    verdicts: &[Verdict],
    table: &Table,
    rates: Rates<'_>,
    assumptions: &Assumptions,
    bill: &Bill,
) -> Vec<Part> {
    let places = places(design, verdicts, table, bill);
    let keys = keys(design, verdicts, table);
    let ways = ways(design, verdicts, table, rates, assumptions);
    places.into_iter().chain(keys).chain(ways).collect()
}

/// The table and each index: units a second, what it adds to a write, and its share of the month.
fn places(design: &Design, verdicts: &[Verdict], table: &Table, bill: &Bill) -> Option<Part> {
    let used = usage(design, verdicts);
    let added = amplification(design, verdicts);
    let all = std::iter::once(Place::Table).chain(table.index_ids().map(Place::Index));
    let one = |place: Place| {
        let of = |flow| {
            let own = |one: &&Usage| one.table == table.id && one.place == place && one.pattern.is_none();
            used.iter().filter(own).find(|one| one.flow == flow).map(rate).unwrap_or_default()
        };
        let factor = |one: &Amplification| format!("{:.2}", one.factor);
        let factor = match place {
            Place::Table => String::new(),
            Place::Index(id) => added.iter().find(|one| one.index == id).map(factor).unwrap_or_default(),
        };
        let money = bill.of_place(table.id, place).to_string();
        Row {
            about: Some(object(table, place)),
            ..row([name(table, place), of(Flow::Read), of(Flow::Write), factor, money])
        }
    };
    let heads = [
        ("Table or index", Kind::Value),
        ("Read units a second", Kind::Number),
        ("Write units a second", Kind::Number),
        ("For a write unit of the table", Kind::Number),
        ("A month", Kind::Number),
    ];
    super::grid("What each is used for", heads, all.map(one).collect())
}

/// As used over the month, and at the peak where that is more.
fn rate(usage: &Usage) -> String {
    if usage.usual == usage.most {
        format!("{:.1}", usage.most)
    } else {
        format!("{:.1}, at the peak {:.1}", usage.usual, usage.most)
    }
}

/// The load on the hottest value of each partition key.
fn keys(design: &Design, verdicts: &[Verdict], table: &Table) -> Option<Part> {
    let all = heat(design, verdicts);
    let own = all.iter().filter(|heat| heat.table == table.id);
    let one = |heat: &Heat| {
        let flow = match heat.flow {
            Flow::Read => "reads",
            Flow::Write => "writes",
        };
        let share = heat.share.times(Ratio::whole(100));
        let load = format!("{:.1} of {}", heat.units, Ratio::whole(heat.limit.into()));
        let (tone, told) = temperature(heat);
        Row {
            tone,
            about: Some(object(table, heat.place)),
            ..row([
                format!("{}, {flow}", name(table, heat.place)),
                format!("{share:.1} %, {}", basis(heat.basis)),
                load,
                told,
            ])
        }
    };
    let heads = [
        ("Key of", Kind::Value),
        ("Share of the hottest value", Kind::Text),
        ("Units a second on it", Kind::Number),
        ("How it stands", Kind::Text),
    ];
    super::grid("Hot keys, at the peak", heads, own.map(one).collect())
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Hottest => "as its attribute states",
        Basis::Distinct => "by the number of values that its attribute states",
        Basis::Sample => "as in the sample items",
        Basis::Constant => "since every item has the same key",
        Basis::Unknown => "since nothing says how values are spread: state it at the attribute",
    }
}

fn temperature(heat: &Heat) -> (Tone, String) {
    match heat.temperature {
        Temperature::Cool => (Tone::Good, "Cool".to_owned()),
        Temperature::Warm => (Tone::Odd, "Warm: more than half of what one value takes".to_owned()),
        Temperature::Hot => {
            let told = if heat.shards > 1 {
                format!("Hot: requests are refused; split the value into {}", heat.shards)
            } else {
                "Hot: requests are refused".to_owned()
            };
            (Tone::Bad, told)
        }
    }
}

/// Each mode and class, the cheapest first; the table's own is marked.
fn ways(
    design: &Design,
    verdicts: &[Verdict],
    table: &Table,
    rates: Rates<'_>,
    assumptions: &Assumptions,
) -> Option<Part> {
    let all = alternatives(design, verdicts, table.id, rates, assumptions);
    if all.iter().all(|way| way.total().is_nothing()) {
        return None;
    }
    let rows = all.iter().map(|way| {
        let is_own = way.mode == mode(table) && way.class == table.class;
        let marked = if is_own { "as the table is" } else { "" };
        let (throughput, storage) = (way.throughput.to_string(), way.storage.to_string());
        let mode = match way.mode {
            Mode::OnDemand => "On demand",
            Mode::Provisioned => "Provisioned for the peak",
            Mode::Autoscaled => "Provisioned, scaled automatically",
        };
        let class = match way.class {
            TableClass::Standard => "Standard",
            TableClass::InfrequentAccess => "Infrequent access",
        };
        let cells = [
            mode.to_owned(),
            class.to_owned(),
            throughput,
            storage,
            way.total().to_string(),
            marked.to_owned(),
        ];
        Row { tone: if is_own { Tone::Good } else { Tone::Plain }, ..row(cells) }
    });
    let heads = [
        ("Way to pay", Kind::Text),
        ("Class", Kind::Text),
        ("Throughput", Kind::Number),
        ("Storage", Kind::Number),
        ("A month", Kind::Number),
        ("Remark", Kind::Text),
    ];
    let grid = super::grid("Ways to pay for it", heads, rows.collect());
    let is_short = all.len() < Mode::ALL.len() * TableClass::ALL.len();
    grid.map(|part| if is_short { with_note(part, NO_PRICES) } else { part })
}

fn with_note(part: Part, note: &str) -> Part {
    match part {
        Part::Grid(grid) => Part::Grid(Grid { note: note.to_owned(), ..grid }),
        other => other,
    }
}

fn mode(table: &Table) -> Mode {
    let is_scaled = |scaling: Autoscaling| scaling.read.is_some() || scaling.write.is_some();
    match table.billing {
        Billing::OnDemand => Mode::OnDemand,
        Billing::Provisioned(_) if table.autoscaling.is_some_and(is_scaled) => Mode::Autoscaled,
        Billing::Provisioned(_) => Mode::Provisioned,
    }
}

fn name(table: &Table, place: Place) -> String {
    match place {
        Place::Table => table.name.clone(),
        Place::Index(id) => table.index_name(id).unwrap_or_default().to_owned(),
    }
}

const fn object(table: &Table, place: Place) -> Object {
    match place {
        Place::Table => Object::Table(table.id),
        Place::Index(id) => Object::Index(table.id, id),
    }
}
