//! The line at the end of a card's attributes that says how many more there are, and shows them.
//!
//! What it hides is told by it: a problem, a difference, an open comment, a line to an index ends here. What a person has
//! unfolded is kept in this browser. Deliberately absent: which attributes those are (`fold`).

use crate::prelude::*;
use tablewright_model::{Object, TableId};

use super::card::Problem;
use super::fold::Lines;
use crate::editor::desk::Desk;
use crate::editor::place::{fold_id, from_link, to_link};
use crate::editor::{browser, words};
use crate::ui::{Icon, IconName};

#[component]
pub(super) fn FoldLine(desk: Desk, table: TableId, lines: Memo<Lines>) -> impl IntoView {
    let hidden = memo(move |_| {
        lines.with(|lines| lines.hidden.iter().map(|id| Object::Attribute(table, *id)).collect::<Vec<_>>())
    });
    let is_open = move || hidden.with(Vec::is_empty);
    let icon = Signal::derive(move || if is_open() { IconName::ChevronUp } else { IconName::ChevronDown });
    let text = move || match hidden.with(Vec::len) {
        0 => "Show fewer attributes".to_owned(),
        count => words::count(count, "more attribute"),
    };
    let differs = move || {
        let marks = desk.aside.marks.read();
        hidden.with(|all| all.iter().any(|one| marks.of_place(*one).is_some()).then_some("changed"))
    };
    let said = move || {
        let open = |one: &Object| desk.talk.open_at(*one).unwrap_or_default();
        Some(hidden.with(|all| all.iter().map(open).sum::<usize>())).filter(|count| *count > 0)
    };
    let wrong = memo(move |_| {
        let count = |one: &Object| desk.judge.findings_at(*one, |findings| findings.count_in(*one));
        hidden.with(|all| all.iter().map(count).sum::<usize>() > 0)
    });
    view! {
        <li>
            <button
                type="button"
                class="card-row card-fold"
                id=fold_id(table)
                data-line=""
                data-fold=""
                data-change=differs
                data-comments=said
                aria-expanded=move || if is_open() { "true" } else { "false" }
                tabindex="-1"
                on:click=move |_| {
                    if desk.shown.get_untracked().table() != Some(table) {
                        desk.select(Object::Table(table));
                    }
                    switch(desk, table);
                }
            >
                <span class="card-key"><Icon name=icon /></span>
                <span class="card-row-name">{text}</span>
                <Show when=move || wrong.get()>
                    <Problem />
                </Show>
            </button>
        </li>
    }
}

/// Unfolds the card of a table, or folds it, and remembers that.
pub(in crate::editor) fn switch(desk: Desk, table: TableId) {
    let before = desk.board.lines(table);
    if !before.can_fold {
        desk.say("This card lists all of its attributes.".to_owned());
        return;
    }
    let opens = !before.hidden.is_empty();
    desk.board.unfold(table, opens);
    keep(desk);
    let hidden = desk.board.lines(table).hidden;
    if let Object::Attribute(_, shown) = desk.shown.get_untracked()
        && hidden.contains(&shown)
    {
        // What is selected can be seen, and the focus does not vanish with its line.
        desk.select(Object::Table(table));
        desk.focus_after(vec![fold_id(table)]);
    }
    desk.say(match hidden.len() {
        0 => "All attributes are listed.".to_owned(),
        count => format!("{} folded.", words::count(count, "attribute")),
    });
}

/// Unfolds what this person has unfolded before.
pub(in crate::editor) fn recall(desk: Desk) {
    let kept = browser::kept(&key(desk)).pop().map(|(_, tables)| tables).unwrap_or_default();
    let tables = kept.split(' ').filter_map(|link| from_link(link)?.table());
    desk.board.unfolded.set(tables.collect());
}

fn keep(desk: Desk) {
    let links = desk.board.unfolded.with_untracked(|all| {
        all.iter().map(|table| to_link(Object::Table(*table))).collect::<Vec<_>>().join(" ")
    });
    match links.is_empty() {
        true => browser::forget(&key(desk)),
        false => browser::keep(&key(desk), &links),
    }
}

fn key(desk: Desk) -> String {
    format!("tablewright-unfolded:{}:", desk.saver.design.get_value())
}
