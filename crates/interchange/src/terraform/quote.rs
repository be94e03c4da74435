//! Texts in HCL: quoted strings, keys of objects, and strings of Terraform's JSON.

use std::fmt::Write as _;

use crate::text::is_hidden;

/// Writes a text as a quoted string that Terraform reads back as the same text.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    unquoted(out, text);
    out.push('"');
}

/// Writes what is between the quotes.
pub(super) fn unquoted(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(c).len();
        let is_template = matches!(c, '$' | '%') && rest[run..].starts_with('{');
        if is_template {
            // Only the last of the run introduces a template; doubling says that it does not. Those before it are
            // written by number, since a run that is doubled at its end is read in more than one way.
            (0..run - 1).for_each(|_| escaped(out, c));
            out.extend([c, c]);
            rest = &rest[run..];
        } else {
            character(out, c);
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// A text for a string of JSON, in which Terraform finds templates too, but where nothing is written by number.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(c).len();
        if matches!(c, '$' | '%') && rest[run..].starts_with('{') {
            // A run that is doubled at its end is read in more than one way: a string in a template is not.
            let before = &rest[..run - 1];
            if !before.is_empty() {
                let _ = write!(out, "${{\"{before}\"}}");
            }
            out.extend([c, c]);
            rest = &rest[run..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Writes the key of an object, quoted only when it must be.
pub(super) fn key(out: &mut String, key: &str) {
    if is_plain_key(key) { out.push_str(key) } else { quoted(out, key) }
}

fn is_plain_key(key: &str) -> bool {
    let begins = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let continues = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    begins && continues && !matches!(key, "for" | "if" | "in" | "true" | "false" | "null")
}

fn character(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_hidden(c) => escaped(out, c),
        c => out.push(c),
    }
}

fn escaped(out: &mut String, c: char) {
    // Writing into a string always succeeds. Hidden characters all have four digits.
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        for (text, expected) in [
            ("", r#""""#),
            ("plain", r#""plain""#),
            (r#"say "hi" \ there"#, r#""say \"hi\" \\ there""#),
            ("a\nb\tc\rd", r#""a\nb\tc\rd""#),
            ("${var.x} %{if}", r#""$${var.x} %%{if}""#),
            ("$5 100% $", r#""$5 100% $""#),
            ("$$ {", r#""$$ {""#),
            ("$$${x}", r#""\u0024\u0024$${x}""#),
            ("${${", r#""$${$${""#),
            ("\0\u{7f}\u{85}\u{202e}", r#""\u0000\u007f\u0085\u202e""#),
            ("größe 😀", r#""größe 😀""#),
        ] {
            let mut out = String::new();
            quoted(&mut out, text);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn keys_are_quoted_when_they_must_be() {
        for (text, expected) in [
            ("team", "team"),
            ("cost-centre", "cost-centre"),
            ("for", "\"for\""),
            ("a:b", "\"a:b\""),
            ("1st", "\"1st\""),
            ("", "\"\""),
        ] {
            let mut out = String::new();
            key(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
