//! What may stand in a text file as it is, and names for files.

/// Controls, separators of lines, and marks that turn the direction of what follows: never shown as themselves.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A line of a comment, with nothing in it that could end the line or hide what follows.
pub(crate) fn comment_line(line: &str) -> String {
    let shown: String = line.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    shown.trim_end().to_owned()
}

/// A name of lower-case letters, digits and dashes, so that it is safe in a header and in every file system.
pub(crate) fn file_stem(name: &str, otherwise: &str) -> String {
    /// Long enough to be told apart, short enough for every file system.
    const MAX: usize = 60;
    let dashed: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<_> = dashed.split('-').filter(|word| !word.is_empty()).collect();
    let mut stem = words.join("-").to_ascii_lowercase();
    stem.truncate(MAX);
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { otherwise.to_owned() } else { stem.to_owned() }
}
