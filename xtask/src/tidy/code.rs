//! Rust source with comments and the insides of literals blanked, so that rules see code alone.
//!
//! Deliberately no parser: offsets and lines stay as they are, and a view macro needs no special case.

/// A text of the same length and lines; quotes stay, what is between them becomes blank.
pub(crate) fn only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (blank, keep) = match c {
            '/' if rest.starts_with("//") => (line_comment(rest), 0),
            '/' if rest.starts_with("/*") => (block_comment(rest), 0),
            '"' => (string(rest), 1),
            'r' if !ends_in_word(&out) || out.ends_with(['b', 'c']) => match raw_string(rest) {
                Some((whole, marks)) => (whole, marks),
                None => (0, 0),
            },
            '\'' => (character(rest), 1),
            _ => (0, 0),
        };
        if blank == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        blank_out(&mut out, &rest[..blank], keep);
        rest = &rest[blank..];
    }
    out
}

/// Blanks all but `keep` bytes at either end; every byte stays one byte long.
fn blank_out(out: &mut String, literal: &str, keep: usize) {
    for (at, byte) in literal.bytes().enumerate() {
        let edge = at < keep || at + keep >= literal.len();
        let kept = (edge && byte.is_ascii()) || byte == b'\n';
        out.push(if kept { char::from(byte) } else { ' ' });
    }
}

fn ends_in_word(out: &str) -> bool {
    out.chars().next_back().is_some_and(super::is_word)
}

fn line_comment(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"..."` or `r#"..."#`: its length and how many marks stand at its end.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
    let inside = text[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inside.find(&close).map_or(text.len(), |at| hashes + 2 + at + close.len());
    Some((end, hashes + 1))
}

/// A character literal's length, or 0 for a lifetime.
fn character(text: &str) -> usize {
    let inside = &text[1..];
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(0, |at| at + 4);
    }
    let Some(c) = inside.chars().next() else {
        return 0;
    };
    let closed = inside[c.len_utf8()..].starts_with('\'');
    if closed { c.len_utf8() + 2 } else { 0 }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn comments_vanish_and_lines_stay() {
        assert_eq!(only("a // sqlx\nb /* x\ny */ c"), "a        \nb     \n     c");
        assert_eq!(only("/* a /* b */ c */d"), "                 d");
    }

    #[test]
    fn strings_keep_their_quotes() {
        assert_eq!(only(r#"f("a\"b")"#), r#"f("    ")"#);
        assert_eq!(only("r#\"a\"b\"# c"), "r#    \"# c");
    }

    #[test]
    fn lifetimes_are_not_characters() {
        assert_eq!(only("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
        assert_eq!(only(r"'\'' 'x' b'\n'"), r"'  ' ' ' b'  '");
    }

    #[test]
    fn a_word_that_ends_in_r_is_no_raw_string() {
        assert_eq!(only("for\"a\""), "for\" \"");
    }
}
