//! Policies: what it takes to change an environment. One that was never set is the usual one.

use serde_json::json;
use sqlx::SqliteConnection;
use tablewright_policy::Policy;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::requests::{Scope, settle};
use crate::{EnvironmentId, Store, StoreError, Timestamp, column};

/// A policy with the number of its revision: 0 for one that was never set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptPolicy {
    /// The policy.
    pub policy: Policy,
    /// What an editor has to have seen.
    pub revision: u32,
}

impl Store {
    /// The policy of an environment.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn policy(&self, environment: EnvironmentId) -> Result<KeptPolicy, StoreError> {
        let mut tx = self.read().await?;
        of(&mut tx, environment).await
    }

    /// Sets the policy of an environment, and what approvals are worth under it; the policy as it is then.
    ///
    /// Whether it makes sense ([`Policy::check`]) is the caller's business.
    ///
    /// # Errors
    ///
    /// [`StoreError::Revised`] when it is not the one of this revision any more, [`StoreError::Gone`] without the
    /// environment.
    pub async fn set_policy(
        &self,
        environment: EnvironmentId,
        policy: &Policy,
        revision: Option<u32>,
        now: Timestamp,
    ) -> Result<KeptPolicy, StoreError> {
        let mut tx = self.write().await?;
        let before = of(&mut tx, environment).await?;
        if revision.is_some_and(|seen| seen != before.revision) {
            return Err(StoreError::Revised { what: "policy" });
        }
        let after = KeptPolicy { policy: policy.clone(), revision: before.revision + 1 };
        write(&mut tx, environment, &after).await?;
        let note = Note::new(Action::PolicyChanged, format!("environment/{environment}"));
        self.note(&mut tx, note.detail(json!({"from": before.policy, "to": policy})), now).await?;
        settle(self, &mut tx, Scope::Environment(environment), now).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// The policy of an environment inside a larger read or write.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    environment: EnvironmentId,
) -> Result<KeptPolicy, StoreError> {
    use sqlx::Row;
    let row = sqlx::query("SELECT policy, revision FROM policies WHERE environment = ?")
        .bind(environment)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(KeptPolicy::default()) };
    Ok(KeptPolicy { policy: column::json(&row, "policy")?, revision: row.try_get("revision")? })
}

async fn write(
    connection: &mut SqliteConnection,
    environment: EnvironmentId,
    kept: &KeptPolicy,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO policies (environment, policy, revision) VALUES (?1, ?2, ?3)
         ON CONFLICT (environment) DO UPDATE SET policy = ?2, revision = ?3",
    )
    .bind(environment)
    .bind(column::to_json("policy", &kept.policy)?)
    .bind(kept.revision)
    .execute(connection)
    .await
    .on_reference(|| StoreError::Gone("environment"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RequestState;
    use crate::testing::{LATER, id, request_id, sandbox_id, with_approved};

    #[tokio::test]
    async fn a_stricter_policy_sends_an_approved_request_back_and_a_milder_one_lets_it_through() {
        let (_folder, store) = with_approved().await;
        let state = async || store.request(request_id()).await.unwrap().unwrap().state;
        let two = Policy { approvals: 2, ..Policy::default() };
        assert_eq!(store.policy(sandbox_id()).await.unwrap().revision, 0);
        assert_eq!(store.set_policy(sandbox_id(), &two, Some(0), LATER).await.unwrap().revision, 1);
        assert_eq!(state().await, RequestState::InReview);
        assert_eq!(
            store.set_policy(sandbox_id(), &Policy::default(), Some(1), LATER).await.unwrap().revision,
            2
        );
        assert_eq!(state().await, RequestState::Approved);
        assert_eq!(store.policy(sandbox_id()).await.unwrap().policy, Policy::default());
    }

    #[tokio::test]
    async fn who_has_not_seen_the_newest_policy_does_not_overwrite_it() {
        let (_folder, store) = with_approved().await;
        let two = Policy { approvals: 2, ..Policy::default() };
        store.set_policy(sandbox_id(), &two, Some(0), LATER).await.unwrap();
        let refused = store.set_policy(sandbox_id(), &Policy::default(), Some(0), LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::Revised { .. }), "{refused}");
        assert_eq!(store.policy(sandbox_id()).await.unwrap().policy, two);
        let none = EnvironmentId(id("none"));
        let refused = store.set_policy(none, &two, None, LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::Gone("environment")), "{refused}");
    }
}
