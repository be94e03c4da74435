//! The shapes of ARNs and names of regions. Whether there is such a thing in AWS is not known here.

/// An ARN by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arn<'a> {
    pub(super) service: &'a str,
    /// Empty for services that have none, such as IAM and S3.
    pub(super) region: &'a str,
    /// Everything after the account: `stream/Orders`.
    pub(super) resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads `arn:<partition>:<service>:<region>:<account>:<resource>`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let (scheme, partition) = (parts.next()?, parts.next()?);
        let (service, region, account, resource) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_arn =
            scheme == "arn" && partition.starts_with("aws") && is_word(partition) && is_word(service);
        let is_account =
            account.is_empty() || (account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit()));
        let is_place = region.is_empty() || is_region(region);
        let is_resource =
            !resource.is_empty() && !resource.chars().any(|c| c.is_whitespace() || c.is_control());
        (is_arn && is_account && is_place && is_resource).then_some(Self { service, region, resource })
    }

    /// The name after `kind`, when the ARN is of this service, in a region, and has a name there.
    pub(super) fn name_of(&self, service: &str, kind: &str) -> Option<&'a str> {
        let name = self.resource.strip_prefix(kind)?;
        (self.service == service && !self.region.is_empty() && !name.is_empty()).then_some(name)
    }
}

/// Whether it looks like a region: `eu-west-1`, `us-gov-east-1`.
pub(super) fn is_region(text: &str) -> bool {
    let mut words: Vec<_> = text.split('-').collect();
    let number = words.pop().unwrap_or_default();
    let is_number = !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    let is_lower = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    is_number
        && (2..=4).contains(&words.len())
        && words.iter().all(is_lower)
        && words.first().map_or(0, |w| w.len()) == 2
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions() {
        for region in ["eu-west-1", "us-gov-east-1", "ap-southeast-12", "us-iso-east-1"] {
            assert!(is_region(region), "{region}");
        }
        for wrong in [
            "",
            "eu",
            "eu-west",
            "eu-west-",
            "EU-west-1",
            "eu west 1",
            "eu--1",
            "europe-west-1",
            "1-1-1",
            "é-b-1",
        ] {
            assert!(!is_region(wrong), "{wrong}");
        }
    }

    #[test]
    fn arns() {
        let arn = Arn::parse("arn:aws-cn:kinesis:cn-north-1:123456789012:stream/Orders").unwrap();
        assert_eq!((arn.service, arn.region, arn.resource), ("kinesis", "cn-north-1", "stream/Orders"));
        assert_eq!(arn.name_of("kinesis", "stream/"), Some("Orders"));
        assert_eq!(arn.name_of("kinesis", "channel/"), None);
        assert_eq!(arn.name_of("firehose", "stream/"), None);
        assert!(Arn::parse("arn:aws:s3:::bucket").is_some());
        for wrong in [
            "",
            "Orders",
            "arn:aws:kinesis",
            "arn:other:kinesis:eu-west-1:123456789012:stream/x",
            "arn:aws:kinesis:nowhere:123456789012:stream/x",
            "arn:aws:kinesis:eu-west-1:12:stream/x",
            "arn:aws:kinesis:eu-west-1:123456789012:",
            "arn:aws:kinesis:eu-west-1:123456789012:stream/a b",
        ] {
            assert_eq!(Arn::parse(wrong), None, "{wrong}");
        }
    }
}
