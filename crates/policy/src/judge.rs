//! The judgement: who may approve, what an approval counts, and whether a plan may run now.

use std::collections::BTreeSet;

use tablewright_model::Id;

use crate::facts::{Facts, Person, Vote};
use crate::policy::{People, Policy};
use crate::refusal::{Deed, Refusal};

/// How far a request is with its approvals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How many people have to agree.
    pub needed: u32,
    /// Whose approval counts.
    pub counted: BTreeSet<Id>,
}

impl Standing {
    /// How many approvals count.
    #[must_use]
    pub fn given(&self) -> u32 {
        u32::try_from(self.counted.len()).unwrap_or(u32::MAX)
    }

    /// Whether enough people have agreed.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.given() >= self.needed
    }
}

/// Which approvals count now, and how many it takes.
#[must_use]
pub fn standing(policy: &Policy, facts: &Facts) -> Standing {
    let counted = facts.votes.iter().filter(|vote| counts(policy, facts, vote));
    Standing { needed: needed(policy, facts), counted: counted.map(|vote| vote.by.id).collect() }
}

/// Whether this person may approve, having typed these names.
///
/// # Errors
///
/// The first reason against it; those that the person can do nothing about come first.
pub fn may_approve(
    policy: &Policy,
    facts: &Facts,
    person: Person,
    typed: &BTreeSet<String>,
) -> Result<(), Refusal> {
    belongs(&policy.approvers, person, Deed::Approve)?;
    if facts.author == Some(person.id) && !policy.self_approval {
        return Err(Refusal::Author);
    }
    if standing(policy, facts).counted.contains(&person.id) {
        return Err(Refusal::Approved);
    }
    let missing = facts.doomed.iter().find(|table| !typed.contains(*table));
    missing.map_or(Ok(()), |table| Err(Refusal::Untyped { table: table.clone() }))
}

/// Whether this person may carry the plan out at this time, in unix milliseconds.
///
/// # Errors
///
/// The first reason against it; those that the person can do nothing about come first.
pub fn may_apply(policy: &Policy, facts: &Facts, person: Person, now: i64) -> Result<(), Refusal> {
    belongs(&policy.operators, person, Deed::Apply)?;
    let standing = standing(policy, facts);
    if !standing.is_enough() {
        return Err(Refusal::TooFew { needed: standing.needed, given: standing.given() });
    }
    if let Some(environment) = &facts.not_yet_in {
        return Err(Refusal::NotYetIn { environment: environment.clone() });
    }
    let frozen = policy.freezes.iter().filter_map(|freeze| Some((freeze, freeze.holds(now)?)));
    let longest = frozen.max_by_key(|(_, until)| *until);
    longest.map_or(Ok(()), |(freeze, until)| Err(Refusal::Frozen { reason: freeze.reason.clone(), until }))
}

fn needed(policy: &Policy, facts: &Facts) -> u32 {
    let stricter = policy.by_risk.iter().filter(|(risk, _)| facts.risk.is_some_and(|worst| worst >= **risk));
    stricter.map(|(_, number)| *number).chain([policy.approvals]).max().unwrap_or(1).max(1)
}

fn counts(policy: &Policy, facts: &Facts, vote: &Vote) -> bool {
    let outspoken = facts.comments.iter().any(|(by, at)| *by != vote.by.id && *at >= vote.at);
    belongs(&policy.approvers, vote.by, Deed::Approve).is_ok()
        && (policy.self_approval || facts.author != Some(vote.by.id))
        && facts.doomed.is_subset(&vote.typed)
        && !(policy.comments_void && outspoken)
}

fn belongs(people: &People, person: Person, deed: Deed) -> Result<(), Refusal> {
    if !person.active {
        return Err(Refusal::Inactive);
    }
    if person.role < people.role {
        return Err(Refusal::Role { deed, least: people.role, has: person.role });
    }
    if !people.named.is_empty() && !people.named.contains(&person.id) {
        return Err(Refusal::NotNamed { deed });
    }
    Ok(())
}
