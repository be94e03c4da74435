//! JSON with the line of every value. Own code, since the usual readers keep no places.
//!
//! Strict as the standard, but for what tools really write: a byte order mark is dropped before. A key that stands
//! twice counts as its last.

use std::collections::HashSet;
use std::rc::Rc;

use super::report::Problem;
use super::value::{Kind, Loc, Map, Value};

/// Levels of lists and maps within each other.
const MAX_DEPTH: usize = 100;

/// Most keys of one map; what has more is no map of anything.
const MAX_KEYS: usize = 200_000;

/// Most values of all files together.
pub(crate) const MAX_VALUES: usize = 1_500_000;

/// Reads a text whose first line is at this place; `left` is how many values it may still have.
///
/// # Errors
///
/// The first thing that isn't JSON, or too much.
pub(crate) fn read(text: &str, at: Loc, left: &mut usize) -> Result<Value, Problem> {
    let mut reader =
        Reader { text, at: 0, loc: at, left, names: HashSet::new(), values: Vec::new(), pairs: Vec::new() };
    let value = reader.value(0)?;
    reader.space();
    if reader.peek().is_some() {
        return Err(reader.unexpected("the end of the file"));
    }
    Ok(value)
}

struct Reader<'a, 'l> {
    text: &'a str,
    at: usize,
    loc: Loc,
    left: &'l mut usize,
    /// Short texts that were seen: keys and types repeat a thousandfold.
    names: HashSet<Rc<str>>,
    /// What the open lists have so far, the inner ones last: a list is made once it is known how long it is.
    values: Vec<Value>,
    /// The same of the open maps.
    pairs: Vec<(Rc<str>, Value)>,
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.loc.line += u32::from(byte == b'\n');
            self.at += 1;
        }
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.loc, message)
    }

    fn unexpected(&self, wanted: &str) -> Problem {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => self.problem(format!("the file ends where {wanted} is needed")),
            Some(c) => self.problem(format!("`{}` stands where {wanted} is needed", c.escape_debug())),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Problem> {
        self.space();
        let at = self.loc;
        if depth > MAX_DEPTH {
            return Err(self.problem(format!(
                "the nesting is deeper than {MAX_DEPTH} levels: no format that is read needs that"
            )));
        }
        *self.left = self.left.checked_sub(1).ok_or_else(|| {
            self.problem(format!("the files have more than {MAX_VALUES} values: import them in parts"))
        })?;
        let kind = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Text(self.text()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value::new(at, kind))
    }

    fn word(&mut self) -> Result<Kind, Problem> {
        for (word, kind) in [("true", Kind::Bool(true)), ("false", Kind::Bool(false)), ("null", Kind::Null)] {
            if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(self.unexpected("a value"))
    }

    fn number(&mut self) -> Result<Kind, Problem> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length =
            rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let number = rest.get(..length).and_then(|number| number.parse::<f64>().ok());
        match number.filter(|number| number.is_finite()) {
            Some(number) => {
                self.at += length;
                Ok(Kind::Number(number))
            }
            None => Err(self.unexpected("a number")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Problem> {
        self.at += 1;
        let begin = self.values.len();
        self.space();
        while self.peek() != Some(b']') {
            let value = self.value(depth + 1)?;
            self.values.push(value);
            self.separator(b']', "`,` or `]`")?;
        }
        self.at += 1;
        Ok(Kind::List(Rc::new(self.values.drain(begin..).collect())))
    }

    fn map(&mut self, depth: usize) -> Result<Kind, Problem> {
        self.at += 1;
        let begin = self.pairs.len();
        self.space();
        while self.peek() != Some(b'}') {
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in quotes"));
            }
            let key = self.text()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.unexpected("`:`"));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            self.pairs.push((key, value));
            if self.pairs.len() - begin > MAX_KEYS {
                return Err(self.problem(format!(
                    "a map has more than {MAX_KEYS} keys: no format that is read needs that"
                )));
            }
            self.separator(b'}', "`,` or `}`")?;
        }
        self.at += 1;
        Ok(Kind::Map(Rc::new(Map::of(self.pairs.drain(begin..).collect()))))
    }

    /// A comma and what follows it, or the end of the list or map.
    fn separator(&mut self, close: u8, wanted: &str) -> Result<(), Problem> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                if self.peek() == Some(close) {
                    return Err(self.unexpected("a value after `,`"));
                }
                Ok(())
            }
            Some(byte) if byte == close => Ok(()),
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn text(&mut self) -> Result<Rc<str>, Problem> {
        self.at += 1;
        let mut owned = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            let plain = rest.get(..length).unwrap_or_default();
            self.at += length;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(if owned.is_empty() { self.shared(plain) } else { (owned + plain).into() });
                }
                Some(b'\\') => {
                    owned.push_str(plain);
                    let c = self.escape()?;
                    owned.push(c);
                }
                _ => return Err(self.problem("the text does not end on its line: close it with `\"`")),
            }
        }
    }

    fn shared(&mut self, text: &str) -> Rc<str> {
        const SHORT: usize = 24;
        const MOST: usize = 10_000;
        if let Some(known) = self.names.get(text) {
            return known.clone();
        }
        let shared: Rc<str> = text.into();
        if text.len() <= SHORT && self.names.len() < MOST {
            self.names.insert(shared.clone());
        }
        shared
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let escaped = self.text.as_bytes().get(self.at + 1).copied();
        self.at += 2;
        Ok(match escaped {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.problem("`\\` begins no escape that JSON knows")),
        })
    }

    /// Four digits, or twice four for what is beyond the first plane; half of a pair becomes the sign for that.
    fn unicode(&mut self) -> Result<char, Problem> {
        let first = self.hexadecimal()?;
        let is_pair = (0xd800..0xdc00).contains(&first)
            && self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u"));
        if !is_pair {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at += 2;
        let second = self.hexadecimal()?;
        let joined = 0x10000 + ((first - 0xd800) << 10) + second.wrapping_sub(0xdc00) % 0x400;
        Ok(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Result<u32, Problem> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let code = code.ok_or_else(|| self.problem("`\\u` needs four hexadecimal digits"))?;
        self.at += 4;
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_one() -> Loc {
        Loc { file: 0, line: 1 }
    }

    fn told(text: &str) -> String {
        let problem = read(text, line_one(), &mut 1_000).unwrap_err();
        format!("{}: {}", problem.at.line, problem.message)
    }

    #[test]
    fn a_map_has_an_end() {
        let keys: Vec<String> = (0..=MAX_KEYS).map(|number| format!("\"{number}\": 1")).collect();
        let text = format!("{{\n{}}}", keys.join(","));
        let problem = read(&text, line_one(), &mut { MAX_VALUES }).unwrap_err();
        assert_eq!(
            (problem.at.line, problem.message.starts_with("a map has more than 200000 keys")),
            (2, true)
        );
    }

    #[test]
    fn keys_that_stand_twice_count_as_their_last_in_small_maps_and_large() {
        for number in [2, 100] {
            let keys: Vec<String> = (0..number).map(|key| format!("\"{key}\": 1")).collect();
            let text = format!("{{{}, \"1\": 2}}", keys.join(","));
            let value = read(&text, line_one(), &mut 1_000).unwrap();
            assert_eq!(value.as_map().unwrap().len(), number);
            assert_eq!(value.get("1").and_then(Value::to_whole), Some(2));
        }
    }

    #[test]
    fn values_know_their_lines() {
        let value =
            read("{\n \"a\": [1,\n true, null], \"b\": \"x\\u00e9\\ud83d\\ude00\"}", line_one(), &mut 99)
                .unwrap();
        assert_eq!(value.get("a").unwrap().items()[1].at.line, 3);
        assert_eq!(value.get("b").unwrap().as_text(), Some("xé😀"));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        for (text, expected) in [
            ("", "1: the file ends where a value is needed"),
            ("{\n\"a\": }", "2: `}` stands where a value is needed"),
            ("[1,]", "1: `]` stands where a value after `,` is needed"),
            ("{\"a\" 1}", "1: `1` stands where `:` is needed"),
            ("[1] 2", "1: `2` stands where the end of the file is needed"),
            ("\"a\nb\"", "1: the text does not end on its line: close it with `\"`"),
            ("1e999", "1: `1` stands where a number is needed"),
            ("\"\\u12\"", "1: `\\u` needs four hexadecimal digits"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        assert!(told(&"[".repeat(100_000)).contains("deeper than 100"));
        assert!(told(&format!("[{}1]", "1,".repeat(2_000))).contains("more than"));
    }
}
