//! A glued key where several attributes would do.
//!
//! Detects: a key of a global index that one entity fills from several attributes.
//! Why: a glued text has to be written by every client and kept right by every update, and loses the types of
//! its parts.
//! Way out: use the attributes themselves; the partition key of an index takes four, and so does the sort
//! key.
//! Source: Developer Guide, multi-attribute keys design pattern.

use crate::rules::prelude::*;
use crate::rules::shared::global;

pub(super) const RULE: Rule = Rule::table("DDB308", Info, check);

const MOST: usize = 4;

fn check(view: &TableView, found: &mut Findings) {
    for (at, index) in global(view) {
        // Several entities in one index share glued keys for good reason.
        let mut held = view.entities_in(at);
        let (Some(entity), None) = (held.next(), held.next()) else { continue };
        let Some(entity) = view.table.entities.iter().nth(entity) else { continue };
        let sides = [(&index.partition, Field::PartitionKey), (&index.sort, Field::SortKey)];
        for (keys, field) in sides {
            let [key] = keys.as_slice() else { continue };
            let Some(template) = entity.template(*key) else { continue };
            let parts = template.attributes().count();
            let holds_parameter = template.0.iter().any(|part| matches!(part, TemplatePart::Parameter(_)));
            if (2..=MOST).contains(&parts) && !holds_parameter {
                let (name, key) = (quoted(&index.name), view.named(*key));
                let message =
                    format!("Index {name} has {key} glued of {parts} attributes: use these as its key");
                found.add(view.at_index(index.id, field), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn attributes_are_keys_themselves() {
        let sketch = table("pk | place country city").index("by_place", "place");
        let glued = sketch.clone().entity("Shop", "pk place={country}#{city} country city");
        fires(&RULE, glued.clone());
        silent(&RULE, glued.entity("Fair", "pk place"));
        silent(&RULE, sketch.clone().entity("Shop", "pk place=CITY#{city} city"));
        silent(&RULE, sketch.entity("Shop", "pk place={planet}#{country}#{city}"));
    }
}
