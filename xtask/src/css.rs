//! The style sheet as one file: `style/main.css` with its imports in place, each in its layer.
//!
//! Deliberately knows only `@import "file.css" layer(name);`, one to a line; everything else goes through as it is.

use std::path::Path;

use crate::files;
use crate::problem::{Outcome, Problem};

/// Reads a style sheet and everything it imports.
pub(crate) fn bundle(file: &Path) -> Outcome<String> {
    let text = files::read_text(file)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.lines().enumerate() {
        match import(line.trim()) {
            Import::None => out.push_str(line),
            Import::Of { file: name, layer } => {
                let inner = bundle(&folder.join(name))?;
                out.push_str(&in_layer(&inner, layer));
            }
            Import::Unknown => {
                return Err(Problem::new(format!(
                    "{}:{}: write `@import \"file.css\" layer(name);`, nothing else is bundled",
                    file.display(),
                    number + 1
                )));
            }
        }
        out.push('\n');
    }
    Ok(out)
}

/// The same rules without comments and needless white space.
pub(crate) fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' | '\'' => string_length(rest, next),
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
                gap(&mut out);
                continue;
            }
            _ if next.is_whitespace() => {
                rest = rest.trim_start();
                gap(&mut out);
                continue;
            }
            '{' | '}' | ';' | ',' => {
                close_up(&mut out, next);
                next.len_utf8()
            }
            _ => next.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.truncate(out.trim_end().len());
    out
}

enum Import<'a> {
    None,
    Unknown,
    Of { file: &'a str, layer: Option<&'a str> },
}

fn import(line: &str) -> Import<'_> {
    let Some(rest) = line.strip_prefix("@import") else {
        return Import::None;
    };
    parse_import(rest).map_or(Import::Unknown, |(file, layer)| Import::Of { file, layer })
}

fn parse_import(rest: &str) -> Option<(&str, Option<&str>)> {
    let rest = rest.trim().strip_suffix(';')?.trim();
    // `url("x")` and `"x"` mean the same; the bracket after the name is dropped below.
    let rest = rest.strip_prefix("url(").unwrap_or(rest);
    let (file, rest) = rest.strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start_matches(')').trim();
    if rest.is_empty() {
        return Some((file, None));
    }
    let layer = rest.strip_prefix("layer(")?.strip_suffix(')')?;
    Some((file, Some(layer.trim())))
}

fn in_layer(css: &str, layer: Option<&str>) -> String {
    match layer {
        Some(name) => format!("@layer {name} {{\n{css}}}"),
        None => css.to_owned(),
    }
}

/// One space, unless what was written before needs none.
fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',']) {
        out.push(' ');
    }
}

/// Nothing but the mark itself stands between two parts; the last `;` of a block goes too.
fn close_up(out: &mut String, mark: char) {
    if out.ends_with(' ') {
        out.pop();
    }
    if mark == '}' && out.ends_with(';') {
        out.pop();
    }
}

fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_names_its_layer() {
        assert_eq!(parse_import(r#" "a.css" layer(base);"#), Some(("a.css", Some("base"))));
        assert_eq!(parse_import(r#" url("a.css") layer(base);"#), Some(("a.css", Some("base"))));
        assert_eq!(parse_import(r#" "a.css";"#), Some(("a.css", None)));
        assert_eq!(parse_import(r#" "a.css" screen;"#), None);
    }

    #[test]
    fn a_layer_keeps_its_rules_together() {
        assert_eq!(in_layer("a { b: c }\n", Some("x")), "@layer x {\na { b: c }\n}");
    }

    #[test]
    fn minifying_keeps_what_carries_meaning() {
        let css = "/* why */\na  >  b ,\nc {\n  width: calc(1px + 2px);\n  content: \"a  /* b */ ;\";\n}\n";
        assert_eq!(minify(css), "a > b,c{width: calc(1px + 2px);content: \"a  /* b */ ;\"}");
    }

    #[test]
    fn a_descendant_is_not_glued_to_a_pseudo_class() {
        assert_eq!(minify(".a :focus { x: y; }"), ".a :focus{x: y}");
    }
}
