//! What runs have copied of the tables that move: AWS does not tell of a table what it was made of.
//!
//! Known are this server's own runs; without any of them it is the owner's to copy.

use super::stages::copy::{Copied, noted};
use super::{Migration, MigrationProgress, StageKind};
use crate::{Call, Made, Plan};

/// Whether a migration of the plan is under way; for another one nobody needs to look back.
#[must_use]
pub fn is_copying(plan: &Plan) -> bool {
    plan.migrations.iter().any(is_under_way)
}

/// Tells, of the migrations that are under way, how far runs have copied; `made` are their calls, the oldest first.
pub fn note_copies(plan: &mut Plan, made: &[Made]) {
    for migration in plan.migrations.iter_mut().filter(|migration| is_under_way(migration)) {
        note(migration, made);
    }
}

fn is_under_way(migration: &Migration) -> bool {
    migration.progress == MigrationProgress::UnderWay
}

fn note(migration: &mut Migration, made: &[Made]) {
    let (old, new) = (&migration.from, &migration.to);
    let calls = || made.iter().rev().map(|made| &made.call);
    let exported = |call: &&Call| matches!(call, Call::Export { table, .. } if table == old);
    let copied = match calls().find(|call| call.makes_table() && call.table() == new) {
        Some(Call::Import { from, of, .. }) if of == old => Copied::Imported(from),
        _ => match calls().find(exported) {
            Some(Call::Export { to, .. }) => Copied::Exported(to),
            _ => Copied::Nothing,
        },
    };
    let told = noted(old, new, &copied);
    if let Some(stage) = migration.stages.iter_mut().find(|stage| stage.kind == StageKind::Copy) {
        *stage = told;
    }
}
