//! Comments, in threads: on a change request (the whole of it, a step of its plan, an object) and on objects of a design.

use std::collections::BTreeSet;

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::requests::{Scope, settle, status};
use crate::{CommentId, DesignId, RequestId, Store, StoreError, Timestamp, UserId, column};

/// What is spoken about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentsOn {
    /// A change request.
    Request(RequestId),
    /// A design.
    Design(DesignId),
}

impl CommentsOn {
    /// The two columns that say it.
    const fn columns(self) -> (Option<RequestId>, Option<DesignId>) {
        match self {
            Self::Request(request) => (Some(request), None),
            Self::Design(design) => (None, Some(design)),
        }
    }

    fn subject(self) -> String {
        match self {
            Self::Request(request) => format!("request/{request}"),
            Self::Design(design) => format!("design/{design}"),
        }
    }
}

/// A comment that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewComment<'a> {
    /// Its identity.
    pub id: CommentId,
    /// What is spoken about.
    pub on: CommentsOn,
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
    /// The plan that the request had then; none of a design.
    pub digest: Option<Digest>,
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
            digest: column::some_digest(row, "digest")?,
            body: row.try_get("body")?,
            resolved_at: row.try_get("resolved_at")?,
            resolved_by_name: row.try_get("resolved_by_name")?,
            mentions: column::json(row, "mentions")?,
        })
    }
}

