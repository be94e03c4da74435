//! Values that a row holds as text: JSON documents and digests.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, Row};
use tablewright_model::{Design, Digest};

use crate::StoreError;

/// A value that is stored as its text.
pub(crate) fn text<T>(row: &SqliteRow, column: &str) -> Result<T, Error>
where
    T: std::str::FromStr,
    sqlx::error::BoxDynError: From<T::Err>,
{
    row.try_get::<Text<T>, _>(column).map(|text| text.0)
}

/// The digest in `digest`.
pub(crate) fn digest(row: &SqliteRow) -> Result<Digest, Error> {
    text(row, "digest")
}

/// A value that is stored as JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    serde_json::from_str(row.try_get(column)?).map_err(|error| unreadable(column, error))
}

/// A value that is stored as JSON in a column that may be empty.
pub(crate) fn some_json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>, Error> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(serde_json::from_str).transpose().map_err(|error| unreadable(column, error))
}

/// A design document.
pub(crate) fn document(row: &SqliteRow, column: &str) -> Result<Design, Error> {
    tablewright_model::from_json(row.try_get(column)?).map_err(|error| unreadable(column, error))
}

/// The digest in a column that may be empty.
pub(crate) fn some_digest(row: &SqliteRow, column: &str) -> Result<Option<Digest>, Error> {
    row.try_get::<Option<Text<Digest>>, _>(column).map(|digest| digest.map(|text| text.0))
}

/// A count or sequence number, which the database never lets get below 0.
pub(crate) fn count(row: &SqliteRow, column: &str) -> Result<u64, Error> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|error| unreadable(column, error))
}

/// The JSON of a value of ours.
pub(crate) fn to_json<T: Serialize>(what: &str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Damaged { what: what.to_owned(), detail: error.to_string() })
}

/// A sequence number as SQLite takes it; the numbers come from SQLite and stay far below the limit.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unreadable(column: &str, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::ColumnDecode { index: column.to_owned(), source: Box::new(error) }
}
