//! Documents of earlier formats: how each becomes one of the next.
//!
//! A step works on JSON, since the types know only the newest format. It is total: what it does not know it leaves
//! alone, and the reader refuses it. Steps are never changed once a release has written their result.

use serde_json::Value;

/// Makes a document of one format one of the next.
pub(crate) type Step = fn(Value) -> Value;

/// The first leads from format 1 to format 2, and so on. A new format is a new step, and a folder of documents under
/// `fixtures/document` that must open for ever.
pub(crate) const STEPS: [Step; 0] = [];

/// The document as the last of the steps leaves it; `None` when there is no such format.
pub(crate) fn upgraded(document: Value, format: u32, steps: &[Step]) -> Option<Value> {
    let done = usize::try_from(format).ok()?.checked_sub(1)?;
    Some(steps.get(done..)?.iter().fold(document, |document, step| step(document)))
}
