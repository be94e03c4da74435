//! Functions of texts.

use std::rc::Rc;

use crate::import::value::{Kind, Unknown, Value, number_text, shown};

use super::Context;

/// A longer text is no setting of a table.
const MOST: usize = 1_000_000;

fn text(arguments: &[Value], at: usize) -> Option<Rc<str>> {
    arguments.get(at)?.to_text()
}

fn of(text: impl Into<Rc<str>>) -> Option<Kind> {
    let text = text.into();
    (text.len() <= MOST).then_some(Kind::Text(text))
}

fn list(texts: impl Iterator<Item = String>, context: &Context<'_>) -> Kind {
    Kind::List(Rc::new(texts.map(|text| Value::text(context.at, text)).collect()))
}

pub(super) fn lower(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(text(arguments, 0)?.to_lowercase())
}

pub(super) fn upper(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(text(arguments, 0)?.to_uppercase())
}

pub(super) fn title(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let mut is_start = true;
    let capital = |c: char| {
        let begins = std::mem::replace(&mut is_start, !(c.is_alphanumeric() || c == '_' || c == '\''));
        if begins { c.to_uppercase().collect::<String>() } else { c.to_string() }
    };
    of(text(arguments, 0)?.chars().map(capital).collect::<String>())
}

pub(super) fn to_string(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    if arguments.first()?.is_null() { Some(Kind::Null) } else { of(text(arguments, 0)?) }
}

pub(super) fn trim(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let cut = text(arguments, 1)?;
    of(text(arguments, 0)?.trim_matches(|c| cut.contains(c)))
}

pub(super) fn trim_space(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(text(arguments, 0)?.trim())
}

pub(super) fn chomp(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(text(arguments, 0)?.trim_end_matches(['\n', '\r']))
}

pub(super) fn trim_prefix(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let (whole, prefix) = (text(arguments, 0)?, text(arguments, 1)?);
    of(whole.strip_prefix(&*prefix).unwrap_or(&whole))
}

pub(super) fn trim_suffix(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let (whole, suffix) = (text(arguments, 0)?, text(arguments, 1)?);
    of(whole.strip_suffix(&*suffix).unwrap_or(&whole))
}

pub(super) fn starts_with(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    Some(Kind::Bool(text(arguments, 0)?.starts_with(&*text(arguments, 1)?)))
}

pub(super) fn ends_with(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    Some(Kind::Bool(text(arguments, 0)?.ends_with(&*text(arguments, 1)?)))
}

pub(super) fn contains(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    Some(Kind::Bool(text(arguments, 0)?.contains(&*text(arguments, 1)?)))
}

pub(super) fn reversed(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(text(arguments, 0)?.chars().rev().collect::<String>())
}

