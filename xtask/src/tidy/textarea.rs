//! `<textarea>` has no children: Leptos 0.8 does not escape them on the server, which is a hole for scripts.
//!
//! The value goes into `prop:value`. Deliberately textual, so that a macro cannot hide one.

use super::{Finding, Source};

const OPEN: &str = "<textarea";
const CLOSE: &str = "</textarea";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let message = "give `<textarea>` a `prop:value`, never children: Leptos 0.8 does not escape them";
    let opened = source.code.match_indices(OPEN);
    let bad = opened.filter(|(at, _)| has_children(&source.code[at + OPEN.len()..]));
    bad.map(|(at, _)| source.finding(at, message)).collect()
}

/// `rest` begins right after the tag's name.
fn has_children(rest: &str) -> bool {
    let Some(end) = tag_end(rest) else {
        return true;
    };
    if rest[..end].ends_with('/') {
        return false;
    }
    let children = rest[end + 1..].split(CLOSE).next().unwrap_or_default();
    !children.trim().is_empty()
}

/// Where the `>` is that ends the tag: not one inside brackets, not that of an arrow.
fn tag_end(rest: &str) -> Option<usize> {
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if depth == 0 && before != '-' && before != '=' => return Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod unit {
    use super::*;

    fn findings(view: &str) -> usize {
        check(&Source::new("app/src/a.rs", format!("view! {{ {view} }}"))).len()
    }

    #[test]
    fn a_value_is_a_property() {
        assert_eq!(findings("<textarea prop:value=move || text.get() />"), 0);
        assert_eq!(findings("<textarea prop:value=text></textarea>"), 0);
        assert_eq!(findings("<textarea on:input=move |e| { if a > b { c() } }></textarea>"), 0);
    }

    #[test]
    fn children_are_refused() {
        assert_eq!(findings("<textarea name=\"x\">{text}</textarea>"), 1);
        assert_eq!(findings("<textarea>\"text\"</textarea>"), 1);
        assert_eq!(findings("<textarea on:input=|e| f(e)>{move || text.get()}</textarea>"), 1);
    }

    #[test]
    fn prose_is_not_a_tag() {
        assert_eq!(check(&Source::new("a.rs", "// <textarea>x</textarea>")).len(), 0);
    }
}
