//! What was answered to a request that creates something: whoever sends it again gets that answer, and nothing happens.

use crate::{Store, StoreError, Timestamp, UserId};

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Answered {
    /// The hash of what was asked.
    pub request: Vec<u8>,
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Store {
    /// What was answered to this person under this key.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn answered(&self, user: UserId, key: &str) -> Result<Option<Answered>, StoreError> {
        let found =
            sqlx::query_as("SELECT request, status, body FROM idempotency WHERE user = ? AND key = ?");
        Ok(found.bind(user).bind(key).fetch_optional(&self.readers).await?)
    }

    /// Keeps an answer, and forgets those from before `forget`. One that is there stays.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn keep_answer(
        &self,
        user: UserId,
        key: &str,
        answer: &Answered,
        now: Timestamp,
        forget: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM idempotency WHERE created_at < ?").bind(forget).execute(&mut *tx).await?;
        sqlx::query(
            "INSERT INTO idempotency (user, key, request, status, body, created_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (user, key) DO NOTHING",
        )
        .bind(user)
        .bind(key)
        .bind(&answer.request)
        .bind(answer.status)
        .bind(&answer.body)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, user, with_users};

    #[tokio::test]
    async fn an_answer_is_kept_for_its_person_and_forgotten_in_time() {
        let (_folder, store) = with_users().await;
        let answer = Answered { request: vec![1; 32], status: 201, body: b"{}".to_vec() };
        store.keep_answer(user(ADA), "k", &answer, NOW, NOW).await.unwrap();
        let other = Answered { status: 409, ..answer.clone() };
        store.keep_answer(user(ADA), "k", &other, NOW, NOW).await.unwrap();
        assert_eq!(store.answered(user(ADA), "k").await.unwrap(), Some(answer.clone()));
        assert_eq!(store.answered(user(BOB), "k").await.unwrap(), None);
        store.keep_answer(user(BOB), "k", &answer, LATER, LATER).await.unwrap();
        assert_eq!(store.answered(user(ADA), "k").await.unwrap(), None);
    }
}
