//! Long lists in the dock: of their rows, those in view are drawn, and gaps as tall as all the others.
//!
//! Whatever may be cut off is clipped, and before a frame the browser compares all clips of a page with each other: four
//! hundred rows took it 300 ms, whatever had changed. Drawn as well are the row with the focus, its neighbours, and those
//! that the list wants kept. All rows of a list are equally tall, but for what one row opens. Deliberately absent: what is
//! in a row.

use crate::prelude::*;

use crate::editor::browser;
use crate::editor::canvas::geometry::Point;

/// What scrolls.
pub(super) const BODY: &str = "dock-body";
/// The rows of the list that is shown.
pub(super) const ROWS: &str = "dock-rows";
/// What one of them opens.
pub(super) const OPENED: &str = "dock-opened";
/// Lists up to this are drawn whole: the browser's own search finds everything in them.
pub(super) const WHOLE: usize = 40;
/// What is drawn changes in steps of so many rows, and goes so far beyond what is seen. Every row drawn takes time before a
/// frame in which one above it got taller.
const STEP: usize = 4;
/// How tall a row is, in `rem`; the style sheet says the same.
const TALL: usize = 2;

/// What is seen of the list that the dock shows.
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// From which row to which.
    span: RwSignal<(usize, usize)>,
    /// The row with the focus.
    held: RwSignal<Option<usize>>,
    /// How many rows there are.
    count: StoredValue<usize>,
}

/// A row with its place, or the room of several that are not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<T> {
    Row(usize, T),
    Gap { from: usize, rows: usize },
}

impl Window {
    pub(super) fn new() -> Self {
        Self { span: RwSignal::new((0, 3 * STEP)), held: RwSignal::new(None), count: StoredValue::new(0) }
    }

    /// What is drawn of a list.
    pub(super) fn pieces<T: Clone>(self, rows: &[T], is_kept: impl Fn(&T) -> bool) -> Vec<Piece<T>> {
        self.count.set_value(rows.len());
        let (span, held) = (self.span.get(), self.held.get());
        let is_near =
            |at: usize| (span.0..span.1).contains(&at) || held.is_some_and(|held| held.abs_diff(at) < 2);
        pieces(rows, |at, row| rows.len() <= WHOLE || is_near(at) || is_kept(row))
    }

    /// Learns what is seen. Call it when the list was scrolled, and when it or the dock has got another size.
    pub(super) fn look(self) {
        let origin = Point::default();
        let (Some(body), Some(rows)) = (browser::box_of(BODY, origin), browser::box_of(ROWS, origin)) else {
            return;
        };
        let opened = browser::box_of(OPENED, rows.0).map(|(at, size)| (at.y, size.y));
        let from = body.0.minus(rows.0).y;
        let seen = Seen { from, to: from + body.1.y, tall: rows.1.y, opened };
        let span = span(seen, self.count.get_value());
        if self.span.get_untracked() != span {
            browser::keep_focus();
            self.span.set(span);
        }
    }

    /// Keeps the row that has got the focus, whatever is scrolled to.
    pub(super) fn hold(self, event: &web_sys::FocusEvent) {
        let number = browser::attribute_around(event, "aria-rowindex");
        // They are counted from 1, and the heads are one.
        let row = number.and_then(|number| number.parse::<usize>().ok()).and_then(|row| row.checked_sub(2));
        self.hold_row(row);
    }

    pub(super) fn hold_row(self, row: Option<usize>) {
        if self.held.get_untracked() != row {
            self.held.set(row);
        }
    }
}

/// The room of rows that are not drawn.
#[component]
pub(super) fn Gap(rows: usize, #[prop(into)] columns: Signal<usize>) -> impl IntoView {
    view! {
        <tr class="grid-gap" aria-hidden="true">
            <td colspan=columns style:block-size=format!("{}rem", rows * TALL)></td>
        </tr>
    }
}

/// What is seen of a list, in pixels from its top.
#[derive(Debug, Clone, Copy)]
struct Seen {
    from: i32,
    to: i32,
    /// All of it.
    tall: i32,
    /// What one row opens: where, and how tall.
    opened: Option<(i32, i32)>,
}

/// The rows that are seen and some more.
fn span(seen: Seen, count: usize) -> (usize, usize) {
    let (at, more) = seen.opened.unwrap_or((seen.tall, 0));
    let tall = usize::try_from(seen.tall - more).unwrap_or_default().max(1);
    let row = |y: i32| {
        let y = if y > at { (y - more).max(at) } else { y };
        usize::try_from(y).unwrap_or_default().saturating_mul(count) / tall
    };
    let (first, last) = (row(seen.from) / STEP, row(seen.to) / STEP);
    (first.saturating_sub(1) * STEP, ((last + 2) * STEP).min(count.next_multiple_of(STEP)))
}

fn pieces<T: Clone>(rows: &[T], is_drawn: impl Fn(usize, &T) -> bool) -> Vec<Piece<T>> {
    let mut pieces = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match pieces.last_mut() {
            _ if is_drawn(at, row) => pieces.push(Piece::Row(at, row.clone())),
            Some(Piece::Gap { rows, .. }) => *rows += 1,
            _ => pieces.push(Piece::Gap { from: at, rows: 1 }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROW: i32 = 32;

    #[test]
    fn what_is_seen_is_drawn_and_little_else() {
        let count = 400;
        for (from, opened) in
            [(0, None), (3200, None), (12_600, None), (3200, Some((320, 500))), (700, Some((320, 500)))]
        {
            let more = opened.map_or(0, |(_, more)| more);
            let tall = 400 * ROW + more;
            let (first, last) = span(Seen { from, to: from + 210, tall, opened }, count);
            let above = if from > 320 { from - more } else { from };
            let row = usize::try_from(above / ROW).unwrap();
            assert!(first <= row && (row + 7).min(count) <= last, "{from}: {first}..{last}");
            assert!(last - first <= 5 * STEP, "{from}: {first}..{last}");
        }
    }

    #[test]
    fn an_opened_row_larger_than_the_view_is_seen_alone() {
        let seen = Seen { from: 900, to: 1110, tall: 400 * ROW + 2000, opened: Some((320, 2000)) };
        let (first, last) = span(seen, 400);
        assert!((first..last).contains(&10), "{first}..{last}");
    }

    #[test]
    fn a_list_of_nothing_shows_nothing() {
        assert_eq!(span(Seen { from: 0, to: 210, tall: 0, opened: None }, 0), (0, 0));
        assert_eq!(pieces::<u8>(&[], |_, _| true), []);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_rows_and_gaps(drawn in proptest::collection::vec(any::<bool>(), 0..60)) {
            let pieces = pieces(&drawn, |_, drawn| *drawn);
            let mut next = 0;
            let mut was_gap = false;
            for piece in pieces {
                match piece {
                    Piece::Row(at, is_drawn) => {
                        prop_assert!(at == next && is_drawn);
                        (next, was_gap) = (next + 1, false);
                    }
                    Piece::Gap { from, rows } => {
                        prop_assert!(from == next && rows > 0 && !was_gap);
                        prop_assert!(drawn[from..from + rows].iter().all(|drawn| !drawn));
                        (next, was_gap) = (next + rows, true);
                    }
                }
            }
            prop_assert_eq!(next, drawn.len());
        }
    }
}
