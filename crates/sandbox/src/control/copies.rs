//! What exports and imports share: names of buckets, tokens, and lists page by page.

use std::io;

use serde_json::{Value, json};

use crate::partition::Partition;
use crate::protocol::Refusal;

/// How long a token is valid, in milliseconds.
const VALID: u64 = 8 * 60 * 60 * 1_000;

pub(super) fn check_bucket(name: &str) -> Result<(), Refusal> {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if !name.is_empty() && name.len() <= 255 && name.bytes().all(is_fit) {
        return Ok(());
    }
    Err(Refusal::invalid("S3Bucket must have up to 255 of the characters a-z, A-Z, 0-9, _, - and ."))
}

/// The token that an earlier request is still known by.
pub(super) fn token(request: &Value, ended: u64, now: u64) -> Option<&str> {
    request["ClientToken"].as_str().filter(|_| now < ended.saturating_add(VALID))
}

/// The folder of the buckets is the sandbox's own: nobody who asks can do anything about it.
pub(super) fn stored<T>(result: io::Result<T>) -> Result<T, Refusal> {
    result.map_err(|error| {
        tracing::error!(%error, "the sandbox cannot use the objects of its buckets");
        Refusal::internal("The sandbox cannot use its buckets; see the server's log.")
    })
}

/// One page of a list.
pub(super) struct Page {
    table: Option<String>,
    limit: usize,
    from: Option<String>,
}

impl Page {
    /// Reads what a request asks for; `size` names the field that limits it, to `most` at most.
    pub(super) fn read(
        partition: &Partition,
        operation: &str,
        request: &Value,
        size: &str,
        most: usize,
    ) -> Result<Self, Refusal> {
        let limit = request[size].as_u64().map_or(most, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        if !(1..=most).contains(&limit) {
            return Err(Refusal::invalid(&format!("{size} must be between 1 and {most}")));
        }
        let table = request["TableArn"].as_str();
        let table = table.map(|arn| partition.place.table_name(operation, arn)).transpose()?;
        let from = request["NextToken"].as_str().map(str::to_owned);
        Ok(Self { table: table.map(str::to_owned), limit, from })
    }

    /// The answer, out of all that there are, in the order of their ARNs.
    pub(super) fn answer<'a, T: 'a>(
        &self,
        list: &str,
        all: impl Iterator<Item = (&'a String, &'a str, &'a T)>,
        summary: impl Fn(&String, &T) -> Value,
    ) -> Value {
        let wanted = |(arn, table, _): &(&String, &str, &T)| {
            self.table.as_deref().is_none_or(|own| own == *table)
                && self.from.as_ref().is_none_or(|from| *arn > from)
        };
        let mut found = all.filter(wanted).peekable();
        let (mut summaries, mut last) = (Vec::new(), None);
        while let Some((arn, _, one)) = found.next_if(|_| summaries.len() < self.limit) {
            summaries.push(summary(arn, one));
            last = Some(arn);
        }
        let mut answer = json!({ (list): summaries });
        if let Some(arn) = last.filter(|_| found.peek().is_some()) {
            answer["NextToken"] = json!(arn);
        }
        answer
    }
}
