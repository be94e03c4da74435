//! AWS's price list read as a price file, and bills where a price is not known.
//!
//! The offer file of the fixtures has the shape of AWS's and figures that are made up.

use std::collections::BTreeSet;
use std::fs;

use tablewright_access::cost::{
    Assumptions, Bill, Line, Meter, Mode, Money, Offer, Omitted, PriceError, Prices, Rates, Volume,
    alternatives, bill, break_even, render,
};
use tablewright_access::verdict::verdicts;
use tablewright_model::{
    Billing, Capacity, Design, PatternKind, Recovery, Replica, ReplicaId, Table, TableClass, TableId,
};
use tablewright_testkit::{golden, id};

use crate::cost::{design, month, pattern, prices, table};

fn offer() -> String {
    fs::read_to_string(golden::path("cost/offer/eu-central-1.json")).unwrap()
}

fn refusal(text: &str) -> String {
    let refused: PriceError = Offer::read(text).unwrap_err();
    refused.to_string()
}

fn frankfurt() -> Prices {
    Offer::read(&offer()).unwrap().prices
}

/// Neither what is free for an account nor old terms, Local Zones, reserved capacity or incremental exports are in it.
#[test]
fn an_offer_file_becomes_a_price_file() {
    let Offer { prices, notes } = Offer::read(&offer()).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    let written = prices.to_json().unwrap();
    golden::check("cost/eu-central-1.json", &written);
    assert!(!written.contains("7.77"), "{written}");
    assert_eq!(Prices::from_json(&written).unwrap(), prices);
    assert_eq!(Offer::read(&written).unwrap().prices, prices);
    assert_eq!(
        prices.unknown(),
        [
            "vector_write_gb of STANDARD",
            "replicated_write_capacity_hour of STANDARD_INFREQUENT_ACCESS",
            "vector_write_gb of STANDARD_INFREQUENT_ACCESS",
        ]
    );
}

#[test]
fn every_price_of_the_embedded_file_is_known() {
    let written = prices().to_json().unwrap();
    assert_eq!((prices().unknown(), Prices::from_json(&written).unwrap()), (Vec::new(), prices()));
}

/// In us-east-1 most usage types name no Region, and some do.
#[test]
fn the_region_before_a_usage_type_may_be_missing() {
    for region in ["", "USE1-", "EU-"] {
        let other = offer().replace("\"usagetype\": \"EUC1-", &format!("\"usagetype\": \"{region}"));
        assert_eq!(Offer::read(&other).unwrap().prices, frankfurt(), "{region}");
    }
}

#[test]
fn what_is_no_offer_of_dynamodb_in_one_region_is_told() {
    let offer = offer();
    for (from, to, told) in [
        ("\"offerCode\": \"AmazonDynamoDB\"", "\"offerCode\": \"AmazonEC2\"", "the offer `AmazonEC2` of AWS"),
        ("\"publicationDate\": \"2026-10-01", "\"publicationDate\": \"October", "is no date"),
        ("\"OnDemand\"", "\"Demand\"", "there is no price"),
        ("\"usagetype\": \"EUC1", "\"usagetype\": \"euc1", "there is no price"),
        ("\"regionCode\": \"eu-central-1\"", "\"zone\": \"eu-central-1\"", "do not say their regionCode"),
        ("\"AWS Local Zone\"", "\"AWS Region\"", "of `eu-central-1` and of `eu-central-1-ham-1`"),
        ("\"USD\"", "\"CNY\"", "no price in USD"),
        ("\"0.0000010000\"", "\"cheap\"", "`cheap`, the price of `EUC1-WriteRequestUnits`"),
        ("\"2500000\"", "\"many\"", "`many`, where a range begins of `EUC1-Streams-Requests`"),
        ("\"terms\"", "\"conditions\"", "missing field `terms`"),
    ] {
        let wrong = offer.replace(from, to);
        assert_ne!(wrong, offer, "{from}");
        let refused = refusal(&wrong);
        assert!(refused.contains(told), "{from}: {refused}");
    }
    for wrong in ["", "{", "[]", "{}", "{\"products\": {}}", "<html>"] {
        assert!(refusal(wrong).starts_with("the price file can't be used: "), "{wrong}");
    }
    let nothing = "{\"offerCode\": \"AmazonDynamoDB\", \"version\": \"1\", \"publicationDate\": \"2026-10-01T00:00:00Z\", \
                   \"products\": {}, \"terms\": {}}";
    assert!(refusal(nothing).contains("there is no price of DynamoDB in it"));
}

/// A wrong figure is worse than none.
#[test]
fn what_can_not_be_told_for_sure_is_not_known_and_noted() {
    let other = offer().replace("\"unit\": \"ChangeDataCaptureUnits\"", "\"unit\": \"GB\"");
    let Offer { prices, notes } = Offer::read(&other).unwrap();
    assert_eq!(prices.kinesis_units_million, None);
    let told = "`ChangeDataCaptureUnits-Kinesis` is priced by the unit `GB`, which is not known here";
    assert_eq!(notes, [told]);
    // Incremental exports take the name of exports, at another price.
    let twice = offer().replace("IncrementalExportDataSize", "ExportDataSize");
    let Offer { prices, notes } = Offer::read(&twice).unwrap();
    assert_eq!(
        (prices.export_gb, notes),
        (None, vec!["`EUC1-ExportDataSize-Bytes` has several prices".to_owned()])
    );
}

fn billed(design: &Design, prices: &Prices) -> Bill {
    let volume = Volume { items: 1_000_000, item_bytes: Some(500), ..Volume::default() };
    let volumes = [(TableId(id("T")), volume)].into_iter().collect();
    bill(design, &verdicts(design), prices.into(), &Assumptions { volumes, ..month(730) })
}

