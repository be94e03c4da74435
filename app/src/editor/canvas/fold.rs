//! Which attributes a card lists: every key, and of the others as many as leave it a card that is seen whole.
//!
//! Pure. The rest is behind one line until somebody wants it. What is unfolded is each person's alone, kept in their
//! browser: a design has no place for it. Deliberately absent: the line itself, which is of the card.

use tablewright_model::{AttributeId, Table, TableId};

/// A card with no more attributes than these is never folded.
const WHOLE: usize = 8;
/// How many a folded card lists, unless its keys alone are more.
const FOLDED: usize = 6;
/// A line that hides one line saves nothing.
const WORTH: usize = 2;

/// The attributes of a card, in the order of the design.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Those with a line of their own.
    pub listed: Vec<AttributeId>,
    /// Those behind the line that folds.
    pub hidden: Vec<AttributeId>,
    /// Whether there is such a line: an unfolded card has it as well.
    pub can_fold: bool,
}

impl Lines {
    /// What the card of a table lists.
    #[must_use]
    pub fn of(table: &Table, unfolded: &[TableId]) -> Self {
        let all: Vec<_> = table.attributes.iter().map(|one| one.id).collect();
        if all.len() <= WHOLE {
            return Self { listed: all, ..Self::default() };
        }
        let (listed, hidden) = folded(table, &all);
        let can_fold = hidden.len() >= WORTH;
        match can_fold && !unfolded.contains(&table.id) {
            true => Self { listed, hidden, can_fold },
            false => Self { listed: all, hidden: Vec::new(), can_fold },
        }
    }

    /// How many lines that makes, the one that folds included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + usize::from(self.can_fold)
    }

    /// Which of these lines stands for an attribute: its own, or the one that it is folded behind.
    #[must_use]
    pub fn position(&self, id: AttributeId) -> Option<usize> {
        let own = self.listed.iter().position(|one| *one == id);
        own.or_else(|| self.hidden.contains(&id).then_some(self.listed.len()))
    }
}

/// What is listed of a card that is folded, and what is not.
fn folded(table: &Table, all: &[AttributeId]) -> (Vec<AttributeId>, Vec<AttributeId>) {
    let keys = table.key_attributes();
    let mut room = FOLDED.saturating_sub(keys.len());
    all.iter().copied().partition(|id| {
        let is_key = keys.contains(id);
        let is_listed = is_key || room > 0;
        room -= usize::from(is_listed && !is_key);
        is_listed
    })
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Design, Edit, apply, from_json};

    use super::*;

    fn example(text: &str) -> Design {
        from_json(text).unwrap()
    }

    #[test]
    fn a_tall_card_lists_its_keys_and_a_few_others() {
        let design = example(include_str!("../../../../assets/examples/shop.json"));
        let table = design.tables.iter().next().unwrap();
        let lines = Lines::of(table, &[]);
        assert!(table.key_attributes().iter().all(|key| lines.listed.contains(key)));
        assert_eq!(lines.listed.len() + lines.hidden.len(), table.attributes.len());
        assert!(lines.count() <= 8, "{lines:?}");
        let open = Lines::of(table, &[table.id]);
        assert_eq!((open.listed.len(), open.count()), (table.attributes.len(), table.attributes.len() + 1));
        for one in &table.attributes {
            assert!(lines.position(one.id).is_some_and(|at| at < lines.count()));
            let is_last = lines.position(one.id) == Some(lines.count() - 1);
            assert_eq!(is_last, lines.hidden.contains(&one.id));
        }
    }

    #[test]
    fn a_card_of_a_handful_has_nothing_to_fold() {
        let design = example(include_str!("../../../../assets/examples/game-scores.json"));
        for table in &design.tables {
            let lines = Lines::of(table, &[]);
            assert_eq!((lines.count(), lines.can_fold), (table.attributes.len(), false));
        }
    }

    #[test]
    fn no_fold_hides_less_than_two_lines() {
        let design = example(include_str!("../../../../assets/examples/shop.json"));
        let table = design.tables.iter().next().unwrap().id;
        let count = design.table(table).unwrap().attributes.len();
        (0..count).fold(design, |design, _| {
            let whole = design.table(table).unwrap();
            let hidden = Lines::of(whole, &[]).hidden.len();
            assert!(hidden != 1, "{} attributes", whole.attributes.len());
            let attribute = whole.attributes.iter().last().unwrap().id;
            apply(&design, &Edit::RemoveAttribute { table, attribute }).unwrap().design
        });
    }
}
