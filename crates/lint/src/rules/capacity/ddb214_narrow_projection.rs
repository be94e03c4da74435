//! An index lacks what most of its queries need.
//!
//! Detects: a global index without some attributes that at least half of its queries need, by their rate.
//! Why: each result needs a second read of the whole item from the table, which costs more than carrying the
//! attributes.
//! Way out: project them; where the queries are rare and the writes many, silence the rule instead.
//! Source: Developer Guide, global secondary indexes: attribute projections.

use crate::rules::prelude::*;
use crate::rules::shared::{projection_of, served, set_projection};

pub(super) const RULE: Rule = Rule::table("DDB214", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for (at, path) in view.paths.iter().enumerate() {
        let Some(index) = path.global().filter(|index| index.projection != Projection::All) else { continue };
        let (mut short, mut all) = (0, 0);
        let mut wanted = Some(index.projection.included().to_vec());
        for query in served(view, at) {
            let weight = query.rate().max(1);
            all += weight;
            if path.covers(query.pattern) {
                continue;
            }
            short += weight;
            match &mut wanted {
                Some(list) if !query.pattern.attributes.is_empty() => list.extend(&query.pattern.attributes),
                list => *list = None,
            }
        }
        if short == 0 || short * 2 < all {
            continue;
        }
        let projection = wanted.map_or(Projection::All, |wanted| projection_of(view.table, path, wanted));
        let name = quoted(&index.name);
        let message =
            format!("Most queries of index {name} need what it does not carry: project it, or read twice");
        let fix = set_projection(view.table, path, projection).map(|edit| ("Project what is needed", edit));
        found.add_with(view.at_index(index.id, Field::Projection), message, fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn an_index_carries_what_is_asked() {
        let sketch = table("pk | email name a").index_with("by_email", "email", |index| {
            index.projection = Projection::KeysOnly;
        });
        let needing = |sketch: Sketch, names: &str| {
            let attributes = sketch.attributes(names);
            sketch.query_with("email =", |pattern| pattern.attributes = attributes)
        };
        fires_with_fix(&RULE, sketch.clone().query("email ="));
        fires_with_fix(&RULE, needing(sketch.clone(), "name"));
        silent(&RULE, needing(sketch.clone(), "pk email"));
        silent(&RULE, needing(needing(sketch.clone(), "name").rate(1), "pk").rate(10));
        silent(&RULE, sketch);
    }
}
