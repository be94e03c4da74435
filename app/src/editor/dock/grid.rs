//! A table of text cells, as a paper has it. A row that is about something leads there.

use crate::prelude::*;
use tablewright_contract::paper::{Grid, Head, Kind, Row, Tone};
use tablewright_model::Object;

use crate::editor::desk::{Desk, part};
use crate::ui::{ByPlace, Prose};

/// The table is told anew after each edit, and then only the rows that are others are written.
#[component]
pub(super) fn Cells(desk: Desk, grid: Memo<Option<Grid>>) -> impl IntoView {
    let title = part(grid, |grid| grid.title.clone());
    let note = part(grid, |grid| grid.note.clone());
    let heads = part(grid, |grid| grid.heads.clone());
    let kinds = memo(move |_| heads.with(|heads| heads.iter().map(|head| head.kind).collect::<Vec<_>>()));
    let rows = part(grid, |grid| grid.rows.clone());
    let row = move |row: Memo<Option<Row>>| {
        (move || row.get().map(|row| kinds.with(|kinds| line(desk, kinds, row)))).into_any()
    };
    view! {
        // No heading: the levels around a panel are not its own, and the region below has its name.
        <p class="paper-title">{move || view! { <Prose text=title.get() lower=true /> }}</p>
        // It can be scrolled, so it must be reachable with the keyboard.
        <div class="grid-box" tabindex="0" role="region" aria-label=move || title.get().replace('`', "")>
            <table class="grid paper-grid">
                <thead>
                    <tr><ByPlace list=heads row=head /></tr>
                </thead>
                <tbody><ByPlace list=rows row /></tbody>
            </table>
        </div>
        <Show when=move || note.with(|note| !note.is_empty())>
            <p class="paper-note">{move || note.get()}</p>
        </Show>
    }
}

fn head(head: Memo<Option<Head>>) -> AnyView {
    let head = move || {
        head.get().map(|Head { text, kind }| {
            view! {
                <th scope="col" class=class(kind)>{worded(kind, text)}</th>
            }
        })
    };
    head.into_any()
}

fn line(desk: Desk, kinds: &[Kind], row: Row) -> AnyView {
    let Row { cells, tone, about, goes_on, why } = row;
    let open = move || {
        if let Some(object) = about {
            desk.select(object);
        }
    };
    let cells = cells.into_iter().zip(kinds).enumerate();
    // One button for the row: in its first cell.
    let cells = cells.map(|(at, (text, kind))| match (at, about) {
        (0, Some(object)) => {
            view! { <td class=class(*kind)>{button(desk, object, worded(*kind, text))}</td> }
        }
        _ => view! { <td class=class(*kind)>{worded(*kind, text)}</td> },
    });
    let (has_why, tone, width) = (!why.is_empty(), term(tone), kinds.len());
    let cells: Vec<_> = cells.collect();
    view! {
        <tr class:goes-on=goes_on class:has-why=has_why class:leads=about.is_some() data-tone=tone on:click=move |_| open()>
            {cells}
        </tr>
        {has_why.then(|| view! { <tr class="paper-why" data-tone=tone><td colspan=width><Prose text=why /></td></tr> })}
    }
}

fn button(desk: Desk, object: Object, text: AnyView) -> AnyView {
    let open = move |_| {
        desk.select(object);
        desk.sheet_open.set(true);
    };
    view! { <button type="button" class="grid-open" on:click=open>{text}</button> }
}

fn worded(kind: Kind, text: String) -> AnyView {
    match kind {
        _ if text.is_empty() => {
            view! { <span class="grid-none"><span class="visually-hidden">"none"</span></span> }
        }
        Kind::Value | Kind::Key => view! { <code>{text}</code> },
        Kind::Text => view! { <Prose text lower=true /> },
        Kind::Number => text.into_any(),
    }
}

const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "grid-words",
        Kind::Number => "grid-number",
        Kind::Value => "",
        Kind::Key => "is-key",
    }
}

const fn term(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some("add"),
        Tone::Odd => Some("change"),
        Tone::Bad => Some("destroy"),
        Tone::Absent => Some("absent"),
    }
}
