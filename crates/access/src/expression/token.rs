//! Text to tokens.
//!
//! Keywords are case-insensitive; names and placeholders are not.

use std::ops::Range;

/// What a piece of an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A bare word that is no keyword.
    Word(&'t str),
    /// `#name`
    Name(&'t str),
    /// `:value`
    Value(&'t str),
    /// Digits in brackets.
    Index(&'t str),
    /// `AND`, `SET`, ... in upper case.
    Keyword(&'static str),
    /// Brackets, commas, comparators.
    Sign(&'static str),
    /// A character that belongs nowhere.
    Unknown,
}

/// The words that are part of the grammar.
const KEYWORDS: [&str; 9] = ["AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"];
/// The longer first.
const SIGNS: [&str; 14] = ["<>", "<=", ">=", "<", ">", "=", "(", ")", "[", "]", ",", ".", "+", "-"];

/// A token with its place in the text.
pub(super) type Placed<'t> = (Token<'t>, Range<usize>);

/// All tokens; reading does not stop at an unknown one, since messages quote what follows it.
pub(super) fn tokens(text: &str) -> Vec<Placed<'_>> {
    let mut found: Vec<Placed<'_>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let in_brackets = matches!(found.last(), Some((Token::Sign("["), _)));
        let (token, length) = next(rest, in_brackets);
        found.push((token, at..at + length));
        at += length;
    }
    found
}

fn next(rest: &str, in_brackets: bool) -> (Token<'_>, usize) {
    let first = rest.chars().next().unwrap_or_default();
    let word = |skip: usize| {
        let tail = rest.get(skip..).unwrap_or_default();
        skip + tail.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
    };
    let cut = |length: usize| rest.get(..length).unwrap_or_default();
    match first {
        '#' if word(1) > 1 => (Token::Name(cut(word(1))), word(1)),
        ':' if word(1) > 1 => (Token::Value(cut(word(1))), word(1)),
        '0' if in_brackets => (Token::Index(cut(1)), 1),
        '1'..='9' if in_brackets => {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            (Token::Index(cut(length)), length)
        }
        'a'..='z' | 'A'..='Z' | '_' => (keyword_or_word(cut(word(0))), word(0)),
        _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            Some(sign) => (Token::Sign(sign), sign.len()),
            None => (Token::Unknown, first.len_utf8()),
        },
    }
}

fn keyword_or_word(word: &str) -> Token<'_> {
    let keyword = KEYWORDS.iter().find(|keyword| keyword.eq_ignore_ascii_case(word));
    keyword.map_or(Token::Word(word), |keyword| Token::Keyword(keyword))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Token<'_>> {
        tokens(text).into_iter().map(|(token, _)| token).collect()
    }

    #[test]
    fn every_kind_is_read() {
        let expected = [
            Token::Word("a"),
            Token::Sign("."),
            Token::Name("#b"),
            Token::Sign("["),
            Token::Index("12"),
            Token::Sign("]"),
            Token::Sign("<>"),
            Token::Value(":v_1"),
            Token::Keyword("AND"),
            Token::Keyword("NOT"),
            Token::Word("contains"),
            Token::Sign("("),
        ];
        assert_eq!(read("a.#b[12]<>:v_1 and NOT contains("), expected);
    }

    #[test]
    fn unknown_characters_are_tokens_too() {
        assert_eq!(read("a ! b"), [Token::Word("a"), Token::Unknown, Token::Word("b")]);
        assert_eq!(read("\u{e4}#"), [Token::Unknown, Token::Unknown]);
        assert_eq!(read("5"), [Token::Unknown]);
        assert_eq!(read("l[00]").get(2..4), Some([Token::Index("0"), Token::Unknown].as_slice()));
    }
}
