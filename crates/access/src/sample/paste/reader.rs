//! JSON with the place of every value, and numbers as they are written: DynamoDB has more digits than a float.
//!
//! Only what items need: no duplicate names, no more than 40 levels.

use std::ops::Range;

/// A value and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Bytes of the text.
    pub(super) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why the text is no JSON, and at which byte.
pub(super) type Wrong = (usize, String);

const MAX_DEPTH: usize = 40;

/// Reads values one behind the other.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next value; none at the end. A comma between two of them is passed over.
    pub(super) fn next(&mut self) -> Option<Result<Node, Wrong>> {
        self.blank();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.blank();
        }
        (self.at < self.text.len()).then(|| self.value(0))
    }

    fn value(&mut self, depth: usize) -> Result<Node, Wrong> {
        self.blank();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err((start, format!("more than {MAX_DEPTH} levels: DynamoDB takes 32")));
        }
        let kind = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node { kind, at: start..self.at })
    }

    fn map(&mut self, depth: usize) -> Result<Kind, Wrong> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        self.between(b'}', |reader| {
            let at = reader.at;
            if reader.peek() != Some(b'"') {
                return Err((at, "a name in quotes is missing here".to_owned()));
            }
            let name = reader.string()?;
            if entries.iter().any(|(known, _)| *known == name) {
                return Err((at, format!("`{name}` is here twice: remove one")));
            }
            reader.blank();
            reader.expect(b':')?;
            let value = reader.value(depth + 1)?;
            entries.push((name, value));
            Ok(())
        })?;
        Ok(Kind::Map(entries))
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Wrong> {
        let mut items = Vec::new();
        self.between(b']', |reader| {
            items.push(reader.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Kind::List(items))
    }

    /// Elements up to the closing mark, with commas between them.
    fn between(
        &mut self,
        end: u8,
        mut element: impl FnMut(&mut Self) -> Result<(), Wrong>,
    ) -> Result<(), Wrong> {
        self.at += 1;
        self.blank();
        if self.peek() == Some(end) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.blank();
            element(self)?;
            self.blank();
            if self.peek() == Some(end) {
                self.at += 1;
                return Ok(());
            }
            if self.peek() != Some(b',') {
                let end = char::from(end);
                return Err((self.at, format!("a comma or `{end}` is missing here")));
            }
            self.at += 1;
        }
    }

    /// The JSON library takes the text between the quotes apart.
    fn string(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        let mut escaped = false;
        for (offset, byte) in self.text.bytes().enumerate().skip(start + 1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    self.at = offset + 1;
                    let quoted = self.text.get(start..self.at).unwrap_or_default();
                    let wrong = |_| (start, "this text has an escape that JSON does not know".to_owned());
                    return serde_json::from_str(quoted).map_err(wrong);
                }
                b'\n' => break,
                _ => {}
            }
        }
        Err((start, "this text has no closing quote".to_owned()))
    }

    fn number(&mut self) -> Result<Kind, Wrong> {
        let start = self.at;
        let text = self.take(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        match text.parse::<crate::value::Number>() {
            Ok(_) => Ok(Kind::Number(text.to_owned())),
            Err(error) => Err((start, error.to_string())),
        }
    }

    fn word(&mut self) -> Result<Kind, Wrong> {
        let start = self.at;
        match self.take(|byte| byte.is_ascii_alphabetic()) {
            "true" => Ok(Kind::Bool(true)),
            "false" => Ok(Kind::Bool(false)),
            "null" => Ok(Kind::Null),
            _ => Err((start, "a value is missing here".to_owned())),
        }
    }

    fn take(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|byte| belongs(*byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn blank(&mut self) {
        self.take(|byte| byte.is_ascii_whitespace());
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Wrong> {
        if self.peek() != Some(wanted) {
            return Err((self.at, format!("`{}` is missing here", char::from(wanted))));
        }
        self.at += 1;
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
