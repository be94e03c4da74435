//! Streams, their consumers, and running it all.

mod ddb401_too_many_consumers;
mod ddb402_endless_retries;
mod ddb403_stream_lacks_image;
mod ddb406_search_without_source;
mod ddb408_two_regions;
mod ddb410_tags_missing;
mod ddb420_near_item_limit;
mod ddb421_unread_stream;
mod ddb422_consumer_without_stream;
mod ddb423_copy_by_hand;
mod ddb424_whole_batches_fail;
mod ddb425_older_than_stream;
mod ddb426_analytics_without_stream;
mod ddb427_start_at_latest;
mod ddb428_function_twice;

use crate::rule::{Rule, group};

/// The rules of the group, by code.
pub(super) const RULES: &[Rule] = group![
    Operations:
    ddb401_too_many_consumers,
    ddb402_endless_retries,
    ddb403_stream_lacks_image,
    ddb406_search_without_source,
    ddb408_two_regions,
    ddb410_tags_missing,
    ddb420_near_item_limit,
    ddb421_unread_stream,
    ddb422_consumer_without_stream,
    ddb423_copy_by_hand,
    ddb424_whole_batches_fail,
    ddb425_older_than_stream,
    ddb426_analytics_without_stream,
    ddb427_start_at_latest,
    ddb428_function_twice,
];
