//! A failing batch is tried for ever.
//!
//! Detects: a Lambda consumer without a bound of retries and without a bound of age.
//! Why: one record that the function can't handle stops its shard until the record expires after a day, and
//! then those behind it are lost too.
//! Way out: bound the retries, halve failing batches, and name a queue or bucket for what was given up.
//! Source: Lambda developer guide, DynamoDB event sources: error handling.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB402", Warning, check);

const ENOUGH: u32 = 10;

fn check(view: &TableView, found: &mut Findings) {
    for consumer in &view.table.consumers {
        let ConsumerKind::Lambda(lambda) = &consumer.kind else { continue };
        if lambda.retries.is_some() || lambda.max_age.is_some() {
            continue;
        }
        let name = quoted(&consumer.name);
        let message = format!("Consumer {name} tries a failing batch until it expires: bound its retries");
        let bounded = Lambda { retries: Some(ENOUGH), bisect: true, ..(**lambda).clone() };
        let field = ConsumerField::Kind(ConsumerKind::Lambda(Box::new(bounded)));
        let fix = Edit::SetConsumer { table: view.table.id, consumer: consumer.id, field };
        let at = Address::field(Object::Consumer(view.table.id, consumer.id), Field::Retries);
        found.add_with_fix(at, message, "Try ten times and halve failing batches", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn retries_end() {
        fires_with_fix(&RULE, table("pk").set(|it| it.stream = Some(StreamView::NewImage)).lambda(|_| {}));
        silent(&RULE, table("pk").lambda(|lambda| lambda.retries = Some(3)));
        silent(&RULE, table("pk").lambda(|lambda| lambda.max_age = Some(3_600)));
        silent(&RULE, table("pk").consumer(ConsumerKind::Search(Search::default())));
    }
}
