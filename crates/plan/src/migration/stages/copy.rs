//! The stage in which the items move: by an import, by the owner from an export, or by the owner alone.

use super::{Actor, Copying, MigrationProgress, Stage, StageKind, Tables, stage};
use crate::CopyPlace;

pub(super) fn stage_of(tables: &Tables<'_>) -> Stage {
    match tables.copying {
        Copying::ByOwner { is_unplaced } => by_owner(tables, *is_unplaced),
        Copying::Exported { place, why } => exported(tables, place, why),
        Copying::Imported { place } => imported(tables, place),
    }
}

fn by_owner(tables: &Tables<'_>, is_unplaced: bool) -> Stage {
    let Tables { old, new, .. } = tables;
    let mut tasks = vec![
        format!(
            "Export `{old}` to S3 (ExportTableToPointInTime, from a time after the consumer began), which takes no \
             read capacity, and write the items to `{new}` (StartBulkPutItems, or a job of your own where keys have to \
             be made); ImportTable does not serve here, since it makes a table of its own"
        ),
        scan(tables),
        paid_twice(tables),
    ];
    if is_unplaced && tables.progress != MigrationProgress::UnderWay {
        tasks.push(format!(
            "Or name a place for copies in the environment, a bucket of S3, and plan again: the run then exports `{old}` \
             itself, and makes `{new}` of that by an import where an import serves"
        ));
    }
    let done =
        format!("every item of the export, or of the scan, was written to `{new}` or found there newer");
    stage(StageKind::Copy, Actor::Owner, tasks, done)
}

fn exported(tables: &Tables<'_>, place: &CopyPlace, why: &str) -> Stage {
    let Tables { old, new, .. } = tables;
    let export = match tables.progress {
        MigrationProgress::Proposed => format!("That plan exports `{old}` to the place for copies"),
        MigrationProgress::Planned => {
            format!("The run exports `{old}` to {place}, which takes no read capacity")
        }
        MigrationProgress::UnderWay => format!(
            "The run that made `{new}` exported `{old}`, where its plan has a step for that; the step says where to"
        ),
    };
    let folder = match tables.progress {
        MigrationProgress::Planned => {
            format!("s3://{}/{}", place.bucket(), place.data_of("<id of the export>"))
        }
        _ => "the folder `data` of that export".to_owned(),
    };
    let tasks = [
        export,
        format!(
            "Write the items of {folder} to `{new}` under the same condition as the consumer (StartBulkPutItems, or a job \
             of your own where keys have to be made)"
        ),
        format!("ImportTable does not serve here: {why}"),
        scan(tables),
        paid_twice(tables),
    ];
    let done = format!("every item of the export was written to `{new}` or found there newer");
    stage(StageKind::Copy, Actor::Owner, tasks, done)
}

fn imported(tables: &Tables<'_>, place: &CopyPlace) -> Stage {
    let Tables { old, new, .. } = tables;
    let copy = match tables.progress {
        MigrationProgress::Proposed => {
            format!("That plan exports `{old}` to the place for copies and makes `{new}` of it by an import")
        }
        MigrationProgress::Planned => format!(
            "The run exports `{old}` to {place}, once its stream is on, and makes `{new}` of that by an import; neither \
             takes capacity of a table"
        ),
        MigrationProgress::UnderWay => format!(
            "The items of the export are in `{new}`, where the plan that made it has a step ImportTable; where it has none, \
             scan `{old}` and write each item to `{new}` under the same condition as the consumer"
        ),
    };
    let mut tasks = vec![copy];
    if tables.to.definitions.keys().any(|name| !tables.from.state.definitions.contains_key(name)) {
        tasks.push(format!(
            "An item whose attributes have other types than the keys of the indexes of `{new}` is left out by an import; \
             the run then fails and says how many there are"
        ));
    }
    tasks.push(
        "What the export wrote holds every item: it stays in the bucket until somebody deletes it".to_owned(),
    );
    tasks.push(paid_twice(tables));
    let done = "the import is COMPLETED and left nothing out, which the run sees to".to_owned();
    stage(StageKind::Copy, Actor::Tool, tasks, done)
}

fn scan(Tables { old, new, .. }: &Tables<'_>) -> String {
    format!(
        "Or scan `{old}` in parallel and write each item to `{new}` under the same condition as the consumer; that takes \
         the read capacity of `{old}`"
    )
}

fn paid_twice(Tables { old, .. }: &Tables<'_>) -> String {
    format!(
        "Storage and writes are paid twice until `{old}` is gone; TTL times stay as they are in the items"
    )
}
