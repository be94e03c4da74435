//! How reads and writes are paid for, and how fast they may get.

use tablewright_model::{Billing, Capacity, Maximum, Warm};

use crate::import::value::{Loc, Map, Value};

use super::left_out;
use super::reading::Reading;

/// What AWS keeps warm where nobody asks for more (API reference, `WarmThroughput`).
const WARM: Warm = Warm { read: 12_000, write: 4_000 };

/// How the table is paid for; without a word it is provisioned, as the API has it.
pub(super) fn billing(map: &mut Map, at: Loc, reading: &mut Reading<'_>) -> Billing {
    let mode = map.remove("BillingMode");
    let throughput = map.remove("ProvisionedThroughput");
    let term = mode.as_ref().and_then(Value::as_text);
    let is_provisioned = match (term, &mode) {
        (Some("PAY_PER_REQUEST"), _) => false,
        (Some("PROVISIONED"), _) | (None, None) => true,
        (_, mode) => {
            let is_provisioned = throughput.as_ref().is_some_and(|throughput| !throughput.is_null());
            let at = mode.as_ref().map_or(at, |mode| mode.at);
            let taken = if is_provisioned { "provisioned" } else { "on demand" };
            reading.assumed(at, &format!("the billing mode can't be known: taken as {taken}"));
            is_provisioned
        }
    };
    if !is_provisioned {
        return Billing::OnDemand;
    }
    let capacity = throughput.as_ref().and_then(|throughput| capacity(throughput, reading));
    Billing::Provisioned(capacity.unwrap_or_else(|| {
        reading.assumed(at, "the capacity is not said: taken as 1 read and 1 write unit");
        Capacity { read: 1, write: 1 }
    }))
}

/// Read and write units; one that is missing beside the other is 1, as it is everywhere.
pub(super) fn capacity(throughput: &Value, reading: &mut Reading<'_>) -> Option<Capacity> {
    let (read, write) = pair(throughput, CAPACITY, reading);
    if read.is_none() && write.is_none() {
        return None;
    }
    if read.is_none() || write.is_none() {
        reading.assumed(throughput.at, "one of the capacities is not said: taken as 1 unit");
    }
    Some(Capacity { read: read.unwrap_or(1), write: write.unwrap_or(1) })
}

/// Bounds of what on-demand requests may use.
pub(super) fn maximum(value: Option<&Value>, reading: &mut Reading<'_>) -> Option<Maximum> {
    let value = value?;
    let (read, write) = pair(value, MAXIMUM, reading);
    rest(value, &MAXIMUM, reading);
    (read.is_some() || write.is_some()).then_some(Maximum { read, write })
}

/// What must be sustained at once.
pub(super) fn warm(value: Option<&Value>, reading: &mut Reading<'_>) -> Option<Warm> {
    let value = value?;
    let (read, write) = pair(value, WARMED, reading);
    rest(value, &WARMED, reading);
    if read.is_none() && write.is_none() {
        return None;
    }
    if read.is_none() || write.is_none() {
        let message = "one side of the warm throughput is not said: taken as what AWS keeps warm by itself";
        reading.assumed(value.at, message);
    }
    Some(Warm { read: read.unwrap_or(WARM.read), write: write.unwrap_or(WARM.write) })
}

/// Two settings, each with what it is called in messages: reads, then writes.
type Pair = [(&'static str, &'static str); 2];

const CAPACITY: Pair =
    [("ReadCapacityUnits", "the read capacity"), ("WriteCapacityUnits", "the write capacity")];
const MAXIMUM: Pair =
    [("MaxReadRequestUnits", "the maximum of reads"), ("MaxWriteRequestUnits", "the maximum of writes")];
const WARMED: Pair =
    [("ReadUnitsPerSecond", "the warm throughput of reads"), ("WriteUnitsPerSecond", "that of writes")];

fn pair(value: &Value, [read, write]: Pair, reading: &mut Reading<'_>) -> (Option<u64>, Option<u64>) {
    if value.as_map().is_none() {
        reading.wanted(value, read.1, "its settings", |_| None::<()>);
        return (None, None);
    }
    let mut units = |(name, what): (&str, &str)| reading.whole(value.get(name)?, what);
    (units(read), units(write))
}

fn rest(value: &Value, pair: &Pair, reading: &mut Reading<'_>) {
    let mut map = value.as_map().cloned().unwrap_or_default();
    for (name, _) in pair {
        map.remove(name);
    }
    left_out::tell(&map, reading);
}
