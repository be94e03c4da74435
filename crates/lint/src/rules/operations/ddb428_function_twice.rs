//! One function consumes a stream twice.
//!
//! Detects: two Lambda consumers of a table with the same function.
//! Why: a stream and a function have one mapping; AWS refuses the second.
//! Way out: join the two, or give the second a function of its own.
//! Source: Lambda API reference, CreateEventSourceMapping: ResourceConflictException.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB428", Error, check);

fn check(view: &TableView, found: &mut Findings) {
    let consumers = &view.table.consumers;
    let function = |consumer: &Consumer| match &consumer.kind {
        ConsumerKind::Lambda(lambda) if !lambda.function.is_empty() => Some(lambda.function.clone()),
        _ => None,
    };
    for (at, consumer) in consumers.iter().enumerate().skip(1) {
        let Some(name) = function(consumer) else { continue };
        let is_same = |other: &&std::sync::Arc<Consumer>| function(other).as_ref() == Some(&name);
        let Some(other) = consumers.iter().take(at).find(is_same) else { continue };
        let (this, other, name) = (quoted(&consumer.name), quoted(&other.name), quoted(&name));
        let message = format!("Consumers {other} and {this} have the same function {name}: join them");
        found.add(Address::field(Object::Consumer(view.table.id, consumer.id), Field::Function), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn functions_consume_once() {
        let sketch = table("pk").lambda(|lambda| lambda.function = "index".to_owned());
        fires(&RULE, sketch.clone().lambda(|lambda| lambda.function = "index".to_owned()));
        silent(
            &RULE,
            sketch.lambda(|lambda| lambda.function = "mail".to_owned()).lambda(|_| {}).lambda(|_| {}),
        );
    }
}
