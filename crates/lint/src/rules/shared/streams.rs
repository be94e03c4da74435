//! What consumers take from where.

use crate::rules::prelude::*;

/// Whether a consumer reads the table's own stream, and not a Kinesis stream; what is switched off reads nothing.
pub(in crate::rules) fn reads_stream(kind: &ConsumerKind) -> bool {
    match kind {
        ConsumerKind::Lambda(lambda) => lambda.enabled,
        ConsumerKind::Search(_) | ConsumerKind::Copy(_) => true,
        ConsumerKind::Analytics(_) => false,
    }
}

/// What a consumer needs in a record: as it says, else as its kind does.
pub(in crate::rules) fn needed_view(consumer: &Consumer) -> Option<StreamView> {
    consumer.needs.or(match consumer.kind {
        ConsumerKind::Search(_) => Some(StreamView::NewAndOldImages),
        ConsumerKind::Copy(_) => Some(StreamView::NewImage),
        ConsumerKind::Lambda(_) | ConsumerKind::Analytics(_) => None,
    })
}
