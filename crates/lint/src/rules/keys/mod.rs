//! Keys, indexes, and how items spread over them.

mod ddb301_few_partition_values;
mod ddb302_time_as_partition;
mod ddb303_unbounded_collection;
mod ddb304_needless_local_index;
mod ddb305_covered_index;
mod ddb307_empty_index;
mod ddb308_glued_key;
mod ddb309_sort_order_of_key;
mod ddb310_range_on_partition;
mod ddb311_strong_index_read;
mod ddb312_attribute_not_projected;
mod ddb313_unserved_order;
mod ddb314_filter_on_key;
mod ddb315_set_on_partition;
mod ddb316_written_more_than_read;
mod ddb317_changing_index_key;
mod ddb318_unique_by_index;
mod ddb319_hot_value;
mod ddb320_unused_attribute;
mod ddb321_sample_of_other_type;
mod ddb322_incomplete_sample;
mod ddb323_entities_share_keys;
mod ddb324_similar_names;
mod ddb325_entity_without_key;
mod ddb326_number_in_text_order;
mod ddb327_same_sample_twice;
mod ddb328_undescribed_entities;
mod ddb329_incomplete_key;
mod ddb330_limit_before_filter;
mod ddb331_index_like_table;
mod ddb332_sample_against_template;

use crate::rule::{Rule, group};

/// The rules of the group, by code.
pub(super) const RULES: &[Rule] = group![
    Keys:
    ddb301_few_partition_values,
    ddb302_time_as_partition,
    ddb303_unbounded_collection,
    ddb304_needless_local_index,
    ddb305_covered_index,
    ddb307_empty_index,
    ddb308_glued_key,
    ddb309_sort_order_of_key,
    ddb310_range_on_partition,
    ddb311_strong_index_read,
    ddb312_attribute_not_projected,
    ddb313_unserved_order,
    ddb314_filter_on_key,
    ddb315_set_on_partition,
    ddb316_written_more_than_read,
    ddb317_changing_index_key,
    ddb318_unique_by_index,
    ddb319_hot_value,
    ddb320_unused_attribute,
    ddb321_sample_of_other_type,
    ddb322_incomplete_sample,
    ddb323_entities_share_keys,
    ddb324_similar_names,
    ddb325_entity_without_key,
    ddb326_number_in_text_order,
    ddb327_same_sample_twice,
    ddb328_undescribed_entities,
    ddb329_incomplete_key,
    ddb330_limit_before_filter,
    ddb331_index_like_table,
    ddb332_sample_against_template,
];
