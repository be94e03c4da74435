//! What was made of the entities of a list, kept for the next list: what is still the same value needs no making.
//!
//! Designs share what an edit did not change, so whoever judges one after the other looks only at the rest.
//! Deliberately absent: what else a making looks at. Whoever keeps says whether that is the same, too.

use std::sync::Arc;

use crate::{Design, Identified, List, Pattern, PatternId, TableId};

/// What was made of each entity of a list, in its order.
#[derive(Debug)]
pub struct Kept<T, M> {
    list: List<T>,
    made: Vec<M>,
}

impl<T, M> Default for Kept<T, M> {
    fn default() -> Self {
        Self { list: List::default(), made: Vec::new() }
    }
}

impl<T: Identified, M> Kept<T, M> {
    /// What was made of the last list.
    #[must_use]
    pub fn made(&self) -> &[M] {
        &self.made
    }

    /// Goes on to the next list: keeps what was made of an entity that is the same value, if that still holds, and
    /// makes the rest.
    pub fn renew<'n>(
        &mut self,
        next: &'n List<T>,
        holds: impl Fn(&Arc<T>, &M) -> bool,
        mut make: impl FnMut(&'n Arc<T>) -> M,
    ) {
        let last = std::mem::replace(&mut self.list, next.clone());
        let mut made: Vec<_> = std::mem::take(&mut self.made).into_iter().map(Some).collect();
        let renewed = next.iter().enumerate().map(|(at, entity)| {
            let place = place(&last, at, entity).and_then(|place| made.get_mut(place));
            let kept = place.and_then(|place| place.take_if(|made| holds(entity, made)));
            kept.unwrap_or_else(|| make(entity))
        });
        self.made = renewed.collect();
    }
}

/// Where the same value stood in the last list. Nearly all stay where they are.
fn place<T: Identified>(last: &List<T>, at: usize, entity: &Arc<T>) -> Option<usize> {
    let is_there = |at: &usize| last.iter().nth(*at).is_some_and(|one| Arc::ptr_eq(one, entity));
    Some(at).filter(is_there).or_else(|| last.position(entity.id()).filter(is_there))
}

/// Whether two designs that share an access pattern share all else that it is judged by: its table, and the patterns
/// that it carries out, with theirs.
#[must_use]
pub fn shares_question(before: &Design, now: &Design, pattern: &Pattern) -> bool {
    let is_same_table = |id: TableId| is_shared(&before.tables, &now.tables, id);
    let is_same = |id: PatternId| {
        is_shared(&before.patterns, &now.patterns, id)
            && now.patterns.get(id).is_none_or(|part| is_same_table(part.table))
    };
    is_same_table(pattern.table) && pattern.together.iter().all(|id| is_same(*id))
}

/// Whether an entity is the same value in both lists, or in none.
fn is_shared<T: Identified>(before: &List<T>, now: &List<T>, id: T::Id) -> bool {
    before.is(now) || before.get(id).map(Arc::as_ptr) == now.get(id).map(Arc::as_ptr)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::{Edit, Object, PatternField, PatternKind, Table, TableField, apply};

    fn design() -> Design {
        let tables = ["a", "b", "c"].map(|id| Table::blank(id.parse().unwrap(), id));
        let get = |id: &str, table: &str| {
            Pattern::new(id.parse().unwrap(), id, table.parse().unwrap(), PatternKind::Get)
        };
        let mut both =
            Pattern::new("both".parse().unwrap(), "both", "a".parse().unwrap(), PatternKind::Transaction);
        both.together = vec!["of-b".parse().unwrap(), "gone".parse().unwrap()];
        Design {
            tables: tables.into_iter().collect(),
            patterns: [get("of-a", "a"), get("of-b", "b"), both, get("of-none", "none")]
                .into_iter()
                .collect(),
            ..Design::blank("Kept")
        }
    }

    fn after(design: &Design, edit: &Edit) -> Design {
        apply(design, edit).unwrap().design
    }

    fn rename(table: &str) -> Edit {
        Edit::SetTable { table: table.parse().unwrap(), field: TableField::Name("other".to_owned()) }
    }

    /// The ids of those that are made again.
    fn made_again(kept: &mut Kept<Table, String>, next: &Design, holds: bool) -> Vec<String> {
        let again = RefCell::new(Vec::new());
        let make = |table: &Arc<Table>| {
            again.borrow_mut().push(table.id.to_string());
            table.name.clone()
        };
        kept.renew(&next.tables, |_, _| holds, make);
        assert!(kept.made().iter().eq(next.tables.iter().map(|table| &table.name)), "as made from scratch");
        again.into_inner()
    }

    #[test]
    fn only_what_is_another_value_is_made_again() {
        let mut kept = Kept::default();
        let first = design();
        assert_eq!(made_again(&mut kept, &first, true), ["a", "b", "c"]);
        assert!(made_again(&mut kept, &first, true).is_empty());
        let second = after(&first, &rename("b"));
        assert_eq!(made_again(&mut kept, &second, true), ["b"]);
        let third = after(&second, &Edit::Move { object: Object::Table("c".parse().unwrap()), to: 0 });
        assert!(made_again(&mut kept, &third, true).is_empty());
        let fourth = after(&third, &Edit::RemoveTable { table: "a".parse().unwrap() });
        assert!(made_again(&mut kept, &fourth, true).is_empty());
        assert_eq!(made_again(&mut kept, &third, true), ["a"]);
        assert_eq!(made_again(&mut kept, &third, false), ["c", "a", "b"]);
    }

    #[test]
    fn a_question_is_shared_with_its_table_and_its_parts() {
        let before = design();
        let shared = |now: &Design| -> Vec<String> {
            let kept =
                now.patterns.iter().filter(|pattern| is_shared(&before.patterns, &now.patterns, pattern.id));
            let shared = kept.filter(|pattern| shares_question(&before, now, pattern));
            shared.map(|pattern| pattern.id.to_string()).collect()
        };
        assert_eq!(shared(&before), ["of-a", "of-b", "both", "of-none"]);
        assert_eq!(shared(&after(&before, &rename("a"))), ["of-b", "of-none"]);
        assert_eq!(shared(&after(&before, &rename("b"))), ["of-a", "of-none"]);
        let limited =
            Edit::SetPattern { pattern: "of-b".parse().unwrap(), field: PatternField::Limit(Some(1)) };
        assert_eq!(shared(&after(&before, &limited)), ["of-a", "of-none"]);
        let gone = Pattern::new("gone".parse().unwrap(), "Found", "c".parse().unwrap(), PatternKind::Get);
        let added = Edit::AddPattern { at: 9, pattern: Box::new(gone) };
        assert_eq!(shared(&after(&before, &added)), ["of-a", "of-b", "of-none"]);
        let table = Edit::AddTable { at: 0, table: Box::new(Table::blank("none".parse().unwrap(), "None")) };
        assert_eq!(shared(&after(&before, &table)), ["of-a", "of-b", "both"]);
    }
}
