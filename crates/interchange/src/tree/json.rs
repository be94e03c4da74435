//! The layout of JSON: two spaces a level, an empty list or map on its line.

use std::fmt::Write as _;

use super::{Function, Map, Tree};

impl Tree {
    /// The text, with a final newline.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        write(&mut out, self, 0);
        out.push('\n');
        out
    }

    /// The text on one line.
    pub(crate) fn to_json_line(&self) -> String {
        let mut out = String::new();
        line(&mut out, self);
        out
    }
}

fn write(out: &mut String, tree: &Tree, depth: usize) {
    match tree {
        Tree::List(list) if !list.is_empty() => {
            enclosed(out, ['[', ']'], depth, list, |out, value| write(out, value, depth + 1));
        }
        Tree::Map(map) if !map.is_empty() => {
            enclosed(out, ['{', '}'], depth, map.members(), |out, member| {
                text(out, &member.key);
                out.push_str(": ");
                write(out, &member.value, depth + 1);
            });
        }
        Tree::Call(function, argument) => write(out, &called(*function, argument), depth),
        other => line(out, other),
    }
}

fn enclosed<T>(out: &mut String, marks: [char; 2], depth: usize, all: &[T], each: impl Fn(&mut String, &T)) {
    out.push(marks[0]);
    for (at, one) in all.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        indent(out, depth + 1);
        each(out, one);
    }
    out.push('\n');
    indent(out, depth);
    out.push(marks[1]);
}

fn line(out: &mut String, tree: &Tree) {
    match tree {
        Tree::Null => out.push_str("null"),
        Tree::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Tree::Number(text) | Tree::Line(text) => out.push_str(text),
        Tree::Text(value) => text(out, value),
        Tree::List(list) => {
            out.push('[');
            for (at, value) in list.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                line(out, value);
            }
            out.push(']');
        }
        Tree::Map(map) => {
            out.push('{');
            for (at, member) in map.members().iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                text(out, &member.key);
                out.push(':');
                line(out, &member.value);
            }
            out.push('}');
        }
        Tree::Call(function, argument) => line(out, &called(*function, argument)),
    }
}

/// The long form, which is the only one that JSON has.
fn called(function: Function, argument: &str) -> Tree {
    let (name, value) = match function {
        Function::Ref => ("Ref", argument.into()),
        Function::Sub => ("Fn::Sub", argument.into()),
        Function::GetAtt => ("Fn::GetAtt", Tree::texts(argument.split('.'))),
    };
    let mut map = Map::default();
    map.set(name, value);
    map.into()
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

/// A string of JSON; YAML reads it in the same way between double quotes.
pub(super) fn text(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing into a string always succeeds. Hidden characters all have four digits.
            c if crate::text::is_hidden(c) => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::map;

    #[test]
    fn json_is_laid_out() {
        let inner = map([("b", Tree::List(vec![Tree::Null, 7_u32.into()])), ("c", Map::default().into())]);
        let tree = Tree::from(map([("a\n", inner.into()), ("d", Tree::attribute_of("T", "Arn"))]));
        let expected = r#"{
  "a\n": {
    "b": [
      null,
      7
    ],
    "c": {}
  },
  "d": {
    "Fn::GetAtt": [
      "T",
      "Arn"
    ]
  }
}
"#;
        assert_eq!(tree.to_json(), expected);
        let line = r#"{"a\n":{"b":[null,7],"c":{}},"d":{"Fn::GetAtt":["T","Arn"]}}"#;
        assert_eq!(tree.to_json_line(), line);
    }

    #[test]
    fn a_text_of_json_keeps_its_order() {
        let text = r#"{"Version":"2012","Statement":[{"b":1.5,"a":-2,"c":null,"d":true}]}"#;
        assert_eq!(Tree::of_json(text).unwrap().to_json_line(), text);
        assert_eq!(Tree::of_json(r#"{"a":1,"a":2}"#).unwrap().to_json_line(), r#"{"a":2}"#);
        assert_eq!(Tree::of_json("{"), None);
    }
}
