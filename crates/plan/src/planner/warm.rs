//! Warm throughput: goes up, is paid for once, and never comes down.

use std::collections::BTreeMap;

use tablewright_model::Warm;

use super::draft::{Draft, InPlace};
use super::words;
use crate::{Risk, Setting};

pub(super) fn raise(draft: &mut Draft<'_>) {
    let table = raised(draft.now.warm, draft.wanted.warm);
    let index = |(name, index): (&String, &crate::IndexState)| {
        let now = draft.now.indexes.get(name)?.warm;
        Some((name.clone(), raised(now, index.warm)?))
    };
    let indexes: BTreeMap<_, _> = draft.wanted.indexes.iter().filter_map(index).collect();
    if table.is_none() && indexes.is_empty() {
        return;
    }
    let words = InPlace {
        until: "the warm throughput is ACTIVE",
        expected: words::unknown("AWS gives no figure"),
        no_way_back: "Warm throughput never comes down",
        ..InPlace::new(
            "The design asks for more warm throughput than AWS keeps; raising it is charged once",
            Risk::Irreversible,
        )
    };
    draft.set(Setting::Warm { table, indexes }, None, words);
}

fn raised(now: Option<Warm>, wanted: Option<Warm>) -> Option<Warm> {
    wanted.filter(|wanted| now.is_none_or(|now| now.read < wanted.read || now.write < wanted.write))
}
