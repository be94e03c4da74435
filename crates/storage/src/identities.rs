//! Who somebody is at a provider of identities: issuer and subject, never an e-mail address.
//!
//! Deliberately absent: whether a provider is to be believed, and who may come in; the caller has decided that.

use serde_json::json;
use sqlx::SqliteConnection;
use tablewright_policy::Role;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::users::{self, NewUser, User};
use crate::{Store, StoreError, Timestamp, UserId};

/// Somebody at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// The provider's name for them, which is never given to somebody else.
    pub subject: &'a str,
}

impl Store {
    /// Whose identity it is, deactivated or not.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn user_of_identity(&self, identity: Identity<'_>) -> Result<Option<User>, StoreError> {
        let found = sqlx::query_as(
            "SELECT users.* FROM identities JOIN users ON users.id = identities.user
             WHERE issuer = ? AND subject = ?",
        );
        Ok(found.bind(identity.issuer).bind(identity.subject).fetch_optional(&self.readers).await?)
    }

    /// Whether a user can sign in at this provider.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn has_identity(&self, user: UserId, issuer: &str) -> Result<bool, StoreError> {
        let found =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identities WHERE user = ? AND issuer = ?)");
        Ok(found.bind(user).bind(issuer).fetch_one(&self.readers).await?)
    }

    /// Lets a user sign in at a provider from now on. Whether that is new.
    ///
    /// # Errors
    ///
    /// [`StoreError::IdentityTaken`] when the identity is somebody else's, [`StoreError::Gone`] without the user.
    pub async fn connect_identity(
        &self,
        identity: Identity<'_>,
        user: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let owner: Option<UserId> =
            sqlx::query_scalar("SELECT user FROM identities WHERE issuer = ? AND subject = ?")
                .bind(identity.issuer)
                .bind(identity.subject)
                .fetch_optional(&mut *tx)
                .await?;
        match owner {
            Some(owner) if owner == user => return Ok(false),
            Some(_) => return Err(StoreError::IdentityTaken),
            None => insert(&mut tx, identity, user, now).await?,
        }
        let note = Note::new(Action::IdentityConnected, format!("user/{user}")).by(user);
        self.note(&mut tx, note.detail(json!({"issuer": identity.issuer})), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Lets somebody new in whom a provider vouches for. Nobody comes in like that before there is an administrator.
    ///
    /// # Errors
    ///
    /// [`StoreError::EmailTaken`], [`StoreError::IdentityTaken`]; [`StoreError::InvitationGone`] while there is nobody.
    pub async fn join_by_identity(
        &self,
        identity: Identity<'_>,
        new: &NewUser<'_>,
        role: Role,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let mut tx = self.write().await?;
        let is_set_up: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users)").fetch_one(&mut *tx).await?;
        if !is_set_up {
            return Err(StoreError::InvitationGone);
        }
        let user = users::insert(&mut tx, new, role, now).await?;
        insert(&mut tx, identity, user.id, now).await?;
        let note = Note::new(Action::Joined, format!("user/{}", user.id)).by(user.id);
        let detail =
            json!({"name": user.name, "email": user.email, "role": user.role, "issuer": identity.issuer});
        self.note(&mut tx, note.detail(detail), now).await?;
        tx.commit().await?;
        Ok(user)
    }
}

/// Connects inside a larger write.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    identity: Identity<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO identities (issuer, subject, user, linked_at) VALUES (?, ?, ?, ?)")
        .bind(identity.issuer)
        .bind(identity.subject)
        .bind(user)
        .bind(now)
        .execute(connection)
        .await
        .on_unique(|| StoreError::IdentityTaken)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, user, with_users};

    const EVE: Identity<'_> = Identity { issuer: "https://login.example.com", subject: "eve-1" };

    fn new(email: &str) -> NewUser<'_> {
        NewUser { id: user("eve"), name: "Eve", email, password_hash: "" }
    }

    #[tokio::test]
    async fn an_identity_is_one_persons() {
        let (_folder, store) = with_users().await;
        assert_eq!(store.user_of_identity(EVE).await.unwrap(), None);
        assert!(store.connect_identity(EVE, user(BOB), NOW).await.unwrap());
        assert!(!store.connect_identity(EVE, user(BOB), LATER).await.unwrap());
        let refused = store.connect_identity(EVE, user(ADA), LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::IdentityTaken), "{refused}");
        assert_eq!(store.user_of_identity(EVE).await.unwrap().unwrap().id, user(BOB));
        let elsewhere = Identity { issuer: "https://other.example.com", ..EVE };
        assert_eq!(store.user_of_identity(elsewhere).await.unwrap(), None, "a subject is its issuer's");
        assert!(store.has_identity(user(BOB), EVE.issuer).await.unwrap());
        assert!(!store.has_identity(user(ADA), EVE.issuer).await.unwrap());
    }

    #[tokio::test]
    async fn who_comes_in_by_a_provider_takes_no_account_over() {
        let (_folder, store) = with_users().await;
        let taken =
            store.join_by_identity(EVE, &new("BOB@example.com"), Role::Viewer, NOW).await.unwrap_err();
        assert!(matches!(taken, StoreError::EmailTaken { .. }), "{taken}");
        assert_eq!(store.user_of_identity(EVE).await.unwrap(), None);
        let eve = store.join_by_identity(EVE, &new("eve@example.com"), Role::Viewer, NOW).await.unwrap();
        assert_eq!(store.user_of_identity(EVE).await.unwrap(), Some(eve));
        let again = NewUser { id: user("eve-2"), ..new("eve-2@example.com") };
        let twice = store.join_by_identity(EVE, &again, Role::Viewer, NOW).await.unwrap_err();
        assert!(matches!(twice, StoreError::IdentityTaken), "{twice}");
        assert_eq!(store.user(user("eve-2")).await.unwrap(), None, "both or neither");
    }

    #[tokio::test]
    async fn nobody_comes_in_by_a_provider_before_there_is_an_administrator() {
        let store = Store::in_memory().await.unwrap();
        let early =
            store.join_by_identity(EVE, &new("eve@example.com"), Role::Viewer, NOW).await.unwrap_err();
        assert!(matches!(early, StoreError::InvitationGone), "{early}");
    }
}
