//! Comments on a change request, in threads: on the whole of it, on a step of its plan, on an object of its design.

use std::collections::BTreeSet;

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::requests::{Scope, settle, status};
use crate::{CommentId, RequestId, Store, StoreError, Timestamp, UserId, column};

/// A comment that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewComment<'a> {
    /// Its identity.
    pub id: CommentId,
    /// The request.
    pub request: RequestId,
    /// Where it belongs.
    pub place: CommentPlace<'a>,
    /// Who says it.
    pub author: UserId,
    /// What is said.
    pub body: &'a str,
    /// Who is to notice.
    pub mentions: &'a BTreeSet<UserId>,
}

/// Where a new comment belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentPlace<'a> {
    /// It begins a thread about this, as JSON.
    New(&'a str),
    /// It is in this thread.
    Thread(CommentId),
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its identity.
    pub id: CommentId,
    /// The first comment of the thread; `None` for that one itself.
    pub thread: Option<CommentId>,
    /// What the thread is about, as JSON; `None` inside a thread.
    pub anchor: Option<String>,
    /// Who said it.
    pub author: UserId,
    /// Their name.
    pub author_name: String,
    /// When.
    pub at: Timestamp,
    /// The plan that the request had then.
    pub digest: Digest,
    /// What was said.
    pub body: String,
    /// When the thread was closed, on its first comment.
    pub resolved_at: Option<Timestamp>,
    /// By whom.
    pub resolved_by_name: Option<String>,
    /// The names of those who are to notice.
    pub mentions: Vec<String>,
}

impl FromRow<'_, SqliteRow> for Comment {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            thread: row.try_get("thread")?,
            anchor: row.try_get("anchor")?,
            author: row.try_get("author")?,
            author_name: row.try_get("author_name")?,
            at: row.try_get("at")?,
            digest: column::digest(row)?,
            body: row.try_get("body")?,
            resolved_at: row.try_get("resolved_at")?,
            resolved_by_name: row.try_get("resolved_by_name")?,
            mentions: column::json(row, "mentions")?,
        })
    }
}

impl Store {
    /// Makes a comment. Where the policy says so, approvals of others that were given before count no more.
    ///
    /// A word in a thread that was closed opens it again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the request or the thread.
    pub async fn comment(&self, new: &NewComment<'_>, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let digest = status(&mut tx, new.request).await?.digest;
        if let CommentPlace::Thread(thread) = new.place {
            reopen(&mut tx, new.request, thread).await?;
        }
        insert(&mut tx, new, digest, now).await?;
        let note =
            Note::new(Action::Commented, format!("request/{}", new.request)).by(new.author).digest(digest);
        let detail = json!({"comment": new.id, "body": new.body, "mentions": new.mentions});
        self.note(&mut tx, note.detail(detail), now).await?;
        settle(self, &mut tx, Scope::Request(new.request), now).await?;
        Ok(tx.commit().await?)
    }

