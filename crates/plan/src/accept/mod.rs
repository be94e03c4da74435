//! From the live state back to a table of a design: for what was changed in AWS and is to stay, and for tables that
//! were there first.
//!
//! Only what a plan would change back is taken over; what a design alone knows (entities, items, notes, settings that
//! rest) stays. Deliberately absent: the decision to accept anything.

mod attributes;
mod indexes;
mod replicas;

use tablewright_model::{Autoscaling, Billing, Maximum, PrimaryKey, Scaling, Table};

use crate::desired::state_of;
use crate::open::completed;
use crate::state::{Dimension, ScalingState, Tracking};
use crate::{BillingState, KeyElement, KeyRole, LiveTable, TableState};
use attributes::Attributes;

/// The table as it has to be for a plan to change nothing.
///
/// A capacity that is registered for scaling without a policy can't be said in a design, and stays different.
#[must_use]
pub fn accepted(table: &Table, live: &LiveTable) -> Table {
    // With another billing mode, settings that rested hold again, which AWS may not have.
    once(&once(table, live), live)
}

fn once(table: &Table, live: &LiveTable) -> Table {
    let was = completed(&state_of(table, live.state.name.clone()), live);
    let now = &live.state;
    let mut attributes = Attributes::of(table, now);
    let key = key(table, &was, now, &mut attributes);
    let (indexes, local_indexes, vector_indexes) = (
        indexes::global(table, &was, now, &mut attributes),
        indexes::local(table, &was, now, &mut attributes),
        indexes::vector(table, &was, now, &mut attributes),
    );
    let ttl = changed(&was.ttl, &now.ttl).map(|name| name.as_deref().map(|name| attributes.named(name)));
    let mut accepted = Table { key, indexes, local_indexes, vector_indexes, ..table.clone() };
    accepted.ttl = ttl.unwrap_or(table.ttl);
    accepted.attributes = attributes.finish();
    settings(&mut accepted, &was, now);
    replicas::take_over(&mut accepted, live);
    accepted
}

/// The new value, if it is another one.
fn changed<'a, T: PartialEq>(was: &T, now: &'a T) -> Option<&'a T> {
    (was != now).then_some(now)
}

fn key(table: &Table, was: &TableState, now: &TableState, attributes: &mut Attributes) -> PrimaryKey {
    let Some(key) = changed(&was.key, &now.key) else { return table.key };
    let mut of = |role| named(key, role).map(|name| attributes.named(name)).next();
    PrimaryKey { partition: of(KeyRole::Hash), sort: of(KeyRole::Range) }
}

/// The names of the parts of a key that have this role.
fn named(key: &[KeyElement], role: KeyRole) -> impl Iterator<Item = &str> {
    key.iter().filter(move |part| part.role == role).map(|part| part.name.as_str())
}

fn settings(table: &mut Table, was: &TableState, now: &TableState) {
    if let Some(billing) = changed(&was.billing, &now.billing) {
        table.billing = match billing {
            BillingState::OnDemand => Billing::OnDemand,
            BillingState::Provisioned(capacity) => Billing::Provisioned(*capacity),
        };
    }
    if was.autoscaling != now.autoscaling {
        table.autoscaling = autoscaling(|dimension| now.autoscaling.get(&dimension));
    }
    if let Some(found) = changed(&was.maximum, &now.maximum) {
        table.maximum = maximum(*found);
    }
    /// Takes over the fields that mean the same on both sides.
    macro_rules! take {
        ($($field:ident),+) => {
            $(if let Some(found) = changed(&was.$field, &now.$field) {
                table.$field.clone_from(found);
            })+
        };
    }
    take!(warm, class, stream, kinesis, recovery, encryption, deletion_protection, policy, insights, tags);
}

/// Nothing said is the same as no maximum.
fn maximum(found: Maximum) -> Option<Maximum> {
    (found != Maximum::default()).then_some(found)
}

fn autoscaling<'a>(found: impl Fn(Dimension) -> Option<&'a ScalingState>) -> Option<Autoscaling> {
    let of = |dimension| found(dimension).copied().and_then(scaling);
    let (read, write) = (of(Dimension::Read), of(Dimension::Write));
    (read.is_some() || write.is_some()).then_some(Autoscaling { read, write })
}

fn scaling(found: ScalingState) -> Option<Scaling> {
    let ScalingState { bounds, tracking } = found;
    let Tracking { target, scale_in_cooldown, scale_out_cooldown, only_out } = tracking?;
    let (min, max) = (bounds.min, bounds.max);
    Some(Scaling { min, max, target, scale_in_cooldown, scale_out_cooldown, only_out })
}
