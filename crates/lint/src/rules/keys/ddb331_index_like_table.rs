//! An index with the key of its table.
//!
//! Detects: a global index whose key is the primary key of the table.
//! Why: whatever it answers the table answers too, at once and without a second copy.
//! Way out: remove the index.
//! Source: Developer Guide, best practices for using secondary indexes.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB331", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let Some(own) = view.paths.first().filter(|own| !own.partition.is_empty()) else { return };
    for index in view.paths.iter().filter_map(Path::global) {
        if index.partition != own.partition || index.sort != own.sort {
            continue;
        }
        let name = quoted(&index.name);
        let message = format!("Index {name} has the key of its table, which answers the same: remove it");
        let fix = Edit::RemoveIndex { table: view.table.id, index: index.id };
        found.add_with_fix(view.at_index(index.id, Field::PartitionKey), message, "Remove the index", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn indexes_have_other_keys() {
        fires_with_fix(&RULE, table("pk sk").index("same", "pk / sk"));
        silent(&RULE, table("pk sk").index("turned", "sk / pk"));
        silent(&RULE, table("pk sk").index("half", "pk"));
    }
}
