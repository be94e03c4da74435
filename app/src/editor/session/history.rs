//! Undo and redo of one person: inverses, grouped by gesture.
//!
//! An inverse belongs to an edit by its id: it is computed again whenever the edit is applied at another place of
//! the server's order, so that taking a removal back also brings back what others had changed in the removed part.
//! Beside it lies what the edit left behind: what somebody else has changed since is not taken back.

use tablewright_contract::Undo;
use tablewright_model::{
    Applied, AttributeField, Design, Edit, Refusal, apply, displaced, parts, without_places,
};

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
    /// The last edit of the gesture that it takes back as well.
    last: String,
    edit: Edit,
    /// What taking it back has to find, for each of its parts.
    left: Vec<Edit>,
}

impl Inverse {
    fn new(id: &str, edit: Edit, after: &Design) -> Self {
        let left = displaced(after, &edit).unwrap_or_default();
        Self { id: id.to_owned(), last: id.to_owned(), edit, left }
    }

    fn leaves(&mut self, after: &Design) {
        self.left = displaced(after, &self.edit).unwrap_or_default();
    }
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
    /// What the server has to find as well.
    pub(super) undo: Undo,
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
    pub(super) fn record(&mut self, gesture: GestureId, id: &str, edit: &Edit, applied: &Applied) {
        let joins = self.ends_with(gesture);
        self.redo.clear();
        self.closed = false;
        let Some(step) = self.undo.last_mut().filter(|_| joins) else {
            let inverses = vec![Inverse::new(id, applied.inverse.clone(), &applied.design)];
            return self.push(Direction::Undo, Step { gesture, inverses });
        };
        match step.inverses.last_mut().filter(|last| covers(&last.edit, edit)) {
            // The value before the first of them is the one to go back to.
            Some(last) => {
                id.clone_into(&mut last.last);
                last.leaves(&applied.design);
            }
            None => step.inverses.push(Inverse::new(id, applied.inverse.clone(), &applied.design)),
        }
    }

    /// The edit with this id was applied at another place. Call it in the order of the edits.
    pub(super) fn refresh(&mut self, id: &str, applied: &Applied) {
        let steps = self.undo.iter_mut().rev().chain(self.redo.iter_mut().rev());
        let found =
            steps.flat_map(|step| &mut step.inverses).find(|known| known.id == id || known.last == id);
        if let Some(known) = found {
            if known.id == id {
                known.edit.clone_from(&applied.inverse);
            }
            known.leaves(&applied.design);
        }
    }

    /// The edit with this id did not happen, so there is nothing to take back.
    pub(super) fn forget(&mut self, id: &str) {
        for stack in [&mut self.undo, &mut self.redo] {
            for step in stack.iter_mut() {
                step.inverses.retain(|known| known.id != id && known.last != id);
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
    pub(super) fn put_opposite(&mut self, done: Direction, gesture: GestureId, id: &str, applied: &Applied) {
        let inverse = Inverse::new(id, applied.inverse.clone(), &applied.design);
        let step = Step { gesture, inverses: vec![inverse] };
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

/// The inverses of a step as one edit, without the parts whose object is gone or that somebody else has changed since.
pub(super) fn applicable(design: &Design, inverses: Vec<Inverse>) -> Applicable {
    let mut now = design.clone();
    let (mut kept, mut finds, mut refusal) = (Vec::new(), Vec::new(), None);
    let mut of = Vec::new();
    for inverse in inverses.into_iter().rev() {
        let before = kept.len();
        for (at, part) in parts(inverse.edit).into_iter().enumerate() {
            match apply(&now, &part) {
                Ok(applied) => {
                    let found = without_places(applied.inverse);
                    if inverse.left.get(at) != Some(&found) {
                        refusal = Some(Refusal::ChangedSince);
                        continue;
                    }
                    now = applied.design;
                    kept.push(part);
                    finds.push(found);
                }
                Err(why) => refusal = Some(why),
            }
        }
        of.extend((kept.len() > before).then_some([inverse.id, inverse.last]));
    }
    let whole = if kept.len() == 1 { kept.pop() } else { Some(Edit::Batch { edits: kept }) };
    let whole = whole.filter(|_| !finds.is_empty());
    let edit = whole.and_then(|edit| apply(design, &edit).ok().map(|applied| (edit, applied)));
    Applicable { edit, undo: Undo { of: of.into_flattened(), finds }, refusal }
}

/// Whether two edits set the same field of the same object.
pub(super) fn same_place(one: &Edit, other: &Edit) -> bool {
    /// Edits that set a field of an object: the same object, and the same field of it.
    macro_rules! same {
        ($($edit:ident { $($id:ident),* }),+) => {
            match (one, other) {
                $((Edit::$edit { field: a, $($id),* }, Edit::$edit { field: b, .. }) => {
                    // The ids of the other are bound apart from those of the one.
                    let ids = ($($id,)*);
                    let Edit::$edit { field: _, $($id),* } = other else { return false };
                    ids == ($($id,)*) && a.is_same_field(b)
                })+
                (Edit::SetItem { table: t, item: a }, Edit::SetItem { table: u, item: b }) => {
                    t == u && a.id == b.id
                }
                _ => false,
            }
        };
    }
    same! {
        SetDesign {},
        SetTable { table },
        SetAttribute { table, attribute },
        SetIndex { table, index },
        SetLocalIndex { table, index },
        SetVectorIndex { table, index },
        SetEntity { table, entity },
        SetConsumer { table, consumer },
        SetReplica { table, replica },
        SetPattern { pattern },
        SetNote { note },
        SetArea { area }
    }
}

/// Whether the earlier inverse alone also takes back the later edit.
///
/// Not so for the name of an attribute, which moves values of items along.
fn covers(inverse: &Edit, edit: &Edit) -> bool {
    let renames = matches!(edit, Edit::SetAttribute { field: AttributeField::Name(_), .. });
    !renames && same_place(inverse, edit)
}
