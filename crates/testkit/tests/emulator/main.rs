//! What validation says, against what an emulator of DynamoDB answers.
//!
//! The emulator is `dynoxide`, whose refusals are recorded from the service. What it does not know (scaling, replicas,
//! recovery, policies, quotas) it can't confirm; [`request`] leaves that out, and [`enforced`] says which rules it
//! confirms. The same for emulators that run beside the test is in the folder `emulators`.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod enforced;
mod request;

use dynoxide::Database;
use proptest::prelude::*;
use tablewright_model::{Design, Table};
use tablewright_testkit::arbitrary::whole_designs;
use tablewright_testkit::mutations;

use enforced::errors;

/// The first refusal of the design's tables or their sample items.
fn refusal(design: &Design) -> Option<String> {
    design.tables.iter().find_map(|table| create(table).err())
}

fn create(table: &Table) -> Result<(), String> {
    let account = Database::memory().unwrap();
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let request = serde_json::from_value(request::create_table(table)).map_err(|error| text(&error))?;
    account.create_table(request).map_err(|error| text(&error))?;
    for item in &table.items {
        let request = serde_json::from_value(request::put_item(table, item)).map_err(|error| text(&error))?;
        account.put_item(request).map_err(|error| text(&error))?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_validation_accepts_is_created(design in whole_designs()) {
        prop_assert_eq!(refusal(&design), None);
    }

    #[test]
    fn what_the_emulator_refuses_validation_refuses(design in whole_designs(), pick in any::<prop::sample::Index>()) {
        let mutated = mutations(&design);
        prop_assume!(!mutated.is_empty());
        let (code, mutated) = pick.get(&mutated);
        if let Some(refusal) = refusal(mutated) {
            prop_assert!(!errors(mutated).is_empty(), "{code}: {refusal}");
        }
    }
}

#[test]
fn dynoxide_enforces_what_the_table_says() {
    enforced::check("dynoxide", 24, Table::clone, |table| create(table).err());
}
