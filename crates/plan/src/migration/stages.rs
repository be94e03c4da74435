//! What is done in each stage, told for the two tables at hand (recipe M1 of the change matrix, Developer Guide on
//! migrations).

pub(super) mod copy;

use std::collections::BTreeSet;

use tablewright_model::StreamView;

use super::{Actor, Copying, MigrationProgress, Stage, StageKind};
use crate::{LiveTable, TableState};

pub(super) fn of(
    from: &LiveTable,
    to: &TableState,
    progress: MigrationProgress,
    copying: &Copying,
) -> Vec<Stage> {
    let tables = Tables { from, old: &from.state.name, to, new: &to.name, progress, copying };
    vec![
        tables.create(),
        tables.feed(),
        copy::stage_of(&tables),
        tables.compare(),
        tables.cut_over(),
        tables.retire(),
    ]
}

struct Tables<'a> {
    from: &'a LiveTable,
    old: &'a str,
    to: &'a TableState,
    new: &'a str,
    progress: MigrationProgress,
    copying: &'a Copying,
}

impl Tables<'_> {
    fn create(&self) -> Stage {
        let Self { old, new, .. } = self;
        let task = match self.progress {
            MigrationProgress::Proposed => format!(
                "Rename the table in the design to `{new}`, or to any other name, and plan again: that plan makes the new \
                 table beside `{old}`, switches point-in-time recovery of `{old}` on, and a stream where it has none"
            ),
            MigrationProgress::Planned => format!(
                "The steps of this plan make `{new}` beside `{old}`, and switch on what `{old}` lacks of point-in-time \
                 recovery and a stream; nothing of it is changed for who uses `{old}`"
            ),
            MigrationProgress::UnderWay => format!("Table `{new}` is there beside `{old}`"),
        };
        let done = format!("`{new}` is ACTIVE, and `{old}` has a stream and point-in-time recovery");
        stage(StageKind::Create, Actor::Tool, [task], done)
    }

    fn feed(&self) -> Stage {
        let Self { old, new, .. } = self;
        let record = match self.from.state.stream {
            Some(StreamView::KeysOnly | StreamView::OldImage) => format!(
                "The records of `{old}` do not have the new item: the consumer reads it from `{old}` by its key, strongly \
                 consistent"
            ),
            _ => "The records have the item as it was written".to_owned(),
        };
        let mut tasks = vec![
            format!(
                "Attach a consumer to the stream of `{old}`, starting at TRIM_HORIZON, that makes every write and delete \
                 in `{new}` as well"
            ),
            record,
            format!(
                "Let it write under a condition on a version or a time in the item, so that an older item never \
                 overwrites a newer one in `{new}`, whichever of consumer and copy comes first"
            ),
        ];
        tasks.extend(self.without_place());
        if matches!(self.copying, Copying::Imported { .. }) {
            tasks.push(format!(
                "Attach it once `{new}` is there, within 24 hours of the export: older records are gone by then, and what \
                 they told is in no export"
            ));
        }
        let done =
            "its iterator age stays near zero: less than the 24 hours that the stream keeps its records";
        stage(StageKind::Feed, Actor::Owner, tasks, done.to_owned())
    }

    /// Key attributes that the old table does not ask of its items.
    fn without_place(&self) -> Option<String> {
        let known: BTreeSet<_> = self.from.state.key.iter().map(|part| &part.name).collect();
        let new: Vec<_> = self.to.key.iter().filter(|part| !known.contains(&part.name)).collect();
        let names = new.iter().map(|part| format!("`{}`", part.name)).collect::<Vec<_>>().join(" and ");
        let same_key = known.len() > self.to.key.len();
        if !names.is_empty() {
            return Some(format!(
                "An item without {names} has no place in `{}`, nor one where that is empty or of another type: decide \
                 what becomes of it, in the consumer and in the copy alike",
                self.new
            ));
        }
        same_key.then(|| {
            format!(
                "Items of `{}` that differ only in what is no key any more become one item in `{}`: decide which one \
                 stays",
                self.old, self.new
            )
        })
    }

    fn compare(&self) -> Stage {
        let Self { old, new, .. } = self;
        let tasks = [format!(
            "Count the items of `{old}` and `{new}` and compare a sample of them, attribute by attribute; both counts read \
             all items, which is charged"
        )];
        let done = "the counts are the same but for what was decided to stay behind, and no sample differs";
        stage(StageKind::Compare, Actor::Tool, tasks, done.to_owned())
    }

    fn cut_over(&self) -> Stage {
        let Self { old, new, from, .. } = self;
        let mut tasks = vec![
            format!("Point what reads at `{new}`, and see that it answers"),
            format!("Point what writes at `{new}`; from then on nothing writes to `{old}`"),
            format!("Let the consumer read the stream of `{old}` to its end, then take it off"),
            format!(
                "The new table has another ARN: change the policies, alarms, dashboards and budgets that name `{old}`"
            ),
        ];
        if from.state.stream.is_some() {
            tasks.push(format!(
                "Attach the consumers of the stream of `{old}` to that of `{new}`, each before the writers move"
            ));
        }
        if from.state.kinesis.is_some() {
            tasks.push(format!(
                "The Kinesis data stream gets the changes of `{new}` once the plan's steps are through"
            ));
        }
        if from.state.is_global() {
            tasks.push(
                "Do so in every region; writes of one region reach the others a moment later".to_owned(),
            );
        }
        let done = format!(
            "CloudWatch shows no request to `{old}` for as long as the rarest job takes to come around"
        );
        stage(StageKind::CutOver, Actor::Owner, tasks, done)
    }

    fn retire(&self) -> Stage {
        let Self { old, .. } = self;
        let tasks = [
            format!("Ask for the plan that retires `{old}`: whoever approves it types the name"),
            format!(
                "The steps of that plan back `{old}` up on demand, where there are backups, take replicas, scaling and \
                 deletion protection off, and delete it; the backup is paid for until somebody deletes it"
            ),
        ];
        stage(StageKind::Retire, Actor::Tool, tasks, format!("`{old}` is gone"))
    }
}

fn stage(kind: StageKind, by: Actor, tasks: impl IntoIterator<Item = String>, done_when: String) -> Stage {
    Stage { kind, by, tasks: tasks.into_iter().collect(), done_when, steps: Vec::new() }
}
