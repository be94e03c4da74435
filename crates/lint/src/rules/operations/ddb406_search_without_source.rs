//! A search index without what feeds it.
//!
//! Detects: an OpenSearch consumer of a table that lacks the stream with both images, or point-in-time
//! recovery while it begins with a full copy.
//! Why: the pipeline reads changes from the stream and the first copy from an export, which needs recovery;
//! AWS refuses it otherwise.
//! Way out: switch both on.
//! Source: Developer Guide, integrating with Amazon OpenSearch Service.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB406", Error, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    for consumer in &table.consumers {
        let ConsumerKind::Search(search) = &consumer.kind else { continue };
        let mut missing = Vec::new();
        let mut edits = Vec::new();
        let mut needs = |what, field| {
            missing.push(what);
            edits.push(Edit::SetTable { table: table.id, field });
        };
        if table.stream.is_none() {
            needs("a stream", TableField::Stream(Some(StreamView::NewAndOldImages)));
        }
        if search.export_bucket.is_some() && table.recovery.is_none() {
            let recovery = Some(Recovery { days: Recovery::MAX_DAYS });
            needs("point-in-time recovery", TableField::Recovery(recovery));
        }
        if missing.is_empty() {
            continue;
        }
        let (name, what) = (quoted(&consumer.name), missing.join(" and "));
        let message = format!("Consumer {name} needs {what}, which the table does not have: switch it on");
        let at = Address::of(Object::Consumer(table.id, consumer.id));
        found.add_with_fix(at, message, "Switch it on", Edit::Batch { edits });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_search_index_is_fed() {
        let search = |bucket: Option<&str>| {
            let search = Search { export_bucket: bucket.map(str::to_owned), ..Search::default() };
            table("pk").consumer(ConsumerKind::Search(search))
        };
        let streaming = |table: &mut Table| table.stream = Some(StreamView::NewAndOldImages);
        fires_with_fix(&RULE, search(None));
        fires_with_fix(&RULE, search(Some("bucket")).set(streaming));
        silent(&RULE, search(None).set(streaming));
        silent(
            &RULE,
            search(Some("bucket")).set(|table| {
                (table.stream, table.recovery) =
                    (Some(StreamView::NewAndOldImages), Some(Recovery { days: 35 }));
            }),
        );
    }
}
