//! Autoscaling: what targets and policies say of each dimension, as one setting of a table, index or replica.

use tablewright_model::{Autoscaling, Scaling};

use crate::import::value::{Map, Value};

use super::left_out;
use super::reading::Reading;

/// What AWS and most people aim at, in percent.
const TARGET: u32 = 70;

/// Members that say nothing beyond what scaling of a table always is.
const USUAL: [(&str, &str); 10] = [
    ("IndexName", ""),
    ("PolicyName", ""),
    ("PolicyType", "TargetTrackingScaling"),
    ("PredefinedMetricSpecification", ""),
    ("ResourceId", ""),
    // Scaling of tables takes the role that AWS has for it, whatever is said.
    ("RoleARN", ""),
    ("ScalableDimension", ""),
    ("ScalingTargetId", ""),
    ("ServiceNamespace", ""),
    ("ServiceRole", ""),
];

/// The scaling that a list of targets and policies makes.
pub(super) fn autoscaling(entries: &[Value], reading: &mut Reading<'_>) -> Option<Autoscaling> {
    if entries.is_empty() {
        return None;
    }
    let side = |units: &str| {
        let is_of = |entry: &&Value| {
            let dimension = entry.get("ScalableDimension").and_then(Value::to_text);
            dimension.is_some_and(|dimension| dimension.ends_with(units))
        };
        entries.iter().filter(is_of).collect::<Vec<_>>()
    };
    let (reads, writes) = (side("ReadCapacityUnits"), side("WriteCapacityUnits"));
    for entry in entries.iter().filter(|entry| entry.get("ScalableDimension").is_none()) {
        reading.left_out(entry.at, "autoscaling is left out, since it doesn't say of what");
    }
    let read = reading.within("scaling of reads", |reading| scaling(&reads, reading));
    let write = reading.within("scaling of writes", |reading| scaling(&writes, reading));
    (read.is_some() || write.is_some()).then_some(Autoscaling { read, write })
}

/// One dimension: a target says the bounds, a policy what is aimed at.
pub(super) fn scaling(entries: &[&Value], reading: &mut Reading<'_>) -> Option<Scaling> {
    let at = entries.first()?.at;
    let mut map = merged(entries);
    let mut taken = |name: &str, what: &str, reading: &mut Reading<'_>| {
        map.remove(name).and_then(|value| reading.whole(&value, what))
    };
    let min = taken("MinCapacity", "the least", reading);
    let max = taken("MaxCapacity", "the most", reading);
    let target = map.remove("TargetValue").and_then(|value| {
        reading.wanted(&value, "what is aimed at", "a number of percent", |value| {
            // Within a thousand there is no loss.
            value.to_number().filter(|number| (0.0..1_000.0).contains(number)).map(|n| n.round() as u32)
        })
    });
    let mut cooldown =
        |name: &str, what: &str| map.remove(name).and_then(|value| reading.small(&value, what));
    let scale_in_cooldown = cooldown("ScaleInCooldown", "the pause between decreases");
    let scale_out_cooldown = cooldown("ScaleOutCooldown", "the pause between increases");
    let only_out = map.remove("DisableScaleIn").and_then(|value| reading.flag(&value, "scaling in only"));
    left_out::tell(&map, reading);
    let Some(max) = max else {
        reading.left_out(at, "left out, since the most is not said");
        return None;
    };
    let min = min.unwrap_or_else(|| {
        reading.assumed(at, "the least is not said: taken as 1 unit");
        1
    });
    let target = target.unwrap_or_else(|| {
        reading.assumed(at, &format!("what is aimed at is not said: taken as {TARGET} %"));
        TARGET
    });
    let only_out = only_out.unwrap_or(false);
    Some(Scaling { min, max, target, scale_in_cooldown, scale_out_cooldown, only_out })
}

fn merged(entries: &[&Value]) -> Map {
    let mut map = Map::default();
    for (name, value) in entries.iter().filter_map(|entry| entry.as_map()).flat_map(Map::iter) {
        let usual = USUAL.iter().find(|(known, _)| *known == &**name);
        let is_usual = usual.is_some_and(|(_, word)| {
            word.is_empty() || value.to_text().is_none_or(|text| text.ends_with(word))
        });
        if !is_usual && !value.is_null() {
            map.set(name.clone(), value.clone());
        }
    }
    map
}
