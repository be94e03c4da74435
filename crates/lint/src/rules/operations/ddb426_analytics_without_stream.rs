//! Analytics of a stream that the table does not send to.
//!
//! Detects: an analytics consumer through a Kinesis data stream, where the table sends its changes to no
//! stream or to another.
//! Why: nothing ever arrives in the bucket.
//! Way out: send the table's changes to that stream.
//! Source: Developer Guide, Kinesis Data Streams for DynamoDB.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB426", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    let sent = table.kinesis.as_ref().map(|kinesis| &kinesis.stream);
    for consumer in &table.consumers {
        let ConsumerKind::Analytics(analytics) = &consumer.kind else { continue };
        if analytics.via != Delivery::Kinesis || sent == Some(&analytics.stream) {
            continue;
        }
        let name = quoted(&consumer.name);
        let message = format!(
            "Consumer {name} reads a Kinesis stream that {} does not send to: send it there",
            view.name()
        );
        let kinesis = Kinesis { stream: analytics.stream.clone(), precision: None };
        let fix = Edit::SetTable { table: table.id, field: TableField::Kinesis(Some(kinesis)) };
        // A stream that others read stays, and one without a name is none.
        let fix =
            (sent.is_none() && analytics.stream.starts_with("arn:")).then_some(("Send changes there", fix));
        found.add_with(Address::of(Object::Consumer(table.id, consumer.id)), message, fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    const STREAM: &str = "arn:aws:kinesis:eu-west-1:111122223333:stream/changes";

    fn analytics(via: Delivery) -> Sketch {
        let analytics = Analytics { via, stream: STREAM.to_owned(), bucket: "b".to_owned() };
        table("pk").consumer(ConsumerKind::Analytics(analytics))
    }

    #[test]
    fn analytics_are_fed() {
        let sending = |to: &str| Some(Kinesis { stream: to.to_owned(), precision: None });
        fires_with_fix(&RULE, analytics(Delivery::Kinesis));
        fires(&RULE, analytics(Delivery::Kinesis).set(|table| table.kinesis = sending("other")));
        silent(&RULE, analytics(Delivery::Kinesis).set(|table| table.kinesis = sending(STREAM)));
        silent(&RULE, analytics(Delivery::Firehose));
    }
}
