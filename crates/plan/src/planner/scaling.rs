//! Capacity that scales: bounds, then the policy. What scales no more ends first, since AWS leaves it behind when an
//! index or a table goes.

use std::collections::BTreeMap;

use super::draft::{Draft, InPlace};
use super::words;
use crate::diff::is_rebuilt;
use crate::{Bounds, Dimension, Risk, ScalingState, Setting, TableState, Tracking};

type Scaling = BTreeMap<Dimension, ScalingState>;

/// Ends the scaling that the design has not, and that of indexes which go.
pub(super) fn end(draft: &mut Draft<'_>) {
    let none = Scaling::new();
    end_one(draft, None, &draft.now.autoscaling.clone(), &draft.wanted.autoscaling, Why::NotWanted);
    for (name, index) in draft.now.indexes.clone() {
        let stays = !is_rebuilt(&draft.original, draft.wanted, &name);
        match draft.wanted.indexes.get(&name).filter(|_| stays) {
            Some(wanted) => {
                end_one(draft, Some(&name), &index.autoscaling, &wanted.autoscaling, Why::NotWanted);
            }
            None => end_one(draft, Some(&name), &index.autoscaling, &none, Why::IndexGoes),
        }
    }
}

/// The scaling of a table that is to be deleted.
pub(super) fn end_all(draft: &mut Draft<'_>) {
    let none = Scaling::new();
    end_one(draft, None, &draft.now.autoscaling.clone(), &none, Why::TableGoes);
    for (name, index) in draft.now.indexes.clone() {
        end_one(draft, Some(&name), &index.autoscaling, &none, Why::TableGoes);
    }
}

/// Why a scaling ends.
#[derive(Debug, Clone, Copy)]
enum Why {
    NotWanted,
    IndexGoes,
    TableGoes,
}

fn end_one(draft: &mut Draft<'_>, index: Option<&str>, now: &Scaling, wanted: &Scaling, why: Why) {
    for (dimension, scaling) in now.iter().filter(|(dimension, _)| !wanted.contains_key(dimension)) {
        let what = what(index, *dimension);
        let reason = match why {
            Why::NotWanted => format!(
                "The design does not scale the {what}; it stays where it is, and the policy and its alarms go"
            ),
            Why::IndexGoes => {
                format!("The index is deleted, and AWS would leave the scaling of the {what} behind")
            }
            Why::TableGoes => {
                format!("The table is deleted, and AWS would leave the scaling of the {what} behind")
            }
        };
        let words = InPlace {
            until: "the target is gone",
            expected: words::unknown("accepted at once"),
            no_way_back: "Register the target again, then its policy, which no single call does",
            ..InPlace::new(reason, Risk::Degrades)
        };
        let set = |bounds| target(index, *dimension, bounds);
        let back = scaling.tracking.is_none().then(|| set(Some(scaling.bounds)));
        draft.set(set(None), back, words);
    }
}

pub(super) fn begin(draft: &mut Draft<'_>) {
    begin_one(draft, None, &draft.now.autoscaling.clone(), &draft.wanted.autoscaling);
    for (name, index) in &draft.wanted.indexes {
        let now = draft.now.indexes.get(name).map(|index| index.autoscaling.clone()).unwrap_or_default();
        begin_one(draft, Some(name), &now, &index.autoscaling);
    }
}

fn begin_one(draft: &mut Draft<'_>, index: Option<&str>, now: &Scaling, wanted: &Scaling) {
    for (dimension, scaling) in wanted {
        let found = now.get(dimension);
        if found.map(|found| found.bounds) != Some(scaling.bounds) {
            bound(draft, index, *dimension, found.map(|found| found.bounds), scaling.bounds);
        }
        if let Some(tracking) =
            scaling.tracking.filter(|to| found.and_then(|found| found.tracking) != Some(*to))
        {
            track(draft, index, *dimension, found.and_then(|found| found.tracking), tracking);
        }
    }
}

fn bound(draft: &mut Draft<'_>, index: Option<&str>, dimension: Dimension, now: Option<Bounds>, to: Bounds) {
    let reason = format!(
        "The design scales the {} from {} to {}; it is moved inside these bounds at once",
        what(index, dimension),
        to.min,
        to.max
    );
    let words = InPlace {
        until: "the target is registered",
        expected: words::unknown("accepted at once"),
        no_way_back: "The capacity may have been moved; set it by hand if it was higher",
        ..InPlace::new(reason, Risk::Cost)
    };
    // Taking it back restores the bounds, and the capacity only if it did not have to move.
    let back =
        if moves(&draft.now, index, dimension, to) { None } else { Some(target(index, dimension, now)) };
    draft.set(target(index, dimension, Some(to)), back, words);
}

fn track(
    draft: &mut Draft<'_>,
    index: Option<&str>,
    dimension: Dimension,
    now: Option<Tracking>,
    to: Tracking,
) {
    let reason = format!("The design keeps the {} used to {} %", what(index, dimension), to.target);
    let words = InPlace {
        until: "the policy is there",
        expected: words::unknown("accepted at once; it acts after two minutes above its target"),
        no_way_back: "The policy goes with its target: end the scaling",
        ..InPlace::new(reason, Risk::Cost)
    };
    let set = |tracking| Setting::ScalingPolicy { index: index.map(str::to_owned), dimension, tracking };
    draft.set(set(to), now.map(set), words);
}

fn target(index: Option<&str>, dimension: Dimension, bounds: Option<Bounds>) -> Setting {
    Setting::ScalingTarget { index: index.map(str::to_owned), dimension, bounds }
}

/// Whether the capacity is outside these bounds.
fn moves(state: &TableState, index: Option<&str>, dimension: Dimension, bounds: Bounds) -> bool {
    let capacity = match index {
        None => state.capacity(),
        Some(name) => state.indexes.get(name).and_then(|index| index.capacity),
    };
    capacity.is_some_and(|capacity| {
        let units = dimension.of(capacity);
        bounds.clamp(units) != units
    })
}

fn what(index: Option<&str>, dimension: Dimension) -> String {
    let word = dimension.word();
    match index {
        None => format!("{word} capacity of the table"),
        Some(index) => format!("{word} capacity of index `{index}`"),
    }
}
