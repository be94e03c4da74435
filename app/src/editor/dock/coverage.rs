//! The patterns of the selected table against its indexes, what nothing fills or asks, and which indexes could go.

use crate::prelude::*;
use tablewright_contract::judge::{CoverageRow, CoverageView, Look, Seen, Served};
use tablewright_model::Object;

use super::shown_table;
use super::verdict::{Proposals, face};
use super::window::{Gap, Piece, ROWS, Window};
use crate::editor::desk::{Desk, part};
use crate::editor::hold;
use crate::editor::judge::Health;
use crate::ui::{ByPlace, Icon, IconName, Prose};

#[component]
pub(super) fn Coverage(desk: Desk, window: Window) -> impl IntoView {
    let table = memo(move |_| shown_table(desk));
    Effect::new(move || desk.judge.look("coverage", table.get().map(Look::Coverage)));
    on_cleanup(move || desk.judge.look("coverage", None));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Coverage(coverage) => Some(coverage),
        _ => None,
    });
    let seen = memo(move |_| seen.get().filter(|seen| Some(seen.table) == table.get()));
    let unseen = move || match desk.judge.health.get() == Health::Gone {
        true => view! { <super::NotJudged /> },
        false if table.get().is_none() => {
            view! { <p class="dock-empty">"There is no table to be asked."</p> }
        }
        false => view! { <p class="dock-empty">"Checking…"</p> },
    };
    view! {
        <Show when=move || seen.with(Option::is_some) fallback=move || unseen>
            <Matrix desk window seen />
        </Show>
    }
}

/// The matrix is told anew after each edit, and then only the rows that are others are written.
#[component]
fn Matrix(desk: Desk, window: Window, seen: Memo<Option<CoverageView>>) -> impl IntoView {
    let take = Callback::new(move |edit: String| {
        desk.take(&edit);
        desk.toasts.offer("Taken.", "Undo", move || desk.undo());
    });
    let places = part(seen, |seen| seen.places.clone());
    let rows = part(seen, |seen| seen.rows.clone());
    let gaps = part(seen, |seen| seen.gaps.clone());
    let proposals = part(seen, |seen| seen.proposals.clone());
    let smallest = part(seen, |seen| seen.smallest.clone());
    let count = memo(move |_| rows.with(Vec::len));
    let columns = memo(move |_| places.with(Vec::len) + 1);
    let pieces = memo(move |_| {
        let all: Vec<usize> = (0..count.get()).collect();
        window.pieces(&all, |_| false)
    });
    let head = |place: Memo<Option<String>>| {
        view! { <th scope="col"><code>{move || place.get()}</code></th> }
    };
    let drawn = move |piece| match piece {
        Piece::Row(at, _) => {
            let row = memo(move |_| rows.with(|rows| rows.get(at).cloned()));
            view! { <Row desk at row /> }
        }
        Piece::Gap { rows, .. } => view! { <Gap rows columns /> },
    };
    let hole = move |gap: Memo<Option<(Object, String)>>| {
        (move || gap.get().map(|(object, text)| view! { <Hole desk object text /> })).into_any()
    };
    // Another table has other rows.
    Effect::new(move || {
        count.track();
        hold::in_frame(move || window.look());
    });
    view! {
        <Show
            when=move || { count.get() > 0 }
            fallback=|| view! { <p class="dock-empty">"No access pattern asks this table yet."</p> }
        >
            <div class="grid-box">
                <table class="grid coverage windowed" aria-rowcount=move || count.get() + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col">"Access pattern"</th>
                            <ByPlace list=places row=head />
                        </tr>
                    </thead>
                    <tbody id=ROWS on:focusin=move |event| window.hold(&event)>
                        <For each=move || pieces.get() key=Clone::clone let:piece>{drawn(piece)}</For>
                    </tbody>
                </table>
            </div>
        </Show>
        <ul class="gaps"><ByPlace list=gaps row=hole /></ul>
        {move || proposals.with(|proposals| !proposals.is_empty()).then(|| {
            view! { <Proposals desk proposals=proposals.get() take /> }
        })}
        <Show when=move || smallest.with(|smallest| !smallest.is_empty())>
            <p class="coverage-smallest">
                <span class="muted">"The smallest set of indexes for these patterns: "</span>
                {move || view! { <Prose text=smallest.get() lower=true /> }}
            </p>
        </Show>
    }
}

#[component]
fn Row(desk: Desk, at: usize, row: Memo<Option<CoverageRow>>) -> impl IntoView {
    let pattern = part(row, |row| Some(row.pattern));
    let name = part(row, |row| row.name.clone());
    let cells = part(row, |row| {
        let chosen = row.chosen.and_then(|chosen| usize::try_from(chosen).ok());
        row.served.iter().enumerate().map(|(at, served)| (*served, chosen == Some(at))).collect::<Vec<_>>()
    });
    let cell = |cell: Memo<Option<(Served, bool)>>| {
        (move || cell.get().map(|(served, is_chosen)| view! { <Cell served is_chosen /> })).into_any()
    };
    let select = move |_| {
        if let Some(pattern) = pattern.get_untracked() {
            desk.select(Object::Pattern(pattern));
        }
    };
    view! {
        <tr aria-rowindex=at + 2>
            <th scope="row">
                <button type="button" class="grid-open" title=name on:click=select>{name}</button>
            </th>
            <ByPlace list=cells row=cell />
        </tr>
    }
}

#[component]
fn Cell(served: Served, is_chosen: bool) -> impl IntoView {
    let (icon, word, tone) = face(served);
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
