//! The parts of an exported text, told apart for whoever shows it in colours.
//!
//! A scanner and no parser: it takes any text, also a wrong one, and gives every byte of it back in order. Deliberately
//! absent: HTML and colours, which are the caller's, and the meaning of anything.

use crate::ExportFormat;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A word of the language, or the kind of a block.
    Keyword,
    /// The kind of what a block makes, and other words.
    Type,
    /// A string.
    String,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// Brackets, commas, signs.
    Punctuation,
    /// The name of a value.
    Attribute,
    /// White space.
    Plain,
}

impl Class {
    /// The class in a word, as a style sheet may use it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Type => "type",
            Self::String => "string",
            Self::Number => "number",
            Self::Comment => "comment",
            Self::Punctuation => "punctuation",
            Self::Attribute => "attribute",
            Self::Plain => "plain",
        }
    }
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<'a> {
    /// What it is.
    pub class: Class,
    /// The text, as it is there: not escaped.
    pub text: &'a str,
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Hcl,
    Json,
    Yaml,
    /// Only comments and strings are told apart.
    Shell,
    /// Nothing is.
    Plain,
}

impl Language {
    const fn of(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Terraform => Self::Hcl,
            _ if matches!(format.media_type().as_bytes(), b"application/json") => Self::Json,
            _ if matches!(format.media_type().as_bytes(), b"application/yaml") => Self::Yaml,
            _ if matches!(format.extension().as_bytes(), b"sh") => Self::Shell,
            _ => Self::Plain,
        }
    }
}

/// The parts of a text in order, none of them empty; together they are the text.
#[must_use]
pub fn highlight(text: &str, format: ExportFormat) -> Vec<Span<'_>> {
    let format = Language::of(format);
    if format == Language::Plain {
        let whole = Span { class: Class::Plain, text };
        return if text.is_empty() { Vec::new() } else { vec![whole] };
    }
    let mut spans = Vec::new();
    let mut rest = text;
    // Of a block's labels the first says what it makes.
    let mut after_block_kind = false;
    while let Some(first) = rest.chars().next() {
        let token = Token::at(rest, first, format);
        let (text, after) = rest.split_at(token.len(rest, first));
        let class = match token {
            Token::Text if after_block_kind && starts_label_or_body(after) => Class::Type,
            _ => token.class(text, after, format),
        };
        if class != Class::Plain {
            after_block_kind = class == Class::Keyword && !is_literal(text);
        }
        spans.push(Span { class, text });
        rest = after;
    }
    spans
}

#[derive(Clone, Copy)]
enum Token {
    Space,
    LineComment,
    BlockComment,
    Text,
    Number,
    Word,
    Sign,
}

impl Token {
    fn at(rest: &str, first: char, format: Language) -> Self {
        let is_hcl = format == Language::Hcl;
        let has_hash = is_hcl || matches!(format, Language::Yaml | Language::Shell);
        let next = rest[first.len_utf8()..].chars().next();
        match first {
            c if c.is_whitespace() => Self::Space,
            '#' if has_hash => Self::LineComment,
            '/' if is_hcl && next == Some('/') => Self::LineComment,
            '/' if is_hcl && next == Some('*') => Self::BlockComment,
            '"' => Self::Text,
            '0'..='9' => Self::Number,
            '-' if next.is_some_and(|c| c.is_ascii_digit()) => Self::Number,
            c if c.is_alphabetic() || c == '_' => Self::Word,
            _ => Self::Sign,
        }
    }

    /// How many bytes of the rest it takes: at least the first character.
    fn len(self, rest: &str, first: char) -> usize {
        let until = |is_end: &dyn Fn(char) -> bool| rest.find(is_end).unwrap_or(rest.len());
        match self {
            Self::Space => until(&|c| !c.is_whitespace()),
            Self::LineComment => until(&|c| c == '\n'),
            Self::BlockComment => rest[2..].find("*/").map_or(rest.len(), |at| at + 4),
            Self::Text => string_len(rest),
            Self::Number => 1 + rest[1..].find(|c| !is_in_number(c)).unwrap_or(rest.len() - 1),
            Self::Word => until(&|c| !(c.is_alphanumeric() || matches!(c, '_' | '-'))),
            Self::Sign => first.len_utf8(),
        }
    }

    fn class(self, text: &str, after: &str, format: Language) -> Class {
        match self {
            Self::Space => Class::Plain,
            Self::LineComment | Self::BlockComment => Class::Comment,
            Self::Text if is_name(after, format) => Class::Attribute,
            Self::Text => Class::String,
            Self::Number => Class::Number,
            Self::Word if is_literal(text) => Class::Keyword,
            Self::Word if is_name(after, format) => Class::Attribute,
            Self::Word if matches!(format, Language::Yaml | Language::Shell) => Class::Plain,
            Self::Word if starts_label_or_body(after) => Class::Keyword,
            Self::Word => Class::Type,
            Self::Sign => Class::Punctuation,
        }
    }
}

/// From its quote to the one that closes it; one that is not closed ends with its line.
fn string_len(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_in_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-')
}

fn is_literal(word: &str) -> bool {
    matches!(word, "true" | "false" | "null")
}

/// Whether a value is given to what stands before this.
fn is_name(after: &str, format: Language) -> bool {
    match format {
        Language::Json => after.trim_start().starts_with(':'),
        Language::Yaml => after.starts_with(": ") || after.starts_with(":\n"),
        Language::Hcl => {
            let after = after.trim_start_matches([' ', '\t']);
            after.starts_with('=') && !after.starts_with("==")
        }
        Language::Shell | Language::Plain => false,
    }
}

fn starts_label_or_body(after: &str) -> bool {
    after.trim_start_matches([' ', '\t']).starts_with(['"', '{'])
}
