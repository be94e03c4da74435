//! Bills: the worked examples of the pricing pages and guides, alternatives, differences, heat.

use std::fs;

use tablewright_access::cost::{
    Assumptions, Basis, Bill, Flow, Heat, Meter, Mode, Omitted, Prices, Ratio, Temperature, Volume,
    alternatives, amplification, bill, break_even, difference, heat, render, usage,
};
use tablewright_access::verdict::{Place, verdicts};
use tablewright_model::{
    Attribute, AttributeId, AttributeType, Autoscaling, Billing, Capacity, Comparison, Condition, Design,
    Distance, IndexId, Pattern, PatternId, PatternKind, Projection, Recovery, Replica, Scaling, Table,
    TableClass, TableId, VectorIndex,
};
use tablewright_testkit::{TableBuilder, golden, id};

pub(crate) fn prices() -> Prices {
    Prices::from_json(include_str!("../../../../assets/prices/us-east-1.json")).unwrap()
}

pub(crate) fn table(index: bool) -> Table {
    let builder = TableBuilder::new("T").attribute("pk", AttributeType::S).attribute("by", AttributeType::S);
    let builder = builder.partition("pk");
    if index { builder.index("ByAll", &["by"], &[], Projection::All).build() } else { builder.build() }
}

pub(crate) fn pattern(kind: PatternKind, rate: u32, size: u32) -> Pattern {
    let condition = Condition {
        attribute: AttributeId(id("pk")),
        comparison: Comparison::Equal,
        parameter: "pk".to_owned(),
    };
    let conditions = if kind == PatternKind::Put { Vec::new() } else { vec![condition] };
    let new = Pattern::new(PatternId(id(&format!("{kind:?}"))), format!("{kind:?}"), TableId(id("T")), kind);
    Pattern { peak_rate: Some(rate), average_rate: Some(rate), item_size: Some(size), conditions, ..new }
}

pub(crate) fn design(table: Table, patterns: impl IntoIterator<Item = Pattern>) -> Design {
    Design {
        tables: [table].into_iter().collect(),
        patterns: patterns.into_iter().collect(),
        ..Design::blank("Costs")
    }
}

pub(crate) fn month(hours: u32) -> Assumptions {
    Assumptions { hours, ..Assumptions::default() }
}

fn billed(design: &Design, assumptions: &Assumptions) -> Bill {
    bill(design, &verdicts(design), (&prices()).into(), assumptions)
}

fn total(design: &Design, hours: u32) -> String {
    billed(design, &month(hours)).total().to_string()
}

/// 100 writes a second of 1 KB for 30 days are 259.2 million units.
#[test]
fn writes_on_demand() {
    let put = || pattern(PatternKind::Put, 100, 1024);
    assert_eq!(total(&design(table(false), [put()]), 720), "162.00");
    // An index with everything, written every time, doubles the line.
    let indexed = design(table(true), [put()]);
    assert_eq!(total(&indexed, 720), "324.00");
    let bill = billed(&indexed, &month(720));
    assert_eq!(bill.of_place(TableId(id("T")), Place::Table).to_string(), "162.00");
    assert_eq!(bill.of_place(TableId(id("T")), Place::Index(IndexId(id("ByAll")))).to_string(), "162.00");
    assert_eq!(bill.of_pattern(PatternId(id("Put"))), bill.total());
}

#[test]
fn writes_at_100_provisioned_units() {
    let provisioned =
        |table: Table| Table { billing: Billing::Provisioned(Capacity { read: 0, write: 100 }), ..table };
    let put = || pattern(PatternKind::Put, 100, 1024);
    assert_eq!(total(&design(provisioned(table(false)), [put()]), 720), "46.80");
    // With head-room: 100 over 70 % are 143 whole units, where 66.86 is 142.86 of them.
    let scaling = Scaling {
        min: 1,
        max: 1000,
        target: 70,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
        only_out: false,
    };
    let autoscaling = Some(Autoscaling { read: None, write: Some(scaling) });
    let scaled = Table { autoscaling, ..provisioned(table(false)) };
    assert_eq!(total(&design(scaled, [put()]), 720), "66.92");
}

#[test]
fn strong_reads_at_100_provisioned_units() {
    let table = Table { billing: Billing::Provisioned(Capacity { read: 100, write: 0 }), ..table(false) };
    let get = Pattern { consistent: true, ..pattern(PatternKind::Get, 100, 4096) };
    assert_eq!(total(&design(table, [get]), 720), "9.36");
}

