//! The patterns of the selected table against its indexes, what nothing fills or asks, and which indexes could go.

use crate::prelude::*;
use tablewright_contract::judge::{CoverageRow, CoverageView, Look, Seen};
use tablewright_model::Object;

use super::shown_table;
use super::verdict::{Proposals, face};
use super::window::{Gap, Piece, ROWS, Window};
use crate::editor::desk::Desk;
use crate::editor::hold;
use crate::editor::judge::Health;
use crate::ui::{Icon, IconName, Prose};

#[component]
pub(super) fn Coverage(desk: Desk, window: Window) -> impl IntoView {
    let table = memo(move |_| shown_table(desk));
    Effect::new(move || desk.judge.look("coverage", table.get().map(Look::Coverage)));
    on_cleanup(move || desk.judge.look("coverage", None));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Coverage(coverage) => Some(coverage),
        _ => None,
    });
    move || match seen.get().filter(|seen| Some(seen.table) == table.get()) {
        Some(seen) => view! { <Matrix desk window seen /> },
        None if desk.judge.health.get() == Health::Gone => view! { <super::NotJudged /> },
        None if table.get().is_none() => view! { <p class="dock-empty">"There is no table to be asked."</p> },
        None => view! { <p class="dock-empty">"Checking…"</p> },
    }
}

#[component]
fn Matrix(desk: Desk, window: Window, seen: CoverageView) -> impl IntoView {
    let CoverageView { places, rows, gaps, proposals, smallest, .. } = seen;
    let take = Callback::new(move |edit: String| {
        desk.take(&edit);
        desk.toasts.offer("Taken.", "Undo", move || desk.undo());
    });
    let none = rows.is_empty().then(|| {
        view! { <p class="dock-empty">"No access pattern asks this table yet."</p> }
    });
    let heads =
        places.iter().map(|place| view! { <th scope="col"><code>{place.clone()}</code></th> }).collect_view();
    let (count, columns) = (rows.len(), places.len() + 1);
    let rows = StoredValue::new(rows);
    let pieces = memo(move |_| rows.with_value(|rows| window.pieces(rows, |_| false)));
    let drawn = move |piece| match piece {
        Piece::Row(at, row) => view! { <Row desk at row /> },
        Piece::Gap { rows, .. } => view! { <Gap rows columns /> },
    };
    hold::in_frame(move || window.look());
    let gaps = gaps.into_iter().map(|(object, text)| view! { <Hole desk object text /> }).collect_view();
    view! {
        {match none {
            Some(none) => none,
            None => view! {
                <div class="grid-box">
                    <table class="grid coverage windowed" aria-rowcount=count + 1>
                        <thead>
                            <tr aria-rowindex="1">
                                <th scope="col">"Access pattern"</th>
                                {heads}
                            </tr>
                        </thead>
                        <tbody id=ROWS on:focusin=move |event| window.hold(&event)>
                            <For each=move || pieces.get() key=place_of let:piece>{drawn(piece)}</For>
                        </tbody>
                    </table>
                </div>
            },
        }}
        <ul class="gaps">{gaps}</ul>
        {(!proposals.is_empty()).then(|| view! { <Proposals desk proposals take /> })}
        {(!smallest.is_empty()).then(|| view! {
            <p class="coverage-smallest">
                <span class="muted">"The smallest set of indexes for these patterns: "</span>
                <Prose text=smallest lower=true />
            </p>
        })}
    }
}

/// Where a piece is: what is in it stays as long as the matrix does.
fn place_of(piece: &Piece<CoverageRow>) -> (usize, usize) {
    match piece {
        Piece::Row(at, _) => (*at, 0),
        Piece::Gap { from, rows } => (*from, *rows),
    }
}

#[component]
fn Row(desk: Desk, at: usize, row: CoverageRow) -> impl IntoView {
    let CoverageRow { pattern, name, served, chosen } = row;
    let title = name.clone();
    let cell = move |(at, served)| {
        let (icon, word, tone) = face(served);
        let is_chosen = chosen.and_then(|chosen| usize::try_from(chosen).ok()) == Some(at);
        let word = if is_chosen { format!("{word}, by this one") } else { word.to_owned() };
        let said = word.clone();
        view! {
            <td class:is-chosen=is_chosen>
                <span class="served" data-tone=tone title=word>
                    <Icon name=icon />
                    <span class="visually-hidden">{said}</span>
                </span>
            </td>
        }
    };
    view! {
        <tr aria-rowindex=at + 2>
            <th scope="row">
                <button type="button" class="grid-open" title=title on:click=move |_| desk.select(Object::Pattern(pattern))>
                    {name}
                </button>
            </th>
            {served.into_iter().enumerate().map(cell).collect_view()}
        </tr>
    }
}

#[component]
fn Hole(desk: Desk, object: Object, text: String) -> impl IntoView {
    let go = move |_| {
        desk.select(object);
        desk.sheet_open.set(true);
    };
    view! {
        <li>
            <button type="button" class="problem-go" on:click=go>
                <Icon name=IconName::Info />
                <span class="problem-text">{text}</span>
            </button>
        </li>
    }
}
