//! What would serve a pattern better, each change with what else it does.

use tablewright_access::verdict::Verdict;
use tablewright_access::verdict::advice::{Proposal, advice, render};
use tablewright_contract::judge::{AdviceView, ProposalView};
use tablewright_model::{Design, IndexId, PatternId, Table};

use super::effects::Effects;
use crate::lines::served;
use crate::prices::Book;

pub(super) fn seen(
    design: &Design,
    prices: &Book,
    verdicts: &[Verdict],
    pattern: PatternId,
    fresh: IndexId,
) -> Option<AdviceView> {
    let table = design.table(design.pattern(pattern)?.table)?;
    let proposals = advice(design, pattern, fresh);
    let effects = Effects::of(design, prices, verdicts);
    let proposals = proposals.iter().filter_map(|proposal| view(design, table, proposal, &effects));
    Some(AdviceView { pattern, proposals: proposals.collect() })
}

fn view(design: &Design, table: &Table, proposal: &Proposal, effects: &Effects<'_>) -> Option<ProposalView> {
    let told = render::effects(design, proposal).into_iter().chain(effects.money(&proposal.edit));
    Some(ProposalView {
        change: render::change(table, &proposal.change),
        served: Some(served(proposal.outcome)),
        effects: told.collect(),
        edit: serde_json::to_string(&proposal.edit).ok()?,
    })
}
