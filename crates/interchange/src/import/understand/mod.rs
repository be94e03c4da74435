//! From the neutral description of tables to a design.
//!
//! Nothing is dropped in silence: what the design holds is taken, what the source leaves open is decided and told as
//! assumed, and every other setting is told as left out. Deliberately absent: source languages.

mod attributes;
mod ids;
mod indexes;
mod items;
mod left_out;
mod reading;
mod settings;
mod table;

use tablewright_model::{Design, List, Table};

use super::report::{Notes, Problem};
use super::table::TableSource;
use ids::Ids;

/// The design that these tables make.
pub(crate) fn design(name: String, tables: Vec<TableSource>, notes: &mut Notes) -> Design {
    let most = List::<Table>::MAX;
    if let Some(first) = tables.get(most) {
        let message =
            format!("there are {} tables; a design holds {most}: import them in parts", tables.len());
        notes.problem(Problem::new(first.at, message));
    }
    let mut ids = Ids::default();
    let tables = tables.into_iter().take(most).map(|source| table::table(source, &mut ids, notes)).collect();
    Design { tables, ..Design::blank(name) }
}
