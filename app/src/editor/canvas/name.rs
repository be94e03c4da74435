//! Names on cards: as much of them as there is room for, and the whole where it may be more.
//!
//! Deliberately absent: measuring. Whether a name fits is judged by its length, so that the usual ones need no clip, of
//! which a canvas at life size would have hundreds.

use crate::prelude::*;

/// A name. Only one that may not fit is cut off, and then whoever points at it reads the whole.
#[component]
pub(super) fn Name(
    class: &'static str,
    #[prop(optional, into)] is_key: Signal<bool>,
    name: Signal<String>,
) -> impl IntoView {
    view! { <span class=class class:is-key=is_key title=move || name.with(|name| title_of(name))>{name}</span> }
}

/// The whole of a name that may not fit. Counted in bytes, since wide letters have more of them.
pub(super) fn title_of(name: &str) -> Option<String> {
    (name.len() > 20).then(|| name.to_owned())
}

/// As much of a name as a card has room for from a distance.
pub(super) fn from_afar(name: &str, distance: usize) -> String {
    let room = match distance {
        0 | 1 => 40,
        2 => 24,
        _ => 14,
    };
    match name.char_indices().nth(room) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// A name, or that there is none yet: there is something to press either way.
pub(super) fn shown_name(name: &str) -> String {
    if name.is_empty() { "(no name)".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_fit_is_told_in_full() {
        assert_eq!(title_of("GameTitleIndex"), None);
        for name in ["n".repeat(400), "تصميم الجداول".to_owned(), "🧱🧱🧱🧱🧱🧱".to_owned()]
        {
            assert_eq!(title_of(&name).as_deref(), Some(name.as_str()));
            for (distance, room) in [(1, 40), (2, 24), (3, 14)] {
                assert!(from_afar(&name, distance).chars().count() <= room + 1);
            }
        }
        assert_eq!(from_afar("GameScores", 3), "GameScores");
    }
}
