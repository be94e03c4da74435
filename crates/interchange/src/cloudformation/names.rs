//! Logical names: letters and digits only, alike to the names in the design, and no two the same.

use std::collections::BTreeSet;

/// The names of a template.
pub(super) struct Names {
    tables: Vec<String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Tables come first, so that they keep their natural names.
    pub(super) fn of(tables: &[&str]) -> Self {
        let mut names = Self { tables: Vec::new(), taken: BTreeSet::new() };
        names.tables = tables.iter().map(|table| names.unique(pascal_case(table, "Table"))).collect();
        names
    }

    /// That of a table, by its place.
    pub(super) fn table(&self, number: usize) -> String {
        self.tables.get(number).cloned().unwrap_or_default()
    }

    /// A new name of something of a table: `OrdersByStatusReadTarget`.
    pub(super) fn within(&mut self, table: &str, parts: &[&str]) -> String {
        let parts: String = parts.iter().map(|part| pascal_case(part, "")).collect();
        self.unique(format!("{table}{parts}"))
    }

    fn unique(&mut self, natural: String) -> String {
        let numbered = (2..).map(|number: u32| format!("{natural}{number}"));
        let free = std::iter::once(natural.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let name = free.unwrap_or(natural);
        self.taken.insert(name.clone());
        name
    }
}

/// `game-scores` becomes `GameScores`; capitals that are there stay.
fn pascal_case(name: &str, otherwise: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_ascii_uppercase())
    };
    let pascal: String = words.map(capital).collect();
    if pascal.is_empty() { otherwise.to_owned() } else { pascal }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_and_digits_and_differ() {
        let names = Names::of(&["game-scores", "GameScores", "shop.prod_Orders2", "", "größe"]);
        assert_eq!(names.tables, ["GameScores", "GameScores2", "ShopProdOrders2", "Table", "GrE"]);
    }
}
