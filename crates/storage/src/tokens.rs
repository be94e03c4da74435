//! API tokens: secrets that stand for a person, for some of what the person may do, until a day.
//!
//! Here is only the hash of each. What a scope opens is the server's business.

use std::collections::BTreeSet;

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::sessions::TokenHash;
use crate::{Store, StoreError, Timestamp, TokenId, User, UserId, column};

/// A token that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// Its identity.
    pub id: TokenId,
    /// The hash of its secret.
    pub hash: &'a TokenHash,
    /// For whom it acts.
    pub user: UserId,
    /// What it is for, for people.
    pub name: &'a str,
    /// What it opens.
    pub scopes: &'a BTreeSet<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `NewToken`, and what became of it")]
pub struct Token {
    pub id: TokenId,
    pub user: UserId,
    pub user_name: String,
    pub name: String,
    pub scopes: BTreeSet<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl FromRow<'_, SqliteRow> for Token {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            user: row.try_get("user")?,
            user_name: row.try_get("user_name")?,
            name: row.try_get("name")?,
            scopes: column::json(row, "scopes")?,
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            last_used_at: row.try_get("last_used_at")?,
            revoked_at: row.try_get("revoked_at")?,
        })
    }
}

impl Store {
    /// Makes a token.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn create_token(&self, new: &NewToken<'_>, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO tokens (id, hash, user, name, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id)
        .bind(&new.hash[..])
        .bind(new.user)
        .bind(new.name)
        .bind(column::to_json("scopes", new.scopes)?)
        .bind(now)
        .bind(new.expires_at)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("user"))?;
        let note = Note::new(Action::TokenMade, format!("token/{}", new.id)).by(new.user);
        let detail = json!({"name": new.name, "scopes": new.scopes, "expires_at": new.expires_at});
        self.note(&mut tx, note.detail(detail), now).await?;
        Ok(tx.commit().await?)
    }

    /// The token of a secret with the user for whom it acts, when it is valid and the user active.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn find_token(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(Token, User)>, StoreError> {
        let found = sqlx::query(
            "SELECT tokens.*, users.name AS user_name FROM tokens JOIN users ON users.id = tokens.user
             WHERE hash = ? AND expires_at > ? AND revoked_at IS NULL AND users.deactivated_at IS NULL",
        )
        .bind(&hash[..])
        .bind(now)
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = found else { return Ok(None) };
        let token = Token::from_row(&row)?;
        let user = self.user(token.user).await?;
        Ok(user.map(|user| (token, user)))
    }

    /// Records that a token was used. A write each time: once in some minutes is enough.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn touch_token(&self, id: TokenId, now: Timestamp) -> Result<(), StoreError> {
        let touched = sqlx::query("UPDATE tokens SET last_used_at = ? WHERE id = ?").bind(now).bind(id);
        touched.execute(&self.writer).await?;
        Ok(())
    }

    /// The tokens of one user or of all, newest first; those that are over too.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn tokens(&self, user: Option<UserId>) -> Result<Vec<Token>, StoreError> {
        let tokens = sqlx::query_as(
            "SELECT tokens.*, users.name AS user_name FROM tokens JOIN users ON users.id = tokens.user
             WHERE (?1 IS NULL OR tokens.user = ?1) ORDER BY tokens.created_at DESC, tokens.id",
        )
        .bind(user)
        .fetch_all(&self.readers)
        .await?;
        Ok(tokens)
    }

    /// A token.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn token(&self, id: TokenId) -> Result<Option<Token>, StoreError> {
        let token = sqlx::query_as(
            "SELECT tokens.*, users.name AS user_name FROM tokens JOIN users ON users.id = tokens.user
             WHERE tokens.id = ?",
        );
        Ok(token.bind(id).fetch_optional(&self.readers).await?)
    }

    /// Ends a token at once. Whether it was not over yet.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn revoke_token(&self, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let name: Option<String> = sqlx::query_scalar(
            "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING name",
        )
        .bind(now)
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(name) = name else { return Ok(false) };
        let note = Note::new(Action::TokenRevoked, format!("token/{id}"));
        self.note(&mut tx, note.detail(json!({"name": name})), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Ends all tokens of a user inside a larger write; how many there were.
pub(crate) async fn revoke_all(
    connection: &mut SqliteConnection,
    user: UserId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let revoked = sqlx::query("UPDATE tokens SET revoked_at = ? WHERE user = ? AND revoked_at IS NULL")
        .bind(now)
        .bind(user)
        .execute(connection)
        .await?;
    Ok(revoked.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, BOB, LATER, NOW, id, user, with_users};

    async fn make(store: &Store, name: &str, hash: u8, whose: &str) -> TokenId {
        let token = NewToken {
            id: TokenId(id(name)),
            hash: &[hash; 32],
            user: user(whose),
            name,
            scopes: &BTreeSet::from(["read".to_owned(), "apply".to_owned()]),
            expires_at: LATER,
        };
        store.create_token(&token, NOW).await.unwrap();
        token.id
    }

    #[tokio::test]
    async fn a_token_stands_for_its_user_until_its_end() {
        let (_folder, store) = with_users().await;
        let made = make(&store, "ci", 1, BOB).await;
        let (token, owner) = store.find_token(&[1; 32], NOW).await.unwrap().unwrap();
        assert_eq!((token.id, owner.id, token.name.as_str()), (made, user(BOB), "ci"));
        assert_eq!(token.scopes.iter().map(String::as_str).collect::<Vec<_>>(), ["apply", "read"]);
        assert_eq!(store.find_token(&[1; 32], LATER).await.unwrap(), None);
        assert_eq!(store.find_token(&[2; 32], NOW).await.unwrap(), None);
        store.touch_token(made, LATER).await.unwrap();
        assert_eq!(store.token(made).await.unwrap().unwrap().last_used_at, Some(LATER));
    }

    #[tokio::test]
    async fn a_revoked_token_opens_nothing_and_stays_in_the_list() {
        let (_folder, store) = with_users().await;
        let (first, _) = (make(&store, "one", 1, BOB).await, make(&store, "two", 2, ADA).await);
        assert!(store.revoke_token(first, NOW).await.unwrap());
        assert!(!store.revoke_token(first, NOW).await.unwrap());
        assert_eq!(store.find_token(&[1; 32], NOW).await.unwrap(), None);
        let listed: Vec<_> = store.tokens(Some(user(BOB))).await.unwrap();
        assert_eq!((listed.len(), listed[0].revoked_at), (1, Some(NOW)));
        assert_eq!(store.tokens(None).await.unwrap().len(), 2);
    }
}
