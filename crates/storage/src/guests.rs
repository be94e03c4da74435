//! Guest links: each opens one design to people without an account, for a time, with less than a role.
//!
//! Whoever comes by one is a user of their own, so that history and audit log name them; only the link lets them in. A
//! link is over when its time is, when it is revoked, and when its maker may not edit any more. Here is only the hash of
//! its secret. What an access opens is the server's business.

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_policy::{GuestAccess, Role};

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::sessions::TokenHash;
use crate::users::{self, NewUser};
use crate::{DesignId, GuestLinkId, Store, StoreError, Timestamp, User, UserId, column};

/// The most people that one link lets in.
const MOST_GUESTS: u32 = 100;

/// Which links let somebody in, with `links` and `makers` joined. Binds the time.
macro_rules! link_is_open {
    () => {
        "links.revoked_at IS NULL AND links.expires_at > ?
         AND makers.deactivated_at IS NULL AND makers.role <> 'viewer'"
    };
}
pub(crate) use link_is_open;

/// What a guest's link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// The one design.
    pub design: DesignId,
    /// What may be done with it.
    pub access: GuestAccess,
}

/// A link that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewGuestLink<'a> {
    /// Its identity.
    pub id: GuestLinkId,
    /// The hash of its secret.
    pub hash: &'a TokenHash,
    /// What it opens.
    pub opens: Guest,
    /// Who makes it.
    pub made_by: UserId,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A link, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestLink {
    /// Its identity.
    pub id: GuestLinkId,
    /// What it opens.
    pub opens: Guest,
    /// The name of who made it.
    pub made_by_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was ended by hand.
    pub revoked_at: Option<Timestamp>,
    /// The names of those who came by it, in their order.
    pub guests: Vec<String>,
}

impl FromRow<'_, SqliteRow> for GuestLink {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            opens: Guest { design: row.try_get("design")?, access: column::text(row, "access")? },
            made_by_name: row.try_get("made_by_name")?,
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            revoked_at: row.try_get("revoked_at")?,
            guests: column::json(row, "guests")?,
        })
    }
}

/// Somebody who comes by a link.
#[derive(Debug, Clone, Copy)]
pub struct NewGuest<'a> {
    /// The identity that they get.
    pub id: UserId,
    /// What others see. That it is a guest's is the caller's to say in it.
    pub name: &'a str,
}

macro_rules! select_links {
    () => {
        "SELECT links.*, makers.name AS made_by_name,
             (SELECT json_group_array(guests.name) FROM (SELECT name FROM users WHERE guest_of = links.id
                 ORDER BY created_at, id) AS guests) AS guests
         FROM guest_links AS links JOIN users AS makers ON makers.id = links.made_by"
    };
}

