//! Undo and redo of one person: inverses, grouped by gesture.
//!
//! An inverse belongs to an edit by its id: it is computed again whenever the edit is applied at another place of
//! the server's order, so that taking a removal back also brings back what others had changed in the removed part.

use tablewright_model::{Applied, AttributeField, Design, Edit, Refusal, apply};

use super::GestureId;

/// The most steps that are remembered.
const DEPTH: usize = 300;

/// One of the two stacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Undo,
    Redo,
}

/// What one gesture did, as the edits that take it back, in the order in which it was done.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) gesture: GestureId,
    pub(super) inverses: Vec<Inverse>,
}

/// The inverse of the edit with this id.
#[derive(Debug, Clone)]
pub(super) struct Inverse {
    id: String,
    edit: Edit,
}

/// The two stacks.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The step on top was taken up by an undo or a redo: what follows is a step of its own.
    closed: bool,
}

/// What is left to do of a step, and why the rest is not.
pub(super) struct Applicable {
    pub(super) edit: Option<(Edit, Applied)>,
    pub(super) refusal: Option<Refusal>,
}

impl History {
    pub(super) fn has(&self, direction: Direction) -> bool {
        match direction {
            Direction::Undo => !self.undo.is_empty(),
            Direction::Redo => !self.redo.is_empty(),
        }
    }

    /// Whether more of this gesture joins the newest step.
    pub(super) fn ends_with(&self, gesture: GestureId) -> bool {
        !self.closed && self.undo.last().is_some_and(|step| step.gesture == gesture)
    }

    /// Remembers how to take an edit back. Whoever does something new can't redo any more.
    pub(super) fn record(&mut self, gesture: GestureId, id: &str, edit: &Edit, inverse: Edit) {
        let joins = self.ends_with(gesture);
        self.redo.clear();
        self.closed = false;
        let inverse = Inverse { id: id.to_owned(), edit: inverse };
        match self.undo.last_mut().filter(|_| joins) {
            // The value before the first of them is the one to go back to.
            Some(step) if step.inverses.last().is_some_and(|last| covers(&last.edit, edit)) => {}
            Some(step) => step.inverses.push(inverse),
            None => self.push(Direction::Undo, Step { gesture, inverses: vec![inverse] }),
        }
    }

    /// The edit with this id now has another inverse.
    pub(super) fn refresh(&mut self, id: &str, inverse: Edit) {
        let steps = self.undo.iter_mut().rev().chain(self.redo.iter_mut().rev());
        let found = steps.flat_map(|step| &mut step.inverses).find(|known| known.id == id);
        if let Some(known) = found {
            known.edit = inverse;
        }
    }

    /// The edit with this id did not happen, so there is nothing to take back.
    pub(super) fn forget(&mut self, id: &str) {
        for stack in [&mut self.undo, &mut self.redo] {
            for step in stack.iter_mut() {
                step.inverses.retain(|known| known.id != id);
            }
            stack.retain(|step| !step.inverses.is_empty());
        }
    }

    pub(super) fn take(&mut self, direction: Direction) -> Option<Step> {
        self.closed = true;
        match direction {
            Direction::Undo => self.undo.pop(),
            Direction::Redo => self.redo.pop(),
        }
    }

    /// What was undone can be redone, and the other way round.
    pub(super) fn put_opposite(&mut self, done: Direction, gesture: GestureId, id: &str, inverse: Edit) {
        let step = Step { gesture, inverses: vec![Inverse { id: id.to_owned(), edit: inverse }] };
        let onto = match done {
            Direction::Undo => Direction::Redo,
            Direction::Redo => Direction::Undo,
        };
        self.push(onto, step);
    }

    fn push(&mut self, onto: Direction, step: Step) {
        let stack = match onto {
            Direction::Undo => &mut self.undo,
            Direction::Redo => &mut self.redo,
        };
        if stack.len() >= DEPTH {
            stack.remove(0);
        }
        stack.push(step);
    }
}

/// The inverses of a step as one edit, without the parts whose object is gone.
pub(super) fn applicable(design: &Design, inverses: Vec<Inverse>) -> Applicable {
    let mut edits: Vec<_> = inverses.into_iter().rev().map(|inverse| inverse.edit).collect();
    let whole = if edits.len() == 1 { edits.remove(0) } else { Edit::Batch { edits } };
    if let Ok(applied) = apply(design, &whole) {
        return Applicable { edit: Some((whole, applied)), refusal: None };
    }
    let mut kept = Vec::new();
    let mut refusal = None;
    keep_what_fits(&mut design.clone(), whole, &mut kept, &mut refusal);
    let rest = Some(Edit::Batch { edits: kept }).filter(|rest| *rest != Edit::Batch { edits: Vec::new() });
    let edit = rest.and_then(|rest| apply(design, &rest).ok().map(|applied| (rest, applied)));
    Applicable { edit, refusal }
}

fn keep_what_fits(design: &mut Design, edit: Edit, kept: &mut Vec<Edit>, refusal: &mut Option<Refusal>) {
    match (apply(design, &edit), edit) {
        (Ok(applied), edit) => {
            *design = applied.design;
            kept.push(edit);
        }
        (Err(_), Edit::Batch { edits }) => {
            for edit in edits {
                keep_what_fits(design, edit, kept, refusal);
            }
        }
        (Err(why), _) => *refusal = Some(why),
    }
}

/// Whether two edits set the same field of the same object.
pub(super) fn same_place(one: &Edit, other: &Edit) -> bool {
    match (one, other) {
        (Edit::SetDesign { field: a }, Edit::SetDesign { field: b }) => a.is_same_field(b),
        (Edit::SetTable { table: t, field: a }, Edit::SetTable { table: u, field: b }) => {
            t == u && a.is_same_field(b)
        }
        (
            Edit::SetAttribute { table: t, attribute: i, field: a },
            Edit::SetAttribute { table: u, attribute: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetIndex { table: t, index: i, field: a },
            Edit::SetIndex { table: u, index: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetLocalIndex { table: t, index: i, field: a },
            Edit::SetLocalIndex { table: u, index: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetVectorIndex { table: t, index: i, field: a },
            Edit::SetVectorIndex { table: u, index: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetEntity { table: t, entity: i, field: a },
            Edit::SetEntity { table: u, entity: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetConsumer { table: t, consumer: i, field: a },
            Edit::SetConsumer { table: u, consumer: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (
            Edit::SetReplica { table: t, replica: i, field: a },
            Edit::SetReplica { table: u, replica: j, field: b },
        ) => (t, i) == (u, j) && a.is_same_field(b),
        (Edit::SetItem { table: t, item: a }, Edit::SetItem { table: u, item: b }) => t == u && a.id == b.id,
        (Edit::SetPattern { pattern: i, field: a }, Edit::SetPattern { pattern: j, field: b }) => {
            i == j && a.is_same_field(b)
        }
        (Edit::SetNote { note: i, field: a }, Edit::SetNote { note: j, field: b }) => {
            i == j && a.is_same_field(b)
        }
        (Edit::SetArea { area: i, field: a }, Edit::SetArea { area: j, field: b }) => {
            i == j && a.is_same_field(b)
        }
        _ => false,
    }
}

/// Whether the earlier inverse alone also takes back the later edit.
///
/// Not so for the name of an attribute, which moves values of items along.
fn covers(inverse: &Edit, edit: &Edit) -> bool {
    let renames = matches!(edit, Edit::SetAttribute { field: AttributeField::Name(_), .. });
    !renames && same_place(inverse, edit)
}
