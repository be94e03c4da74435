//! The access patterns that a plan changes: by what they are served before it and after.

use crate::prelude::*;
use tablewright_contract::{PatternChange, PatternEffect, PatternServed};

use crate::ui::{Badge, ListTable, Tone};

/// The list, if there is anything in it.
#[component]
pub(crate) fn Effects(patterns: Vec<PatternChange>) -> impl IntoView {
    (!patterns.is_empty()).then(|| {
        let rows = patterns.into_iter().map(|pattern| view! { <Row pattern /> }).collect_view();
        view! {
            <section class="section" aria-labelledby="effects">
                <h2 id="effects">"Access patterns that are served otherwise"</h2>
                <ListTable heads=["Access pattern", "Effect", "Before", "After"]>{rows}</ListTable>
            </section>
        }
    })
}

#[component]
fn Row(pattern: PatternChange) -> impl IntoView {
    let PatternChange { pattern, effect, before, after } = pattern;
    let (word, tone) = match effect {
        PatternEffect::Gains => ("+ is served", Tone::Add),
        PatternEffect::Loses => ("- is no longer served", Tone::Destroy),
        PatternEffect::Changes => ("~ is served otherwise", Tone::Change),
    };
    view! {
        <tr>
            <th scope="row">{pattern}</th>
            <td data-label="Effect"><Badge tone>{word}</Badge></td>
            <td class="muted" data-label="Before"><Served served=before /></td>
            <td data-label="After"><Served served=after /></td>
        </tr>
    }
}

#[component]
fn Served(served: PatternServed) -> impl IntoView {
    let by = served.by.map(|by| view! { <span class="line"><code>{by}</code></span> });
    view! { <span class="line">{served.outcome}</span> {by} }
}
