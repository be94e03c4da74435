//! Settings of an access pattern.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Scope, Spec};
use crate::{Condition, Pattern, Target};

impl Described for Pattern {
    const SETTINGS: &'static [Spec<Self>] = PATTERN;

    fn title(&self) -> String {
        self.name.clone()
    }

    fn scope<'a>(&self, scope: Scope<'a>) -> Scope<'a> {
        scope.at(self.table)
    }
}

settings! {
    PATTERN of Pattern, told by (scope, pattern) {
        Identity {
            Name "name": pattern.name, required, plain(&pattern.name);
            Kind "kind": pattern.kind, required, pattern.kind.label().to_owned();
            Description "description": pattern.description, unset, plain(&pattern.description);
        }
        Question {
            Table "table": pattern.table, required, scope.table_name(pattern.table).to_owned();
            Entity "entity": pattern.entity, unset,
                pattern.entity.map_or("any", |id| scope.entity(id)).to_owned();
            Conditions "conditions": pattern.conditions, unset, conditions(scope, pattern);
            Order "order": pattern.order, unset, order(scope, pattern);
            Limit "limit": pattern.limit, unset, text::maybe(pattern.limit);
            Attributes "attributes": pattern.attributes, unset, scope.attributes(&pattern.attributes, "all");
            Consistency "consistency": pattern.consistent, unset,
                if pattern.consistent { "strong" } else { "eventual" }.to_owned();
            Together "patterns carried out together": pattern.together, unset,
                text::listed(pattern.together.iter().map(|id| scope.pattern(*id)), NONE);
            Target "served by": pattern.target, unset, target(scope, pattern.target);
        }
        Load {
            Rate "peak rate": pattern.peak_rate, unset, text::counted(pattern.peak_rate, "a second", NONE);
            Rate "average rate": pattern.average_rate, unset,
                text::counted(pattern.average_rate, "a second", NONE);
            ItemSize "item size": pattern.item_size, unset,
                text::counted(pattern.item_size, "bytes", "as the sample items");
            Items "items in an answer": pattern.items, unset, text::maybe(pattern.items);
        }
    }
}

fn conditions(scope: &Scope<'_>, pattern: &Pattern) -> String {
    let told = |condition: &Condition| {
        let (name, symbol) = (scope.attribute(condition.attribute), condition.comparison.symbol());
        if condition.comparison.takes_parameter() || !condition.parameter.is_empty() {
            format!("{name} {symbol} :{}", condition.parameter)
        } else {
            format!("{symbol}({name})")
        }
    };
    text::joined(pattern.conditions.iter().map(told), " and ", NONE)
}

fn order(scope: &Scope<'_>, pattern: &Pattern) -> String {
    text::maybe(pattern.order.map(|order| {
        let direction = if order.descending { "descending" } else { "ascending" };
        format!("{} {direction}", scope.attribute(order.attribute))
    }))
}

fn target(scope: &Scope<'_>, target: Target) -> String {
    match target {
        Target::Automatic => "whatever serves it best".to_owned(),
        Target::Table => "the table".to_owned(),
        Target::Index(id) => format!("index {}", scope.index(id)),
    }
}
