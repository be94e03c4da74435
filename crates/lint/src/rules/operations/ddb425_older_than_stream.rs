//! Records are kept longer than the stream has them.
//!
//! Detects: a Lambda consumer that gives records up after more than a day.
//! Why: a stream keeps its records for 24 hours; what fails for longer is lost without going to the
//! destination of failures.
//! Way out: give records up earlier, within the day.
//! Source: Developer Guide, change data capture for DynamoDB Streams: data retention.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB425", Warning, check);

const KEPT: u32 = 86_400;
/// Leaves an hour to tell of what was given up.
const SAFE: u32 = 82_800;

fn check(view: &TableView, found: &mut Findings) {
    for consumer in &view.table.consumers {
        let ConsumerKind::Lambda(lambda) = &consumer.kind else { continue };
        let Some(age) = lambda.max_age.filter(|age| *age >= KEPT) else { continue };
        let name = quoted(&consumer.name);
        let message = format!(
            "Consumer {name} gives records up after {age} s, and they are gone after {KEPT}: do so earlier"
        );
        let sooner = Lambda { max_age: Some(SAFE), ..(**lambda).clone() };
        let field = ConsumerField::Kind(ConsumerKind::Lambda(Box::new(sooner)));
        let fix = Edit::SetConsumer { table: view.table.id, consumer: consumer.id, field };
        let at = Address::field(Object::Consumer(view.table.id, consumer.id), Field::MaxAge);
        found.add_with_fix(at, message, "Give records up after 23 hours", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn records_are_given_up_in_time() {
        let aged = |age| {
            let streaming = table("pk").set(|table| table.stream = Some(StreamView::NewImage));
            streaming.lambda(|lambda| lambda.max_age = age)
        };
        fires_with_fix(&RULE, aged(Some(604_800)));
        silent(&RULE, aged(Some(3_600)));
        silent(&RULE, aged(None));
    }
}
