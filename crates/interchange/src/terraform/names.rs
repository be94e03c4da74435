//! Names of resources: legal in Terraform, alike to the tables' names, and no two the same.

use std::collections::{BTreeMap, BTreeSet};

/// The names of what belongs to tables, given as they are asked for.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    given: BTreeMap<(String, String), String>,
}

impl Names {
    /// Keeps clear of the names of tables.
    pub(super) fn beside(tables: &[String]) -> Self {
        Self { taken: tables.iter().cloned().collect(), given: BTreeMap::new() }
    }

    /// The name of something of a table, the same whenever it is asked for: `orders_by_customer`.
    pub(super) fn of(&mut self, table: &str, what: &str) -> String {
        let asked = (table.to_owned(), what.to_owned());
        if let Some(name) = self.given.get(&asked) {
            return name.clone();
        }
        let natural = format!("{table}_{}", snake_case(what));
        let numbered = (2..).map(|number: u32| format!("{natural}_{number}"));
        let free = std::iter::once(natural.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let name = free.unwrap_or(natural);
        self.taken.insert(name.clone());
        self.given.insert(asked, name.clone());
        name
    }
}

/// A name for each table, in the order of the tables: `GameScores` becomes `game_scores`.
///
/// A table keeps its natural name if it is the first with it; later ones get the next free number.
pub(super) fn resource_names<'a>(tables: impl Iterator<Item = &'a str>) -> Vec<String> {
    let natural: Vec<String> = tables.map(snake_case).collect();
    let mut taken: BTreeSet<String> = natural.iter().cloned().collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unique = |name| {
        let used = uses.entry(name).or_default();
        *used += 1;
        if *used == 1 {
            return String::from(name);
        }
        loop {
            let numbered = format!("{name}_{used}");
            if taken.insert(numbered.clone()) {
                return numbered;
            }
            *used += 1;
        }
    };
    natural.iter().map(|name| unique(name.as_str())).collect()
}

/// Lower-case words of letters and digits, joined by `_`, beginning with a letter.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 8);
    let chars: Vec<char> = name.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            separate(&mut snake);
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        if c.is_ascii_uppercase() && begins_word(before, chars.get(at + 1)) {
            separate(&mut snake);
        }
        snake.push(c.to_ascii_lowercase());
    }
    let snake = snake.trim_end_matches('_');
    match snake.chars().next() {
        None => "table".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("table_{snake}"),
        Some(_) => snake.to_owned(),
    }
}

/// Whether a capital letter begins a word: after a small one or a digit, or as the last of several capitals, as the
/// `R` of `HTTPRequest`.
fn begins_word(before: Option<char>, after: Option<&char>) -> bool {
    let is_small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    before.is_some_and(is_small) || after.is_some_and(char::is_ascii_lowercase)
}

fn separate(snake: &mut String) {
    if !snake.is_empty() && !snake.ends_with('_') {
        snake.push('_');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_snake_case() {
        for (name, expected) in [
            ("GameScores", "game_scores"),
            ("HTTPRequestLog", "http_request_log"),
            ("shop.prod-Orders_v2", "shop_prod_orders_v2"),
            ("orders2Archive", "orders2_archive"),
            ("2024-orders", "table_2024_orders"),
            ("---", "table"),
            ("", "table"),
            ("größe", "gr_e"),
            ("for_each", "for_each"),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
        }
    }

    #[test]
    fn names_that_fall_together_are_numbered_around_the_ones_that_are_there() {
        let names = resource_names(["Orders", "orders", "orders-2", "ORDERS", "orders_2"].into_iter());
        assert_eq!(names, ["orders", "orders_3", "orders_2", "orders_4", "orders_2_2"]);
    }

    #[test]
    fn ten_thousand_tables_of_one_name_are_numbered_at_once() {
        let names = resource_names(std::iter::repeat_n("Same", 10_000));
        assert_eq!(names.last().map(String::as_str), Some("same_10000"));
    }
}
