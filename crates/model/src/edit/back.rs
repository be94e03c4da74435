//! Taking back only what is one's own: what an edit would take away, to be compared with what its maker left behind.
//!
//! An undo expects to find what the edit that it takes back has left. Where it finds something else, somebody else has
//! been there since, and their work stays.

use super::{Edit, Refusal, apply};
use crate::Design;

/// An edit as its parts, in order: a batch as the edits in it, in however many layers.
#[must_use]
pub fn parts(edit: Edit) -> Vec<Edit> {
    match edit {
        Edit::Batch { edits } => edits.into_iter().flat_map(parts).collect(),
        edit => vec![edit],
    }
}

/// What each part of an edit would take away if it were applied now, as the edits that bring it back. Places in lists
/// are left out: they shift with what others add.
///
/// # Errors
///
/// A [`Refusal`], when a part does not apply.
pub fn displaced(design: &Design, edit: &Edit) -> Result<Vec<Edit>, Refusal> {
    let mut design = design.clone();
    let mut found = Vec::new();
    for part in parts(edit.clone()) {
        let applied = apply(&design, &part)?;
        design = applied.design;
        found.push(without_places(applied.inverse));
    }
    Ok(found)
}

/// An edit with nothing said about places in lists.
#[must_use]
pub fn without_places(mut edit: Edit) -> Edit {
    match &mut edit {
        Edit::AddTable { at, .. }
        | Edit::AddAttribute { at, .. }
        | Edit::AddIndex { at, .. }
        | Edit::AddLocalIndex { at, .. }
        | Edit::AddVectorIndex { at, .. }
        | Edit::AddEntity { at, .. }
        | Edit::AddConsumer { at, .. }
        | Edit::AddReplica { at, .. }
        | Edit::AddItem { at, .. }
        | Edit::AddPattern { at, .. }
        | Edit::AddNote { at, .. }
        | Edit::AddArea { at, .. }
        | Edit::AddSilence { at, .. }
        | Edit::Move { to: at, .. } => *at = 0,
        Edit::Batch { edits } => {
            for edit in edits {
                *edit = without_places(std::mem::replace(edit, Edit::Batch { edits: Vec::new() }));
            }
        }
        _ => {}
    }
    edit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DesignField, Id, Note, NoteField, NoteId, Position, Size, Table, TableId};

    fn table(name: &str) -> Edit {
        let id = TableId(name.to_lowercase().parse::<Id>().unwrap());
        Edit::AddTable { at: 0, table: Box::new(Table::blank(id, name)) }
    }

    fn done(design: &Design, edits: &[Edit]) -> Design {
        edits.iter().fold(design.clone(), |design, edit| apply(&design, edit).unwrap().design)
    }

    #[test]
    fn what_is_left_behind_is_found_again_until_somebody_changes_it() {
        let text = |text: &str| {
            let id = NoteId("n".parse::<Id>().unwrap());
            Edit::SetNote { note: id, field: NoteField::Text(text.to_owned()) }
        };
        let note = Note {
            id: NoteId("n".parse::<Id>().unwrap()),
            text: "before".into(),
            position: Position { x: 0, y: 0 },
            size: Size { width: 1, height: 1 },
        };
        let start = done(&Design::blank("D"), &[Edit::AddNote { at: 0, note }]);
        let made = apply(&start, &text("mine")).unwrap();
        let left = displaced(&made.design, &made.inverse).unwrap();
        assert_eq!(left, [text("mine")]);
        let beside =
            done(&made.design, &[Edit::SetDesign { field: DesignField::Name("E".into()) }, table("T")]);
        assert_eq!(displaced(&beside, &made.inverse).unwrap(), left);
        let over = done(&beside, &[text("theirs")]);
        assert_ne!(displaced(&over, &made.inverse).unwrap(), left);
    }

    #[test]
    fn what_others_put_before_it_does_not_matter_but_what_they_put_into_it_does() {
        let made = apply(&Design::blank("D"), &Edit::Batch { edits: vec![table("A"), table("B")] }).unwrap();
        let left = displaced(&made.design, &made.inverse).unwrap();
        assert_eq!(left.len(), 2);
        assert_eq!(displaced(&done(&made.design, &[table("C")]), &made.inverse).unwrap(), left);
        let id = TableId("a".parse::<Id>().unwrap());
        let named = Edit::SetTable { table: id, field: crate::TableField::Name("Theirs".into()) };
        assert_ne!(displaced(&done(&made.design, &[named]), &made.inverse).unwrap(), left);
    }
}
