//! A table of several entities without a word about them.
//!
//! Detects: a table with at least three entities, where neither the table nor any entity has a description.
//! Why: the keys of such a table tell nobody what is in it; whoever comes next has to guess.
//! Way out: say in a sentence what each entity is.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB328", Info, check);

const SEVERAL: usize = 3;

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    let is_described = || {
        !table.description.trim().is_empty()
            || table.entities.iter().any(|entity| !entity.description.trim().is_empty())
    };
    if table.entities.len() >= SEVERAL && !is_described() {
        let count = table.entities.len();
        let message =
            format!("Table {} holds {count} entities and describes none: say what they are", view.name());
        found.add(view.at(Field::Description), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn entities_are_described() {
        let two = table("pk").entity("User", "pk").entity("Order", "pk");
        let three = two.clone().entity("Shop", "pk");
        fires(&RULE, three.clone());
        silent(&RULE, three.set(|table| table.description = "Everything.".to_owned()));
        silent(&RULE, two);
    }
}
