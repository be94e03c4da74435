//! A consumer that may miss changes.
//!
//! Detects: a Lambda consumer that begins with the latest record.
//! Why: making or changing a mapping takes minutes, and what is written meanwhile is passed over.
//! Way out: begin with the oldest record, and let the function do the same for a record that it sees twice.
//! Source: Lambda developer guide, DynamoDB event sources: polling and stream starting positions.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB427", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    for consumer in &view.table.consumers {
        let ConsumerKind::Lambda(lambda) = &consumer.kind else { continue };
        if lambda.start != StartPosition::Latest {
            continue;
        }
        let name = quoted(&consumer.name);
        let message =
            format!("Consumer {name} may miss changes while it is set up: begin with the oldest record");
        let oldest = Lambda { start: StartPosition::TrimHorizon, ..(**lambda).clone() };
        let field = ConsumerField::Kind(ConsumerKind::Lambda(Box::new(oldest)));
        let fix = Edit::SetConsumer { table: view.table.id, consumer: consumer.id, field };
        let at = Address::field(Object::Consumer(view.table.id, consumer.id), Field::Start);
        found.add_with_fix(at, message, "Begin with the oldest record", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn consumers_begin_with_the_oldest() {
        let streaming = table("pk").set(|table| table.stream = Some(StreamView::NewImage));
        fires_with_fix(&RULE, streaming.clone().lambda(|lambda| lambda.start = StartPosition::Latest));
        silent(&RULE, streaming.lambda(|_| {}));
    }
}