impl Store {
    /// Makes a link.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the design.
    pub async fn create_guest_link(&self, new: &NewGuestLink<'_>, now: Timestamp) -> Result<(), StoreError> {
        let Guest { design, access } = new.opens;
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO guest_links (id, token_hash, design, access, made_by, created_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id)
        .bind(&new.hash[..])
        .bind(design)
        .bind(access.term())
        .bind(new.made_by)
        .bind(now)
        .bind(new.expires_at)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("design"))?;
        let note = Note::new(Action::GuestLinkMade, format!("design/{design}")).by(new.made_by);
        let detail = json!({"link": new.id, "access": access, "expires_at": new.expires_at});
        self.note(&mut tx, note.detail(detail), now).await?;
        Ok(tx.commit().await?)
    }

    /// The links of a design, newest first; those that are over too.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn guest_links(&self, design: DesignId) -> Result<Vec<GuestLink>, StoreError> {
        let links = sqlx::query_as(concat!(
            select_links!(),
            " WHERE links.design = ? ORDER BY links.created_at DESC, links.id"
        ));
        Ok(links.bind(design).fetch_all(&self.readers).await?)
    }

    /// The link of a secret, when it lets somebody in.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn open_guest_link(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<GuestLink>, StoreError> {
        let mut tx = self.read().await?;
        find_open(&mut tx, hash, now).await
    }

    /// Ends a link of a design at once, with the sessions of those who came by it. Whether it had not ended by hand before.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn revoke_guest_link(
        &self,
        design: DesignId,
        id: GuestLinkId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let revoked = sqlx::query(
            "UPDATE guest_links SET revoked_at = ? WHERE id = ? AND design = ? AND revoked_at IS NULL",
        )
        .bind(now)
        .bind(id)
        .bind(design)
        .execute(&mut *tx)
        .await?;
        if revoked.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM sessions WHERE user IN (SELECT id FROM users WHERE guest_of = ?)")
            .bind(id)
            .execute(&mut *tx)
            .await?;
        let note = Note::new(Action::GuestLinkRevoked, format!("design/{design}"));
        self.note(&mut tx, note.detail(json!({"link": id})), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Lets somebody in by a link: a user of the link from now on, and the session of this secret, until the link ends.
    ///
    /// # Errors
    ///
    /// [`StoreError::GuestLinkGone`] when the link is over, [`StoreError::GuestLinkFull`].
    pub async fn enter_as_guest(
        &self,
        hash: &TokenHash,
        new: NewGuest<'_>,
        session: &TokenHash,
        now: Timestamp,
    ) -> Result<(User, GuestLink), StoreError> {
        let mut tx = self.write().await?;
        let link = find_open(&mut tx, hash, now).await?.ok_or(StoreError::GuestLinkGone)?;
        if link.guests.len() >= MOST_GUESTS as usize {
            return Err(StoreError::GuestLinkFull { most: MOST_GUESTS });
        }
        let user = insert(&mut tx, &link, new, now).await?;
        sqlx::query(
            "INSERT INTO sessions (token_hash, user, created_at, expires_at, last_seen_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&session[..])
        .bind(user.id)
        .bind(now)
        .bind(link.expires_at)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        let note = Note::new(Action::GuestEntered, format!("design/{}", link.opens.design)).by(user.id);
        let detail = json!({"link": link.id, "name": user.name, "access": link.opens.access});
        self.note(&mut tx, note.detail(detail), now).await?;
        tx.commit().await?;
        Ok((user, link))
    }
}

/// A user without a password, whose address leads nowhere.
async fn insert(
    connection: &mut SqliteConnection,
    link: &GuestLink,
    new: NewGuest<'_>,
    now: Timestamp,
) -> Result<User, StoreError> {
    let role = if link.opens.access == GuestAccess::Edit { Role::Designer } else { Role::Viewer };
    let email = format!("guest-{}@guest.invalid", new.id);
    let user = NewUser { id: new.id, name: new.name, email: &email, password_hash: "" };
    users::insert(connection, &user, role, now).await?;
    let marked = sqlx::query_as("UPDATE users SET guest_of = ? WHERE id = ? RETURNING *");
    Ok(marked.bind(link.id).bind(new.id).fetch_one(connection).await?)
}

async fn find_open(
    connection: &mut SqliteConnection,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<GuestLink>, StoreError> {
    let found = sqlx::query_as(concat!(select_links!(), " WHERE links.token_hash = ? AND ", link_is_open!()));
    Ok(found.bind(&hash[..]).bind(now).fetch_optional(connection).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{BOB, LATER, NOW, design_id, id, user, with_approved};

    const SECRET: TokenHash = [7; 32];
    const SESSION: TokenHash = [8; 32];

    async fn with_link(access: GuestAccess) -> (tempfile::TempDir, Store) {
        let (folder, store) = with_approved().await;
        let new = NewGuestLink {
            id: GuestLinkId(id("g1")),
            hash: &SECRET,
            opens: Guest { design: design_id(), access },
            made_by: user(BOB),
            expires_at: LATER,
        };
        store.create_guest_link(&new, NOW).await.unwrap();
        (folder, store)
    }

    async fn enter(store: &Store, name: &str, session: TokenHash) -> Result<User, StoreError> {
        let new = NewGuest { id: user(&name.to_lowercase()), name };
        store.enter_as_guest(&SECRET, new, &session, NOW).await.map(|(user, _)| user)
    }

    #[tokio::test]
    async fn a_link_lets_guests_in_until_its_end_and_no_list_of_people_has_them() {
        let (_folder, store) = with_link(GuestAccess::Edit).await;
        let before = store.users().await.unwrap().len();
        let vera = enter(&store, "Vera", SESSION).await.unwrap();
        assert_eq!((vera.role, vera.guest_of), (Role::Designer, Some(GuestLinkId(id("g1")))));
        let found = store.find_session(&SESSION, NOW).await.unwrap().unwrap();
        let guest = Guest { design: design_id(), access: GuestAccess::Edit };
        assert_eq!((found.user.id, found.guest, found.expires_at), (vera.id, Some(guest), LATER));
        assert_eq!(store.find_session(&SESSION, LATER).await.unwrap(), None);
        assert_eq!(store.users().await.unwrap().len(), before);
        assert!(store.credentials("guest-vera@guest.invalid").await.unwrap().is_none());
        let links = store.guest_links(design_id()).await.unwrap();
        assert_eq!((links.len(), links[0].guests.as_slice()), (1, &["Vera".to_owned()][..]));
        assert!(store.open_guest_link(&SECRET, LATER).await.unwrap().is_none());
        let raised = store.set_role(vera.id, Role::Administrator, NOW).await;
        assert!(matches!(raised, Err(StoreError::Gone(_))), "{raised:?}");
    }

    #[tokio::test]
    async fn a_revoked_link_ends_what_it_opened() {
        let (_folder, store) = with_link(GuestAccess::View).await;
        assert_eq!(enter(&store, "Vera", SESSION).await.unwrap().role, Role::Viewer);
        let link = GuestLinkId(id("g1"));
        let elsewhere = crate::DesignId(id("other"));
        assert!(!store.revoke_guest_link(elsewhere, link, NOW).await.unwrap());
        assert!(store.revoke_guest_link(design_id(), link, NOW).await.unwrap());
        assert!(!store.revoke_guest_link(design_id(), link, NOW).await.unwrap());
        assert_eq!(store.find_session(&SESSION, NOW).await.unwrap(), None);
        let refused = enter(&store, "Eve", [9; 32]).await;
        assert!(matches!(refused, Err(StoreError::GuestLinkGone)), "{refused:?}");
        assert_eq!(store.guest_links(design_id()).await.unwrap()[0].revoked_at, Some(NOW));
    }

    #[tokio::test]
    async fn a_link_is_worth_no_more_than_its_maker() {
        let (_folder, store) = with_link(GuestAccess::Edit).await;
        enter(&store, "Vera", SESSION).await.unwrap();
        store.set_role(user(BOB), Role::Viewer, NOW).await.unwrap();
        assert_eq!(store.find_session(&SESSION, NOW).await.unwrap(), None);
        assert!(store.open_guest_link(&SECRET, NOW).await.unwrap().is_none());
        store.set_role(user(BOB), Role::Designer, NOW).await.unwrap();
        assert!(store.find_session(&SESSION, NOW).await.unwrap().is_some());
        store.deactivate_user(user(BOB), NOW).await.unwrap();
        assert_eq!(store.find_session(&SESSION, NOW).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_link_that_is_passed_on_and_on_lets_nobody_more_in() {
        let (_folder, store) = with_link(GuestAccess::View).await;
        for number in 0..MOST_GUESTS {
            let session = [u8::try_from(number).unwrap(); 32];
            enter(&store, &format!("g{number}"), session).await.unwrap();
        }
        let refused = enter(&store, "Eve", [200; 32]).await;
        assert!(matches!(refused, Err(StoreError::GuestLinkFull { .. })), "{refused:?}");
    }
}
