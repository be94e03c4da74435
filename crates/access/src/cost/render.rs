//! Bills and heat as text.

use std::fmt::Write as _;

use tablewright_model::{Design, Table, TableId, quoted};

use super::{Basis, Bill, Factor, Flow, Heat, Line, Meter, Omitted, Prices, Ratio, Temperature, What};
use crate::verdict::Place;

/// A bill with its formulas and what it leaves out.
#[must_use]
pub fn text(design: &Design, prices: &Prices, bill: &Bill) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{} {} a month in {}, prices of {}",
        bill.total(),
        prices.currency,
        prices.region,
        prices.date
    );
    for line in &bill.lines {
        let _ = writeln!(text, "\n{} {}: {}", line.money, meter(line.meter), about(design, line));
        let _ = writeln!(text, "  = {}", formula(&line.factors));
    }
    for omitted in &bill.omitted {
        let _ = writeln!(text, "\nnot in it: {}", self::omitted(design, *omitted));
    }
    text
}

/// What a line is about.
#[must_use]
pub fn about(design: &Design, line: &Line) -> String {
    let mut place = place(design, line.table, line.place);
    if let Some(region) = &line.region {
        place = format!("{place} in {region}");
    }
    let pattern = line.pattern.and_then(|id| design.pattern(id));
    pattern.map_or_else(|| place.clone(), |pattern| format!("{}, {place}", pattern.name))
}

/// A formula in one line.
#[must_use]
pub fn formula(factors: &[Factor]) -> String {
    let mut text = String::new();
    for (at, factor) in factors.iter().enumerate() {
        let (sign, value) = match factor.what {
            What::Gigabytes | What::Many => ("÷", factor.value.inverse()),
            _ => ("×", factor.value),
        };
        let sign = if at == 0 { String::new() } else { format!(" {sign} ") };
        let what = what(factor.what);
        let _ = write!(text, "{sign}{value}{}{what}", if what.is_empty() { "" } else { " " });
    }
    text
}

/// The heat of one key.
#[must_use]
pub fn heat(design: &Design, heat: &Heat) -> String {
    let flow = match heat.flow {
        Flow::Read => "read",
        Flow::Write => "write",
    };
    let how = match heat.temperature {
        Temperature::Cool => "cool",
        Temperature::Warm => "warm",
        Temperature::Hot => "hot",
    };
    let basis = match heat.basis {
        Basis::Hottest => "as its commonest value is stated",
        Basis::Distinct => "as its values are counted, each used alike",
        Basis::Sample => "as in the sample items",
        Basis::Constant => "since every item has the same key",
        Basis::Unknown => "since nothing says how its values are spread",
    };
    let split =
        if heat.shards > 1 { format!(", split each value into {}", heat.shards) } else { String::new() };
    format!(
        "{}: {how}, {} of {} {flow} units a second on one value, {basis}{split}",
        place(design, heat.table, heat.place),
        heat.units,
        Ratio::whole(heat.limit.into())
    )
}

/// What a bill leaves out, and the way to have it in.
#[must_use]
pub fn omitted(design: &Design, omitted: Omitted) -> String {
    let table = |id: TableId| design.table(id).map_or_else(String::new, |table| quoted(&table.name));
    let pattern = |id| design.pattern(id).map_or_else(String::new, |pattern| quoted(&pattern.name));
    match omitted {
        Omitted::NoPrice(id, of) => {
            format!("{} of {}: the price file of the Region has no price for it", meter(of), table(id))
        }
        Omitted::Transfer => "data transfer between Regions and to the internet".to_owned(),
        Omitted::OtherServices => {
            "keys, metrics, functions, pipelines and streams of other services".to_owned()
        }
        Omitted::Restores => "restores, exports and imports".to_owned(),
        Omitted::Backups(id) => format!("backups of {} on demand: say how many are kept", table(id)),
        Omitted::Searches(id, index) => {
            let index = place(design, id, Place::Index(index));
            format!("searches of the vector index {index}, which are charged by the bytes that they read")
        }
        Omitted::NoRate(id) => format!("{}: state its rate", pattern(id)),
        Omitted::NotServed(id) => format!("{}: nothing serves it", pattern(id)),
        Omitted::AtLeast(id) => {
            format!("what {} takes beyond the least: state sizes and numbers", pattern(id))
        }
        Omitted::NoVolume(id) => {
            format!("storage of {}: say how many items it has, and how large", table(id))
        }
        Omitted::OtherReads(id) => format!("reads of {} in other Regions", table(id)),
        Omitted::OtherPrices(id) => {
            let table = table(id);
            format!(
                "other prices of replicas of {table}: those of their Region are not known, and are taken as here"
            )
        }
    }
}

/// What is charged, in words.
#[must_use]
pub const fn meter(meter: Meter) -> &'static str {
    match meter {
        Meter::ReadRequests => "read requests",
        Meter::WriteRequests => "write requests",
        Meter::ReplicatedWriteRequests => "replicated write requests",
        Meter::ReadCapacity => "read capacity",
        Meter::WriteCapacity => "write capacity",
        Meter::ReplicatedWriteCapacity => "replicated write capacity",
        Meter::VectorWrites => "writes into a vector index",
        Meter::Storage => "storage",
        Meter::Recovery => "point-in-time recovery",
        Meter::Backups => "backups on demand",
        Meter::StreamReads => "stream reads",
        Meter::KinesisUnits => "change records for Kinesis",
    }
}

const fn what(what: What) -> &'static str {
    match what {
        What::RequestsPerSecond => "requests a second",
        What::PeakRequestsPerSecond => "requests a second (peak)",
        What::UnitsPerRequest => "units each",
        What::CapacityUnits => "units",
        What::Regions => "Regions",
        What::Seconds => "seconds",
        What::Hours => "hours",
        What::Items => "items",
        What::Backups => "backups",
        What::BytesEach => "bytes each",
        What::Gigabytes => "bytes of a GB",
        What::NoPrice => "(its price is not known)",
        What::Many | What::Price => "",
        What::Charged => "charged",
    }
}

fn place(design: &Design, id: TableId, place: Place) -> String {
    let Some(table) = design.table(id) else { return String::new() };
    let index = |table: &Table, place| match place {
        Place::Table => None,
        Place::Index(id) => table.index_name(id).map(str::to_owned),
    };
    index(table, place)
        .map_or_else(|| quoted(&table.name), |index| format!("{} of {}", quoted(&index), quoted(&table.name)))
}
