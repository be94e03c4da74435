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

/// What runs have seen to of a migration that is under way.
pub(crate) enum Copied<'a> {
    /// They made the new table of an export at this place.
    Imported(&'a CopyPlace),
    /// They exported the old table to this place.
    Exported(&'a CopyPlace),
    /// Nothing.
    Nothing,
}

/// The stage of a migration that is under way, by what is known of its runs.
pub(crate) fn noted(old: &str, new: &str, copied: &Copied<'_>) -> Stage {
    match copied {
        Copied::Imported(place) => {
            let tasks = [
                format!("A run exported `{old}` to {place} and made `{new}` of that by an import"),
                STAYS.to_owned(),
                paid_twice(old),
            ];
            stage(StageKind::Copy, Actor::Tool, tasks, IMPORTED.to_owned())
        }
        Copied::Exported(place) => {
            let tasks = [
                format!("A run exported `{old}` to {place}"),
                write_from(&folder(place), new),
                scan(old, new),
                paid_twice(old),
            ];
            stage(StageKind::Copy, Actor::Owner, tasks, written(new))
        }
        Copied::Nothing => alone(old, new, None),
    }
}

const STAYS: &str =
    "What the export wrote holds every item: it stays in the bucket until somebody deletes it";
const IMPORTED: &str = "the import is COMPLETED and left nothing out, which the run sees to";

fn by_owner(tables: &Tables<'_>, is_unplaced: bool) -> Stage {
    let Tables { old, new, .. } = tables;
    let hint = is_unplaced && tables.progress != MigrationProgress::UnderWay;
    let hint = hint.then(|| {
        format!(
            "Or name a place for copies in the environment, a bucket of S3, and plan again: the run then exports `{old}` \
             itself, and makes `{new}` of that by an import where an import serves"
        )
    });
    alone(old, new, hint)
}

fn alone(old: &str, new: &str, hint: Option<String>) -> Stage {
    let mut tasks = vec![
        format!(
            "Export `{old}` to S3 (ExportTableToPointInTime, from a time after the consumer began), which takes no \
             read capacity, and write the items to `{new}` (StartBulkPutItems, or a job of your own where keys have to \
             be made); ImportTable does not serve here, since it makes a table of its own"
        ),
        scan(old, new),
        paid_twice(old),
    ];
    tasks.extend(hint);
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
        MigrationProgress::Planned => folder(place),
        _ => "the folder `data` of that export".to_owned(),
    };
    let tasks = [
        export,
        write_from(&folder, new),
        format!("ImportTable does not serve here: {why}"),
        scan(old, new),
        paid_twice(old),
    ];
    stage(StageKind::Copy, Actor::Owner, tasks, written(new))
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
    tasks.push(STAYS.to_owned());
    tasks.push(paid_twice(old));
    stage(StageKind::Copy, Actor::Tool, tasks, IMPORTED.to_owned())
}

fn folder(place: &CopyPlace) -> String {
    format!("s3://{}/{}", place.bucket(), place.data_of("<id of the export>"))
}

fn write_from(folder: &str, new: &str) -> String {
    format!(
        "Write the items of {folder} to `{new}` under the same condition as the consumer (StartBulkPutItems, or a job of your \
         own where keys have to be made)"
    )
}

fn written(new: &str) -> String {
    format!("every item of the export was written to `{new}` or found there newer")
}

fn scan(old: &str, new: &str) -> String {
    format!(
        "Or scan `{old}` in parallel and write each item to `{new}` under the same condition as the consumer; that takes \
         the read capacity of `{old}`"
    )
}

fn paid_twice(old: &str) -> String {
    format!(
        "Storage and writes are paid twice until `{old}` is gone; TTL times stay as they are in the items"
    )
}
