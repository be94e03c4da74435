//! A consumer of a stream that is not there.
//!
//! Detects: a Lambda function or a copy fed by a table without a stream.
//! Why: it never gets a record, and AWS refuses the mapping.
//! Way out: switch the stream on with the view that the consumer needs.
//! Source: Lambda developer guide, DynamoDB event sources.

use crate::rules::prelude::*;
use crate::rules::shared::{needed_view, reads_stream};

pub(super) const RULE: Rule = Rule::table("DDB422", Error, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    if table.stream.is_some() {
        return;
    }
    // A search index is another rule's, since it needs more than the stream.
    let is_fed = |consumer: &Consumer| {
        reads_stream(&consumer.kind) && !matches!(consumer.kind, ConsumerKind::Search(_))
    };
    for consumer in table.consumers.iter().filter(|consumer| is_fed(consumer)) {
        let name = quoted(&consumer.name);
        let message =
            format!("Consumer {name} reads the stream of {}, which has none: switch it on", view.name());
        let wanted = needed_view(consumer).unwrap_or(StreamView::NewAndOldImages);
        let fix = Edit::SetTable { table: table.id, field: TableField::Stream(Some(wanted)) };
        let at = Address::of(Object::Consumer(table.id, consumer.id));
        found.add_with_fix(at, message, "Switch the stream on", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn consumers_have_a_stream() {
        fires_with_fix(&RULE, table("pk").lambda(|_| {}));
        silent(&RULE, table("pk").lambda(|_| {}).set(|table| table.stream = Some(StreamView::KeysOnly)));
        silent(&RULE, table("pk").lambda(|lambda| lambda.enabled = false));
    }
}
