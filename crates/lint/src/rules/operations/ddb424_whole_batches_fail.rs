//! One bad record fails a whole batch.
//!
//! Detects: a Lambda consumer of several records at once that neither reports which failed nor halves failing
//! batches.
//! Why: the whole batch is tried again, and what was done for the good records is done again with each try.
//! Way out: let the function report the failed records, or halve failing batches.
//! Source: Lambda developer guide, DynamoDB event sources: reporting batch item failures.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB424", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    for consumer in &view.table.consumers {
        let ConsumerKind::Lambda(lambda) = &consumer.kind else { continue };
        if lambda.batch_size <= 1 || lambda.reports_failures || lambda.bisect {
            continue;
        }
        let name = quoted(&consumer.name);
        let message =
            format!("One bad record fails whole batches of consumer {name}: halve them, or report failures");
        let halving = Lambda { bisect: true, ..(**lambda).clone() };
        let field = ConsumerField::Kind(ConsumerKind::Lambda(Box::new(halving)));
        let fix = Edit::SetConsumer { table: view.table.id, consumer: consumer.id, field };
        let at = Address::field(Object::Consumer(view.table.id, consumer.id), Field::BatchSize);
        found.add_with_fix(at, message, "Halve failing batches", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn batches_fail_in_part() {
        fires_with_fix(&RULE, table("pk").set(|it| it.stream = Some(StreamView::NewImage)).lambda(|_| {}));
        silent(&RULE, table("pk").lambda(|lambda| lambda.reports_failures = true));
        silent(&RULE, table("pk").lambda(|lambda| lambda.bisect = true));
        silent(&RULE, table("pk").lambda(|lambda| lambda.batch_size = 1));
    }
}
