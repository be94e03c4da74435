//! Where tables lie: where people put them, and a calm order for those that nobody has put anywhere.
//!
//! Pure. How tall a card is follows from what it lists, so that nothing has to be drawn to know where things are.

use std::sync::Arc;

use tablewright_model::{
    AreaField, AttributeId, Design, Edit, IndexId, NoteField, Object, Table, TableField, TableId,
};

use super::fold::Lines;
use super::geometry::{Point, Rect};

/// How wide a card is; the style sheet says the same.
pub const CARD_WIDTH: i32 = 340;
/// What positions are rounded to.
pub const GRID: i32 = 20;
const GAP: i32 = 2 * GRID;

const HEAD: i32 = 43;
const FOOT: i32 = 45;
const ROW: i32 = 30;
const INDEX: i32 = 60;
const SMALL: i32 = 26;
const SECTION: i32 = 9;
/// What hangs below a card: a consumer or a replica, with the room above it.
pub(super) const HANGER: i32 = 46;

/// Where every table is, in the order of the design, as tall as what it lists: some a person has unfolded.
///
/// A table that nobody placed lies where it would if nobody had placed any: moving one does not move others. Where
/// that place is taken, it lies below what took it.
#[must_use]
pub fn places(design: &Design, unfolded: &[TableId]) -> Vec<(TableId, Rect)> {
    let placed = |table: &Table| {
        table.position.map(|position| Rect::new(position.into(), CARD_WIDTH, height(table, unfolded)))
    };
    let taken: Vec<_> = design.tables.iter().filter_map(|table| placed(table)).collect();
    let flow = columns(&design.tables, unfolded);
    let place =
        |(table, slot): (&Arc<Table>, Rect)| (table.id, placed(table).unwrap_or_else(|| free(slot, &taken)));
    design.tables.iter().zip(flow).map(place).collect()
}

/// Below everything that is in the way.
fn free(mut slot: Rect, taken: &[Rect]) -> Rect {
    while let Some(other) = taken.iter().find(|other| other.meets(slot)) {
        slot.at.y = other.end().y + GAP;
    }
    slot
}

/// Puts every table into a calm order: one edit for all. It is everybody's order, so that nobody's unfolded cards count.
#[must_use]
pub fn tidied(design: &Design) -> Edit {
    let rects = columns(&design.tables, &[]);
    let edits = design.tables.iter().zip(rects).map(|(table, rect)| put(table.id, rect.at)).collect();
    Edit::Batch { edits }
}

/// What can be moved, where it is.
#[must_use]
pub fn place_of(design: &Design, places: &[(TableId, Rect)], object: Object) -> Option<Rect> {
    match object {
        Object::Table(id) => places.iter().find(|(table, _)| *table == id).map(|(_, rect)| *rect),
        Object::Note(id) => design.notes.get(id).map(|note| Rect::sized(note.position, note.size)),
        Object::Area(id) => design.areas.get(id).map(|area| Rect::sized(area.position, area.size)),
        _ => None,
    }
}

/// The edit that puts something on the canvas somewhere else.
#[must_use]
pub fn moved(object: Object, to: Point) -> Option<Edit> {
    Some(match object {
        Object::Table(table) => put(table, to),
        Object::Note(note) => Edit::SetNote { note, field: NoteField::Position(to.into()) },
        Object::Area(area) => Edit::SetArea { area, field: AreaField::Position(to.into()) },
        _ => return None,
    })
}

fn put(table: TableId, to: Point) -> Edit {
    Edit::SetTable { table, field: TableField::Position(Some(to.into())) }
}

/// Cards side by side, in as many columns as make a calm picture, one after the other.
fn columns<'a>(tables: impl IntoIterator<Item = &'a Arc<Table>>, unfolded: &[TableId]) -> Vec<Rect> {
    let heights: Vec<_> = tables.into_iter().map(|table| height(table, unfolded)).collect();
    // As many columns as rows and a half, whatever the cards hold: an attribute more moves no card to the side.
    let count = (1..=heights.len()).find(|count| 2 * count * count >= 3 * heights.len()).unwrap_or(1);
    let mut ends = vec![0_i32; count];
    let mut rects = Vec::with_capacity(heights.len());
    for (at, height) in heights.into_iter().enumerate() {
        let column = at % count;
        let Some(end) = ends.get_mut(column) else { break };
        let x = i32::try_from(column).unwrap_or_default() * (CARD_WIDTH + GAP);
        rects.push(Rect::new(Point { x, y: *end }, CARD_WIDTH, height));
        *end = end.saturating_add((height + GAP + GRID - 1) / GRID * GRID);
    }
    rects
}

