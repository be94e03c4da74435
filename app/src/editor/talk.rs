//! What is said about the design, as far as all parts of the editor need it: how much is open where.
//!
//! Deliberately absent: reading it from the server and showing it, which come later (`beside::comments`).

use std::collections::{BTreeMap, HashMap};

use crate::prelude::*;
use tablewright_contract::{CommentAbout, ThreadView};
use tablewright_model::Object;

use super::place;

/// The threads of the open design.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    pub(super) threads: RwSignal<Vec<ThreadView>>,
    /// How many threads are open at an object; at a table also those of its parts.
    open: RwSignal<HashMap<Object, usize>>,
    /// Whether the person may speak.
    pub(super) may: RwSignal<bool>,
    /// Counts what was heard: that something was said.
    pub(super) news: RwSignal<u32>,
    /// The comment that a link has named, until it is shown.
    pub(super) wanted: StoredValue<Option<String>>,
    /// What was written and not sent yet, by the field that it is in.
    pub(super) drafts: StoredValue<BTreeMap<String, String>>,
}

impl Talk {
    pub(super) fn new() -> Self {
        Self {
            threads: RwSignal::new(Vec::new()),
            open: RwSignal::new(HashMap::new()),
            may: RwSignal::new(false),
            news: RwSignal::new(0),
            wanted: StoredValue::new(None),
            drafts: StoredValue::new(BTreeMap::new()),
        }
    }

    /// Something may have been said: whoever keeps the threads reads them.
    pub(super) fn hear(self) {
        self.news.update(|news| *news += 1);
    }

    /// How many threads are open there, if any is.
    pub(super) fn open_at(self, object: Object) -> Option<usize> {
        self.open.with(|open| if open.is_empty() { None } else { open.get(&object).copied() })
    }

    /// Puts what was read in the place of what was known.
    pub(super) fn keep(self, threads: Vec<ThreadView>) {
        let open = open_of(&threads);
        self.threads.set(threads);
        if self.open.with_untracked(|before| *before != open) {
            self.open.set(open);
        }
    }
}

/// What a thread is about; nothing when that is gone from the design.
pub(super) fn about(thread: &ThreadView) -> Option<Object> {
    match &thread.about {
        CommentAbout::Place { object, .. } if thread.current => place::from_link(object),
        _ => None,
    }
}

fn open_of(threads: &[ThreadView]) -> HashMap<Object, usize> {
    let mut open = HashMap::new();
    let objects = threads.iter().filter(|thread| thread.resolved_by.is_none()).filter_map(about);
    for object in objects {
        *open.entry(object).or_default() += 1;
        // What is said of a part is seen at its table.
        if let Some(table) = object.table().map(Object::Table).filter(|table| *table != object) {
            *open.entry(table).or_default() += 1;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(object: &str, current: bool, resolved: bool) -> ThreadView {
        ThreadView {
            id: "c".to_owned(),
            about: CommentAbout::Place { object: object.to_owned(), title: String::new() },
            current,
            resolved_by: resolved.then(|| "Ada".to_owned()),
            comments: Vec::new(),
        }
    }

    #[test]
    fn a_table_counts_what_is_open_at_its_parts() {
        let object = |link: &str| place::from_link(link).unwrap();
        let open = open_of(&[
            thread("table:t", true, false),
            thread("index:t:i", true, false),
            thread("index:t:i", true, true),
            thread("attribute:t:a", false, false),
        ]);
        let at = |link: &str| open.get(&object(link)).copied();
        assert_eq!(
            (at("table:t"), at("index:t:i"), at("attribute:t:a"), at("design")),
            (Some(2), Some(1), None, None)
        );
    }
}
