//! Invitations: links that let somebody in once.
//!
//! The link of a first start is an invitation without a creator. It is open only as long as there is no user, so one
//! that was lost in a log is worth nothing later.

use serde_json::json;
use sqlx::SqliteConnection;
use tablewright_policy::Role;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::identities::{self, Identity};
use crate::sessions::{NewSession, TokenHash};
use crate::users::{self, NewUser, StoredRole, User};
use crate::{Store, StoreError, Timestamp, UserId};

/// A link that lets somebody in once.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitation {
    /// The role that the invited user gets.
    #[sqlx(try_from = "StoredRole")]
    pub role: Role,
    /// Who invites; `None` for the link of a first start.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Store {
    /// Makes an invitation.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the inviting user.
    pub async fn create_invitation(
        &self,
        token: &TokenHash,
        role: Role,
        created_by: UserId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO invitations (token_hash, role, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&token[..])
        .bind(role.term())
        .bind(created_by)
        .bind(now)
        .bind(expires_at)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("user"))?;
        let note = Note::new(Action::Invited, "invitation".to_owned()).by(created_by);
        let note = note.detail(json!({"role": role, "expires_at": expires_at}));
        self.note(&mut tx, note, now).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the link of a first start, which creates an administrator, in place of a former one. Whether it did: not
    /// once there is a user.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn replace_setup_invitation(
        &self,
        token: &TokenHash,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM invitations WHERE created_by IS NULL AND used_at IS NULL")
            .execute(&mut *tx)
            .await?;
        let made = sqlx::query(
            "INSERT INTO invitations (token_hash, role, created_at, expires_at)
             SELECT ?, 'administrator', ?, ? WHERE NOT EXISTS (SELECT 1 FROM users)",
        )
        .bind(&token[..])
        .bind(now)
        .bind(expires_at)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(made.rows_affected() > 0)
    }

    /// The invitation of a secret, when it can be accepted.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn open_invitation(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        let mut tx = self.read().await?;
        find_open(&mut tx, token, now).await
    }

    /// Accepts an invitation: uses it up, creates the user and signs in, all or nothing. Of two at once one comes too late.
    ///
    /// # Errors
    ///
    /// [`StoreError::InvitationGone`] when it is not open, [`StoreError::EmailTaken`] when the address is in use; the
    /// invitation stays open then.
    pub async fn accept_invitation(
        &self,
        token: &TokenHash,
        new: &NewUser<'_>,
        session: NewSession<'_>,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let mut tx = self.write().await?;
        let user = self.accept(&mut tx, token, None, new, now).await?;
        self.sign_in(&mut tx, user.id, session, now).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// The same by somebody whom a provider vouches for, and who signs in there from now on.
    ///
    /// # Errors
    ///
    /// Those of [`Store::accept_invitation`], and [`StoreError::IdentityTaken`].
    pub async fn accept_invitation_by_identity(
        &self,
        token: &TokenHash,
        identity: Identity<'_>,
        new: &NewUser<'_>,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let mut tx = self.write().await?;
        let user = self.accept(&mut tx, token, Some(identity), new, now).await?;
        tx.commit().await?;
        Ok(user)
    }

    async fn accept(
        &self,
        tx: &mut SqliteConnection,
        token: &TokenHash,
        identity: Option<Identity<'_>>,
        new: &NewUser<'_>,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let invitation = find_open(&mut *tx, token, now).await?.ok_or(StoreError::InvitationGone)?;
        let user = users::insert(&mut *tx, new, invitation.role, now).await?;
        if let Some(identity) = identity {
            identities::insert(&mut *tx, identity, user.id, now).await?;
        }
        sqlx::query("UPDATE invitations SET used_at = ?, used_by = ? WHERE token_hash = ?")
            .bind(now)
            .bind(user.id)
            .bind(&token[..])
            .execute(&mut *tx)
            .await?;
        let note = Note::new(Action::Joined, format!("user/{}", user.id)).by(user.id);
        let issuer = identity.map(|identity| identity.issuer);
        let detail = json!({"name": user.name, "email": user.email, "role": user.role, "issuer": issuer});
        self.note(&mut *tx, note.detail(detail), now).await?;
        Ok(user)
    }
}