/// How tall a card is with what hangs below it.
fn height(table: &Table, unfolded: &[TableId]) -> i32 {
    let hanging = times(table.consumers.len() + table.replicas.len(), HANGER);
    card_height(table, &Lines::of(table, unfolded)).saturating_add(hanging)
}

/// How tall a card alone is.
pub(super) fn card_height(table: &Table, lines: &Lines) -> i32 {
    small_from(table, lines).saturating_add(section(smalls(table), SMALL)).saturating_add(FOOT)
}

/// How far below the top of its card the middle of an attribute's line is, or of the one that it is folded behind.
pub(super) fn line_of_attribute(lines: &Lines, id: AttributeId) -> Option<i32> {
    let at = lines.position(id)?;
    Some(HEAD.saturating_add(times(at, ROW)).saturating_add((SECTION + ROW) / 2))
}

/// The same of an index, of whatever kind: of its name.
pub(super) fn line_of_index(table: &Table, lines: &Lines, id: IndexId) -> Option<i32> {
    if let Some(at) = table.indexes.position(id) {
        return Some(
            indexes_from(lines).saturating_add(times(at, INDEX)).saturating_add((SECTION + ROW) / 2),
        );
    }
    let local = table.local_indexes.position(id);
    let at = local.or_else(|| Some(table.local_indexes.len() + table.vector_indexes.position(id)?))?;
    Some(small_from(table, lines).saturating_add(times(at, SMALL)).saturating_add((SECTION + SMALL) / 2))
}

fn indexes_from(lines: &Lines) -> i32 {
    HEAD.saturating_add(section(lines.count(), ROW))
}

fn small_from(table: &Table, lines: &Lines) -> i32 {
    indexes_from(lines).saturating_add(section(table.indexes.len(), INDEX))
}

fn smalls(table: &Table) -> usize {
    table.local_indexes.len() + table.vector_indexes.len() + table.entities.len()
}

fn section(rows: usize, each: i32) -> i32 {
    if rows == 0 { 0 } else { SECTION.saturating_add(times(rows, each)) }
}

fn times(rows: usize, each: i32) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX).saturating_mul(each)
}

#[cfg(test)]
mod tests {
    use tablewright_model::apply;
    use tablewright_testkit::large_design;

    use super::*;

    fn overlap(places: &[(TableId, Rect)]) -> bool {
        places
            .iter()
            .enumerate()
            .any(|(at, (_, one))| places[..at].iter().any(|(_, other)| one.meets(*other)))
    }

    #[test]
    fn tables_that_nobody_placed_lie_apart() {
        let design = large_design(50, 3, 10);
        let places = places(&design, &[]);
        assert_eq!(places.len(), 50);
        assert!(!overlap(&places));
    }

    #[test]
    fn moving_one_table_moves_no_other_but_those_in_its_way() {
        let mut design = large_design(6, 2, 4);
        let before = places(&design, &[]);
        let first = design.tables.iter().next().unwrap().id;
        design = apply(&design, &put(first, Point { x: 5000, y: -300 })).unwrap().design;
        let after = places(&design, &[]);
        assert_eq!(after[0].1.at, Point { x: 5000, y: -300 });
        assert_eq!(after[1..], before[1..]);
        let onto = before[3].1.at;
        design = apply(&design, &put(first, onto)).unwrap().design;
        let after = places(&design, &[]);
        assert!(after[3].1.at.y > onto.y);
        assert_eq!(after[1], before[1]);
    }

    #[test]
    fn tidying_is_one_edit_that_places_all_on_the_grid() {
        let design = large_design(12, 5, 4);
        let tidy = apply(&design, &tidied(&design)).unwrap().design;
        let positions: Vec<_> = tidy.tables.iter().map(|table| table.position.unwrap()).collect();
        assert!(positions.iter().all(|at| at.x % GRID == 0 && at.y % GRID == 0));
        assert!(!overlap(&places(&tidy, &[])));
        assert_eq!(apply(&tidy, &tidied(&tidy)).unwrap().design, tidy);
    }

    #[test]
    fn an_unfolded_card_is_taller_by_what_it_hides_else_and_lies_where_it_lay() {
        let shop = include_str!("../../../../assets/examples/shop.json");
        let mut design = tablewright_model::from_json(shop).unwrap();
        let table = design.tables.iter().next().unwrap().id;
        design = apply(&design, &Edit::SetTable { table, field: TableField::Position(None) }).unwrap().design;
        let (folded, open) = (places(&design, &[])[0].1, places(&design, &[table])[0].1);
        let hidden = Lines::of(design.table(table).unwrap(), &[]).hidden.len();
        assert_eq!(open.height, folded.height + times(hidden, ROW));
        assert_eq!((open.at, open.width), (folded.at, folded.width));
    }

    #[test]
    fn nothing_lies_nowhere() {
        assert_eq!(places(&Design::default(), &[]), []);
    }
}
