//! From the neutral description of tables to a design.
//!
//! Nothing is dropped in silence: what the design holds is taken, what the source leaves open is decided and told as
//! assumed, and every other setting is told as left out. Deliberately absent: source languages.

mod attributes;
mod by_index;
mod consumers;
mod entities;
mod formats;
mod ids;
mod indexes;
mod items;
mod left_out;
mod local_indexes;
mod protection;
mod reading;
mod replicas;
mod scaling;
mod streams;
mod table;
mod tags;
mod templates;
mod throughput;
mod vector_indexes;

use std::collections::HashSet;

use tablewright_model::{Design, List, Table, quoted};

use super::report::{Notes, Problem};
use super::table::TableSource;
use ids::Ids;

/// The design that these tables make.
pub(crate) fn design(name: String, tables: Vec<TableSource>, notes: &mut Notes) -> Design {
    added(Design::blank(name), tables, notes)
}

/// A design with tables added; one whose name it has already stays as it is there.
pub(crate) fn added(design: Design, tables: Vec<TableSource>, notes: &mut Notes) -> Design {
    let most = List::<Table>::MAX;
    if let Some(first) = tables.get(most.saturating_sub(design.tables.len())) {
        let message = format!("there are more tables than the {most} of a design: import them in parts");
        notes.problem(Problem::new(first.at, message));
    }
    let mut ids = Ids::taking(design.tables.iter().map(|table| table.id.0));
    let own: HashSet<String> = design.tables.iter().map(|table| table.name.clone()).collect();
    let mut all: Vec<Table> = design.tables.iter().map(|table| Table::clone(table)).collect();
    for source in tables.into_iter().take(most.saturating_sub(own.len())) {
        let at = source.at;
        let name = table::name(&source);
        if own.contains(&name) {
            let message =
                format!("table {} is left out, since the design has one of that name", quoted(&name));
            notes.left_out(at, message);
        } else {
            all.push(table::table(source, name, &mut ids, notes));
        }
    }
    Design { tables: all.into_iter().collect(), ..design }
}
