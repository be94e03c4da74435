//! Sessions: that a browser belongs to a user, until when.
//!
//! The secret is in the browser's cookie; here is only its hash.

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::guests::{Guest, link_is_open};
use crate::{Store, StoreError, Timestamp, User, UserId, column};

/// The SHA-256 of a random secret. The caller hashes; the secret never gets here.
pub type TokenHash = [u8; 32];

/// That a browser belongs to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The user, who is active.
    pub user: User,
    /// What the user's link opens, for a guest: nothing else.
    pub guest: Option<Guest>,
    /// When the user signed in.
    pub signed_in_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, as far as [`Store::touch_session`] was told.
    pub last_seen_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for Session {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let user = User::from_row(row)?;
        let guest = match user.guest_of {
            Some(_) => Some(Guest {
                design: row.try_get("guest_design")?,
                access: column::text(row, "guest_access")?,
            }),
            None => None,
        };
        Ok(Self {
            user,
            guest,
            signed_in_at: row.try_get("signed_in_at")?,
            expires_at: row.try_get("session_ends")?,
            last_seen_at: row.try_get("last_seen_at")?,
        })
    }
}

/// A session that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The hash of its secret.
    pub token: &'a TokenHash,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn create_session(
        &self,
        token: &TokenHash,
        user: UserId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        self.sign_in(&mut tx, user, NewSession { token, expires_at }, now).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a session inside a larger write.
    pub(crate) async fn sign_in(
        &self,
        tx: &mut SqliteConnection,
        user: UserId,
        NewSession { token, expires_at }: NewSession<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO sessions (token_hash, user, created_at, expires_at, last_seen_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&token[..])
        .bind(user)
        .bind(now)
        .bind(expires_at)
        .bind(now)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("user"))?;
        self.note(tx, Note::new(Action::SignedIn, format!("user/{user}")).by(user), now).await
    }

    /// The session of a secret, when it has not ended and its user is active; a guest's as long as the link lets in.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn find_session(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let session = sqlx::query_as(concat!(
            "SELECT users.*, links.design AS guest_design, links.access AS guest_access,
                 sessions.created_at AS signed_in_at, sessions.expires_at AS session_ends, sessions.last_seen_at
             FROM sessions JOIN users ON users.id = sessions.user
             LEFT JOIN guest_links AS links ON links.id = users.guest_of
             LEFT JOIN users AS makers ON makers.id = links.made_by
             WHERE sessions.token_hash = ? AND sessions.expires_at > ? AND users.deactivated_at IS NULL
                 AND (users.guest_of IS NULL OR (",
            link_is_open!(),
            "))"
        ));
        Ok(session.bind(&token[..]).bind(now).bind(now).fetch_optional(&self.readers).await?)
    }

    /// Records that a session was used. A write each time: once in some minutes is enough.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn touch_session(&self, token: &TokenHash, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE sessions SET last_seen_at = ? WHERE token_hash = ?")
            .bind(now)
            .bind(&token[..])
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Ends a session. Whether there was one.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn delete_session(&self, token: &TokenHash, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let user: Option<UserId> =
            sqlx::query_scalar("DELETE FROM sessions WHERE token_hash = ? RETURNING user")
                .bind(&token[..])
                .fetch_optional(&mut *tx)
                .await?;
        let Some(user) = user else { return Ok(false) };
        self.note(&mut tx, Note::new(Action::SignedOut, format!("user/{user}")).by(user), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Ends every session of a user; gives how many there were.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn delete_sessions_of(&self, user: UserId, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let deleted = end_sessions(&mut tx, user, None).await?;
        let note = Note::new(Action::SignedOutEverywhere, format!("user/{user}")).by(user);
        self.note(&mut tx, note.detail(json!({"sessions": deleted})), now).await?;
        tx.commit().await?;
        Ok(deleted)
    }

    /// Forgets the sessions that have ended by themselves; gives how many there were.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn purge_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let deleted =
            sqlx::query("DELETE FROM sessions WHERE expires_at <= ?").bind(now).execute(&self.writer).await?;
        Ok(deleted.rows_affected())
    }
}

