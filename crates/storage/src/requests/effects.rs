//! What the plan of a request does to access patterns, as whoever made the plan says it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Text;
use tablewright_model::Digest;

use crate::error::OnConstraint;
use crate::{RequestId, Store, StoreError, column};

impl Store {
    /// Keeps what the plan with this digest does.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the request.
    pub async fn record_effects<T: Serialize + Sync>(
        &self,
        request: RequestId,
        digest: Digest,
        effects: &[T],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO plan_effects (request, digest, patterns) VALUES (?1, ?2, ?3)
             ON CONFLICT (request) DO UPDATE SET digest = ?2, patterns = ?3",
        )
        .bind(request)
        .bind(Text(digest))
        .bind(column::to_json("effects", &effects)?)
        .execute(&self.writer)
        .await
        .on_reference(|| StoreError::Gone("change request"))?;
        Ok(())
    }

    /// What the plan with this digest does; nothing if that is not known.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn effects<T: DeserializeOwned>(
        &self,
        request: RequestId,
        digest: Digest,
    ) -> Result<Vec<T>, StoreError> {
        let stored: Option<String> =
            sqlx::query_scalar("SELECT patterns FROM plan_effects WHERE request = ? AND digest = ?")
                .bind(request)
                .bind(Text(digest))
                .fetch_optional(&self.readers)
                .await?;
        stored.map_or_else(
            || Ok(Vec::new()),
            |text| {
                serde_json::from_str(&text).map_err(|error| StoreError::Damaged {
                    what: "effects".to_owned(),
                    detail: error.to_string(),
                })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{plan, request_id, with_request};

    #[tokio::test]
    async fn effects_belong_to_one_plan() {
        let (_folder, store) = with_request().await;
        let (first, second) = (plan(3).digest(), plan(2).digest());
        store.record_effects(request_id(), first, &["gains"]).await.unwrap();
        assert_eq!(store.effects::<String>(request_id(), first).await.unwrap(), ["gains"]);
        assert_eq!(store.effects::<String>(request_id(), second).await.unwrap(), [] as [&str; 0]);
        store.record_effects(request_id(), second, &["loses"]).await.unwrap();
        assert_eq!(store.effects::<String>(request_id(), second).await.unwrap(), ["loses"]);
    }
}