async fn find_open(
    connection: &mut SqliteConnection,
    token: &TokenHash,
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    let invitation = sqlx::query_as(
        "SELECT role, created_by, created_at, expires_at FROM invitations
         WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?
             AND (created_by IS NOT NULL OR NOT EXISTS (SELECT 1 FROM users))",
    )
    .bind(&token[..])
    .bind(now)
    .fetch_optional(connection)
    .await?;
    Ok(invitation)
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, on_disk, user, with_users};

    const TOKEN: TokenHash = [7; 32];

    async fn accept(store: &Store, token: TokenHash, name: &str, now: Timestamp) -> Result<User, StoreError> {
        let email = format!("{name}@example.com");
        let new = NewUser { id: user(name), name, email: &email, password_hash: "x" };
        // Of as many sessions as there are names.
        let mut hash = [0; 32];
        hash.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
        store.accept_invitation(&token, &new, NewSession { token: &hash, expires_at: LATER }, now).await
    }

    #[tokio::test]
    async fn an_invitation_lets_one_user_in_with_its_role() {
        let (_folder, store) = with_users().await;
        store.create_invitation(&TOKEN, Role::Operator, user(ADA), NOW, LATER).await.unwrap();
        let open = store.open_invitation(&TOKEN, NOW).await.unwrap().unwrap();
        assert_eq!((open.role, open.created_by, open.expires_at), (Role::Operator, Some(user(ADA)), LATER));
        let eve = accept(&store, TOKEN, "eve", NOW).await.unwrap();
        assert_eq!(store.user(user("eve")).await.unwrap(), Some(eve.clone()));
        assert_eq!(eve.role, Role::Operator);
        assert_eq!(store.open_invitation(&TOKEN, NOW).await.unwrap(), None);
        let refused = accept(&store, TOKEN, "mallory", NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::InvitationGone), "{refused}");
    }

    #[tokio::test]
    async fn an_expired_or_unknown_invitation_lets_nobody_in() {
        let (_folder, store) = with_users().await;
        store.create_invitation(&TOKEN, Role::Viewer, user(ADA), NOW, LATER).await.unwrap();
        assert_eq!(store.open_invitation(&TOKEN, LATER).await.unwrap(), None);
        for (token, now) in [(TOKEN, LATER), ([8; 32], NOW)] {
            let refused = accept(&store, token, "eve", now).await.unwrap_err();
            assert!(matches!(refused, StoreError::InvitationGone), "{refused}");
        }
        assert_eq!(store.user_count().await.unwrap(), 2);
    }

    #[tokio::test]
    async fn an_address_in_use_does_not_use_the_invitation_up() {
        let (_folder, store) = with_users().await;
        store.create_invitation(&TOKEN, Role::Viewer, user(ADA), NOW, LATER).await.unwrap();
        let new = NewUser { id: user("eve"), name: "Eve", email: "bob@example.com", password_hash: "x" };
        let refused = store
            .accept_invitation(&TOKEN, &new, NewSession { token: &[9; 32], expires_at: LATER }, NOW)
            .await
            .unwrap_err();
        assert!(matches!(refused, StoreError::EmailTaken { .. }), "{refused}");
        accept(&store, TOKEN, "eve", NOW).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn of_many_who_accept_at_once_exactly_one_gets_in() {
        let (_folder, store) = with_users().await;
        store.create_invitation(&TOKEN, Role::Viewer, user(ADA), NOW, LATER).await.unwrap();
        let mut tasks = JoinSet::new();
        for number in 0..20 {
            let store = store.clone();
            tasks.spawn(async move { accept(&store, TOKEN, &format!("eve-{number}"), NOW).await });
        }
        let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 19));
        assert!(lost.iter().all(|result| matches!(result, Err(StoreError::InvitationGone))), "{lost:?}");
        assert_eq!(store.user_count().await.unwrap(), 3);
    }

    #[tokio::test]
    async fn the_newest_setup_link_makes_the_first_administrator_and_no_second() {
        let (_folder, store) = on_disk().await;
        assert!(store.replace_setup_invitation(&[1; 32], NOW, LATER).await.unwrap());
        assert!(store.replace_setup_invitation(&[2; 32], NOW, LATER).await.unwrap());
        assert_eq!(store.open_invitation(&[1; 32], NOW).await.unwrap(), None);
        let open = store.open_invitation(&[2; 32], NOW).await.unwrap().unwrap();
        assert_eq!((open.role, open.created_by), (Role::Administrator, None));
        assert_eq!(accept(&store, [2; 32], ADA, NOW).await.unwrap().role, Role::Administrator);
        assert!(!store.replace_setup_invitation(&[3; 32], NOW, LATER).await.unwrap());
        assert_eq!(store.open_invitation(&[3; 32], NOW).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_lost_setup_link_is_worth_nothing_once_there_is_a_user() {
        let (_folder, store) = on_disk().await;
        store.replace_setup_invitation(&TOKEN, NOW, LATER).await.unwrap();
        crate::testing::add_user(&store, BOB, Role::Administrator).await;
        let refused = accept(&store, TOKEN, "eve", NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::InvitationGone), "{refused}");
    }
}
