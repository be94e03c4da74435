//! What was answered to a request that creates something: whoever sends it again gets that answer, and nothing happens.
//!
//! The key is claimed before the work and answered after it. A claim that nobody works at any more is of a request that
//! the server did not outlive: whether it was done, nobody knows.

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

/// What became of claiming a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It was free.
    Made,
    /// The request was claimed before and has no answer; the hash of what was asked.
    Unanswered(Vec<u8>),
    /// The request was answered.
    Answered(Answered),
}

/// The status of a request that has no answer yet.
const NONE_YET: u16 = 0;

impl Store {
    /// Claims a key for this person, and forgets those from before `forget`.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn claim_key(
        &self,
        user: UserId,
        key: &str,
        request: &[u8],
        now: Timestamp,
        forget: Timestamp,
    ) -> Result<Claim, StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM idempotency WHERE created_at < ?").bind(forget).execute(&mut *tx).await?;
        let found: Option<Answered> =
            sqlx::query_as("SELECT request, status, body FROM idempotency WHERE user = ? AND key = ?")
                .bind(user)
                .bind(key)
                .fetch_optional(&mut *tx)
                .await?;
        if let Some(found) = found {
            tx.commit().await?;
            let unanswered = found.status == NONE_YET;
            return Ok(if unanswered { Claim::Unanswered(found.request) } else { Claim::Answered(found) });
        }
        sqlx::query(
            "INSERT INTO idempotency (user, key, request, status, body, created_at) VALUES (?, ?, ?, ?, X'', ?)",
        )
        .bind(user)
        .bind(key)
        .bind(request)
        .bind(NONE_YET)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Claim::Made)
    }

    /// Keeps the answer of a claimed key.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn keep_answer(
        &self,
        user: UserId,
        key: &str,
        status: u16,
        body: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE idempotency SET status = ?, body = ? WHERE user = ? AND key = ?")
            .bind(status)
            .bind(body)
            .bind(user)
            .bind(key)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Gives a claimed key back: its request was refused, and nothing was done.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn give_key_back(&self, user: UserId, key: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM idempotency WHERE user = ? AND key = ? AND status = ?")
            .bind(user)
            .bind(key)
            .bind(NONE_YET)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, user, with_users};

    const ASKED: [u8; 32] = [1; 32];

    #[tokio::test]
    async fn a_key_is_claimed_answered_and_forgotten_in_time_for_its_person() {
        let (_folder, store) = with_users().await;
        let claim = |who, forget| store.claim_key(user(who), "k", &ASKED, NOW, forget);
        assert_eq!(claim(ADA, NOW).await.unwrap(), Claim::Made);
        assert_eq!(claim(ADA, NOW).await.unwrap(), Claim::Unanswered(ASKED.to_vec()));
        store.keep_answer(user(ADA), "k", 201, b"{}").await.unwrap();
        let answered = Answered { request: ASKED.to_vec(), status: 201, body: b"{}".to_vec() };
        assert_eq!(claim(ADA, NOW).await.unwrap(), Claim::Answered(answered));
        assert_eq!(claim(BOB, NOW).await.unwrap(), Claim::Made);
        assert_eq!(claim(ADA, LATER).await.unwrap(), Claim::Made);
    }

    #[tokio::test]
    async fn a_key_that_is_given_back_is_free_and_an_answer_stays() {
        let (_folder, store) = with_users().await;
        let claim = || store.claim_key(user(ADA), "k", &ASKED, NOW, NOW);
        claim().await.unwrap();
        store.give_key_back(user(ADA), "k").await.unwrap();
        assert_eq!(claim().await.unwrap(), Claim::Made);
        store.keep_answer(user(ADA), "k", 201, b"{}").await.unwrap();
        store.give_key_back(user(ADA), "k").await.unwrap();
        assert!(matches!(claim().await.unwrap(), Claim::Answered(_)));
    }
}
