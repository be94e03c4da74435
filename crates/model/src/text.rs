//! Names in messages.

/// A name as it appears in a message: in backquotes, cut when it is very long, and told when it is empty.
#[must_use]
pub fn quoted(name: &str) -> String {
    const SHOWN: usize = 60;
    if name.is_empty() {
        return "(no name)".to_owned();
    }
    match name.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("`{}…`", &name[..cut]),
        None => format!("`{name}`"),
    }
}
