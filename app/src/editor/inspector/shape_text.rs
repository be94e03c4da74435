//! What is inside a map or a list, as text: a line for each value, deeper ones indented by two.
//!
//! `street: S` is a member of a map, `- N` the element of a list, and what follows `#` says what it means. A name or a
//! meaning that would be misread stands in quotes, as in JSON.

use std::fmt::Write as _;

use tablewright_model::{AttributeType, Element, Member, Shape};

/// The shape as text.
pub(super) fn write(shape: &Shape) -> String {
    let mut text = String::new();
    write_shape(shape, 0, &mut text);
    text.truncate(text.trim_end().len());
    text
}

fn write_shape(shape: &Shape, depth: usize, text: &mut String) {
    match shape {
        Shape::Map(members) => {
            for Member { name, value } in members {
                write_element(&format!("{}:", plain_or_quoted(name, is_plain_name)), value, depth, text);
            }
        }
        Shape::List(element) => write_element("-", element, depth, text),
    }
}

fn write_element(start: &str, element: &Element, depth: usize, text: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(text, "{:1$}{start} {2}", "", depth * 2, element.kind.descriptor());
    if !element.description.is_empty() {
        let _ = write!(text, " # {}", plain_or_quoted(&element.description, is_plain_meaning));
    }
    text.push('\n');
    if let Some(shape) = &element.shape {
        write_shape(shape, depth + 1, text);
    }
}

fn plain_or_quoted(text: &str, is_plain: fn(&str) -> bool) -> String {
    if is_plain(text) { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && name.trim() == name
        && !name.starts_with(['"', '-'])
        && !name.contains([':', '\n', '\r'])
}

fn is_plain_meaning(text: &str) -> bool {
    text.trim() == text && !text.starts_with('"') && !text.contains(['\n', '\r'])
}

/// The shape that a text says, of a list or of a map; none for an empty text.
///
/// # Errors
///
/// What is wrong in which line.
pub(super) fn read(text: &str, is_list: bool) -> Result<Option<Shape>, String> {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        lines.push(read_line(line).map_err(|problem| format!("Line {}: {problem}", at + 1))?);
    }
    let (shape, rest) = read_shape(&lines, 0, is_list)?;
    match rest.first() {
        Some(line) => Err(format!("{} is indented too far: two spaces for each level.", line.told())),
        None => Ok(shape),
    }
}

struct Line {
    depth: usize,
    /// None is the element of a list.
    name: Option<String>,
    kind: AttributeType,
    description: String,
}

impl Line {
    fn told(&self) -> &str {
        self.name.as_deref().unwrap_or("-")
    }
}

fn read_line(line: &str) -> Result<Line, String> {
    let content = line.trim_start();
    let spaces = line.len() - content.len();
    let (name, rest) = read_name(content)?;
    let (kind, meaning) = rest.split_once('#').map_or((rest, ""), |(kind, meaning)| (kind, meaning.trim()));
    let kind = kind.trim();
    let kind = AttributeType::from_descriptor(kind)
        .ok_or_else(|| format!("{kind:?} is no type: use S, N, B, BOOL, NULL, L, M, SS, NS or BS."))?;
    let description = if meaning.starts_with('"') { quoted(meaning)?.0 } else { meaning.to_owned() };
    Ok(Line { depth: spaces / 2, name, kind, description })
}

fn read_name(content: &str) -> Result<(Option<String>, &str), String> {
    if let Some(rest) = content.strip_prefix('-') {
        return Ok((None, rest));
    }
    let (name, rest) = if content.starts_with('"') {
        let (name, rest) = quoted(content)?;
        (name, rest.trim_start().strip_prefix(':'))
    } else {
        let parts = content.split_once(':');
        (parts.map_or(content, |(name, _)| name).trim_end().to_owned(), parts.map(|(_, rest)| rest))
    };
    let rest = rest.ok_or_else(|| format!("write {name}: and its type, such as S."))?;
    Ok((Some(name), rest))
}

/// The text in quotes at the start, and what follows it.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match values.next() {
        Some(Ok(value)) => Ok((value, text.get(values.byte_offset()..).unwrap_or_default())),
        _ => Err("the quotes do not end.".to_owned()),
    }
}

/// The values of one level, and the lines after them.
fn read_shape(mut lines: &[Line], depth: usize, is_list: bool) -> Result<(Option<Shape>, &[Line]), String> {
    let mut members: Vec<Member> = Vec::new();
    let mut element = None;
    while let Some((line, rest)) = lines.split_first().filter(|(line, _)| line.depth == depth) {
        let (shape, rest) = read_shape(rest, depth + 1, line.kind == AttributeType::L)?;
        let value = Element { kind: line.kind, description: line.description.clone(), shape };
        match &line.name {
            None if !is_list => return Err("A map has members: write name: type.".to_owned()),
            Some(name) if is_list => {
                return Err(format!("A list has one kind of element: write - instead of {name}:."));
            }
            None if element.is_some() => {
                return Err("A list has one kind of element: remove a line.".to_owned());
            }
            None => element = Some(Box::new(value)),
            Some(name) => members.push(Member { name: name.clone(), value }),
        }
        lines = rest;
    }
    let map = (!members.is_empty()).then_some(Shape::Map(members));
    Ok((element.map(Shape::List).or(map), lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "street: S # with the number\ngeo: M\n  lat: N\n  \"a:b\": N\ntags: L\n  - M\n    \"\": S # \" x\\n\"";

    #[test]
    fn what_is_written_is_read_back() {
        let shape = read(ADDRESS, false).unwrap().unwrap();
        assert_eq!(write(&shape), ADDRESS);
        let Shape::Map(members) = &shape else { unreachable!() };
        assert_eq!(members[0].value.description, "with the number");
        let list = Shape::List(Box::new(Element {
            kind: AttributeType::M,
            description: String::new(),
            shape: Some(shape),
        }));
        assert_eq!(read(&write(&list), true), Ok(Some(list)));
        assert_eq!(read(" \n", false), Ok(None));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("street", "Line 1"),
            ("a: S\nstreet: T", "Line 2"),
            ("- S", "A map has members"),
            ("a: S\n    b: S", "indented too far"),
            ("\"a: S", "quotes"),
        ] {
            let message = read(text, false).unwrap_err();
            assert!(message.contains(told), "{text}: {message}");
        }
        assert!(read("- S\n- N", true).unwrap_err().contains("one kind"));
    }
}
