//! Names of variables as each language spells them, none of which is a keyword or one of the program's own.

use std::collections::{BTreeMap, BTreeSet};

use super::Program;

/// How a language spells names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `user_id`
    Snake,
    /// `userId`
    Camel,
    /// `UserId`
    Pascal,
}

/// The identifiers of a program's variables, by their names in the design.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// `taken` are the language's keywords and the names that the program itself uses.
    pub(super) fn of(program: &Program, style: Style, taken: &[&str]) -> Self {
        let mut used: BTreeSet<String> = taken.iter().map(|word| (*word).to_owned()).collect();
        let mut names = BTreeMap::new();
        for name in program.names() {
            let plain = spelled(name, style);
            let suffixed = |number: usize| match (number, style) {
                (0, _) => plain.clone(),
                (1, Style::Snake) => format!("{plain}_value"),
                (1, _) => format!("{plain}Value"),
                (_, Style::Snake) => format!("{plain}_{number}"),
                _ => format!("{plain}{number}"),
            };
            let free = (0..).map(suffixed).find(|wanted| !used.contains(wanted));
            let identifier = free.unwrap_or_default();
            used.insert(identifier.clone());
            names.insert(name.to_owned(), identifier);
        }
        Self(names)
    }

    /// The identifier of a variable.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// The words of a name, as a language joins them.
pub(super) fn spelled(name: &str, style: Style) -> String {
    let words = words(name);
    let capital = |word: &String| {
        let mut chars = word.chars();
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    let text = match style {
        Style::Snake => words.join("_"),
        Style::Pascal => words.iter().map(capital).collect(),
        Style::Camel => {
            let rest: String = words.iter().skip(1).map(capital).collect();
            words.first().cloned().unwrap_or_default() + &rest
        }
    };
    match text.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => text,
        _ => spelled(&format!("value {text}"), style),
    }
}

/// In lower case: at what is no letter or digit, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    // What belongs to a player is the players.
    for c in name.chars().filter(|c| !matches!(c, '\'' | '\u{2019}')) {
        let begins = !last.is_ascii_alphanumeric() || (last.is_ascii_lowercase() && c.is_ascii_uppercase());
        if c.is_ascii_alphanumeric() {
            match words.last_mut().filter(|_| !begins) {
                Some(word) => word.push(c.to_ascii_lowercase()),
                None => words.push(c.to_ascii_lowercase().to_string()),
            }
        }
        last = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_the_language_does() {
        for (name, snake, camel, pascal) in [
            ("user_id", "user_id", "userId", "UserId"),
            ("UserId", "user_id", "userId", "UserId"),
            ("A player's games", "a_players_games", "aPlayersGames", "APlayersGames"),
            ("2nd", "value_2nd", "value2nd", "Value2nd"),
            ("größe", "gr_e", "grE", "GrE"),
            ("ä", "value", "value", "Value"),
        ] {
            let spelled = [Style::Snake, Style::Camel, Style::Pascal].map(|style| spelled(name, style));
            assert_eq!(spelled, [snake, camel, pascal], "{name}");
        }
    }
}