/// Ends the sessions of a user, all but one if that is given; how many there were.
pub(crate) async fn end_sessions(
    connection: &mut SqliteConnection,
    user: UserId,
    but: Option<&TokenHash>,
) -> Result<u64, StoreError> {
    let deleted = sqlx::query("DELETE FROM sessions WHERE user = ?1 AND (?2 IS NULL OR token_hash <> ?2)")
        .bind(user)
        .bind(but.map(|token| &token[..]))
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use crate::testing::{ADA, BOB, NOW, user, with_users};

    const END: Timestamp = Timestamp(NOW.0 + 1_000);
    const BEFORE_END: Timestamp = Timestamp(END.0 - 1);

    #[tokio::test]
    async fn a_session_lasts_until_its_end() {
        let (_folder, store) = with_users().await;
        store.create_session(&[1; 32], user(ADA), NOW, END).await.unwrap();
        let session = store.find_session(&[1; 32], BEFORE_END).await.unwrap().unwrap();
        assert_eq!((session.user.id, session.user.created_at), (user(ADA), NOW));
        assert_eq!((session.signed_in_at, session.expires_at, session.last_seen_at), (NOW, END, NOW));
        assert_eq!(store.find_session(&[1; 32], END).await.unwrap(), None);
        assert_eq!(store.find_session(&[2; 32], NOW).await.unwrap(), None);
        store.touch_session(&[1; 32], BEFORE_END).await.unwrap();
        let session = store.find_session(&[1; 32], BEFORE_END).await.unwrap().unwrap();
        assert_eq!(session.last_seen_at, BEFORE_END);
    }

    #[tokio::test]
    async fn sessions_end_by_hand_one_or_all_of_a_user() {
        let (_folder, store) = with_users().await;
        for (token, name) in [([1; 32], ADA), ([2; 32], ADA), ([3; 32], ADA), ([4; 32], BOB)] {
            store.create_session(&token, user(name), NOW, END).await.unwrap();
        }
        assert!(store.delete_session(&[1; 32], NOW).await.unwrap());
        assert!(!store.delete_session(&[1; 32], NOW).await.unwrap());
        assert_eq!(store.delete_sessions_of(user(ADA), NOW).await.unwrap(), 2);
        assert_eq!(store.find_session(&[3; 32], NOW).await.unwrap(), None);
        assert!(store.find_session(&[4; 32], NOW).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn only_ended_sessions_are_purged() {
        let (_folder, store) = with_users().await;
        store.create_session(&[1; 32], user(ADA), NOW, END).await.unwrap();
        store.create_session(&[2; 32], user(ADA), NOW, Timestamp(END.0 + 1)).await.unwrap();
        assert_eq!(store.purge_sessions(END).await.unwrap(), 1);
        assert!(store.find_session(&[2; 32], END).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_deactivated_user_has_no_session() {
        let (_folder, store) = with_users().await;
        store.create_session(&[1; 32], user(BOB), NOW, END).await.unwrap();
        assert!(store.deactivate_user(user(BOB), NOW).await.unwrap());
        assert_eq!(store.find_session(&[1; 32], NOW).await.unwrap(), None);
        // Not even one that begins afterwards.
        store.create_session(&[2; 32], user(BOB), NOW, END).await.unwrap();
        assert_eq!(store.find_session(&[2; 32], NOW).await.unwrap(), None);
        assert_eq!(store.user(user(BOB)).await.unwrap().unwrap().role, Role::Reviewer);
    }

    #[tokio::test]
    async fn a_session_of_nobody_is_refused() {
        let (_folder, store) = with_users().await;
        let refused = store.create_session(&[1; 32], user("eve"), NOW, END).await.unwrap_err();
        assert!(matches!(refused, StoreError::Gone("user")), "{refused}");
    }
}
