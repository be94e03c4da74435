//! Ids made of names: the same source gives the same ids, so that a second import finds what the first one made.

use std::collections::{HashMap, HashSet};

use tablewright_model::{Digest, Id};

/// The ids given so far among things that must differ.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<Id>,
    /// How often a name came that is not the first of its kind, so that a thousand equal ones are not a million tries.
    uses: HashMap<String, u32>,
}

impl Ids {
    /// Those that are given already.
    pub(super) fn taking(ids: impl Iterator<Item = Id>) -> Self {
        Self { taken: ids.collect(), uses: HashMap::new() }
    }

    /// An id like the name; the same name again gets another one, by number.
    pub(super) fn of(&mut self, name: &str) -> Id {
        let first = plain(name);
        if self.taken.insert(first) {
            return first;
        }
        let uses = self.uses.entry(name.to_owned()).or_insert(1);
        loop {
            *uses += 1;
            let id = digested(&format!("{name} {uses}"));
            if self.taken.insert(id) {
                return id;
            }
        }
    }
}

/// The name in small letters and dashes when nothing is lost by that, else with a digest that tells it apart.
fn plain(name: &str) -> Id {
    let slug = slug(name);
    let letters = name.chars().flat_map(char::to_lowercase).filter(|c| !matches!(c, '-' | '_' | '.' | ' '));
    let is_same = slug.chars().filter(|c| *c != '-').eq(letters);
    let id = slug.parse().ok().filter(|_| is_same);
    id.unwrap_or_else(|| digested(name))
}

fn digested(name: &str) -> Id {
    const STEM: usize = 10;
    let digest = Digest::of_bytes(name.as_bytes()).short();
    let stem: String = slug(name).chars().take(STEM).collect();
    // A short digest alone is always an id.
    let made = format!("{stem}-{digest}");
    made.parse().or_else(|_| digest.parse()).unwrap_or_else(|_| Id::from_random(0))
}

/// Words of small letters and digits with dashes between.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_like_names_and_differ() {
        let mut ids = Ids::default();
        let mut of = |name: &str| ids.of(name).to_string();
        assert_eq!(of("GameScores"), "gamescores");
        assert_eq!(of("user_id"), "user-id");
        assert_ne!(of("gamescores"), "gamescores");
        assert!(of("größe").starts_with("gr-e-"));
        assert!(of("a-very-long-name-of-a-table-indeed").starts_with("a-very-lon-"));
        assert_ne!(of(""), of(""));
    }

    #[test]
    fn ten_thousand_equal_names_are_told_apart() {
        let mut ids = Ids::default();
        for _ in 0..10_000 {
            ids.of("same");
        }
        assert_eq!(ids.taken.len(), 10_000);
    }
}