#[test]
fn a_line_without_a_price_is_told_and_not_billed_as_nothing() {
    let text = frankfurt().to_json().unwrap();
    let without = |name: &str| {
        let lines = text.lines().filter(|line| !line.contains(&format!("\"{name}\"")));
        let text: Vec<&str> = lines.collect();
        Prices::from_json(&text.join("\n").replace(",\n    }", "\n    }").replace(",\n}", "\n}")).unwrap()
    };
    let put = design(table(false), [pattern(PatternKind::Put, 100, 1024)]);
    let whole = billed(&put, &frankfurt());
    let omitted = Omitted::NoPrice(TableId(id("T")), Meter::Storage);
    assert!(!whole.omitted.contains(&omitted));
    let without = without("storage_gb_month");
    let less = billed(&put, &without);
    assert_eq!(less.omitted[0], omitted);
    assert!(less.lines.iter().all(|line| line.meter != Meter::Storage) && less.total() < whole.total());
    let told = render::text(&put, &without, &less);
    assert!(
        told.contains("not in it: storage of `T`: the price file of the Region has no price for it"),
        "{told}"
    );
    // No way to pay for the table can be told when what it holds can't.
    let verdicts = verdicts(&put);
    let volumes = [(TableId(id("T")), Volume { items: 1, item_bytes: Some(1), ..Volume::default() })];
    let assumptions = Assumptions { volumes: volumes.into_iter().collect(), ..month(730) };
    assert!(alternatives(&put, &verdicts, TableId(id("T")), (&without).into(), &assumptions).is_empty());
    let all = alternatives(&put, &verdicts, TableId(id("T")), (&frankfurt()).into(), &assumptions);
    assert_eq!(all.len(), Mode::ALL.len() * TableClass::ALL.len());
}

/// Infrequent access has no price of replicated capacity in the fixture.
#[test]
fn nothing_of_what_has_no_price_is_not_told() {
    let capacity = |write| Billing::Provisioned(Capacity { read: 1, write });
    let global = |write| Table {
        billing: capacity(write),
        class: TableClass::InfrequentAccess,
        replicas: [Replica::new(ReplicaId(id("r")), "eu-west-1")].into_iter().collect(),
        ..table(false)
    };
    let omitted = Omitted::NoPrice(TableId(id("T")), Meter::ReplicatedWriteCapacity);
    assert!(billed(&design(global(10), []), &frankfurt()).omitted.contains(&omitted));
    assert!(!billed(&design(global(0), []), &frankfurt()).omitted.contains(&omitted));
    assert_eq!(
        break_even(&frankfurt(), TableClass::Standard).map(|(read, _)| read.to_string()).as_deref(),
        Some("0.27777778")
    );
}

/// Of three Regions, one has prices of its own, and one is priced as where the table is, which is told.
#[test]
fn a_replica_is_billed_by_the_prices_of_its_region() {
    let (home, frankfurt) = (prices(), frankfurt());
    let replica = |of: &str, region| Replica {
        recovery: Some(Recovery { days: 35 }),
        ..Replica::new(ReplicaId(id(of)), region)
    };
    let global = |replicas: &[Replica]| Table {
        replicas: replicas.iter().cloned().collect(),
        recovery: Some(Recovery { days: 35 }),
        ..table(true)
    };
    let put = |replicas: &[Replica]| design(global(replicas), [pattern(PatternKind::Put, 200, 1024)]);
    let stored = Volume { items: 1_000_000, item_bytes: Some(2048), ..Volume::default() };
    let assumptions = Assumptions {
        volumes: [(TableId(id("T")), stored)].into(),
        backups: [(TableId(id("T")), 2)].into(),
        ..month(730)
    };
    let billed = |design: &Design, rates: Rates<'_>| bill(design, &verdicts(design), rates, &assumptions);

    let both = put(&[replica("a", "eu-central-1"), replica("b", "eu-west-1")]);
    let known = [home.clone(), frankfurt.clone()];
    let all = billed(&both, Rates { home: &home, known: &known });
    assert!(all.omitted.contains(&Omitted::OtherPrices(TableId(id("T")))));
    let in_frankfurt: Vec<&Line> = all.lines.iter().filter(|line| line.region.is_some()).collect();
    assert!(in_frankfurt.iter().all(|line| line.region.as_deref() == Some("eu-central-1")));
    let meters = |lines: &[&Line]| -> BTreeSet<Meter> { lines.iter().map(|line| line.meter).collect() };
    let of_replicas = [Meter::ReplicatedWriteRequests, Meter::WriteRequests, Meter::Storage, Meter::Recovery];
    assert_eq!(meters(&in_frankfurt), of_replicas.into());

    // What Frankfurt adds is what it adds to a table there: everything but what is paid once.
    let sum = |lines: &[&Line]| -> Money { lines.iter().map(|line| line.money).sum() };
    let there = billed(&put(&[replica("a", "us-east-1")]), Rates { home: &frankfurt, known: &known });
    let twice: Vec<&Line> = there.lines.iter().filter(|line| line.region.is_none()).collect();
    let once: Vec<&Line> = twice.into_iter().filter(|line| of_replicas.contains(&line.meter)).collect();
    assert_eq!(sum(&in_frankfurt), sum(&once));

    let text = render::about(&both, in_frankfurt[0]);
    assert!(text.ends_with("in eu-central-1"), "{text}");
    let one = put(&[replica("a", "eu-central-1")]);
    let all = billed(&one, Rates { home: &home, known: &known });
    assert!(!all.omitted.contains(&Omitted::OtherPrices(TableId(id("T")))));
    assert!(all.omitted.contains(&Omitted::OtherReads(TableId(id("T")))));
}
