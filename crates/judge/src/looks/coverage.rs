//! The patterns of a table against its indexes, what nothing fills or asks, and which indexes could go.

use tablewright_access::verdict::advice::{Change, Choice, Smallest, render, review, smallest};
use tablewright_access::verdict::{Coverage, Place, Row, Verdict, coverage};
use tablewright_contract::judge::{CoverageRow, CoverageView, ProposalView};
use tablewright_model::{Design, Edit, Id, IndexId, Object, Table, TableId, quoted};

use super::effects::Effects;
use crate::lines::served;
use crate::prices::Book;

pub(super) fn seen(
    design: &Design,
    prices: &Book,
    verdicts: &[Verdict],
    id: TableId,
) -> Option<CoverageView> {
    let table = design.table(id)?;
    let covered = coverage(design, verdicts).into_iter().find(|covered| covered.table == id)?;
    let place = |place: &Place| match place {
        Place::Table => table.name.clone(),
        Place::Index(index) => table.index_name(*index).unwrap_or_default().to_owned(),
    };
    Some(CoverageView {
        table: id,
        places: covered.places.iter().map(place).collect(),
        rows: covered.rows.iter().map(|one| row(design, &covered, one)).collect(),
        gaps: gaps(design, table, &covered),
        proposals: proposals(design, prices, verdicts, id),
        smallest: fewer(design, table),
    })
}

fn row(design: &Design, covered: &Coverage, row: &Row) -> CoverageRow {
    let column = |chosen| covered.places.iter().position(|place| *place == chosen);
    CoverageRow {
        pattern: row.pattern,
        name: design.pattern(row.pattern).map(|pattern| pattern.name.clone()).unwrap_or_default(),
        served: row.fits.iter().map(|fit| served(*fit)).collect(),
        chosen: row.chosen.and_then(column).and_then(|at| u32::try_from(at).ok()),
    }
}

fn gaps(design: &Design, table: &Table, covered: &Coverage) -> Vec<(Object, String)> {
    let unfilled = covered.unfilled.iter().filter_map(|id| {
        let name = &design.pattern(*id)?.name;
        Some((Object::Pattern(*id), format!("{name}: no put or update writes what it reads")))
    });
    let unreached = covered.unreached.iter().filter_map(|id| {
        let name = &table.entity(*id)?.name;
        Some((Object::Entity(table.id, *id), format!("{name}: no access pattern is about this entity")))
    });
    unfilled.chain(unreached).collect()
}

fn proposals(design: &Design, prices: &Book, verdicts: &[Verdict], table: TableId) -> Vec<ProposalView> {
    let reviews = review(design);
    let Some(review) = reviews.iter().find(|review| review.table == table) else { return Vec::new() };
    let effects = Effects::of(design, prices, verdicts);
    let view = |(change, edit): (String, &Edit)| {
        let effects = effects.all(edit);
        Some(ProposalView { change, served: None, effects, edit: serde_json::to_string(edit).ok()? })
    };
    render::reviewed(design, review).into_iter().filter_map(view).collect()
}

/// The smallest set of indexes, where it is another than what is there. Its new indexes are told and not made, so
/// their ids are of no matter.
fn fewer(design: &Design, table: &Table) -> String {
    let fresh = |number: u32| IndexId(Id::from_random(number.into()));
    let Some(found) = smallest(design, table.id, fresh) else { return String::new() };
    if is_there(table, &found) {
        return String::new();
    }
    let named = found.indexes.iter().map(|choice| match choice {
        Choice::Kept(index) => quoted(table.index_name(*index).unwrap_or_default()),
        Choice::New(index) => render::change(table, &Change::NewIndex(index.clone())),
    });
    let named = named.collect::<Vec<_>>().join("; ");
    let named = if named.is_empty() { "none".to_owned() } else { named };
    if found.is_decided { named } else { format!("{named}; fewer may do") }
}

fn is_there(table: &Table, found: &Smallest) -> bool {
    let kept = found.indexes.iter().all(|choice| matches!(choice, Choice::Kept(_)));
    kept && found.indexes.len() == table.index_ids().count()
}