#[test]
fn ten_million_items_and_a_keys_only_index() {
    let keys_only =
        TableBuilder::new("T").attribute("pk", AttributeType::S).attribute("by", AttributeType::S);
    let keys_only = keys_only.partition("pk").index("ByKeys", &["by"], &[], Projection::KeysOnly).build();
    let entry_bytes = [(IndexId(id("ByKeys")), 80)].into_iter().collect();
    let volume = Volume { items: 10_000_000, item_bytes: Some(500), entry_bytes };
    let assumptions =
        Assumptions { volumes: [(TableId(id("T")), volume)].into_iter().collect(), ..month(730) };
    let mut design = design(keys_only, []);
    let bill = billed(&design, &assumptions);
    let lines: Vec<String> = bill.lines.iter().map(|line| line.money.to_string()).collect();
    assert_eq!(lines, ["1.50", "0.45"]);

    // Recovery is charged for the table and not for the global index.
    let recovering =
        Table { recovery: Some(Recovery { days: 35 }), ..(**design.tables.iter().next().unwrap()).clone() };
    design.tables = [recovering].into_iter().collect();
    let bill = billed(&design, &assumptions);
    let recovery = bill.lines.iter().filter(|line| line.meter == Meter::Recovery);
    assert_eq!(recovery.map(|line| line.money.to_string()).collect::<Vec<_>>(), ["1.20"]);
}

#[test]
fn a_table_that_says_how_much_it_holds_is_billed_for_it() {
    let volume = tablewright_model::Volume { items: 10_000_000, item_bytes: Some(500) };
    let stated = design(Table { volume: Some(volume), ..table(false) }, []);
    let stored = billed(&stated, &month(730));
    assert_eq!(stored.total().to_string(), "1.50");
    let missing = Omitted::NoVolume(TableId(id("T")));
    assert!(!stored.omitted.contains(&missing));
    assert!(billed(&design(table(false), []), &month(730)).omitted.contains(&missing));
    // What is assumed goes before what is stated.
    let twice = Volume { items: 20_000_000, item_bytes: Some(500), ..Volume::default() };
    let assumed = Assumptions { volumes: [(TableId(id("T")), twice)].into_iter().collect(), ..month(730) };
    assert_eq!(billed(&stated, &assumed).total().to_string(), "3.00");
}

/// The guide: 200 writes of 1 KB to a table in two Regions with one index are 400 replicated units and 400 plain ones.
#[test]
fn a_global_table_writes_in_every_region() {
    let mut table = table(true);
    table.replicas = [Replica::new(id("replica").into(), "eu-west-1")].into_iter().collect();
    let bill = billed(&design(table, [pattern(PatternKind::Put, 200, 1024)]), &month(730));
    let units: Vec<(Meter, Ratio)> = bill
        .lines
        .iter()
        .map(|line| {
            let of_second =
                line.factors.iter().filter(|factor| !render::formula(&[**factor]).contains("seconds"));
            let counted = of_second.take(3).fold(Ratio::ONE, |product, factor| product.times(factor.value));
            (line.meter, counted)
        })
        .collect();
    assert_eq!(
        units,
        [(Meter::ReplicatedWriteRequests, Ratio::whole(400)), (Meter::WriteRequests, Ratio::whole(400))]
    );
    for omitted in [Omitted::OtherReads, Omitted::OtherPrices] {
        assert!(bill.omitted.contains(&omitted(TableId(id("T")))));
    }
}

#[test]
fn an_index_repeats_what_is_written() {
    let design = design(table(true), [pattern(PatternKind::Put, 100, 3000)]);
    let judged = verdicts(&design);
    let all = amplification(&design, &judged);
    assert_eq!((all.len(), all[0].factor, all[0].usual), (1, Ratio::ONE, Ratio::whole(300)));
    let used = usage(&design, &judged);
    assert_eq!(used.len(), 4, "the table and the index, each in all and for the pattern: {used:?}");
    assert!(used.iter().all(|one| one.most == Ratio::whole(300) && one.flow == Flow::Write));
}

fn near() -> VectorIndex {
    VectorIndex {
        id: IndexId(id("Near")),
        name: "Near".to_owned(),
        description: String::new(),
        vector: Some(AttributeId(id("by"))),
        dimensions: 1024,
        distance: Distance::Cosine,
        partition: None,
        filters: Vec::new(),
        projection: Projection::KeysOnly,
    }
}

