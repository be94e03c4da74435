//! Where the items of a table go on their way to another one: a bucket of S3, and a folder in it.
//!
//! DynamoDB writes there and reads from there on its own; nothing of ours does. Deliberately absent: whether the bucket
//! is there, and who may use it, which only S3 knows.

use std::fmt;

use serde::{Deserialize, Serialize};
use tablewright_model::Digest;

/// The longest prefix that leaves room for what a plan and an export put behind it; a key of S3 has 1,024 bytes.
const LONGEST_PREFIX: usize = 512;
/// What exports put between their prefix and their id (Developer Guide, "DynamoDB table export output format").
const FOLDER: &str = "AWSDynamoDB";

/// A bucket, a prefix in it, and whose the bucket is if it is another account's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CopyPlace {
    bucket: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
}

/// Why a text is no place for copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyPlaceError {
    /// It does not begin as it must.
    Scheme,
    /// The bucket's name is none.
    Bucket,
    /// The prefix is too long, or has a part that is empty or a character that is not safe in a key.
    Prefix,
    /// The account is none.
    Owner,
}

impl fmt::Display for CopyPlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => f.write_str("A place for copies begins with s3://, as in s3://bucket/prefix"),
            Self::Bucket => f.write_str(
                "The name of a bucket has 3 to 63 small letters, digits, dots and hyphens, and begins and ends with a \
                 letter or a digit",
            ),
            Self::Prefix => write!(
                f,
                "A prefix has up to {LONGEST_PREFIX} letters, digits and any of ! - _ . * ' ( ), in parts between single \
                 slashes"
            ),
            Self::Owner => f.write_str("The account that owns a bucket is a number of 12 digits"),
        }
    }
}

impl std::error::Error for CopyPlaceError {}

impl CopyPlace {
    /// Reads `s3://bucket/prefix`; a slash at the end changes nothing.
    ///
    /// # Errors
    ///
    /// If S3 has no such names.
    pub fn parse(uri: &str, owner: Option<&str>) -> Result<Self, CopyPlaceError> {
        let rest = uri.trim().strip_prefix("s3://").ok_or(CopyPlaceError::Scheme)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        let owner = owner.map(str::trim).filter(|owner| !owner.is_empty());
        if !is_bucket(bucket) {
            return Err(CopyPlaceError::Bucket);
        }
        if !prefix.is_empty() && !is_prefix(prefix) {
            return Err(CopyPlaceError::Prefix);
        }
        if owner.is_some_and(|owner| owner.len() != 12 || !owner.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(CopyPlaceError::Owner);
        }
        let prefix = (!prefix.is_empty()).then(|| prefix.to_owned());
        Ok(Self { bucket: bucket.to_owned(), prefix, owner: owner.map(str::to_owned) })
    }

    /// The bucket.
    #[must_use]
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The prefix, without a slash at either end; empty where there is none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.prefix.as_deref().unwrap_or_default()
    }

    /// The account that owns the bucket, where it is not the table's own.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// The folder of one table in one plan.
    #[must_use]
    pub(crate) fn of_plan(&self, plan: &str, table: &str) -> Self {
        let own = format!("{plan}/{table}");
        let prefix = match &self.prefix {
            Some(prefix) => format!("{prefix}/{own}"),
            None => own,
        };
        Self { prefix: Some(prefix), ..self.clone() }
    }

    /// What makes a call to this place the same call when it is made again: AWS knows it by this for 8 hours.
    #[must_use]
    pub fn token(&self) -> String {
        Digest::of_bytes(self.to_string().as_bytes()).to_string().chars().take(32).collect()
    }

    /// What the keys of an export's items begin with, by the last part of its ARN.
    #[must_use]
    pub fn data_of(&self, export: &str) -> String {
        format!("{}/{FOLDER}/{export}/data/", self.prefix())
    }

    /// Whether these keys are those of an export to this very place.
    #[must_use]
    pub fn holds(&self, bucket: &str, keys: &str) -> bool {
        let own = keys.strip_prefix(self.prefix()).and_then(|rest| rest.strip_prefix('/'));
        bucket == self.bucket && own.is_some_and(|rest| rest.starts_with(FOLDER))
    }
}

impl fmt::Display for CopyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.prefix {
            Some(prefix) => write!(f, "s3://{}/{prefix}", self.bucket),
            None => write!(f, "s3://{}", self.bucket),
        }
    }
}

fn is_bucket(name: &str) -> bool {
    let is_end =
        |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_inner = |byte: u8| is_end(Some(byte)) || matches!(byte, b'.' | b'-');
    (3..=63).contains(&name.len())
        && name.bytes().all(is_inner)
        && is_end(name.bytes().next())
        && is_end(name.bytes().last())
        && !name.contains("..")
}

fn is_prefix(prefix: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "!-_.*'()".contains(c);
    let is_part = |part: &str| !part.is_empty() && part != "." && part != ".." && part.chars().all(is_safe);
    prefix.len() <= LONGEST_PREFIX && prefix.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for (uri, shown) in [
            ("s3://copies", "s3://copies"),
            (" s3://copies/ ", "s3://copies"),
            ("s3://my.copies-1/tables/orders/", "s3://my.copies-1/tables/orders"),
        ] {
            assert_eq!(CopyPlace::parse(uri, Some("")).unwrap().to_string(), shown);
        }
        let owned = CopyPlace::parse("s3://copies", Some(" 123456789012 ")).unwrap();
        assert_eq!(owned.owner(), Some("123456789012"));
    }

    #[test]
    fn what_s3_does_not_know_is_refused() {
        let long = format!("s3://copies/{}", "a".repeat(LONGEST_PREFIX + 1));
        for (uri, owner, error) in [
            ("copies/orders", None, CopyPlaceError::Scheme),
            ("https://copies", None, CopyPlaceError::Scheme),
            ("s3://", None, CopyPlaceError::Bucket),
            ("s3://ab", None, CopyPlaceError::Bucket),
            ("s3://Copies", None, CopyPlaceError::Bucket),
            ("s3://copies-", None, CopyPlaceError::Bucket),
            ("s3://co..pies", None, CopyPlaceError::Bucket),
            ("s3://copies//orders", None, CopyPlaceError::Prefix),
            ("s3://copies/a b", None, CopyPlaceError::Prefix),
            ("s3://copies/../a", None, CopyPlaceError::Prefix),
            (long.as_str(), None, CopyPlaceError::Prefix),
            ("s3://copies", Some("12345"), CopyPlaceError::Owner),
        ] {
            assert_eq!(CopyPlace::parse(uri, owner), Err(error), "{uri}");
        }
    }

    #[test]
    fn the_data_of_an_export_lies_where_aws_puts_it() {
        let place = CopyPlace::parse("s3://copies/tables", None).unwrap().of_plan("tablewright-1", "Orders");
        let data = place.data_of("01700000000000-1234abcd");
        assert_eq!(data, "tables/tablewright-1/Orders/AWSDynamoDB/01700000000000-1234abcd/data/");
        assert!(place.holds("copies", &data));
        assert!(!place.holds("others", &data));
        assert!(!place.holds("copies", "tables/tablewright-1/Orders-v2/AWSDynamoDB/1/data/"));
    }
}
