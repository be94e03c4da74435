//! Parts of a design in a line of words, for lists and cards.

use tablewright_model::{AttributeId, Comparison, Condition, Pattern, Table};

/// What is known when a pattern is asked: `GameTitle = :game_title and TopScore > :least`.
#[must_use]
pub fn conditions(table: &Table, pattern: &Pattern) -> String {
    if pattern.conditions.is_empty() {
        return "no conditions".to_owned();
    }
    let conditions: Vec<_> = pattern.conditions.iter().map(|one| condition(table, one)).collect();
    conditions.join(" and ")
}

fn condition(table: &Table, condition: &Condition) -> String {
    let Condition { attribute, comparison, parameter } = condition;
    let name = table.attribute_name(*attribute);
    match comparison {
        Comparison::Between => format!("{name} BETWEEN :{parameter}_from AND :{parameter}_to"),
        Comparison::BeginsWith | Comparison::Contains => {
            format!("{}({name}, :{parameter})", comparison.symbol())
        }
        Comparison::In => format!("{name} IN (:{parameter})"),
        Comparison::Exists | Comparison::NotExists => format!("{}({name})", comparison.symbol()),
        simple => format!("{name} {} :{parameter}", simple.symbol()),
    }
}

/// The wanted order and number: `TopScore, largest first, 10 at most`.
#[must_use]
pub fn order(table: &Table, pattern: &Pattern) -> String {
    let by = pattern.order.map(|order| {
        let direction = if order.descending { "largest first" } else { "smallest first" };
        format!("{}, {direction}", table.attribute_name(order.attribute))
    });
    let limit = pattern.limit.map(|limit| format!("{limit} at most"));
    let parts: Vec<_> = by.into_iter().chain(limit).collect();
    if parts.is_empty() { "any".to_owned() } else { parts.join(", ") }
}

/// A list of attributes by name: `TenantId, Region`.
#[must_use]
pub fn names(table: &Table, attributes: &[AttributeId]) -> String {
    let names: Vec<_> = attributes.iter().map(|id| table.attribute_name(*id)).collect();
    names.join(", ")
}

/// A number of things: `1 item`, `3 items`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

#[cfg(test)]
mod tests {
    use tablewright_model::from_json;

    use super::*;

    #[test]
    fn patterns_read_like_a_request() {
        let text = include_str!("../../../assets/examples/game-scores.json");
        let design = from_json(text).unwrap();
        let pattern = design.pattern("top-scores-of-game".parse().unwrap()).unwrap();
        let table = design.table(pattern.table).unwrap();
        assert_eq!(conditions(table, pattern), "GameTitle = :game_title");
        assert_eq!(order(table, pattern), "TopScore, largest first, 10 at most");
    }
}
