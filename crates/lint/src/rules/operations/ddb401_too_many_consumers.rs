//! More consumers than a stream serves.
//!
//! Detects: a table whose stream feeds more than two consumers, or more than one where the table has
//! replicas.
//! Why: two readers of a shard is what AWS serves; more are throttled, and all of them fall behind.
//! Way out: let one function pass the changes on, or send them to a Kinesis data stream and read that.
//! Source: Developer Guide, service quotas: simultaneous readers of a shard.

use crate::rules::prelude::*;
use crate::rules::shared::reads_stream;

pub(super) const RULE: Rule = Rule::table("DDB401", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let most = if view.table.replicas.is_empty() { 2 } else { 1 };
    let readers = view.table.consumers.iter().filter(|consumer| reads_stream(&consumer.kind)).count();
    if readers > most {
        let message = format!(
            "{readers} consumers read the stream of {}, which serves {most}: pass the changes on",
            view.name()
        );
        found.add(view.at(Field::Stream), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_stream_has_two_readers() {
        let two = table("pk").lambda(|_| {}).consumer(ConsumerKind::Search(Search::default()));
        fires(&RULE, two.clone().consumer(ConsumerKind::Copy(TableCopy::default())));
        fires(&RULE, two.clone().replica("eu-west-1", |_| {}));
        let analytics = Analytics { via: Delivery::Kinesis, stream: String::new(), bucket: String::new() };
        silent(&RULE, two.clone().consumer(ConsumerKind::Analytics(analytics)));
        silent(&RULE, two.clone().lambda(|lambda| lambda.enabled = false));
        silent(&RULE, two);
    }
}