/// Four bytes a number, and the rest of the entry; a put that has no vector brings none.
#[test]
fn writes_into_a_vector_index_are_charged_by_the_byte() {
    let table = Table { vector_indexes: [near()].into_iter().collect(), ..table(false) };
    let bill = billed(&design(table, [pattern(PatternKind::Put, 100, 1024)]), &month(720));
    let line = bill.lines.iter().find(|line| line.meter == Meter::VectorWrites).unwrap();
    assert_eq!(
        render::formula(&line.factors),
        "100 requests a second × 5,120 bytes each × 2,592,000 seconds ÷ 1,000,000,000 bytes of a GB × 0.52"
    );
    assert_eq!(line.money.to_string(), "690.09");
}

/// A million vectors of 1,024 numbers: 4,096 bytes each, the key `pk` of 10 bytes beside it, and 100 that storage adds.
#[test]
fn a_vector_index_is_stored_by_its_numbers_and_what_it_carries() {
    let mut table = TableBuilder::new("T")
        .attribute("pk", AttributeType::S)
        .attribute("by", AttributeType::L)
        .partition("pk")
        .build();
    let index = |projection| VectorIndex { projection, ..near() };
    let item = |n: u32, vector: bool| {
        let mut values = tablewright_model::Values::new();
        values.insert("pk".to_owned(), tablewright_model::AttributeValue::S(format!("number {n}")));
        values.insert("more".to_owned(), tablewright_model::AttributeValue::S("x".repeat(96)));
        if vector {
            let number = tablewright_model::AttributeValue::N("0.5".to_owned());
            values.insert("by".to_owned(), tablewright_model::AttributeValue::L(vec![number]));
        }
        tablewright_model::Item { id: id(&format!("i{n}")).into(), values, entity: None }
    };
    table.items = [item(1, true), item(2, true), item(3, false), item(4, false)].into_iter().collect();
    table.volume = Some(tablewright_model::Volume { items: 2_000_000, item_bytes: Some(500) });
    for (projection, formula) in [
        (Projection::KeysOnly, "1,000,000 items × 4,206 bytes each ÷ 1,000,000,000 bytes of a GB × 0.25"),
        (Projection::All, "1,000,000 items × 4,306 bytes each ÷ 1,000,000,000 bytes of a GB × 0.25"),
    ] {
        table.vector_indexes = [index(projection)].into_iter().collect();
        let bill = billed(&design(table.clone(), []), &month(730));
        let line = bill.lines.iter().find(|line| line.place == Place::Index(IndexId(id("Near")))).unwrap();
        assert_eq!((line.meter, render::formula(&line.factors).as_str()), (Meter::Storage, formula));
        assert!(bill.omitted.contains(&Omitted::Searches(TableId(id("T")), IndexId(id("Near")))));
    }
}

/// 6 GB kept seven times; a global index is in no backup.
#[test]
fn backups_are_charged_for_the_table() {
    let volume = tablewright_model::Volume { items: 10_000_000, item_bytes: Some(500) };
    let stated = design(Table { volume: Some(volume), ..table(true) }, []);
    let missing = Omitted::Backups(TableId(id("T")));
    assert!(billed(&stated, &month(730)).omitted.contains(&missing));
    let backups = [(TableId(id("T")), 7)].into_iter().collect();
    let bill = billed(&stated, &Assumptions { backups, ..month(730) });
    let lines: Vec<_> = bill.lines.iter().filter(|line| line.meter == Meter::Backups).collect();
    assert_eq!(lines.iter().map(|line| line.money.to_string()).collect::<Vec<_>>(), ["4.20"]);
    assert!(!bill.omitted.contains(&missing));
    let none = [(TableId(id("T")), 0)].into_iter().collect();
    let bill = billed(&stated, &Assumptions { backups: none, ..month(730) });
    assert!(bill.lines.iter().all(|line| line.meter != Meter::Backups) && !bill.omitted.contains(&missing));
}

/// Below 28.9 % of use, requests are cheaper than capacity.
#[test]
fn the_break_even_of_the_standard_class() {
    let (read, write) = break_even(&prices(), TableClass::Standard).unwrap();
    assert_eq!((read.to_string(), write.to_string()), ("0.28888889".to_owned(), "0.28888889".to_owned()));
}

