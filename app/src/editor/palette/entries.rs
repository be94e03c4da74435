//! What the palette offers for what somebody wrote. Pure.

use tablewright_model::{Design, Object, Table};

use crate::editor::actions::ACTIONS;
use crate::editor::words::{self, find};

/// How much is offered at once: a longer list is not read, one more letter is written.
const MOST: usize = 40;

/// Something to go to or to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) goal: Goal,
    pub(super) name: String,
    /// What it is, and of which table.
    pub(super) what: String,
    pub(super) keys: &'static str,
}

/// What happens when an entry is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Place(Object),
    /// The action at this place of the table.
    Deed(usize),
}

/// Everything that there is, in the order of the design, and then what can be done.
pub(super) fn all(design: &Design, may_edit: bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for table in &design.tables {
        entries.extend(places_of(table).map(|object| place(design, Some(table), object)));
    }
    let patterns = design.patterns.iter().map(|pattern| Object::Pattern(pattern.id));
    let others = patterns
        .chain(design.areas.iter().map(|area| Object::Area(area.id)))
        .chain(design.notes.iter().map(|note| Object::Note(note.id)))
        .chain([Object::Design]);
    entries.extend(others.map(|object| place(design, None, object)));
    entries.extend(deeds(may_edit));
    entries
}

fn places_of(table: &Table) -> impl Iterator<Item = Object> {
    let id = table.id;
    let attributes = table.attributes.iter().map(move |one| Object::Attribute(id, one.id));
    let indexes = table.index_ids().map(move |index| Object::Index(id, index));
    let entities = table.entities.iter().map(move |one| Object::Entity(id, one.id));
    let consumers = table.consumers.iter().map(move |one| Object::Consumer(id, one.id));
    let replicas = table.replicas.iter().map(move |one| Object::Replica(id, one.id));
    let parts = attributes.chain(indexes).chain(entities).chain(consumers).chain(replicas);
    [Object::Table(id)].into_iter().chain(parts)
}

fn place(design: &Design, table: Option<&Table>, object: Object) -> Entry {
    let kind = object.label();
    let what = match (table, object) {
        (Some(table), Object::Table(_)) => words::count(table.items.len(), "item"),
        (Some(table), _) => format!("{kind} of {}", table.name),
        (None, _) => kind.to_owned(),
    };
    Entry { goal: Goal::Place(object), name: words::short_name(design, object), what, keys: "" }
}

fn deeds(may_edit: bool) -> impl Iterator<Item = Entry> {
    let known = ACTIONS.iter().enumerate();
    let possible = known.filter(move |(_, action)| action.run.is_some() && (may_edit || !action.is_edit));
    possible.map(|(at, action)| Entry {
        goal: Goal::Deed(at),
        name: action.what.to_owned(),
        what: String::new(),
        keys: action.keys,
    })
}

/// Those that have every word of the question: names that begin with it first, then words that do, then the rest.
/// Without a question, the tables and what can be done.
pub(super) fn found(all: &[Entry], asked: &str) -> Vec<Entry> {
    let asked = asked.trim();
    if asked.is_empty() {
        let first = |entry: &&Entry| matches!(entry.goal, Goal::Place(Object::Table(_)) | Goal::Deed(_));
        let (places, deeds): (Vec<_>, Vec<_>) =
            all.iter().filter(first).partition(|entry| matches!(entry.goal, Goal::Place(_)));
        // Some tables and every deed: whoever only wants to see what there is shall see both.
        return places.into_iter().take(MOST / 5).chain(deeds).cloned().collect();
    }
    let mut ranked: [Vec<&Entry>; 3] = Default::default();
    for entry in all {
        if let Some(list) = rank(entry, asked).and_then(|rank| ranked.get_mut(rank)) {
            list.push(entry);
        }
    }
    ranked.into_iter().flatten().take(MOST).cloned().collect()
}

fn rank(entry: &Entry, asked: &str) -> Option<usize> {
    let has = |word: &str| find(&entry.name, word).or_else(|| find(&entry.what, word)).is_some();
    if !asked.split_whitespace().all(has) {
        return None;
    }
    Some(match find(&entry.name, asked) {
        Some(0) => 0,
        Some(at) if begins_word(&entry.name, at) => 1,
        _ => 2,
    })
}

/// Names are written `GameTitleIndex`, `game_title` and `game-title`.
fn begins_word(name: &str, at: usize) -> bool {
    let (before, here) = (at.checked_sub(1).and_then(|at| name.as_bytes().get(at)), name.as_bytes().get(at));
    before.is_none_or(|before| !before.is_ascii_alphanumeric())
        || here.is_some_and(u8::is_ascii_uppercase) && before.is_some_and(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use tablewright_model::from_json;

    use super::*;

    fn scores() -> Design {
        from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap()
    }

    fn names(asked: &str) -> Vec<String> {
        found(&all(&scores(), true), asked).into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn every_table_attribute_index_and_pattern_is_found_by_its_name() {
        let design = scores();
        let all = all(&design, false);
        for entry in &all {
            let Goal::Place(object) = entry.goal else { continue };
            let name = words::short_name(&design, object);
            assert!(found(&all, &name.to_uppercase()).contains(entry), "{name}");
        }
        let kinds = ["attribute of GameScores", "index of GameScores", "access pattern"];
        assert!(kinds.iter().all(|kind| all.iter().any(|entry| entry.what.ends_with(kind))), "{all:?}");
    }

    #[test]
    fn what_begins_with_the_question_comes_first() {
        let told = names("game");
        assert_eq!(told[0], "GameScores");
        let at = |name: &str| told.iter().position(|told| told == name);
        assert!(at("GameTitle") < at("Top scores of a game"), "{told:?}");
        assert_eq!(names("index title")[0], "GameTitleIndex");
        assert_eq!(names("no such thing at all"), [""; 0]);
    }

    #[test]
    fn without_a_question_tables_and_deeds_are_offered() {
        let told = found(&all(&scores(), true), " ");
        assert_eq!(told[0].name, "GameScores");
        assert!(told.iter().any(|entry| entry.name == "Add a table" && entry.keys == "T"));
    }

    #[test]
    fn who_may_only_look_is_offered_no_edit() {
        let told = found(&all(&scores(), false), "add a");
        assert_eq!(told.iter().filter(|entry| matches!(entry.goal, Goal::Deed(_))).count(), 0);
    }

    #[test]
    fn a_word_begins_after_a_mark_and_at_a_capital() {
        for (name, at, expected) in
            [("GameTitle", 4, true), ("game-title", 5, true), ("gametitle", 4, false), ("größe", 0, true)]
        {
            assert_eq!(begins_word(name, at), expected, "{name}");
        }
    }
}
