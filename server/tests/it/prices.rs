//! List prices of other regions: made by the command line, brought to a server, told by the API.

use std::fs;

use serde_json::{Value, json};

use crate::commands::{fixtures, refusal, say, text};
use crate::server::{self, Server};

const OFFER: &str = "cost/offer/eu-central-1.json";

#[test]
fn a_price_file_is_made_of_an_offer_and_what_it_lacks_is_told() {
    let said = say(&["prices", OFFER]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out, fs::read_to_string(fixtures().join("cost/eu-central-1.json")).unwrap());
    let told: Vec<_> = said.err.lines().collect();
    assert_eq!(told[0], "list prices of eu-central-1 of 2026-10-01");
    assert!(told.contains(&"not found: vector_write_gb of STANDARD"), "{told:?}");
    // Its own answer is a price file, too.
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made.json");
    assert_eq!(say(&["prices", OFFER, "-o", text(&made)]).out, "");
    assert_eq!(say(&["prices", text(&made)]).out, said.out);
    assert!(refusal(&["prices", "none.json"]).contains("there is no"));
    assert!(refusal(&["prices", "document/format-1/game-scores.json"]).contains("price file can't be used"));
}

#[test]
fn a_server_knows_the_prices_of_its_folder() {
    let (data, prices) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::copy(fixtures().join(OFFER), prices.path().join("frankfurt.json")).unwrap();
    fs::write(prices.path().join("notes.txt"), "no prices").unwrap();
    let server = Server::start_with(data.path(), &["--prices", text(prices.path())]);
    let cookie = server.set_up();
    let known = server.call("GET", "/prices", &cookie, &Value::Null);
    let told: Vec<_> = known["regions"].as_array().unwrap().iter().map(|one| &one["region"]).collect();
    assert_eq!(told, ["eu-central-1", "us-east-1"]);
    let frankfurt = &known["regions"][0];
    assert_eq!((&frankfurt["date"], &frankfurt["embedded"]), (&json!("2026-10-01"), &json!(false)));
    assert_eq!(frankfurt["document"]["classes"]["STANDARD"]["read_request_million"], "0.2");
    assert_eq!(frankfurt["unknown"].as_array().unwrap().len(), 3, "{frankfurt}");
}

#[test]
fn a_folder_of_prices_that_can_not_be_used_stops_the_start() {
    let (data, prices) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let start = |folder: &str| {
        server::refusal(&["--listen", "127.0.0.1:0", "--data", text(data.path()), "--prices", folder])
    };
    assert!(start("/nowhere").contains("check --prices"));
    let offer = fs::read_to_string(fixtures().join(OFFER)).unwrap();
    fs::write(prices.path().join("one.json"), &offer).unwrap();
    fs::write(prices.path().join("two.json"), &offer).unwrap();
    assert!(start(text(prices.path())).contains("two price files of `eu-central-1`"));
    fs::write(prices.path().join("two.json"), "{}").unwrap();
    let told = start(text(prices.path()));
    assert!(told.contains("two.json") && told.contains("can't be used"), "{told}");
}
