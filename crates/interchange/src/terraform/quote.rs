//! Texts in HCL: quoted strings, keys of objects, comments.

use std::fmt::Write;

/// Writes a text as a quoted string that Terraform reads back as the same text.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
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
    out.push('"');
}

/// Writes the key of an object, quoted only when it must be.
pub(super) fn key(out: &mut String, key: &str) {
    if is_plain_key(key) { out.push_str(key) } else { quoted(out, key) }
}

/// A line of a comment, with nothing in it that could end the line or hide what follows.
pub(super) fn comment_line(line: &str) -> String {
    let shown = line.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect::<String>();
    shown.trim_end().to_owned()
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

/// Controls, separators of lines, and marks that turn the direction of what follows: never shown as themselves.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
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
