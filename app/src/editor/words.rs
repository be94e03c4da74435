//! Parts of a design in a line of words, for lists and cards.

use tablewright_model::{AttributeId, Comparison, Condition, Design, IndexId, Object, Pattern, Table, title};

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

/// The wanted order: `TopScore, largest first`.
#[must_use]
pub fn ordered_by(table: &Table, pattern: &Pattern) -> String {
    let Some(order) = pattern.order else { return "any".to_owned() };
    let direction = if order.descending { "largest first" } else { "smallest first" };
    format!("{}, {direction}", table.attribute_name(order.attribute))
}

/// A list of attributes by name: `TenantId, Region`.
#[must_use]
pub fn names(table: &Table, attributes: &[AttributeId]) -> String {
    let names: Vec<_> = attributes.iter().map(|id| table.attribute_name(*id)).collect();
    names.join(", ")
}

/// What an object is called in a list of its like.
#[must_use]
pub fn short_name(design: &Design, object: Object) -> String {
    let table = object.table().and_then(|id| design.table(id));
    let name = match object {
        Object::Replica(_, id) => {
            table.and_then(|table| table.replicas.get(id)).map(|one| one.region.clone())
        }
        Object::Silence(id) => design.silences.get(id).map(|one| one.code.clone()),
        _ => title(design, object),
    };
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "(no name)".to_owned())
}

/// What is most worth knowing of an object beside its name.
#[must_use]
pub fn detail(design: &Design, object: Object) -> String {
    let Some(table) = object.table().and_then(|id| design.table(id)) else { return String::new() };
    let told = match object {
        Object::Attribute(_, id) => table.attribute(id).map(|one| one.kind.label().to_owned()),
        Object::Index(_, id) => Some(index_keys(table, id)),
        Object::Entity(_, id) => table.entity(id).map(|one| count(one.attributes.len(), "attribute")),
        Object::Consumer(_, id) => table.consumers.get(id).map(|one| one.kind.label().to_owned()),
        _ => None,
    };
    told.unwrap_or_default()
}

/// By what an index of whatever kind finds items.
fn index_keys(table: &Table, id: IndexId) -> String {
    let global = table.index(id).into_iter().flat_map(|index| index.keys());
    let local = table.local_indexes.get(id).and_then(|index| index.sort);
    let vector = table.vector_indexes.get(id).and_then(|index| index.vector);
    names(table, &global.chain(local).chain(vector).collect::<Vec<_>>())
}

/// A finding as a sentence: with a full stop, unless it ends in one.
#[must_use]
pub fn sentence(message: &str) -> String {
    if message.ends_with('.') { message.to_owned() } else { format!("{message}.") }
}

/// A number of things: `1 item`, `3 items`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// Where a text has a part, whatever the case of its Latin letters: the browser gets no tables of others for this.
#[must_use]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    text.windows(part.len().max(1)).position(|here| here.eq_ignore_ascii_case(part))
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
        assert_eq!(ordered_by(table, pattern), "TopScore, largest first");
    }
}
