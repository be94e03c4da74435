//! What no expression can carry (DDB041), names of parameters (DDB040), and limits of requests (DDB041).
//!
//! Which operation could serve the conditions is a verdict, and not asked here.

use super::pattern_references::subject;
use super::subject::grouped;
use crate::{
    Attribute, AttributeType, Comparison, Condition, Design, Diagnostic, Edit, Field, Pattern, PatternField,
    PatternKind, Table, quoted,
};

/// Bytes of a placeholder, its colon included (Developer Guide, expressions).
const MAX_PARAMETER: usize = 255;
/// Operators and functions of an expression; with the ANDs between them, this many conditions.
const MAX_CONDITIONS: usize = 150;
/// Bytes of an item.
const MAX_ITEM: u32 = 400 * 1_024;
/// Results of a vector search.
const MAX_NEAREST: u32 = 100;

pub(super) fn check(design: &Design, pattern: &Pattern, found: &mut Vec<Diagnostic>) {
    if let Some(table) = design.table(pattern.table) {
        let conditions = pattern.conditions.iter();
        let numbered = conditions.clone().enumerate();
        found.extend(numbered.filter_map(|(at, condition)| parameter(table, pattern, at, condition)));
        found.extend(conditions.filter_map(|condition| comparison(table, pattern, condition)));
    }
    found.extend(number(pattern));
    found.extend(limit(pattern));
    found.extend(item_size(pattern));
}

/// Whether it may stand behind the colon of a placeholder.
pub(super) fn is_parameter(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    !name.is_empty() && name.len() < MAX_PARAMETER && name.bytes().all(allowed)
}

fn parameter(table: &Table, pattern: &Pattern, at: usize, condition: &Condition) -> Option<Diagnostic> {
    let name = &condition.parameter;
    if !condition.comparison.takes_parameter() || is_parameter(name) {
        return None;
    }
    let subject = subject(pattern);
    let attribute = table.attribute_name(condition.attribute);
    let message = if name.is_empty() {
        format!("{subject} compares {} with a parameter that has no name: name it", quoted(attribute))
    } else {
        format!("{subject} has the parameter {}: use at most 254 of A-Z, a-z, 0-9 and _", quoted(name))
    };
    let finding = subject.error("DDB040", Field::Conditions, message);
    let basis = if name.is_empty() { attribute } else { name };
    let mended: String = basis.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(254).collect();
    if mended.is_empty() {
        return Some(finding);
    }
    let label = format!("Call it {}", quoted(&mended));
    let mut conditions = pattern.conditions.clone();
    if let Some(condition) = conditions.get_mut(at) {
        condition.parameter = mended;
    }
    let fix = Edit::SetPattern { pattern: pattern.id, field: PatternField::Conditions(conditions) };
    Some(finding.with_fix(label, fix))
}

fn comparison(table: &Table, pattern: &Pattern, condition: &Condition) -> Option<Diagnostic> {
    let attribute = table.attribute(condition.attribute)?;
    let Condition { comparison, .. } = condition;
    if compares(*comparison, attribute.kind) {
        return None;
    }
    let subject = subject(pattern);
    let Attribute { name, kind, .. } = attribute;
    let message = format!(
        "{subject} asks {} of {}, which no expression does with a {}: compare it otherwise",
        comparison.symbol(),
        quoted(name),
        kind.label()
    );
    Some(subject.error("DDB041", Field::Conditions, message))
}

/// Operand types of conditions (Developer Guide, operators and functions).
const fn compares(comparison: Comparison, kind: AttributeType) -> bool {
    use AttributeType::{B, BinarySet, L, N, NumberSet, S, StringSet};
    match comparison {
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::In
        | Comparison::Exists
        | Comparison::NotExists => true,
        Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual
        | Comparison::Between => matches!(kind, S | N | B),
        Comparison::BeginsWith => matches!(kind, S | B),
        Comparison::Contains => matches!(kind, S | B | L | StringSet | NumberSet | BinarySet),
    }
}

fn number(pattern: &Pattern) -> Option<Diagnostic> {
    let number = pattern.conditions.len();
    if number <= MAX_CONDITIONS {
        return None;
    }
    let subject = subject(pattern);
    let message =
        format!("{subject} has {number} conditions: an expression takes {MAX_CONDITIONS}; ask for less");
    Some(subject.error("DDB041", Field::Conditions, message))
}

fn limit(pattern: &Pattern) -> Option<Diagnostic> {
    let limit = pattern.limit?;
    let is_search = pattern.kind == PatternKind::Search;
    let (problem, label, mended) = if limit == 0 {
        ("at most 0 items: ask for 1 or more, or for all".to_owned(), "Ask for all", None)
    } else if is_search && limit > MAX_NEAREST {
        let problem = format!("the {} nearest: a search gives at most {MAX_NEAREST}", grouped(limit.into()));
        (problem, "Ask for 100", Some(MAX_NEAREST))
    } else {
        return None;
    };
    let subject = subject(pattern);
    let fix = Edit::SetPattern { pattern: pattern.id, field: PatternField::Limit(mended) };
    let finding = subject.error("DDB041", Field::Limit, format!("{subject} asks for {problem}"));
    Some(finding.with_fix(label, fix))
}

fn item_size(pattern: &Pattern) -> Option<Diagnostic> {
    let size = pattern.item_size.filter(|size| *size > MAX_ITEM)?;
    let subject = subject(pattern);
    let (size, most) = (grouped(size.into()), grouped(MAX_ITEM.into()));
    let message =
        format!("{subject} has items of {size} bytes: the most is {most}; keep large values elsewhere");
    Some(subject.error("DDB041", Field::ItemSize, message))
}
