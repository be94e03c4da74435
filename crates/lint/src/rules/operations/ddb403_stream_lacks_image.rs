//! A stream does not carry what a consumer needs.
//!
//! Detects: a consumer that needs an image of the item which the stream's view leaves out.
//! Why: the image is missing in each record; a stream can't be changed, only replaced by a new one with a new
//! ARN.
//! Way out: choose the view before the table is made; `NEW_AND_OLD_IMAGES` serves everybody.
//! Source: Developer Guide, change data capture for DynamoDB Streams: view types.

use crate::rules::prelude::*;
use crate::rules::shared::{needed_view, reads_stream};

pub(super) const RULE: Rule = Rule::table("DDB403", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let Some(stream) = view.table.stream else { return };
    for consumer in view.table.consumers.iter().filter(|consumer| reads_stream(&consumer.kind)) {
        let Some(needs) = needed_view(consumer).filter(|needs| !stream.covers(*needs)) else { continue };
        let (name, needs, has) = (quoted(&consumer.name), needs.term(), stream.term());
        let message =
            format!("Consumer {name} needs {needs} and the stream carries {has}: choose another view");
        let field = TableField::Stream(Some(StreamView::NewAndOldImages));
        let fix = Edit::SetTable { table: view.table.id, field };
        let at = Address::field(Object::Consumer(view.table.id, consumer.id), Field::Needs);
        found.add_with_fix(at, message, "Let the stream carry both images", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_stream_carries_what_is_needed() {
        let streaming = |view| table("pk").set(|table| table.stream = Some(view));
        let needing =
            |sketch: Sketch, needs| sketch.consumer_needing(needs, ConsumerKind::Copy(TableCopy::default()));
        fires_with_fix(&RULE, needing(streaming(StreamView::NewImage), Some(StreamView::OldImage)));
        fires_with_fix(
            &RULE,
            streaming(StreamView::KeysOnly).consumer(ConsumerKind::Search(Search::default())),
        );
        silent(&RULE, needing(streaming(StreamView::NewAndOldImages), Some(StreamView::OldImage)));
        silent(&RULE, streaming(StreamView::KeysOnly).lambda(|_| {}));
        silent(&RULE, needing(table("pk"), Some(StreamView::OldImage)));
    }
}