impl Store {
    /// Makes a comment. Where the policy of a request's environment says so, approvals of others that were given before
    /// count no more.
    ///
    /// A word in a thread that was closed opens it again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the request, the design or the thread.
    pub async fn comment(&self, new: &NewComment<'_>, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let digest = match new.on {
            CommentsOn::Request(request) => Some(status(&mut tx, request).await?.digest),
            CommentsOn::Design(_) => None,
        };
        if let CommentPlace::Thread(thread) = new.place {
            reopen(&mut tx, new.on, thread).await?;
        }
        insert(&mut tx, new, digest, now).await?;
        let mut note = Note::new(Action::Commented, new.on.subject()).by(new.author);
        if let Some(digest) = digest {
            note = note.digest(digest);
        }
        let detail = json!({"comment": new.id, "body": new.body, "mentions": new.mentions});
        self.note(&mut tx, note.detail(detail), now).await?;
        if let CommentsOn::Request(request) = new.on {
            settle(self, &mut tx, Scope::Request(request), now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// What was said about a request or a design, oldest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn comments(&self, on: CommentsOn) -> Result<Vec<Comment>, StoreError> {
        let (request, design) = on.columns();
        let comments = sqlx::query_as(
            "SELECT comments.*, authors.name AS author_name, resolvers.name AS resolved_by_name,
                 (SELECT json_group_array(users.name) FROM mentions JOIN users ON users.id = mentions.user
                     WHERE mentions.comment = comments.id) AS mentions
             FROM comments
             JOIN users AS authors ON authors.id = comments.author
             LEFT JOIN users AS resolvers ON resolvers.id = comments.resolved_by
             WHERE request IS ? AND design IS ? ORDER BY comments.at, comments.id",
        )
        .bind(request)
        .bind(design)
        .fetch_all(&self.readers)
        .await?;
        Ok(comments)
    }

    /// Closes a thread, or opens it again. Whether that changed anything.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] when there is no such thread.
    pub async fn resolve(
        &self,
        on: CommentsOn,
        thread: CommentId,
        resolved: bool,
        by: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let was = is_resolved(&mut tx, on, thread).await?;
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
        let note = Note::new(action, on.subject()).by(by).detail(json!({"thread": thread}));
        self.note(&mut tx, note, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn is_resolved(
    connection: &mut SqliteConnection,
    on: CommentsOn,
    thread: CommentId,
) -> Result<bool, StoreError> {
    let (request, design) = on.columns();
    let found: Option<bool> = sqlx::query_scalar(
        "SELECT resolved_at IS NOT NULL FROM comments
         WHERE id = ? AND request IS ? AND design IS ? AND thread IS NULL",
    )
    .bind(thread)
    .bind(request)
    .bind(design)
    .fetch_optional(connection)
    .await?;
    found.ok_or(StoreError::Gone("thread"))
}

async fn reopen(
    connection: &mut SqliteConnection,
    on: CommentsOn,
    thread: CommentId,
) -> Result<(), StoreError> {
    if is_resolved(connection, on, thread).await? {
        let opened = sqlx::query("UPDATE comments SET resolved_at = NULL, resolved_by = NULL WHERE id = ?");
        opened.bind(thread).execute(connection).await?;
    }
    Ok(())
}

async fn insert(
    connection: &mut SqliteConnection,
    new: &NewComment<'_>,
    digest: Option<Digest>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (request, design) = new.on.columns();
    let (thread, anchor) = match new.place {
        CommentPlace::New(anchor) => (None, Some(anchor)),
        CommentPlace::Thread(thread) => (Some(thread), None),
    };
    sqlx::query(
        "INSERT INTO comments (id, request, design, thread, anchor, author, at, digest, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.id)
    .bind(request)
    .bind(design)
    .bind(thread)
    .bind(anchor)
    .bind(new.author)
    .bind(now)
    .bind(digest.map(Text))
    .bind(new.body)
    .execute(&mut *connection)
    .await
    .on_reference(|| StoreError::Gone(if design.is_some() { "design" } else { "user" }))?;
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
    use crate::testing::{ADA, BOB, LATER, NOW, design_id, id, request_id, sandbox_id, user, with_approved};
    use tablewright_policy::Policy;

    fn comment<'a>(
        name: &str,
        author: &str,
        place: CommentPlace<'a>,
        mentions: &'a BTreeSet<UserId>,
    ) -> NewComment<'a> {
        NewComment { id: CommentId(id(name)), on: on(), place, author: user(author), body: "Why?", mentions }
    }

    fn on() -> CommentsOn {
        CommentsOn::Request(request_id())
    }

    const WHOLE: CommentPlace<'static> = CommentPlace::New(r#""request""#);

    #[tokio::test]
    async fn a_thread_is_closed_and_opens_again_with_the_next_word() {
        let (_folder, store) = with_approved().await;
        let (nobody, bob) = (BTreeSet::new(), BTreeSet::from([user(BOB)]));
        store.comment(&comment("c1", ADA, WHOLE, &bob), NOW).await.unwrap();
        let thread = CommentId(id("c1"));
        assert!(store.resolve(on(), thread, true, user(BOB), LATER).await.unwrap());
        assert!(!store.resolve(on(), thread, true, user(BOB), LATER).await.unwrap());
        let said = store.comments(on()).await.unwrap();
        assert_eq!((said[0].resolved_at, said[0].resolved_by_name.as_deref()), (Some(LATER), Some(BOB)));
        assert_eq!(said[0].mentions, [BOB]);
        store.comment(&comment("c2", BOB, CommentPlace::Thread(thread), &nobody), LATER).await.unwrap();
        let said = store.comments(on()).await.unwrap();
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
        assert_eq!(store.comments(on()).await.unwrap().len(), 2);
    }

    #[tokio::test]
    async fn threads_of_a_design_are_not_those_of_its_requests() {
        let (_folder, store) = with_approved().await;
        let (nobody, design) = (BTreeSet::new(), CommentsOn::Design(design_id()));
        let about = CommentPlace::New(r#"{"place":{"object":"table:t"}}"#);
        let made = NewComment { on: design, ..comment("c1", BOB, about, &nobody) };
        store.comment(&made, NOW).await.unwrap();
        assert!(store.comments(on()).await.unwrap().is_empty());
        let said = store.comments(design).await.unwrap();
        assert_eq!((said.len(), said[0].digest), (1, None));
        let thread = CommentId(id("c1"));
        let refused = store.resolve(on(), thread, true, user(BOB), LATER).await;
        assert!(matches!(refused, Err(StoreError::Gone("thread"))), "{refused:?}");
        assert!(store.resolve(design, thread, true, user(ADA), LATER).await.unwrap());
        let gone = CommentsOn::Design(crate::DesignId(id("nowhere")));
        let refused =
            store.comment(&NewComment { on: gone, ..comment("c2", BOB, about, &nobody) }, NOW).await;
        assert!(matches!(refused, Err(StoreError::Gone("design"))), "{refused:?}");
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