#[test]
fn the_cheapest_way_comes_first() {
    let steady = design(table(false), [pattern(PatternKind::Put, 100, 1024)]);
    let bursty = Pattern { average_rate: Some(1), ..pattern(PatternKind::Put, 1000, 1024) };
    let bursty = design(table(false), [bursty]);
    let cheapest = |design: &Design| {
        let all = alternatives(design, &verdicts(design), TableId(id("T")), (&prices()).into(), &month(730));
        assert_eq!(all.len(), 6);
        assert!(all.is_sorted_by_key(|one| one.total()));
        (all[0].mode, all[0].class)
    };
    assert_eq!(cheapest(&steady), (Mode::Provisioned, TableClass::Standard));
    assert_eq!(cheapest(&bursty).0, Mode::Autoscaled);
}

#[test]
fn a_change_of_a_design_is_told_by_its_lines() {
    let put = || pattern(PatternKind::Put, 100, 1024);
    let (before, after) = (design(table(false), [put()]), design(table(true), [put()]));
    let changes = difference(&billed(&before, &month(720)), &billed(&after, &month(720)));
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].after - changes[0].before).to_string(), "162.00");
    assert_eq!(changes[0].place, Place::Index(IndexId(id("ByAll"))));
    assert!(difference(&billed(&before, &month(720)), &billed(&before, &month(720))).is_empty());
}

fn heats(distinct: Option<u64>, hottest: Option<u32>, kind: PatternKind, rate: u32) -> Heat {
    let mut table = table(false);
    let attribute = Attribute { distinct, hottest, ..(**table.attributes.iter().next().unwrap()).clone() };
    table.attributes = [attribute].into_iter().collect();
    let design = design(table, [Pattern { consistent: true, ..pattern(kind, rate, 1024) }]);
    heat(&design, &verdicts(&design)).remove(0)
}

#[test]
fn one_value_takes_1000_writes_and_3000_reads() {
    for (distinct, hottest, kind, rate, temperature, shards, basis) in [
        (None, Some(50), PatternKind::Put, 4000, Temperature::Hot, 2, Basis::Hottest),
        (None, Some(50), PatternKind::Put, 2000, Temperature::Warm, 1, Basis::Hottest),
        (Some(10), None, PatternKind::Put, 4000, Temperature::Cool, 1, Basis::Distinct),
        (Some(2), Some(90), PatternKind::Get, 10_000, Temperature::Hot, 3, Basis::Hottest),
        (None, None, PatternKind::Get, 3000, Temperature::Warm, 1, Basis::Unknown),
        (None, None, PatternKind::Get, 3001, Temperature::Hot, 2, Basis::Unknown),
    ] {
        let heat = heats(distinct, hottest, kind, rate);
        let found = (heat.temperature, heat.shards, heat.basis);
        assert_eq!(found, (temperature, shards, basis), "{heat:?}");
        assert_eq!(heat.flow, if kind == PatternKind::Put { Flow::Write } else { Flow::Read });
    }
}

#[test]
fn a_broken_price_file_is_told() {
    let text = include_str!("../../../../assets/prices/us-east-1.json");
    for (from, to, told) in [
        ("\"0.625\"", "0.625", "invalid type"),
        ("\"STANDARD\":", "\"OTHER\":", "the class STANDARD has no prices"),
        ("\"bytes_per_gb\": 1000000000", "\"bytes_per_gb\": 0", "bytes_per_gb"),
        ("\"date\"", "\"day\"", "unknown field"),
        ("\"0.125\"", "\"cheap\"", "is no decimal"),
    ] {
        let error = Prices::from_json(&text.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn the_shop_has_the_reviewed_bill() {
    let text = fs::read_to_string(golden::path("code/shop/design.json")).unwrap();
    let mut design = tablewright_model::from_json(&text).unwrap();
    let rated = design.patterns.iter().enumerate().map(|(at, pattern)| Pattern {
        peak_rate: (at != 3).then_some(40 * (at as u32 % 5 + 1)),
        average_rate: (at % 2 == 0).then_some(10),
        ..(**pattern).clone()
    });
    design.patterns = rated.collect();
    let volume = |table: &std::sync::Arc<Table>| (table.id, Volume { items: 1_000_000, ..Volume::default() });
    let volumes = design.tables.iter().filter(|table| table.name != "Docs").map(volume).collect();
    let judged = verdicts(&design);
    let bill = bill(&design, &judged, (&prices()).into(), &Assumptions { volumes, ..month(730) });
    let heat: Vec<String> = heat(&design, &judged).iter().map(|heat| render::heat(&design, heat)).collect();
    let told = format!("{}\n{}\n", render::text(&design, &prices(), &bill), heat.join("\n"));
    golden::check("cost/shop.txt", &told);
}
