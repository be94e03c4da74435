//! What the plan of a request does to access patterns, as whoever made the plan says it.

use serde::de::DeserializeOwned;
use sqlx::types::Text;
use tablewright_model::Digest;

use crate::{RequestId, Store, StoreError};

impl Store {
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
            sqlx::query_scalar("SELECT patterns FROM request_plans WHERE request = ? AND digest = ?")
                .bind(request)
                .bind(Text(digest))
                .fetch_optional(&self.readers)
                .await?;
        let Some(text) = stored else { return Ok(Vec::new()) };
        let effects: Option<Vec<T>> = serde_json::from_str(&text)
            .map_err(|error| StoreError::Damaged { what: "effects".to_owned(), detail: error.to_string() })?;
        Ok(effects.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{NOW, plan, request_id, with_request};

    #[tokio::test]
    async fn effects_stay_with_their_plan() {
        let (_folder, store) = with_request().await;
        for (steps, effects) in [(3, json!(["gains"])), (2, json!(["loses"]))] {
            store.replace_plan(request_id(), &plan(steps), &[], &effects, NOW).await.unwrap();
        }
        let of = async |steps| store.effects::<String>(request_id(), plan(steps).digest()).await.unwrap();
        assert_eq!(of(3).await, ["gains"]);
        assert_eq!(of(2).await, ["loses"]);
        assert_eq!(of(1).await, [] as [&str; 0]);
    }
}
