//! `fixtures/refusals`: every refusal of the control plane that the service documents or was seen to give, a row each.
//!
//! What is `given` is made in order, and everything settles after each request; with `at_once` nothing settles after
//! the last. Then what is `asked` has to be refused with the service's code, and with these words in its message.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tablewright_sandbox::{ManualClock, Sandbox, SandboxOptions};
use tablewright_testkit::golden;

use crate::support::{ACCOUNT, LONG, REGION};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    row: String,
    #[serde(default)]
    given: Vec<(String, Value)>,
    #[serde(default)]
    at_once: bool,
    asked: (String, Value),
    code: String,
    says: String,
}

/// Eight in the morning: the decreases of a day have been in the bank for long, and no day ends meanwhile.
const MORNING: u64 = 1_800_000_000_000;

#[test]
fn what_the_service_refuses_is_refused_in_its_words() {
    let (mut refused, mut wrong) = (0, Vec::new());
    for name in ["create-table", "update-table", "other-operations", "exports-and-imports", "replicas"] {
        let text = fs::read_to_string(golden::path(format!("refusals/{name}.json"))).unwrap();
        let rows: Vec<Row> = serde_json::from_str(&text).unwrap();
        refused += rows.len();
        wrong.extend(rows.iter().filter_map(|row| Some(format!("{name}: {}: {}", row.row, told(row)?))));
    }
    println!("{refused} refusals");
    assert!(wrong.is_empty(), "{} are otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is otherwise than the row says.
fn told(row: &Row) -> Option<String> {
    let clock = ManualClock::new(MORNING);
    let sandbox = Sandbox::open(SandboxOptions {
        region: REGION.to_owned(),
        account: ACCOUNT.to_owned(),
        clock: Arc::new(clock.clone()),
        ..SandboxOptions::default()
    });
    let sandbox = match sandbox {
        Ok(sandbox) => sandbox,
        Err(error) => return Some(error.to_string()),
    };
    for (number, (operation, request)) in row.given.iter().enumerate() {
        if let Err(why) = sandbox.ask(operation, request.clone()) {
            return Some(format!("{operation} before it is refused: {}: {}", why.name, why.message));
        }
        let settles = !row.at_once || number + 1 < row.given.len();
        clock.advance(if settles { LONG } else { Duration::ZERO });
    }
    let (operation, request) = &row.asked;
    match sandbox.ask(operation, request.clone()) {
        Ok(_) => Some("it is accepted".to_owned()),
        Err(why) if why.name == row.code && why.message.contains(&row.says) => None,
        Err(why) => Some(format!("{}: {}", why.name, why.message)),
    }
}
