//! A stream that nobody reads.
//!
//! Detects: a table with a stream, without a consumer of it and without replicas.
//! Why: it costs nothing, but somebody may count on a consumer that was never written down, or never made.
//! Way out: add the consumer, or switch the stream off.
//! Source: Developer Guide, change data capture for DynamoDB Streams.

use crate::rules::prelude::*;
use crate::rules::shared::reads_stream;

pub(super) const RULE: Rule = Rule::table("DDB421", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    let is_read = table.consumers.iter().any(|consumer| reads_stream(&consumer.kind));
    if table.stream.is_none() || is_read || !table.replicas.is_empty() {
        return;
    }
    let message = format!("Nobody reads the stream of {}: add its consumer, or switch it off", view.name());
    let fix = Edit::SetTable { table: table.id, field: TableField::Stream(None) };
    found.add_with_fix(view.at(Field::Stream), message, "Switch the stream off", fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn streams_are_read() {
        let streaming = table("pk").set(|table| table.stream = Some(StreamView::NewAndOldImages));
        fires_with_fix(&RULE, streaming.clone());
        silent(&RULE, streaming.clone().lambda(|_| {}));
        silent(&RULE, streaming.replica("eu-west-1", |_| {}));
        silent(&RULE, table("pk"));
    }
}
