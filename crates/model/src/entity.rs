//! Entities: the kinds of items that share a table.
//!
//! Which indexes an entity appears in is not said but follows: those whose key attributes it has.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::{AttributeId, EntityId, Identified};

/// A kind of item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Its identity.
    pub id: EntityId,
    /// What it is called: User, Order.
    pub name: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The place of its colour in the palette; `None` is by its position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u8>,
    /// What its items carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<EntityAttribute>,
}

impl Entity {
    /// How this entity carries an attribute, if it does.
    #[must_use]
    pub fn attribute(&self, id: AttributeId) -> Option<&EntityAttribute> {
        self.attributes.iter().find(|carried| carried.attribute == id)
    }

    /// The template that fills an attribute of this entity.
    #[must_use]
    pub fn template(&self, id: AttributeId) -> Option<&Template> {
        self.attribute(id)?.template.as_ref()
    }
}

impl Identified for Entity {
    type Id = EntityId;

    fn id(&self) -> EntityId {
        self.id
    }
}

/// An attribute as an entity carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntityAttribute {
    /// The attribute.
    pub attribute: AttributeId,
    /// Whether some items of the entity are without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// How its value is made, where it is made of others: `USER#{user_id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
}

/// How a value is made: fixed text, and values of attributes and parameters between.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Template(pub Vec<TemplatePart>);

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TemplatePart {
    /// The value of an attribute of the table.
    Attribute(AttributeId),
    /// A value that no attribute holds, by its name.
    Parameter(String),
    /// Text as it is.
    #[serde(untagged)]
    Text(String),
}

impl Template {
    /// Reads `USER#{user_id}`; a brace that is meant is written twice. A name that `attribute` does not know is a parameter.
    #[must_use]
    pub fn parse(text: &str, attribute: impl Fn(&str) -> Option<AttributeId>) -> Self {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            let doubled = from.starts_with("{{") || from.starts_with("}}");
            let named = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            match named {
                Some((name, after)) if !doubled && !name.is_empty() => {
                    flush(&mut plain, &mut parts);
                    let parameter = || TemplatePart::Parameter(name.to_owned());
                    parts.push(attribute(name).map_or_else(parameter, TemplatePart::Attribute));
                    rest = after;
                }
                _ => {
                    plain.push_str(&from[..1]);
                    rest = &from[if doubled { 2 } else { 1 }..];
                }
            }
        }
        plain.push_str(rest);
        flush(&mut plain, &mut parts);
        Self(parts)
    }

    /// The template as people write it.
    #[must_use]
    pub fn text<'a>(&self, name: impl Fn(AttributeId) -> &'a str) -> String {
        let mut text = String::new();
        for part in &self.0 {
            // Writing to a string does not fail.
            let _ = match part {
                TemplatePart::Text(plain) => write!(text, "{}", plain.replace('{', "{{").replace('}', "}}")),
                TemplatePart::Attribute(id) => write!(text, "{{{}}}", name(*id)),
                TemplatePart::Parameter(name) => write!(text, "{{{name}}}"),
            };
        }
        text
    }

    /// The attributes whose values it takes.
    pub fn attributes(&self) -> impl Iterator<Item = AttributeId> + '_ {
        self.0.iter().filter_map(|part| match part {
            TemplatePart::Attribute(id) => Some(*id),
            TemplatePart::Text(_) | TemplatePart::Parameter(_) => None,
        })
    }

    /// The fixed text that every value begins with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        match self.0.first() {
            Some(TemplatePart::Text(text)) => text,
            _ => "",
        }
    }
}

fn flush(plain: &mut String, parts: &mut Vec<TemplatePart>) {
    if !plain.is_empty() {
        parts.push(TemplatePart::Text(std::mem::take(plain)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Option<AttributeId> {
        (text != "country").then(|| text.parse().unwrap())
    }

    #[test]
    fn templates_are_read_and_written() {
        let template = Template::parse("USER#{user-id}#{country}{{x}}", id);
        let expected = vec![
            TemplatePart::Text("USER#".to_owned()),
            TemplatePart::Attribute("user-id".parse().unwrap()),
            TemplatePart::Text("#".to_owned()),
            TemplatePart::Parameter("country".to_owned()),
            TemplatePart::Text("{x}".to_owned()),
        ];
        assert_eq!(template.0, expected);
        assert_eq!(template.text(|_| "user-id"), "USER#{user-id}#{country}{{x}}");
        assert_eq!(template.prefix(), "USER#");
    }

    #[test]
    fn braces_that_mean_nothing_are_text() {
        for text in ["{", "}", "{}", "a{b", "a}b", "ü{ü"] {
            let template = Template::parse(text, id);
            assert_eq!(template.0, [TemplatePart::Text(text.to_owned())], "{text}");
            assert_eq!(Template::parse(&template.text(|_| ""), id), template);
        }
    }

    #[test]
    fn the_document_holds_text_as_text() {
        let template = Template::parse("A#{user-id}#{country}", id);
        let json = serde_json::to_string(&template).unwrap();
        assert_eq!(json, r##"["A#",{"attribute":"user-id"},"#",{"parameter":"country"}]"##);
        assert_eq!(serde_json::from_str::<Template>(&json).unwrap(), template);
    }
}
