//! A place in an expression's tokens, with what every grammar needs: expecting, paths, values, the wording of errors.

use super::path::{Path, Step};
use super::placeholders::Scope;
use super::reserved::is_reserved;
use super::token::{Placed, Token, tokens};
use super::{ExpressionError, ExpressionKind};
use crate::value::Value;

/// Bytes of an expression, at most.
const MAX_BYTES: usize = 4096;
/// Operators and functions of an expression, at most.
const MAX_OPERATORS: usize = 300;
/// How deep brackets may be nested here. The service states no such limit; a browser's stack has one.
const MAX_DEPTH: usize = 100;

pub(super) struct Cursor<'t> {
    kind: ExpressionKind,
    text: &'t str,
    tokens: Vec<Placed<'t>>,
    at: usize,
    operators: usize,
    depth: usize,
    scope: &'t Scope<'t>,
}

pub(super) type Parsed<T> = Result<T, ExpressionError>;

impl<'t> Cursor<'t> {
    pub(super) fn new(kind: ExpressionKind, text: &'t str, scope: &'t Scope<'t>) -> Parsed<Self> {
        if text.is_empty() {
            return Err(kind.refuse("The expression can not be empty;"));
        }
        if text.len() > MAX_BYTES {
            return Err(kind.refuse("Expression size has exceeded the maximum allowed size;"));
        }
        let cursor = Self { kind, text, tokens: tokens(text), at: 0, operators: 0, depth: 0, scope };
        if cursor.has_redundant_brackets() {
            return Err(kind.refuse("The expression has redundant parentheses;"));
        }
        Ok(cursor)
    }

    pub(super) fn peek(&self) -> Option<Token<'t>> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).map(|(token, _)| *token)
    }

    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// Steps over the token if it is that one.
    pub(super) fn take(&mut self, wanted: Token<'_>) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, wanted: Token<'_>) -> Parsed<()> {
        if self.take(wanted) { Ok(()) } else { Err(self.syntax_error()) }
    }

    pub(super) fn expect_end(&self) -> Parsed<()> {
        if self.at < self.tokens.len() { Err(self.syntax_error()) } else { Ok(()) }
    }

    pub(super) fn refuse(&self, reason: impl std::fmt::Display) -> ExpressionError {
        self.kind.refuse(reason)
    }

    /// The token that does not fit, with its neighbours.
    pub(super) fn syntax_error(&self) -> ExpressionError {
        let place = |at: usize| self.tokens.get(at).map(|(_, range)| range.clone());
        let quote = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        let before = self.at.checked_sub(1).and_then(place);
        let (token, near) = match place(self.at) {
            None => ("<EOF>", before.map_or(self.text, |range| quote(range.start, range.end))),
            Some(range) => {
                let start = before.map_or(range.start, |before| before.start);
                let end = place(self.at + 1).map_or(range.end, |after| after.end);
                (quote(range.start, range.end), quote(start, end))
            }
        };
        self.refuse(format_args!("Syntax error; token: \"{token}\", near: \"{near}\""))
    }

    /// Counts one operator or function.
    pub(super) fn operator(&mut self) -> Parsed<()> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            let count = MAX_OPERATORS + 1;
            return Err(self.refuse(format_args!(
                "The expression contains too many operators; operator count: {count}"
            )));
        }
        Ok(())
    }

    /// Reads something one level deeper.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(
                self.refuse(format_args!("The expression is nested more than {MAX_DEPTH} levels deep"))
            );
        }
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    pub(super) fn path(&mut self) -> Parsed<Path> {
        let mut path = Path::attribute(self.path_name()?);
        loop {
            if self.take(Token::Sign(".")) {
                path.steps.push(Step::Name(self.path_name()?));
            } else if self.take(Token::Sign("[")) {
                path.steps.push(self.index()?);
            } else {
                return Ok(path);
            }
        }
    }

    fn path_name(&mut self) -> Parsed<String> {
        let name = match self.peek() {
            Some(Token::Word(word)) if is_reserved(word) => {
                return Err(self
                    .refuse(format_args!("Attribute name is a reserved keyword; reserved keyword: {word}")));
            }
            Some(Token::Word(word)) => word,
            Some(Token::Name(name)) => self.scope.name(name).map_err(|reason| self.refuse(reason))?,
            _ => return Err(self.syntax_error()),
        };
        self.advance();
        Ok(name.to_owned())
    }

    fn index(&mut self) -> Parsed<Step> {
        let Some(Token::Index(digits)) = self.peek() else {
            return Err(self.syntax_error());
        };
        let index = digits.parse().map_err(|_| {
            self.refuse(format_args!("List index is not within the allowable range; index: [{digits}]"))
        })?;
        self.advance();
        self.expect(Token::Sign("]"))?;
        Ok(Step::Index(index))
    }

    /// The value that a `:value` stands for.
    pub(super) fn value(&mut self) -> Parsed<&'t Value> {
        let Some(Token::Value(name)) = self.peek() else {
            return Err(self.syntax_error());
        };
        let value = self.scope.value(name).map_err(|reason| self.refuse(reason))?;
        self.advance();
        Ok(value)
    }

    /// Brackets around nothing but another pair.
    fn has_redundant_brackets(&self) -> bool {
        let mut open = Vec::new();
        let mut pairs = Vec::new();
        for (at, (token, _)) in self.tokens.iter().enumerate() {
            match token {
                Token::Sign("(") => open.push(at),
                Token::Sign(")") => pairs.extend(open.pop().map(|start| (start, at))),
                _ => {}
            }
        }
        pairs.windows(2).any(|pair| match pair {
            [(start, end), (outer_start, outer_end)] => *outer_start + 1 == *start && *end + 1 == *outer_end,
            _ => false,
        })
    }
}
