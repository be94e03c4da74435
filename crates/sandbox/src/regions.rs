//! The regions that DynamoDB has: which there are, and which may share a strongly consistent global table.
//!
//! A table of data; a new region is a new line.

/// Every region with DynamoDB.
const ALL: [&str; 38] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// The sets of regions within which a global table can be strongly consistent.
const STRONG: [&[&str]; 3] = [
    &["us-east-1", "us-east-2", "us-west-2"],
    &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    &["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

/// Whether there is such a region.
pub(crate) fn exists(region: &str) -> bool {
    ALL.contains(&region)
}

/// Whether one strongly consistent global table can have all these regions.
pub(crate) fn may_be_strong<'a>(regions: impl IntoIterator<Item = &'a str> + Clone) -> bool {
    STRONG.iter().any(|set| regions.clone().into_iter().all(|region| set.contains(&region)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_are_regions_and_do_not_mix() {
        assert!(STRONG.iter().copied().flatten().all(|region| exists(region)));
        assert!(may_be_strong(["eu-west-1", "eu-central-1", "eu-west-3"]));
        assert!(!may_be_strong(["eu-west-1", "us-east-1"]));
        assert!(!may_be_strong(["eu-north-1"]));
    }
}
