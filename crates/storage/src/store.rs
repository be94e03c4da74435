//! The store itself: one connection that writes, several that read.
//!
//! SQLite lets one connection write at a time. All writes wait in line for the one writer, so no caller ever meets
//! `database is locked`; readers see the last committed state and wait for nobody.

use std::fs::File;
use std::sync::Arc;

use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::audit::Actor;

/// The data of one server. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Store {
    /// A pool of exactly one connection.
    pub(crate) writer: SqlitePool,
    /// Connections that can't write; for a store in memory the writer itself.
    pub(crate) readers: SqlitePool,
    /// Held as long as the store lives, so that no second server opens the folder.
    pub(crate) _lock: Option<Arc<File>>,
    /// In whose name writes happen, as the audit log has it.
    pub(crate) actor: Arc<Actor>,
}

impl Store {
    /// Ends all connections after what is under way, and leaves one tidy file behind.
    ///
    /// A store that is just dropped, or killed, loses nothing; the next start has a little more to read.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The same store, in somebody's name: what is written through it is in the audit log as theirs.
    #[must_use]
    pub fn acting(&self, actor: Actor) -> Self {
        Self { actor: Arc::new(actor), ..self.clone() }
    }

    /// A transaction that holds the writer from its first statement on. Dropped without a commit, it never was.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// A transaction whose statements all see the same state.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.readers.begin().await?)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use crate::testing::{NOW, add_user, request_id, with_request};
    use crate::{RequestState, Role};

    /// A browser that goes away drops the future of its request wherever it is.
    #[tokio::test]
    async fn a_write_that_is_dropped_midway_never_was_or_is_whole_and_the_next_one_goes_on() {
        let (_folder, store) = with_request().await;
        let others = [RequestState::InReview, RequestState::Stale];
        for polls in 0..120 {
            let to = others[polls % 2];
            let mut write = Box::pin(store.transition(request_id(), &others, to, NOW));
            for _ in 0..polls {
                let done = pin!(&mut write).poll(&mut Context::from_waker(Waker::noop())).is_ready();
                if done {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(write);
            add_user(&store, &format!("user-{polls}"), Role::Viewer).await;
            let state = store.request(request_id()).await.unwrap().unwrap().state;
            assert!(others.contains(&state), "{state:?}");
        }
        assert_eq!(store.user_count().await.unwrap(), 122);
    }
}
