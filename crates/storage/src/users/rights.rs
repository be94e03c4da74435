//! What becomes of users: another role, another password, an end.
//!
//! Whoever loses a right loses it at once: sessions and tokens end in the same write, and approvals that no longer
//! count send their requests back to review.

use serde_json::json;
use sqlx::SqliteConnection;
use tablewright_policy::Role;

use super::User;
use crate::audit::{Action, Note};
use crate::requests::{Scope, settle};
use crate::sessions::{TokenHash, end_sessions};
use crate::{Store, StoreError, Timestamp, UserId, tokens};

impl Store {
    /// Gives a user another role; the user as they are then. With the role that they have, nothing happens.
    ///
    /// # Errors
    ///
    /// [`StoreError::LastAdministrator`] when nobody else would be one, [`StoreError::Gone`] without the user.
    pub async fn set_role(&self, user: UserId, role: Role, now: Timestamp) -> Result<User, StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, user).await?;
        if before.role == role {
            return Ok(before);
        }
        sqlx::query("UPDATE users SET role = ? WHERE id = ?")
            .bind(role.term())
            .bind(user)
            .execute(&mut *tx)
            .await?;
        someone_administers(&mut tx).await?;
        let note = Note::new(Action::RoleChanged, format!("user/{user}"));
        let note = note.detail(json!({"name": before.name, "from": before.role, "to": role}));
        self.note(&mut tx, note, now).await?;
        settle(self, &mut tx, Scope::All, now).await?;
        tx.commit().await?;
        Ok(User { role, ..before })
    }

    /// Ends that a user may sign in, and every session and token of the user. Whether the user was active.
    ///
    /// # Errors
    ///
    /// [`StoreError::LastAdministrator`] when nobody else is one, [`StoreError::Gone`] without the user.
    pub async fn deactivate_user(&self, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, user).await?;
        if before.deactivated_at.is_some() {
            return Ok(false);
        }
        sqlx::query("UPDATE users SET deactivated_at = ? WHERE id = ?")
            .bind(now)
            .bind(user)
            .execute(&mut *tx)
            .await?;
        someone_administers(&mut tx).await?;
        let sessions = end_sessions(&mut tx, user, None).await?;
        let tokens = tokens::revoke_all(&mut tx, user, now).await?;
        let note = Note::new(Action::Deactivated, format!("user/{user}"));
        let note = note.detail(json!({"name": before.name, "sessions": sessions, "tokens": tokens}));
        self.note(&mut tx, note, now).await?;
        settle(self, &mut tx, Scope::All, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Lets a user sign in again, with the old role and password and no token. Whether the user was deactivated.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn reactivate_user(&self, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, user).await?;
        if before.deactivated_at.is_none() {
            return Ok(false);
        }
        sqlx::query("UPDATE users SET deactivated_at = NULL WHERE id = ?")
            .bind(user)
            .execute(&mut *tx)
            .await?;
        let note = Note::new(Action::Reactivated, format!("user/{user}"));
        self.note(&mut tx, note.detail(json!({"name": before.name, "role": before.role})), now).await?;
        settle(self, &mut tx, Scope::All, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Gives a user another password, and ends every session but the one that `stays`; how many ended.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn set_password(
        &self,
        user: UserId,
        password_hash: &str,
        stays: Option<&TokenHash>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let changed =
            sqlx::query("UPDATE users SET password_hash = ? WHERE id = ? AND deactivated_at IS NULL")
                .bind(password_hash)
                .bind(user)
                .execute(&mut *tx)
                .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::Gone("user"));
        }
        let ended = end_sessions(&mut tx, user, stays).await?;
        let note = Note::new(Action::PasswordChanged, format!("user/{user}")).by(user);
        self.note(&mut tx, note.detail(json!({"sessions": ended})), now).await?;
        tx.commit().await?;
        Ok(ended)
    }
}

async fn find(connection: &mut SqliteConnection, user: UserId) -> Result<User, StoreError> {
    let found =
        sqlx::query_as("SELECT * FROM users WHERE id = ?").bind(user).fetch_optional(connection).await?;
    found.ok_or(StoreError::Gone("user"))
}

