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

/// What is to become of a user; what is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UserEdit {
    /// Another role.
    pub role: Option<Role>,
    /// Whether they may not sign in any more.
    pub deactivated: Option<bool>,
}

impl Store {
    /// Changes a user whom the caller has seen with this revision; the user as they are then, and whether that is new.
    ///
    /// # Errors
    ///
    /// [`StoreError::Revised`] when they were changed since, [`StoreError::LastAdministrator`], [`StoreError::Gone`].
    pub async fn edit_user(
        &self,
        user: UserId,
        edit: UserEdit,
        seen: Option<u32>,
        now: Timestamp,
    ) -> Result<(User, bool), StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, user).await?;
        if seen.is_some_and(|seen| seen != before.revision) {
            return Err(StoreError::Revised { what: "person" });
        }
        let role = edit.role.filter(|role| *role != before.role);
        let ends = edit.deactivated.filter(|ends| *ends != before.deactivated_at.is_some());
        if role.is_none() && ends.is_none() {
            return Ok((before, false));
        }
        if let Some(role) = role {
            self.give_role(&mut tx, &before, role, now).await?;
        }
        match ends {
            Some(true) => self.deactivate(&mut tx, &before, now).await?,
            Some(false) => self.reactivate(&mut tx, &before, now).await?,
            None => {}
        }
        someone_administers(&mut tx).await?;
        sqlx::query("UPDATE users SET revision = revision + 1 WHERE id = ?")
            .bind(user)
            .execute(&mut *tx)
            .await?;
        settle(self, &mut tx, Scope::All, now).await?;
        let after = find(&mut tx, user).await?;
        tx.commit().await?;
        Ok((after, true))
    }

    /// Gives a user another role, whatever they are now; the user as they are then.
    ///
    /// # Errors
    ///
    /// Those of [`Store::edit_user`].
    pub async fn set_role(&self, user: UserId, role: Role, now: Timestamp) -> Result<User, StoreError> {
        let edit = UserEdit { role: Some(role), ..UserEdit::default() };
        Ok(self.edit_user(user, edit, None, now).await?.0)
    }

    /// Ends a user's account, with sessions and tokens; what they did stays. Whether it had not ended before.
    ///
    /// # Errors
    ///
    /// Those of [`Store::edit_user`].
    pub async fn deactivate_user(&self, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let edit = UserEdit { deactivated: Some(true), ..UserEdit::default() };
        Ok(self.edit_user(user, edit, None, now).await?.1)
    }

    /// Lets a deactivated user sign in again. Whether they could not before.
    ///
    /// # Errors
    ///
    /// Those of [`Store::edit_user`].
    pub async fn reactivate_user(&self, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let edit = UserEdit { deactivated: Some(false), ..UserEdit::default() };
        Ok(self.edit_user(user, edit, None, now).await?.1)
    }

    async fn give_role(
        &self,
        tx: &mut SqliteConnection,
        before: &User,
        role: Role,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE users SET role = ? WHERE id = ?");
        update.bind(role.term()).bind(before.id).execute(&mut *tx).await?;
        let note = Note::new(Action::RoleChanged, format!("user/{}", before.id));
        self.note(tx, note.detail(json!({"name": before.name, "from": before.role, "to": role})), now).await
    }

    async fn deactivate(
        &self,
        tx: &mut SqliteConnection,
        before: &User,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE users SET deactivated_at = ? WHERE id = ?");
        update.bind(now).bind(before.id).execute(&mut *tx).await?;
        let sessions = end_sessions(tx, before.id, None).await?;
        let tokens = tokens::revoke_all(tx, before.id, now).await?;
        let note = Note::new(Action::Deactivated, format!("user/{}", before.id));
        let detail = json!({"name": before.name, "sessions": sessions, "tokens": tokens});
        self.note(tx, note.detail(detail), now).await
    }

    async fn reactivate(
        &self,
        tx: &mut SqliteConnection,
        before: &User,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE users SET deactivated_at = NULL WHERE id = ?");
        update.bind(before.id).execute(&mut *tx).await?;
        let note = Note::new(Action::Reactivated, format!("user/{}", before.id));
        self.note(tx, note.detail(json!({"name": before.name, "role": before.role})), now).await
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
    let found = sqlx::query_as("SELECT * FROM users WHERE id = ? AND guest_of IS NULL")
        .bind(user)
        .fetch_optional(connection)
        .await?;
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
    async fn who_edits_a_user_has_seen_them_as_they_are() {
        let (_folder, store) = with_users().await;
        let edit = |role| UserEdit { role: Some(role), ..UserEdit::default() };
        let bob = store.user(user(BOB)).await.unwrap().unwrap();
        let seen = Some(bob.revision);
        let (after, changed) = store.edit_user(user(BOB), edit(Role::Operator), seen, NOW).await.unwrap();
        assert_eq!((after.revision, changed), (bob.revision + 1, true));
        let late = store.edit_user(user(BOB), edit(Role::Viewer), seen, NOW).await.unwrap_err();
        assert!(matches!(late, StoreError::Revised { .. }), "{late}");
        let same = store.edit_user(user(BOB), edit(Role::Operator), Some(after.revision), NOW).await.unwrap();
        assert_eq!(same, (after, false), "nothing new is no change");
        let both = UserEdit { role: Some(Role::Viewer), deactivated: Some(true) };
        let (ended, _) = store.edit_user(user(BOB), both, None, LATER).await.unwrap();
        assert_eq!((ended.role, ended.deactivated_at), (Role::Viewer, Some(LATER)));
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
