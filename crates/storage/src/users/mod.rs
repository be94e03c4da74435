//! Users: who may sign in, and with which role.
//!
//! A user is never deleted, since history names people: a deactivated one can't sign in any more. Password hashes
//! leave the store only through [`Store::credentials`].

mod rights;

pub use rights::UserEdit;

use sqlx::SqliteConnection;
use tablewright_policy::Role;

use crate::error::OnConstraint;
use crate::{GuestLinkId, Store, StoreError, Timestamp, UserId};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct User {
    /// The identity.
    pub id: UserId,
    /// What others see.
    pub name: String,
    /// The address; upper and lower case are the same.
    pub email: String,
    /// What the user may do.
    #[sqlx(try_from = "StoredRole")]
    pub role: Role,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when; `None` for an active user.
    pub deactivated_at: Option<Timestamp>,
    /// What an editor of them has to have seen.
    pub revision: u32,
    /// The link that they came by, for a guest: somebody without an account, whom only this link lets in.
    pub guest_of: Option<GuestLinkId>,
}

/// A role as a column holds it.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct StoredRole(String);

impl TryFrom<StoredRole> for Role {
    type Error = String;

    fn try_from(stored: StoredRole) -> Result<Self, String> {
        stored.0.parse()
    }
}

/// A user that is about to be created.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// The identity.
    pub id: UserId,
    /// What others see.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// The hash of the password, with its salt and parameters.
    pub password_hash: &'a str,
}

/// What signing in needs.
#[derive(Clone, sqlx::FromRow)]
pub struct Credentials {
    /// The user, who may be deactivated.
    #[sqlx(flatten)]
    pub user: User,
    /// The hash of the password, with its salt and parameters.
    pub password_hash: String,
}

impl Store {
    /// Creates a user.
    ///
    /// # Errors
    ///
    /// [`StoreError::EmailTaken`] when the address is in use, by a deactivated user too.
    pub async fn create_user(
        &self,
        new: &NewUser<'_>,
        role: Role,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let mut tx = self.write().await?;
        let user = insert(&mut tx, new, role, now).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// The user with this identity, active or not.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn user(&self, user: UserId) -> Result<Option<User>, StoreError> {
        Ok(sqlx::query_as("SELECT * FROM users WHERE id = ?")
            .bind(user)
            .fetch_optional(&self.readers)
            .await?)
    }

    /// The user with this address, active or not.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        Ok(self.credentials(email).await?.map(|credentials| credentials.user))
    }

    /// What signing in with this address needs.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>, StoreError> {
        let found = sqlx::query_as("SELECT * FROM users WHERE email = ? AND guest_of IS NULL")
            .bind(email)
            .fetch_optional(&self.readers)
            .await?;
        Ok(found)
    }

    /// All users by name, deactivated ones too; no guests.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let users =
            sqlx::query_as("SELECT * FROM users WHERE guest_of IS NULL ORDER BY name COLLATE NOCASE, id")
                .fetch_all(&self.readers)
                .await?;
        Ok(users)
    }

    /// How many users there are, deactivated ones too. Without any, the server waits to be set up.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn user_count(&self) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(&self.readers).await?;
        Ok(count.unsigned_abs())
    }
}

/// Creates a user inside a larger write.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    new: &NewUser<'_>,
    role: Role,
    now: Timestamp,
) -> Result<User, StoreError> {
    let user = sqlx::query_as(
        "INSERT INTO users (id, name, email, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
         RETURNING *",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.email)
    .bind(role.term())
    .bind(new.password_hash)
    .bind(now)
    .fetch_one(connection)
    .await
    .on_unique(|| StoreError::EmailTaken { email: new.email.to_owned() })?;
    Ok(user)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, BOB, NOW, user, with_users};

    #[tokio::test]
    async fn a_user_is_found_by_identity_and_by_address_in_any_case() {
        let (_folder, store) = with_users().await;
        let ada = store.user(user(ADA)).await.unwrap().unwrap();
        assert_eq!((ada.name.as_str(), ada.role, ada.created_at), (ADA, Role::Administrator, NOW));
        assert_eq!(store.user_by_email("Ada@Example.COM").await.unwrap(), Some(ada));
        assert_eq!(store.user_by_email("ada@example.org").await.unwrap(), None);
        let credentials = store.credentials("ada@example.com").await.unwrap().unwrap();
        assert_eq!(credentials.password_hash, "$argon2id$...");
        assert_eq!(store.user_count().await.unwrap(), 2);
        let names: Vec<_> = store.users().await.unwrap().into_iter().map(|user| user.name).collect();
        assert_eq!(names, [ADA, BOB]);
    }

    #[tokio::test]
    async fn an_address_in_use_is_refused_in_any_case() {
        let (_folder, store) = with_users().await;
        let new = NewUser { id: user("eve"), name: "Eve", email: "BOB@example.com", password_hash: "x" };
        let refused = store.create_user(&new, Role::Viewer, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::EmailTaken { .. }), "{refused}");
        assert_eq!(store.user(user("eve")).await.unwrap(), None);
    }
}