async fn someone_administers(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let found: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM users WHERE role = 'administrator' AND deactivated_at IS NULL)",
    )
    .fetch_one(connection)
    .await?;
    if found { Ok(()) } else { Err(StoreError::LastAdministrator) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, request_id, user, with_approved, with_users};
    use crate::{NewToken, RequestState, TokenId};

    #[tokio::test]
    async fn the_last_administrator_stays() {
        let (_folder, store) = with_users().await;
        let refused = store.deactivate_user(user(ADA), LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::LastAdministrator), "{refused}");
        let refused = store.set_role(user(ADA), Role::Viewer, LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::LastAdministrator), "{refused}");
        assert_eq!(store.user(user(ADA)).await.unwrap().unwrap().role, Role::Administrator);

        store.set_role(user(BOB), Role::Administrator, LATER).await.unwrap();
        assert!(store.deactivate_user(user(ADA), LATER).await.unwrap());
        assert!(!store.deactivate_user(user(ADA), LATER).await.unwrap());
        let ada = store.user(user(ADA)).await.unwrap().unwrap();
        assert_eq!(ada.deactivated_at, Some(LATER));
        assert!(store.reactivate_user(user(ADA), LATER).await.unwrap());
        assert!(!store.reactivate_user(user(ADA), LATER).await.unwrap());
    }

    #[tokio::test]
    async fn a_deactivated_user_has_no_session_and_no_token_and_keeps_the_history() {
        let (_folder, store) = with_approved().await;
        store.create_session(&[1; 32], user(BOB), NOW, LATER).await.unwrap();
        let token = NewToken {
            id: TokenId("token".parse().unwrap()),
            hash: &[2; 32],
            user: user(BOB),
            name: "CI",
            scopes: &BTreeSet::from(["read".to_owned()]),
            expires_at: LATER,
        };
        store.create_token(&token, NOW).await.unwrap();
        assert!(store.find_token(&[2; 32], NOW).await.unwrap().is_some());
        assert!(store.deactivate_user(user(BOB), NOW).await.unwrap());
        assert_eq!(store.find_session(&[1; 32], NOW).await.unwrap(), None);
        assert_eq!(store.find_token(&[2; 32], NOW).await.unwrap(), None);
        assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
        store.reactivate_user(user(BOB), NOW).await.unwrap();
        assert_eq!(store.find_token(&[2; 32], NOW).await.unwrap(), None, "a revoked token stays revoked");
    }

    #[tokio::test]
    async fn an_approval_by_somebody_who_lost_the_right_counts_no_more_until_they_have_it_again() {
        let (_folder, store) = with_approved().await;
        let state = async || store.request(request_id()).await.unwrap().unwrap().state;
        assert_eq!(state().await, RequestState::Approved);
        store.set_role(user(BOB), Role::Designer, LATER).await.unwrap();
        assert_eq!(state().await, RequestState::InReview);
        store.set_role(user(BOB), Role::Operator, LATER).await.unwrap();
        assert_eq!(state().await, RequestState::Approved);
        store.deactivate_user(user(BOB), LATER).await.unwrap();
        assert_eq!(state().await, RequestState::InReview);
    }

    #[tokio::test]
    async fn a_new_password_ends_every_other_session() {
        let (_folder, store) = with_users().await;
        for token in [[1; 32], [2; 32], [3; 32]] {
            store.create_session(&token, user(BOB), NOW, LATER).await.unwrap();
        }
        store.create_session(&[4; 32], user(ADA), NOW, LATER).await.unwrap();
        assert_eq!(store.set_password(user(BOB), "new", Some(&[2; 32]), NOW).await.unwrap(), 2);
        let mut there = Vec::new();
        for token in [1, 2, 3, 4] {
            there.push(store.find_session(&[token; 32], NOW).await.unwrap().is_some());
        }
        assert_eq!(there, [false, true, false, true]);
        let hash = store.credentials("bob@example.com").await.unwrap().unwrap().password_hash;
        assert_eq!(hash, "new");
    }
}
