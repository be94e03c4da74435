//! Where the reader of HCL stands in its text: characters, spaces, comments, lines, limits.

use crate::import::report::Problem;
use crate::import::value::Loc;

/// Levels of brackets, blocks, templates, signs and conditionals within each other.
const MAX_DEPTH: u32 = 64;

/// Most parts of all files together: with them, a tree stays below some hundred megabytes.
pub(super) const MAX_NODES: usize = 1_500_000;

pub(super) type Parsed<T> = Result<T, Problem>;

/// A place in a text, with what holds there.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
    pub(super) line: u32,
    file: u16,
    depth: u32,
    pub(super) nodes: usize,
    /// Whether a line's end is a mere space here: inside brackets and interpolations.
    pub(super) is_multiline: bool,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str, file: u16, nodes: usize) -> Self {
        Self { text, at: 0, line: 1, file, depth: 0, nodes, is_multiline: false }
    }

    pub(super) const fn loc(&self) -> Loc {
        Loc { file: self.file, line: self.line }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    pub(super) fn is_line_start(&self) -> bool {
        self.at.checked_sub(1).is_none_or(|before| self.text.as_bytes().get(before) == Some(&b'\n'))
    }

    pub(super) fn starts_with(&self, token: &str) -> bool {
        self.rest().starts_with(token)
    }

    /// Goes over bytes that are known to be there, counting lines.
    pub(super) fn advance(&mut self, bytes: usize) {
        let passed = self.text.as_bytes().get(self.at..self.at + bytes).unwrap_or_default();
        self.line += u32::try_from(passed.iter().filter(|b| **b == b'\n').count()).unwrap_or(u32::MAX);
        self.at += bytes;
    }

    /// Goes over the token if it stands here.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let is_here = self.starts_with(token);
        if is_here {
            self.advance(token.len());
        }
        is_here
    }

    /// Goes over the token, after spaces.
    pub(super) fn expect(&mut self, token: &str, what: &str) -> Parsed<()> {
        self.space();
        if self.eat(token) { Ok(()) } else { Err(self.unexpected(what)) }
    }

    pub(super) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.loc(), message)
    }

    /// What stands here is not what may stand here.
    pub(super) fn unexpected(&self, wanted: &str) -> Problem {
        let found = match self.rest().chars().next() {
            None => "the file ends".to_owned(),
            Some('\n' | '\r') => "the line ends".to_owned(),
            Some(c) => format!("`{}` stands", c.escape_debug()),
        };
        self.problem(format!("{found} where {wanted} is needed"))
    }

    /// One level deeper; [`leave`](Self::leave) is the way back.
    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.problem(format!(
                "the nesting is deeper than {MAX_DEPTH} levels: move inner parts into locals"
            )));
        }
        Ok(())
    }

    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts a part of the tree.
    pub(super) fn node(&mut self) -> Parsed<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self
                .problem(format!("the files have more than {MAX_NODES} expressions: import them in parts")));
        }
        Ok(())
    }

    /// Runs a reader where line ends are spaces, or where they are not.
    pub(super) fn multiline<T>(&mut self, is_multiline: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.is_multiline, is_multiline);
        let result = read(self);
        self.is_multiline = before;
        result
    }

    /// Goes over spaces and comments, and over line ends where they are spaces.
    pub(super) fn space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\n') if self.is_multiline => self.advance(1),
                Some(b'#') => self.line_comment(),
                Some(b'/') if self.peek_at(1) == Some(b'/') => self.line_comment(),
                Some(b'/') if self.peek_at(1) == Some(b'*') => {
                    let length = self.rest().find("*/").map_or(self.rest().len(), |end| end + 2);
                    self.advance(length);
                }
                _ => return,
            }
        }
    }

    /// Goes over spaces and line ends, and stops at a comment.
    pub(super) fn space_without_comments(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.advance(1);
        }
    }

    /// The end of the line stays: it may end an attribute.
    pub(super) fn line_comment(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// An identifier: letters, digits, `_` and `-`, not beginning with a digit or dash.
    pub(super) fn identifier(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let first = rest.chars().next()?;
        if !(first.is_alphabetic() || first == '_') {
            return None;
        }
        let length = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length)
    }
}
