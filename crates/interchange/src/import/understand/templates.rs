//! How the value of a key is made, as far as sample values show: `USER#17` and `USER#18` come of `USER#{user}`.
//!
//! Only `#` is taken as what parts a value, since every other sign is part of dates, addresses and names.

use tablewright_model::{AttributeId, AttributeValue, Template, TemplatePart, Values};

use super::reading::MAX_NAME;

/// So many items show how a value is made, if it can be seen at all.
const MOST_ITEMS: usize = 100;
const MOST_SOURCES: usize = 50;
const MOST_SEGMENTS: usize = 16;

/// The template of an attribute with an alias, read off items; `sources` are attributes that may be in it.
pub(super) fn seen<'a>(
    name: &str,
    alias: Option<&str>,
    sources: impl Iterator<Item = (AttributeId, &'a str)> + Clone,
    items: &[&Values],
) -> Option<Template> {
    let alias = alias.filter(|alias| *alias != name && !alias.contains(['{', '}']) && !alias.ends_with('#'));
    let alone = || alias.map(meant);
    let having: Vec<(&Values, Vec<&str>)> = items
        .iter()
        .take(MOST_ITEMS)
        .filter_map(|values| Some((*values, text(values.get(name)?)?.split('#').collect())))
        .collect();
    let Some((_, first)) = having.first() else { return alone() };
    let count = first.len();
    let is_long = count > MOST_SEGMENTS || first.iter().any(|segment| segment.len() > MAX_NAME / 2);
    if is_long || having.iter().any(|(_, segments)| segments.len() != count) {
        return alone();
    }
    let mut is_fixed = Vec::with_capacity(count);
    for at in 0..count {
        is_fixed.push(is_word(at, is_fixed.last() == Some(&true), &having));
    }
    if count == 1 && is_fixed == [false] {
        return alone();
    }
    let open = is_fixed.iter().filter(|fixed| !**fixed).count();
    let mut parts = Parts::default();
    for (at, segment) in first.iter().enumerate() {
        if at > 0 {
            parts.text("#");
        }
        if is_fixed.get(at) == Some(&true) {
            parts.text(segment);
            continue;
        }
        let source = sources.clone().take(MOST_SOURCES).find(|(_, source)| {
            having
                .iter()
                .all(|(values, segments)| values.get(*source).and_then(text) == segments.get(at).copied())
        });
        let before =
            at.checked_sub(1).filter(|at| is_fixed.get(*at) == Some(&true)).and_then(|at| first.get(at));
        let alias = alias.and_then(|alias| called(alias, at, count, open));
        parts.part(match source {
            Some((id, _)) => TemplatePart::Attribute(id),
            None => TemplatePart::Parameter(
                alias.or_else(|| word(before?)).unwrap_or_else(|| format!("{name}_{}", at + 1)),
            ),
        });
    }
    Some(parts.finish())
}

/// An alias without values: people write the words of a template into it, and the name of what varies last.
fn meant(alias: &str) -> Template {
    let (words, name) = alias.rsplit_once('#').unwrap_or(("", alias));
    let mut parts = Parts::default();
    if name.len() < alias.len() {
        parts.text(words);
        parts.text("#");
    }
    parts.part(TemplatePart::Parameter(name.to_owned()));
    parts.finish()
}

/// What an alias calls the segment at a place: its own there, or it is the name of the only one that varies.
fn called(alias: &str, at: usize, count: usize, open: usize) -> Option<String> {
    let segments: Vec<&str> = alias.split('#').collect();
    let name = match segments.get(at) {
        Some(segment) if segments.len() == count => *segment,
        _ if open == 1 => segments.last()?,
        _ => return None,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

fn text(value: &AttributeValue) -> Option<&str> {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
        _ => None,
    }
}

/// Whether a segment is the same everywhere and looks like a word of the application rather than like a value: written
/// in capitals, or with a value behind it and not itself behind a word.
fn is_word(at: usize, is_after_word: bool, having: &[(&Values, Vec<&str>)]) -> bool {
    let mut segments = having.iter().filter_map(|(_, segments)| segments.get(at));
    let Some(first) = segments.next() else { return false };
    let is_last = having.first().is_some_and(|(_, segments)| at + 1 == segments.len());
    let is_plain = !first.is_empty() && !first.contains(|c: char| c.is_numeric());
    let is_in_capitals = first.chars().all(|c| c.is_uppercase() || matches!(c, '_' | '-'));
    is_plain && (is_in_capitals || !is_last && !is_after_word) && segments.all(|other| other == first)
}

/// A parameter called by the word before it: `order` of `ORDER#`.
fn word(segment: &&str) -> Option<String> {
    let word: String =
        segment.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect::<String>().to_lowercase();
    (!word.is_empty()).then_some(word)
}

#[derive(Default)]
struct Parts {
    parts: Vec<TemplatePart>,
    plain: String,
}

impl Parts {
    fn text(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    fn part(&mut self, part: TemplatePart) {
        self.flush();
        self.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.parts.push(TemplatePart::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn finish(mut self) -> Template {
        self.flush();
        Template(self.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(pairs: &[(&str, &str)]) -> Values {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), AttributeValue::S((*text).to_owned()))).collect()
    }

    fn read(alias: Option<&str>, items: &[Values]) -> Option<String> {
        let id: AttributeId = "user-id".parse().unwrap();
        let items: Vec<&Values> = items.iter().collect();
        let template = seen("PK", alias, [(id, "user_id")].into_iter(), &items)?;
        Some(template.text(|_| "user_id"))
    }

    #[test]
    fn templates_are_read_off_values() {
        let of = |values: &[&str]| {
            let items: Vec<_> = values.iter().map(|value| item(&[("PK", value)])).collect();
            read(None, &items)
        };
        assert_eq!(of(&["USER#17", "USER#18"]).as_deref(), Some("USER#{user}"));
        assert_eq!(of(&["USER#17"]).as_deref(), Some("USER#{user}"));
        assert_eq!(of(&["ORG#a#USER#b", "ORG#c#USER#d"]).as_deref(), Some("ORG#{org}#USER#{user}"));
        assert_eq!(of(&["status#open#day#1"]).as_deref(), Some("status#{status}#day#{day}"));
        assert_eq!(of(&["PROFILE", "PROFILE"]).as_deref(), Some("PROFILE"));
        assert_eq!(of(&["17", "18"]), None);
        assert_eq!(of(&["2026-01-31T12:00:00"]), None);
        assert_eq!(of(&["USER#17", "PROFILE"]), None);
    }

    #[test]
    fn aliases_and_attributes_name_what_varies() {
        assert_eq!(read(Some("userId"), &[item(&[("PK", "USER#17")])]).as_deref(), Some("USER#{userId}"));
        assert_eq!(read(Some("userId"), &[]).as_deref(), Some("{userId}"));
        assert_eq!(read(Some("PK"), &[]), None);
        assert_eq!(read(Some("c#id"), &[]).as_deref(), Some("c#{id}"));
        assert_eq!(read(Some("c#id"), &[item(&[("PK", "c#17")])]).as_deref(), Some("c#{id}"));
        let item = item(&[("PK", "USER#17"), ("user_id", "17")]);
        assert_eq!(read(None, &[item]).as_deref(), Some("USER#{user_id}"));
    }
}