    /// What was said about a request, oldest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn comments(&self, request: RequestId) -> Result<Vec<Comment>, StoreError> {
        let comments = sqlx::query_as(
            "SELECT comments.*, authors.name AS author_name, resolvers.name AS resolved_by_name,
                 (SELECT json_group_array(users.name) FROM mentions JOIN users ON users.id = mentions.user
                     WHERE mentions.comment = comments.id) AS mentions
             FROM comments
             JOIN users AS authors ON authors.id = comments.author
             LEFT JOIN users AS resolvers ON resolvers.id = comments.resolved_by
             WHERE request = ? ORDER BY comments.at, comments.id",
        )
        .bind(request)
        .fetch_all(&self.readers)
        .await?;
        Ok(comments)
    }

    /// Closes a thread, or opens it again. Whether that changed anything.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] when the request has no such thread.
    pub async fn resolve(
        &self,
        request: RequestId,
        thread: CommentId,
        resolved: bool,
        by: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let was = is_resolved(&mut tx, request, thread).await?;
        if was == resolved {
            return Ok(false);
        }
        sqlx::query("UPDATE comments SET resolved_at = ?, resolved_by = ? WHERE id = ?")
            .bind(resolved.then_some(now))
            .bind(resolved.then_some(by))
            .bind(thread)
            .execute(&mut *tx)
            .await?;
        let action = if resolved { Action::ThreadResolved } else { Action::ThreadReopened };
        let note = Note::new(action, format!("request/{request}")).by(by).detail(json!({"thread": thread}));
        self.note(&mut tx, note, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn is_resolved(
    connection: &mut SqliteConnection,
    request: RequestId,
    thread: CommentId,
) -> Result<bool, StoreError> {
    let found: Option<bool> = sqlx::query_scalar(
        "SELECT resolved_at IS NOT NULL FROM comments WHERE id = ? AND request = ? AND thread IS NULL",
    )
    .bind(thread)
    .bind(request)
    .fetch_optional(connection)
    .await?;
    found.ok_or(StoreError::Gone("thread"))
}

async fn reopen(
    connection: &mut SqliteConnection,
    request: RequestId,
    thread: CommentId,
) -> Result<(), StoreError> {
    if is_resolved(connection, request, thread).await? {
        let opened = sqlx::query("UPDATE comments SET resolved_at = NULL, resolved_by = NULL WHERE id = ?");
        opened.bind(thread).execute(connection).await?;
    }
    Ok(())
}

async fn insert(
    connection: &mut SqliteConnection,
    new: &NewComment<'_>,
    digest: Digest,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (thread, anchor) = match new.place {
        CommentPlace::New(anchor) => (None, Some(anchor)),
        CommentPlace::Thread(thread) => (Some(thread), None),
    };
    sqlx::query(
        "INSERT INTO comments (id, request, thread, anchor, author, at, digest, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.id)
    .bind(new.request)
    .bind(thread)
    .bind(anchor)
    .bind(new.author)
    .bind(now)
    .bind(Text(digest))
    .bind(new.body)
    .execute(&mut *connection)
    .await
    .on_reference(|| StoreError::Gone("user"))?;
    for user in new.mentions {
        let mention =
            sqlx::query("INSERT INTO mentions (comment, user) VALUES (?, ?)").bind(new.id).bind(user);
        mention.execute(&mut *connection).await.on_reference(|| StoreError::Gone("user"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RequestState;
    use crate::testing::{ADA, BOB, LATER, NOW, id, request_id, sandbox_id, user, with_approved};
    use tablewright_policy::Policy;

    fn comment<'a>(
        name: &str,
        author: &str,
        place: CommentPlace<'a>,
        mentions: &'a BTreeSet<UserId>,
    ) -> NewComment<'a> {
        NewComment {
            id: CommentId(id(name)),
            request: request_id(),
            place,
            author: user(author),
            body: "Why?",
            mentions,
        }
    }

    const WHOLE: CommentPlace<'static> = CommentPlace::New(r#""request""#);

    #[tokio::test]
    async fn a_thread_is_closed_and_opens_again_with_the_next_word() {
        let (_folder, store) = with_approved().await;
        let (nobody, bob) = (BTreeSet::new(), BTreeSet::from([user(BOB)]));
        store.comment(&comment("c1", ADA, WHOLE, &bob), NOW).await.unwrap();
        let thread = CommentId(id("c1"));
        assert!(store.resolve(request_id(), thread, true, user(BOB), LATER).await.unwrap());
        assert!(!store.resolve(request_id(), thread, true, user(BOB), LATER).await.unwrap());
        let said = store.comments(request_id()).await.unwrap();
        assert_eq!((said[0].resolved_at, said[0].resolved_by_name.as_deref()), (Some(LATER), Some(BOB)));
        assert_eq!(said[0].mentions, [BOB]);
        store.comment(&comment("c2", BOB, CommentPlace::Thread(thread), &nobody), LATER).await.unwrap();
        let said = store.comments(request_id()).await.unwrap();
        assert_eq!((said[0].resolved_at, said[1].thread, said[1].mentions.len()), (None, Some(thread), 0));
    }

    #[tokio::test]
    async fn threads_are_those_of_the_request() {
        let (_folder, store) = with_approved().await;
        let nobody = BTreeSet::new();
        let refused =
            store.comment(&comment("c1", ADA, CommentPlace::Thread(CommentId(id("no"))), &nobody), NOW).await;
        assert!(matches!(refused, Err(StoreError::Gone("thread"))), "{refused:?}");
        store.comment(&comment("c1", ADA, WHOLE, &nobody), NOW).await.unwrap();
        let in_thread = CommentPlace::Thread(CommentId(id("c1")));
        store.comment(&comment("c2", ADA, in_thread, &nobody), NOW).await.unwrap();
        let below = CommentPlace::Thread(CommentId(id("c2")));
        let refused = store.comment(&comment("c3", ADA, below, &nobody), NOW).await;
        assert!(matches!(refused, Err(StoreError::Gone("thread"))), "{refused:?}");
        assert_eq!(store.comments(request_id()).await.unwrap().len(), 2);
    }

    #[tokio::test]
    async fn a_comment_takes_approvals_back_where_the_policy_says_so_and_nowhere_else() {
        let (_folder, store) = with_approved().await;
        let nobody = BTreeSet::new();
        let state = async || store.request(request_id()).await.unwrap().unwrap().state;
        store.comment(&comment("c1", ADA, WHOLE, &nobody), LATER).await.unwrap();
        assert_eq!(state().await, RequestState::Approved);
        let strict = Policy { comments_void: true, ..Policy::default() };
        store.set_policy(sandbox_id(), &strict, None, LATER).await.unwrap();
        assert_eq!(state().await, RequestState::InReview);
    }
}
