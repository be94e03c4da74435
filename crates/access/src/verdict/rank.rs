//! Which of the candidates that would do is chosen, and what to say of the others.
//!
//! A clear order instead of a sum of points: calls, fetches, filters, fetches of a local index, other entities, how
//! much the operation reads, items that an index is without, the table before its indexes, small entries before large
//! ones, the order of the design.

use tablewright_model::Projection;

use super::candidate::{Candidate, Kind};
use super::judge::Plan;
use super::question::Question;
use super::{Considered, Drawback, Note, Operation, Price, Reason};

/// Numbers of a plan in the order of their weight; the least plan is the best.
type Rank = [usize; 10];

/// The best of the plans that the pattern's target allows.
pub(super) fn best(question: &Question<'_, '_>, plans: &[Option<Box<Plan<'_>>>]) -> Option<usize> {
    let candidates = question.scope.candidates.iter().zip(plans).enumerate();
    let allowed =
        candidates.filter(|(_, (candidate, _))| candidate.place.is_allowed(question.pattern.target));
    let ranked = allowed.filter_map(|(at, (candidate, plan))| Some((rank(candidate, plan.as_ref()?), at)));
    ranked.min().map(|(_, at)| at)
}

/// Says of every candidate that would do why it is not the chosen one.
pub(super) fn explain(
    question: &Question<'_, '_>,
    plans: &[Option<Box<Plan<'_>>>],
    chosen: Option<usize>,
    considered: &mut [Considered],
) {
    let candidates = &question.scope.candidates;
    let best = chosen.and_then(|at| Some((candidates.get(at)?, plans.get(at)?.as_deref()?)));
    for (at, (said, plan)) in considered.iter_mut().zip(plans).enumerate() {
        let (Some(plan), Some(candidate)) = (plan, candidates.get(at)) else { continue };
        if chosen == Some(at) {
            continue;
        }
        said.reasons.push(if !candidate.place.is_allowed(question.pattern.target) {
            Reason::Pinned
        } else if let Some((best, best_plan)) = best {
            match drawback(rank(best, best_plan), candidate, plan) {
                Some(drawback) => Reason::Dearer(drawback),
                None => Reason::AsGood(best.place),
            }
        } else {
            Reason::Pinned
        });
    }
}

fn rank(candidate: &Candidate<'_>, plan: &Plan<'_>) -> Rank {
    let mut rank = [0; 10];
    for price in &plan.prices {
        match price {
            Price::CallPerValue(_) => rank[0] = 1,
            Price::Fetch(missing) => rank[1] = missing.len(),
            Price::Filter(filtered) | Price::Checked(filtered) => rank[2] = filtered.len(),
            Price::LocalFetch(missing) => rank[3] = missing.len(),
            Price::OtherEntities(_) => rank[4] = 1,
            Price::Pages(_) | Price::Calls(_) => {}
        }
    }
    rank[5] = match plan.operation {
        Operation::Query => 1,
        Operation::Scan => 2,
        _ => 0,
    };
    // A range that is narrowed by more of the key is read in less.
    rank[6] = 100_usize.saturating_sub(plan.reading.terms.len());
    rank[7] = plan.reading.notes.iter().filter(|note| matches!(note, Note::OnlyItemsWith(_))).count();
    rank[8] = match candidate.kind {
        Kind::Table => 0,
        Kind::Local => 1,
        Kind::Global | Kind::Vector(_) => 2,
    };
    rank[9] = width(candidate);
    rank
}

fn width(candidate: &Candidate<'_>) -> usize {
    match candidate.projection {
        Some(Projection::KeysOnly) => 0,
        Some(Projection::Include(included)) => 1 + included.len(),
        Some(Projection::All) | None => usize::MAX,
    }
}

/// The first number in which a plan is worse.
fn drawback(best: Rank, candidate: &Candidate<'_>, plan: &Plan<'_>) -> Option<Drawback> {
    let mine = rank(candidate, plan);
    let at = mine.iter().zip(best).position(|(mine, best)| *mine != best)?;
    let listed = |pick: fn(&Price) -> Option<&Vec<tablewright_model::AttributeId>>| {
        plan.prices.iter().find_map(pick).cloned().unwrap_or_default()
    };
    Some(match at {
        0 => Drawback::Calls,
        1 => Drawback::Fetches(listed(|price| match price {
            Price::Fetch(missing) => Some(missing),
            _ => None,
        })),
        2 => Drawback::Filters(listed(|price| match price {
            Price::Filter(filtered) | Price::Checked(filtered) => Some(filtered),
            _ => None,
        })),
        3 => Drawback::LocalFetches(listed(|price| match price {
            Price::LocalFetch(missing) => Some(missing),
            _ => None,
        })),
        4 => Drawback::OtherEntities,
        5 | 6 => Drawback::ReadsMore,
        7 => plan.reading.notes.iter().find_map(|note| match note {
            Note::OnlyItemsWith(attribute) => Some(Drawback::Sparse(*attribute)),
            _ => None,
        })?,
        8 => Drawback::IsAnIndex,
        _ => Drawback::Wider,
    })
}
