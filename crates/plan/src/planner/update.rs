//! The order of the steps that change a table: what protects comes first, what frees room before what needs it, what
//! takes protection away last.

use super::draft::Draft;
use super::{
    capacity, class, encryption, index, insights, kinesis, maximum, policy, protection, recovery, replica,
    scaling, stream, tags, ttl, warm,
};
use crate::{Step, TableState};

pub(super) fn steps(live: &TableState, wanted: &TableState) -> Vec<Step> {
    let mut draft = Draft::of_live(live, wanted);
    change(&mut draft);
    draft.finish()
}

pub(super) fn change(draft: &mut Draft<'_>) {
    protection::on(draft);
    recovery::on(draft);
    replica::protect(draft);
    replica::leave(draft);
    tags::change(draft);
    policy::change(draft);
    ttl::off(draft);
    kinesis::off(draft);
    replica::end_scaling(draft);
    scaling::end(draft);
    index::early_deletes(draft);
    maximum::end(draft);
    capacity::change(draft);
    maximum::change(draft);
    class::change(draft);
    stream::change(draft);
    encryption::change(draft);
    index::creates(draft);
    index::late_deletes(draft);
    warm::raise(draft);
    kinesis::on(draft);
    insights::change(draft);
    scaling::begin(draft);
    ttl::on(draft);
    replica::change(draft);
    recovery::off(draft);
    protection::off(draft);
}
