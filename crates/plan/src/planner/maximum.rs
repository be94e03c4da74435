//! What on-demand requests may use at most: ended before the switch to provisioned, begun after the one from it.

use std::collections::BTreeMap;

use tablewright_model::Maximum;

use super::draft::{Draft, InPlace};
use crate::{BillingState, Risk, Setting, TableState};

/// Takes bounds away before the mode changes.
pub(super) fn end(draft: &mut Draft<'_>) {
    if draft.wanted.billing != BillingState::OnDemand {
        change(draft);
    }
}

/// Sets the bounds of an on-demand table.
pub(super) fn change(draft: &mut Draft<'_>) {
    if draft.now.billing != BillingState::OnDemand {
        return;
    }
    let (now, wanted) = (bounds(&draft.now, &draft.now), bounds(&draft.now, draft.wanted));
    let own = (draft.now.maximum != draft.wanted.maximum).then_some(draft.wanted.maximum);
    let indexes: BTreeMap<_, _> = wanted.into_iter().filter(|(name, to)| now.get(name) != Some(to)).collect();
    if own.is_none() && indexes.is_empty() {
        return;
    }
    let back = Setting::Maximum {
        table: own.map(|_| draft.now.maximum),
        indexes: now
            .iter()
            .filter(|(name, _)| indexes.contains_key(*name))
            .map(|(name, it)| (name.clone(), *it))
            .collect(),
    };
    let lowered = own.is_some_and(|to| lowers(draft.now.maximum, to))
        || indexes.iter().any(|(name, to)| now.get(name).is_some_and(|now| lowers(*now, *to)));
    let words = if lowered {
        InPlace::new(
            "The design has lower on-demand maxima; requests above them are refused then, as well as AWS can",
            Risk::Degrades,
        )
    } else {
        InPlace::new(
            "The design has higher on-demand maxima, or none; more can be used and paid for",
            Risk::Cost,
        )
    };
    draft.set(Setting::Maximum { table: own, indexes }, Some(back), words);
}

fn lowers(now: Maximum, to: Maximum) -> bool {
    let lower = |now: Option<u64>, to: Option<u64>| to.is_some_and(|to| now.is_none_or(|now| to < now));
    lower(now.read, to.read) || lower(now.write, to.write)
}

/// The bounds in `from` of the indexes that are there now.
fn bounds(now: &TableState, from: &TableState) -> BTreeMap<String, Maximum> {
    let bound = |name: &String| Some((name.clone(), from.indexes.get(name)?.maximum));
    now.indexes.keys().filter_map(bound).collect()
}