/// A pattern between slashes is a regular expression, which is not evaluated.
pub(super) fn replace(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let (whole, old, new) = (text(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    if old.len() > 1 && old.starts_with('/') && old.ends_with('/') {
        return Some(Kind::Unknown(Rc::new(Unknown { text: context.text.to_owned(), ..Unknown::default() })));
    }
    let made = whole.len() + (whole.len() + 1) / old.len().max(1) * new.len();
    if made > MOST || !context.budget.spend(made / 64) {
        return None;
    }
    of(whole.replace(&*old, &new))
}

pub(super) fn substr(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let whole: Vec<char> = text(arguments, 0)?.chars().collect();
    let (offset, length) = (arguments.get(1)?.to_number()?, arguments.get(2)?.to_number()?);
    let offset = if offset < 0.0 { whole.len() as f64 + offset } else { offset };
    let start = offset.max(0.0) as usize;
    let end = if length < 0.0 { whole.len() } else { start.saturating_add(length as usize).min(whole.len()) };
    of(whole.get(start.min(end)..end)?.iter().collect::<String>())
}

pub(super) fn split(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let (separator, whole) = (text(arguments, 0)?, text(arguments, 1)?);
    if !context.budget.spend(whole.len()) {
        return None;
    }
    if separator.is_empty() {
        return Some(list(whole.chars().map(String::from), context));
    }
    if whole.is_empty() {
        return Some(list(std::iter::empty(), context));
    }
    Some(list(whole.split(&*separator).map(str::to_owned), context))
}

pub(super) fn indent(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let spaces = usize::try_from(arguments.first()?.to_whole()?).ok().filter(|spaces| *spaces <= 100)?;
    of(text(arguments, 1)?.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

/// Gaps stay gaps: what is known of the parts stays known.
pub(super) fn join(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let (separator, lists) = arguments.split_first()?;
    let separator = separator.to_text()?;
    if lists.iter().any(|list| list.as_list().is_none()) {
        return None;
    }
    let parts: Vec<&Value> = lists.iter().flat_map(Value::items).collect();
    let (mut made, mut gap) = (String::new(), None);
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            made.push_str(&separator);
        }
        add(&mut made, part, &mut gap)?;
        if made.len() > MOST || !context.budget.spend(1) {
            return None;
        }
    }
    finished(made, gap, context)
}

/// Adds a part, or what is known of it; the first part with a gap is remembered.
fn add(made: &mut String, part: &Value, gap: &mut Option<Value>) -> Option<()> {
    match part.as_unknown() {
        Some(unknown) => {
            made.push_str(unknown.known.as_deref().unwrap_or_default());
            gap.get_or_insert_with(|| part.clone());
        }
        None => made.push_str(&part.to_text()?),
    }
    Some(())
}

fn finished(made: String, gap: Option<Value>, context: &Context<'_>) -> Option<Kind> {
    let Some(gap) = gap else { return of(made) };
    let unknown = gap.as_unknown()?;
    Some(Kind::Unknown(Rc::new(Unknown {
        text: shown(context.text),
        known: Some(made),
        target: unknown.target.clone(),
        failed: unknown.failed,
    })))
}

/// `%s`, `%d`, `%v`, `%q`, `%t` and numbers with width, zeroes and digits.
pub(super) fn format(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let (pattern, mut rest) = arguments.split_first()?;
    let pattern = pattern.to_text()?;
    let (mut made, mut gap) = (String::new(), None);
    let mut parts = pattern.split('%');
    made.push_str(parts.next()?);
    let mut is_escaped = false;
    for part in parts {
        if std::mem::take(&mut is_escaped) {
            made.push_str(part);
            continue;
        }
        if part.is_empty() {
            made.push('%');
            is_escaped = true;
            continue;
        }
        let end = part.find(|c: char| c.is_ascii_alphabetic())?;
        let (flags, verb, after) = (part.get(..end)?, part.as_bytes().get(end)?, part.get(end + 1..)?);
        let (value, others) = rest.split_first()?;
        rest = others;
        match value.as_unknown() {
            Some(_) => add(&mut made, value, &mut gap)?,
            None => made.push_str(&formatted(value, flags, *verb)?),
        }
        made.push_str(after);
        if made.len() > MOST {
            return None;
        }
    }
    finished(made, gap, context)
}

fn formatted(value: &Value, flags: &str, verb: u8) -> Option<String> {
    let is_left = flags.contains('-');
    let plain = flags.trim_start_matches(['-', '+', ' ', '#']);
    let (width, digits) = plain.split_once('.').unwrap_or((plain, ""));
    let has_zeroes = width.starts_with('0');
    let width: usize =
        if width.is_empty() { 0 } else { width.parse().ok().filter(|width| *width <= 1_000)? };
    let digits: Option<usize> = digits.parse().ok().filter(|digits| *digits <= 100);
    let text = match verb {
        b's' | b'v' | b't' => value.to_text()?.to_string(),
        b'q' => format!("\"{}\"", value.to_text()?),
        b'd' => number_text(value.to_number()?.trunc()),
        b'f' => format!("{:.*}", digits.unwrap_or(6), value.to_number()?),
        b'x' => format!("{:x}", value.to_whole()?),
        b'X' => format!("{:X}", value.to_whole()?),
        _ => return None,
    };
    let missing = width.saturating_sub(text.chars().count());
    Some(match (is_left, has_zeroes) {
        (true, _) => format!("{text}{}", " ".repeat(missing)),
        (false, true) => format!("{}{text}", "0".repeat(missing)),
        (false, false) => format!("{}{text}", " ".repeat(missing)),
    })
}

pub(super) fn format_list(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let length = arguments.iter().filter_map(Value::as_list).map(<[Value]>::len).max()?;
    let line = |n: usize| {
        let of = |value: &Value| match value.as_list() {
            Some(list) => list.get(n).cloned(),
            None => Some(value.clone()),
        };
        let arguments: Option<Vec<Value>> = arguments.iter().map(of).collect();
        let kind = format(&arguments?, context)?;
        context.budget.spend(1).then(|| Value::new(context.at, kind))
    };
    Some(Kind::List(Rc::new((0..length).map(line).collect::<Option<_>>()?)))
}
