//! How an environment makes table names: `{table}`, `{env}-{table}`, `shop.{env}.{table}`.
//!
//! Parsed once at the rim. Whether a finished name is one that AWS takes is checked in `desired`, where the table is
//! known and can be named in the message.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tablewright_model::{is_name_char, quoted};

/// A template of table names with exactly one `{table}`, so that two tables never get one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTemplate {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Environment,
    Table,
}

/// Why a text is not a [`NameTemplate`]: one sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError(String);

impl NameTemplate {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// When `{table}` is not there exactly once, a placeholder is unknown or not closed, or a character is none that
    /// AWS takes in a table's name.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let parts = parts(text)
            .map_err(|what| TemplateError(format!("The name template {} {what}", quoted(text))))?;
        Ok(Self { text: text.to_owned(), parts })
    }

    /// The name in AWS of a design's table in an environment.
    #[must_use]
    pub fn apply(&self, environment: &str, table: &str) -> String {
        let text = |part: &'_ Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Environment => environment.to_owned(),
            Part::Table => table.to_owned(),
        };
        self.parts.iter().map(text).collect()
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        push_literal(&mut parts, literal)?;
        let Some((name, tail)) = after.split_once('}') else {
            return Err("opens a placeholder and does not close it: write {table} or {env}".to_owned());
        };
        parts.push(placeholder(name)?);
        rest = tail;
    }
    push_literal(&mut parts, rest)?;
    match parts.iter().filter(|part| **part == Part::Table).count() {
        1 => Ok(parts),
        0 => Err("has no {table}: without it all tables would get one name".to_owned()),
        _ => Err("has {table} more than once: use it once".to_owned()),
    }
}

fn placeholder(name: &str) -> Result<Part, String> {
    match name {
        "table" => Ok(Part::Table),
        "env" => Ok(Part::Environment),
        other => Err(format!("has the placeholder {{{other}}}: there are only {{table}} and {{env}}")),
    }
}

fn push_literal(parts: &mut Vec<Part>, text: &str) -> Result<(), String> {
    if let Some(wrong) = text.chars().find(|c| !is_name_char(*c)) {
        return Err(format!("has the character {wrong:?}: use only A-Z, a-z, 0-9, _, - and ."));
    }
    if !text.is_empty() {
        parts.push(Part::Literal(text.to_owned()));
    }
    Ok(())
}

impl Default for NameTemplate {
    /// `{table}`: the names of the design.
    fn default() -> Self {
        Self { text: "{table}".to_owned(), parts: vec![Part::Table] }
    }
}

impl FromStr for NameTemplate {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        Self::parse(text)
    }
}

impl fmt::Display for NameTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TemplateError {}

impl Serialize for NameTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for NameTemplate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in() {
        let apply = |template| NameTemplate::parse(template).unwrap().apply("dev", "GameScores");
        assert_eq!(apply("{table}"), "GameScores");
        assert_eq!(apply("{env}-{table}"), "dev-GameScores");
        assert_eq!(apply("shop.{table}_{env}-{env}"), "shop.GameScores_dev-dev");
        assert_eq!(NameTemplate::default(), NameTemplate::parse("{table}").unwrap());
    }

    #[test]
    fn what_is_no_template_is_refused_with_the_reason() {
        let cases = [
            ("", "has no {table}"),
            ("{env}", "has no {table}"),
            ("{table}{table}", "more than once"),
            ("{stage}-{table}", "placeholder {stage}"),
            ("{table", "does not close it"),
            ("a b{table}", "the character ' '"),
            ("{table}}", "the character '}'"),
        ];
        for (text, reason) in cases {
            let message = NameTemplate::parse(text).unwrap_err().to_string();
            assert!(message.contains(reason), "{text}: {message}");
        }
    }

    #[test]
    fn it_is_a_text_in_json() {
        let template = NameTemplate::parse("{env}-{table}").unwrap();
        let json = serde_json::to_string(&template).unwrap();
        assert_eq!(json, r#""{env}-{table}""#);
        assert_eq!(serde_json::from_str::<NameTemplate>(&json).unwrap(), template);
        assert!(serde_json::from_str::<NameTemplate>(r#""{env}""#).is_err());
    }
}
