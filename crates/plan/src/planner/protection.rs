//! Deletion protection: on before anything else, off after everything else.

use super::draft::Draft;
use super::words;
use crate::{Call, Reverse, Risk, Setting, Step};

pub(super) fn on(draft: &mut Draft<'_>) {
    if draft.wanted.deletion_protection && !draft.now.deletion_protection {
        let reason = "The design protects the table from deletion; nobody can delete it from then on";
        draft.push(step(&draft.now.name, true, reason));
    }
}

pub(super) fn off(draft: &mut Draft<'_>) {
    if !draft.wanted.deletion_protection && draft.now.deletion_protection {
        let reason =
            "The design does not protect the table from deletion; whoever has the right can delete it then";
        draft.push(step(&draft.now.name, false, reason));
    }
}

pub(super) fn off_before_delete(table: &str) -> Step {
    step(table, false, "The table is to be deleted, and AWS deletes no protected table")
}

fn step(table: &str, enabled: bool, reason: &str) -> Step {
    let call = |enabled| Call::set(table, Setting::DeletionProtection(enabled));
    Step {
        number: 0,
        call: call(enabled),
        reason: reason.to_owned(),
        precondition: words::ready(table),
        wait: words::until_active(table),
        // What happens to a table while nothing protects it can't be taken back.
        risk: if enabled { Risk::Safe } else { Risk::Irreversible },
        expected: words::unknown("takes effect within seconds"),
        reverse: Reverse::Call(Box::new(call(!enabled))),
    }
}
