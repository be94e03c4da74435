//! The order of the steps that change a table: what protects comes first, what frees room before what needs it, what
//! takes protection away last.

use super::draft::Draft;
use super::{capacity, index, protection, stream, tags, ttl};
use crate::{Step, TableState};

pub(super) fn steps(live: &TableState, wanted: &TableState) -> Vec<Step> {
    let mut draft = Draft::new(live, wanted);
    protection::on(&mut draft);
    tags::change(&mut draft);
    ttl::off(&mut draft);
    index::deletes(&mut draft);
    capacity::change(&mut draft);
    stream::change(&mut draft);
    index::creates(&mut draft);
    ttl::on(&mut draft);
    protection::off(&mut draft);
    draft.finish()
}
