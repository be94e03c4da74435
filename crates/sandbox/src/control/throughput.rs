//! Provisioned throughput that moves: the bank of decreases, and the times that a description shows.
//!
//! A day starts with four decreases in the bank; each hour adds one while there are fewer than four. The table and
//! each index have a bank of their own. dynoxide counts decreases for ever, so its counts are not used.

use serde_json::{Value, json};

use super::seconds;
use crate::durations::{Durations, milliseconds};
use crate::overlay::{Moves, TableEntry, Throughput};
use crate::protocol::Refusal;

/// Decreases that a day starts with, and the most that the bank holds.
const BANK: u64 = 4;
const HOURS: u64 = 24;

/// Refuses a decrease without credit. `name` is the index, or `TABLE`.
pub(super) fn check(
    entry: &TableEntry,
    name: &str,
    from: Throughput,
    to: Throughput,
    durations: &Durations,
    now: u64,
) -> Result<(), Refusal> {
    let lower = to.read < from.read || to.write < from.write;
    let moves = entry.moves.get(name).cloned().unwrap_or_default();
    if !lower || credit(&moves, durations, now) > 0 {
        return Ok(());
    }
    let today = today(&moves, durations, now).count();
    Err(Refusal::limit(&format!(
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the \
         first {BANK} decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 \
         seconds. Number of decreases today: {today}."
    )))
}

/// Takes a move over.
pub(super) fn moved(
    entry: &mut TableEntry,
    name: &str,
    from: Throughput,
    to: Throughput,
    durations: &Durations,
    now: u64,
) {
    let moves = entry.moves.entry(name.to_owned()).or_default();
    if to.read > from.read || to.write > from.write {
        moves.increased = Some(now);
    }
    if to.read < from.read || to.write < from.write {
        moves.decreases.push(now);
    }
    let day = day(durations);
    moves.decreases.retain(|at| day == 0 || now < at + 2 * day);
    let old = moves.decreases.len().saturating_sub(64);
    moves.decreases.drain(..old);
}

/// Writes counts and times into a `ProvisionedThroughput` of a description.
pub(super) fn shape(shown: &mut Value, moves: Option<&Moves>, durations: &Durations, now: u64) {
    let Value::Object(fields) = shown else { return };
    fields.remove("LastIncreaseDateTime");
    fields.remove("LastDecreaseDateTime");
    let count = moves.map_or(0, |moves| today(moves, durations, now).count());
    fields.insert("NumberOfDecreasesToday".into(), json!(count));
    let times = [
        ("LastIncreaseDateTime", moves.and_then(|moves| moves.increased)),
        ("LastDecreaseDateTime", moves.and_then(|moves| moves.decreases.last().copied())),
    ];
    for (field, at) in times {
        if let Some(at) = at {
            fields.insert(field.into(), json!(seconds(at)));
        }
    }
}

/// The units in a description of a table or an index.
pub(super) fn units(description: &Value) -> Throughput {
    let unit = |field: &str| description["ProvisionedThroughput"][field].as_i64().unwrap_or(0);
    Throughput { read: unit("ReadCapacityUnits"), write: unit("WriteCapacityUnits") }
}

fn credit(moves: &Moves, durations: &Durations, now: u64) -> u64 {
    let hour = milliseconds(durations.decrease_interval);
    if hour == 0 {
        return BANK;
    }
    let start = now - now % (hour * HOURS);
    let hours = |at: u64| (at - start) / hour;
    let (mut bank, mut last) = (BANK, start);
    for at in today(moves, durations, now) {
        bank = (bank + hours(at) - hours(last)).min(BANK).saturating_sub(1);
        last = at;
    }
    (bank + hours(now) - hours(last)).min(BANK)
}

fn today<'a>(moves: &'a Moves, durations: &Durations, now: u64) -> impl Iterator<Item = u64> + 'a {
    let day = day(durations);
    let start = if day == 0 { now } else { now - now % day };
    moves.decreases.iter().copied().filter(move |at| (start..=now).contains(at))
}

fn day(durations: &Durations) -> u64 {
    milliseconds(durations.decrease_interval) * HOURS
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600_000;
    const DAY: u64 = 24 * HOUR;

    #[test]
    fn a_day_has_twenty_seven_decreases() {
        let durations = Durations::REALISTIC;
        let mut entry = TableEntry::default();
        let (high, low) = (Throughput { read: 9, write: 9 }, Throughput { read: 9, write: 1 });
        let mut made = 0;
        for minute in 0..24 * 60 {
            let now = 1_000 * DAY + minute * 60_000;
            while check(&entry, "", high, low, &durations, now).is_ok() {
                moved(&mut entry, "", high, low, &durations, now);
                made += 1;
            }
        }
        assert_eq!(made, 27);
        let refused = check(&entry, "", high, low, &durations, 1_001 * DAY - 1).unwrap_err();
        assert!(refused.body.contains("LimitExceededException"), "{}", refused.body);
        assert!(check(&entry, "", low, high, &durations, 1_001 * DAY - 1).is_ok());
        assert!(check(&entry, "", high, low, &durations, 1_001 * DAY).is_ok());
    }

    #[test]
    fn the_bank_holds_four() {
        let durations = Durations::REALISTIC;
        let moves = Moves { increased: None, decreases: vec![DAY] };
        assert_eq!(credit(&moves, &durations, DAY + 1), 3);
        assert_eq!(credit(&moves, &durations, DAY + 9 * HOUR), 4);
    }
}
