//! Lists of change requests, without their plans.

use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row};
use tablewright_model::Digest;

use super::RequestState;
use crate::{DesignId, EnvironmentId, RequestId, Store, StoreError, Timestamp, UserId, column};

/// Which change requests; by default all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only this one.
    pub request: Option<RequestId>,
    /// Only those of this design.
    pub design: Option<DesignId>,
    /// Only those for this environment.
    pub environment: Option<EnvironmentId>,
    /// Only those that are open, see [`RequestState::is_open`].
    pub open: bool,
}

/// A change request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are those of `ChangeRequest`, with the names of what they refer to"
)]
pub struct RequestSummary {
    pub id: RequestId,
    pub design: DesignId,
    pub design_name: String,
    pub version: u32,
    pub environment: EnvironmentId,
    pub environment_name: String,
    pub title: String,
    pub author: UserId,
    pub author_name: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub state: RequestState,
    pub digest: Digest,
}

impl FromRow<'_, SqliteRow> for RequestSummary {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            design: row.try_get("design")?,
            design_name: row.try_get("design_name")?,
            version: row.try_get("version")?,
            environment: row.try_get("environment")?,
            environment_name: row.try_get("environment_name")?,
            title: row.try_get("title")?,
            author: row.try_get("author")?,
            author_name: row.try_get("author_name")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            state: row.try_get("state")?,
            digest: column::digest(row)?,
        })
    }
}

impl Store {
    /// The change requests that pass the filter, newest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn requests(&self, filter: &RequestFilter) -> Result<Vec<RequestSummary>, StoreError> {
        let requests = sqlx::query_as(
            "SELECT requests.id, requests.design, designs.name AS design_name, requests.version,
                 requests.environment, environments.name AS environment_name, requests.title,
                 requests.author, users.name AS author_name, requests.created_at, requests.updated_at,
                 requests.state, requests.digest
             FROM requests
             JOIN designs ON designs.id = requests.design
             JOIN environments ON environments.id = requests.environment
             JOIN users ON users.id = requests.author
             WHERE (?1 IS NULL OR requests.design = ?1)
                 AND (?2 IS NULL OR requests.environment = ?2)
                 AND (NOT ?3 OR requests.state NOT IN ('applied', 'discarded', 'superseded'))
                 AND (?4 IS NULL OR requests.id = ?4)
             ORDER BY requests.created_at DESC, requests.id",
        )
        .bind(filter.design)
        .bind(filter.environment)
        .bind(filter.open)
        .bind(filter.request)
        .fetch_all(&self.readers)
        .await?;
        Ok(requests)
    }

    /// One change request as a list shows it.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn request_summary(&self, id: RequestId) -> Result<Option<RequestSummary>, StoreError> {
        let filter = RequestFilter { request: Some(id), ..RequestFilter::default() };
        Ok(self.requests(&filter).await?.pop())
    }
}
