//! Tables whose items move to another table: both are managed, and both were made from one table of the design.

use std::collections::BTreeMap;

use tablewright_model::{Recovery, StreamView, TableId};

use super::draft::Draft;
use super::{Managed, copying, create, recovery, stream};
use crate::migration::Copying;
use crate::{Call, Desired, LiveState, LiveTable, Setting, Step, TableState, Topic};

/// The old table of a migration and the name of the new one, if the table of this name is an old one.
pub(super) fn successor<'a>(
    table: &str,
    desired: &'a Desired,
    live: &'a LiveState,
    managed: &BTreeMap<String, Managed>,
) -> Option<(&'a LiveTable, &'a str)> {
    let known = managed.get(table).filter(|_| !desired.states.contains_key(table))?;
    let there =
        |name: &str, known: &Managed| live.tables.get(name).filter(|table| table.table_id == known.table_id);
    let old = there(table, known)?;
    let takes_over = |(name, source): &(&String, &TableId)| {
        **source == known.source && managed.get(*name).is_some_and(|known| there(name, known).is_some())
    };
    let (new, _) = desired.sources.iter().find(takes_over)?;
    Some((old, new))
}

/// The steps that begin a migration. With an export the old table comes first, since what is copied has to be as old as
/// the stream at most.
pub(super) fn begin(former: &LiveTable, wanted: &TableState, copying: &Copying) -> Vec<Step> {
    let mut steps = prepare(former);
    match copying {
        Copying::ByOwner { .. } => return create::steps(wanted).into_iter().chain(steps).collect(),
        Copying::Exported { place, .. } => {
            steps.push(copying::export(former, place.clone()));
            steps.extend(create::steps(wanted));
        }
        Copying::Imported { place } => {
            steps.push(copying::export(former, place.clone()));
            steps.extend(copying::imported(wanted, &former.state.name, place.clone()));
        }
    }
    steps
}

/// What an old table needs before its items can move: a stream to feed the new one from, and recovery to export from. A
/// recovery that can't be read is left alone.
fn prepare(former: &LiveTable) -> Vec<Step> {
    let old = &former.state;
    let is_open = !former.unknown.contains_key(&Topic::Recovery);
    let wanted = TableState {
        stream: old.stream.or(Some(StreamView::NewAndOldImages)),
        recovery: old.recovery.or(is_open.then_some(Recovery { days: Recovery::MAX_DAYS })),
        ..old.clone()
    };
    let mut draft = Draft::of_live(old, &wanted);
    recovery::on(&mut draft);
    stream::change(&mut draft);
    draft.finish().into_iter().map(|step| Step { reason: reason(&step, &old.name), ..step }).collect()
}

fn reason(step: &Step, table: &str) -> String {
    let what = match &step.call {
        Call::Set { setting: Setting::Recovery(_), .. } => "an export needs point-in-time recovery",
        _ => "what catches up with writes reads the stream",
    };
    format!("The items of table `{table}` are to move to another table, and {what}")
}
