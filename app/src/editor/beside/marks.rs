//! How places of the design differ from what it is compared with: for cards and their lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::prelude::*;
use tablewright_contract::judge::{ChangeLine, ChangesView, Gone, Look, Seen};
use tablewright_model::{DifferenceKind, Object, TableId};

use super::Beside;
use crate::client;
use crate::editor::desk::Desk;

/// What is drawn of a difference.
pub(in crate::editor) type Mark = &'static str;

/// The differences, ready to be asked by place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::editor) struct Marks {
    by_place: Arc<BTreeMap<String, Mark>>,
    gone: Arc<Vec<Gone>>,
}

impl Marks {
    fn of(view: &ChangesView) -> Self {
        let mut by_place = BTreeMap::new();
        for ChangeLine { object, kind, setting, .. } in &view.lines {
            let is_whole = setting.is_empty();
            let mark = if is_whole { word(*kind) } else { "changed" };
            if *kind != DifferenceKind::Removed || !is_whole {
                by_place.insert(key(*object), mark);
            }
            // A table with a part that differs differs.
            if let Some(table) = object.table() {
                by_place.entry(key(Object::Table(table))).or_insert("changed");
            }
        }
        Self { by_place: Arc::new(by_place), gone: Arc::new(view.gone.clone()) }
    }

    pub(in crate::editor) fn of_place(&self, object: Object) -> Option<Mark> {
        if self.by_place.is_empty() { None } else { self.by_place.get(&key(object)).copied() }
    }

    /// The parts that a table no longer has.
    pub(in crate::editor) fn gone_of(&self, table: TableId) -> Vec<String> {
        let own = |gone: &&Gone| gone.object.table() == Some(table) && gone.object != Object::Table(table);
        self.gone.iter().filter(own).map(|gone| gone.name.clone()).collect()
    }

    /// The tables that are gone.
    pub(in crate::editor) fn gone_tables(&self) -> Vec<Gone> {
        self.gone.iter().filter(|gone| matches!(gone.object, Object::Table(_))).cloned().collect()
    }
}

fn key(object: Object) -> String {
    crate::editor::place::to_link(object)
}

pub(super) const fn word(kind: DifferenceKind) -> Mark {
    match kind {
        DifferenceKind::Added => "added",
        DifferenceKind::Changed => "changed",
        DifferenceKind::Removed => "removed",
    }
}

/// Brings the judge what the design is compared with, and keeps the marks, while the pane is open.
pub(in crate::editor) fn watch(desk: Desk) {
    let aside = desk.aside;
    let wanted = memo(move |_| match aside.open.get() {
        Some(Beside::Changes) => aside.against.get(),
        _ => String::new(),
    });
    Effect::new(move || {
        let wanted = wanted.get();
        desk.judge.look("changes", (!wanted.is_empty()).then_some(Look::Changes));
        if wanted.is_empty() {
            desk.judge.compare_with(None);
        } else {
            desk.note_place();
            leptos::task::spawn_local(fetch(desk, wanted));
        }
    });
    let seen = desk.judge.see(|seen| match seen {
        Seen::Changes(view) => Some(view),
        _ => None,
    });
    Effect::new(move || {
        let marks = seen.with(|seen| seen.as_ref().map(Marks::of)).unwrap_or_default();
        if aside.marks.with_untracked(|before| *before != marks) {
            aside.marks.set(marks);
        }
    });
}

async fn fetch(desk: Desk, wanted: String) {
    let id = desk.saver.design.get_value();
    let path = match wanted.strip_prefix("live:") {
        Some(environment) => format!("/designs/{id}/live-state/{environment}"),
        None => format!("/designs/{id}/versions/{wanted}"),
    };
    let answer = client::get::<()>(&path).await;
    if desk.aside.against.try_get_untracked() != Some(wanted) {
        return;
    }
    match answer {
        Ok(answer) => desk.judge.compare_with(Some(answer.into_text())),
        Err(error) => {
            desk.aside.against.set(String::new());
            desk.toasts.error(error.message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(object: Object, kind: DifferenceKind, setting: &str) -> ChangeLine {
        let text = String::new;
        ChangeLine {
            object,
            kind,
            subject: text(),
            setting: setting.to_owned(),
            before: text(),
            after: text(),
        }
    }

    #[test]
    fn a_table_is_changed_by_its_parts_and_new_as_a_whole() {
        let table = |id: &str| Object::Table(id.parse().unwrap());
        let index = Object::Index("a".parse().unwrap(), "i".parse().unwrap());
        let gone = Gone { object: index, name: "ByDate".to_owned(), position: None };
        let view = ChangesView {
            lines: vec![
                line(index, DifferenceKind::Removed, ""),
                line(table("b"), DifferenceKind::Added, ""),
                line(table("c"), DifferenceKind::Removed, ""),
            ],
            gone: vec![gone, Gone { object: table("c"), name: "Old".to_owned(), position: None }],
        };
        let marks = Marks::of(&view);
        assert_eq!(
            ["a", "b", "d"].map(|id| marks.of_place(table(id))),
            [Some("changed"), Some("added"), None]
        );
        assert_eq!(marks.gone_of("a".parse().unwrap()), ["ByDate"]);
        let names: Vec<_> = marks.gone_tables().into_iter().map(|gone| gone.name).collect();
        assert_eq!(names, ["Old"]);
    }

    #[test]
    fn a_setting_that_differs_is_a_change_whatever_became_of_its_value() {
        let table = Object::Table("a".parse().unwrap());
        let lines = vec![line(table, DifferenceKind::Removed, "description")];
        assert_eq!(Marks::of(&ChangesView { lines, gone: Vec::new() }).of_place(table), Some("changed"));
    }
}
