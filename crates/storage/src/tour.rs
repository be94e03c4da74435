//! The example of a change request and of a drifted table: whether it is offered, what it consists of, and its end.
//!
//! Its design, requests and runs are rows like any others; here is which ones they are, so that all of them can go.
//! Deliberately absent: what the example shows, and the tables in the sandbox.

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_policy::Role;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, NewUser, RequestId, RunId, Store, StoreError, Timestamp, UserId, column, users};

/// Where the example stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TourState {
    /// It is being made, or was when the server stopped.
    Making,
    /// It can be looked at.
    There,
    /// Somebody removed it.
    Removed,
}

/// What the example consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tour {
    /// Where it stands.
    pub state: TourState,
    /// Its design.
    pub design: DesignId,
    /// The change request to look at, once it is there.
    pub request: Option<RequestId>,
    /// The people of its story.
    pub people: Vec<UserId>,
}

impl FromRow<'_, SqliteRow> for Tour {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let state = match row.try_get("state")? {
            "making" => TourState::Making,
            "there" => TourState::There,
            _ => TourState::Removed,
        };
        Ok(Self {
            state,
            design: row.try_get("design")?,
            request: row.try_get("request")?,
            people: column::json(row, "people")?,
        })
    }
}

impl Store {
    /// The example, if it was ever made.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn tour(&self) -> Result<Option<Tour>, StoreError> {
        Ok(sqlx::query_as("SELECT * FROM tour").fetch_optional(&self.readers).await?)
    }

    /// Whether the example may be made: nobody has saved a version, opened a request or added an environment yet.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn tour_is_welcome(&self) -> Result<bool, StoreError> {
        let mut tx = self.read().await?;
        is_welcome(&mut tx).await
    }

    /// Begins the example, with the people of its story. They have no password, so that nobody signs in as them.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotWelcome`] in a server that has work of its own or had the example before,
    /// [`StoreError::EmailTaken`].
    pub async fn begin_tour(
        &self,
        design: DesignId,
        people: &[(NewUser<'_>, Role)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        if !is_welcome(&mut tx).await? {
            return Err(StoreError::NotWelcome);
        }
        let mut ids = Vec::new();
        for (person, role) in people {
            ids.push(users::insert(&mut tx, person, *role, now).await?.id);
        }
        sqlx::query("INSERT INTO tour (id, state, design, people) VALUES (1, 'making', ?, ?)")
            .bind(design)
            .bind(column::to_json("people", &ids)?)
            .execute(&mut *tx)
            .await?;
        let note = Note::new(Action::ExampleMade, format!("design/{design}"));
        self.note(&mut tx, note.detail(json!({"people": ids})), now).await?;
        Ok(tx.commit().await?)
    }

    /// The example can be looked at.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn finish_tour(&self, request: RequestId) -> Result<(), StoreError> {
        sqlx::query("UPDATE tour SET state = 'there', request = ? WHERE state = 'making'")
            .bind(request)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Removes the example with all that was made of it; the tables in the sandbox are the caller's. One that was never
    /// finished may be made again.
    ///
    /// # Errors
    ///
    /// [`StoreError::EnvironmentBusy`] while a run of it is going, [`StoreError::InUse`] when something else depends on it.
    pub async fn remove_tour(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let found: Option<Tour> = sqlx::query_as("SELECT * FROM tour").fetch_optional(&mut *tx).await?;
        let Some(tour) = found.filter(|tour| tour.state != TourState::Removed) else { return Ok(()) };
        erase(&mut tx, tour.design).await?;
        for person in &tour.people {
            send_away(&mut tx, *person, now).await?;
        }
        let end = match tour.state {
            TourState::Making => "DELETE FROM tour",
            _ => "UPDATE tour SET state = 'removed', request = NULL",
        };
        sqlx::query(end).execute(&mut *tx).await?;
        let note = Note::new(Action::ExampleRemoved, format!("design/{}", tour.design));
        self.note(&mut tx, note, now).await?;
        Ok(tx.commit().await?)
    }
}

async fn is_welcome(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let has_work: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM tour) OR EXISTS (SELECT 1 FROM versions) OR EXISTS (SELECT 1 FROM requests)
             OR EXISTS (SELECT 1 FROM environments WHERE kind <> 'sandbox')",
    )
    .fetch_one(connection)
    .await?;
    Ok(!has_work)
}

/// Deletes a design with everything that hangs on it. What it manages elsewhere than in the sandbox keeps it.
async fn erase(connection: &mut SqliteConnection, design: DesignId) -> Result<(), StoreError> {
    let going: Option<RunId> = sqlx::query_scalar(
        "SELECT runs.id FROM runs JOIN requests ON requests.id = runs.request
         WHERE requests.design = ? AND runs.state = 'running'",
    )
    .bind(design)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(run) = going {
        return Err(StoreError::EnvironmentBusy { run });
    }
    for statement in [
        "UPDATE requests SET superseded_by = NULL
         WHERE superseded_by IN (SELECT id FROM requests WHERE design = ?)",
        "DELETE FROM runs WHERE request IN (SELECT id FROM requests WHERE design = ?)",
        "DELETE FROM requests WHERE design = ?",
        "DELETE FROM managed_tables WHERE design = ?
             AND environment IN (SELECT id FROM environments WHERE kind = 'sandbox')",
        "DELETE FROM designs WHERE id = ?",
    ] {
        let deleted = sqlx::query(statement).bind(design).execute(&mut *connection).await;
        deleted.on_reference(|| StoreError::InUse {
            what: "example",
            by: "tables outside of the sandbox",
            remedy: "keep it for their history",
        })?;
    }
    Ok(())
}

/// Deletes somebody who is made up. Whoever was used for other work since stays in its history, without an account.
async fn send_away(
    connection: &mut SqliteConnection,
    person: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deleted = sqlx::query("DELETE FROM users WHERE id = ?").bind(person).execute(&mut *connection).await;
    if let Err(error) = &deleted
        && error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation)
    {
        let ended = sqlx::query("UPDATE users SET deactivated_at = coalesce(deactivated_at, ?) WHERE id = ?");
        ended.bind(now).bind(person).execute(connection).await?;
        return Ok(());
    }
    deleted?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        ADA, NOW, create_request, design_id, request_id, sandbox_id, user, with_users, with_version,
    };
    use crate::{ManagedTable, NewRun, RunState};

    async fn begun(store: &Store) {
        let person =
            NewUser { id: user("robin"), name: "Robin", email: "robin@x.invalid", password_hash: "" };
        store.begin_tour(design_id(), &[(person, Role::Designer)], NOW).await.unwrap();
    }

    #[tokio::test]
    async fn a_server_with_work_of_its_own_is_left_alone() {
        let (_folder, store) = with_version().await;
        assert!(!store.tour_is_welcome().await.unwrap());
        let refused = store.begin_tour(design_id(), &[], NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotWelcome), "{refused}");
    }

    #[tokio::test]
    async fn what_was_removed_is_gone_for_good_with_all_that_hung_on_it() {
        let (_folder, store) = with_users().await;
        begun(&store).await;
        let document = tablewright_model::Design::blank("Shop");
        store.create_design(design_id(), &document, user("robin"), NOW).await.unwrap();
        let new = crate::NewVersion { message: "1", author: user("robin"), seq: 0, document: &document };
        store.create_version(design_id(), &new, NOW).await.unwrap();
        let sandbox = crate::testing::environment("sandbox", crate::EnvironmentKind::Sandbox);
        store.ensure_sandbox(&sandbox).await.unwrap();
        create_request(&store, request_id()).await;
        crate::testing::approve(&store, request_id()).await;
        let run = NewRun {
            id: crate::testing::run_id("run"),
            request: request_id(),
            digest: crate::testing::plan(3).digest(),
            started_by: user(ADA),
        };
        store.start_run(&run, NOW).await.unwrap();
        let managed = ManagedTable {
            environment: sandbox_id(),
            name: "t1".to_owned(),
            design: design_id(),
            table: "t1".parse().unwrap(),
            aws_table_id: "1".to_owned(),
            managed_at: NOW,
        };
        store.upsert_managed_table(&managed).await.unwrap();
        store.finish_tour(request_id()).await.unwrap();
        let busy = store.remove_tour(NOW).await.unwrap_err();
        assert!(matches!(busy, StoreError::EnvironmentBusy { .. }), "{busy}");

        store.finish_run(run.id, RunState::Failed, Some("x"), NOW).await.unwrap();
        store.remove_tour(NOW).await.unwrap();
        assert_eq!(store.designs().await.unwrap(), []);
        assert_eq!(store.request(request_id()).await.unwrap(), None);
        assert_eq!(store.managed_table(sandbox_id(), "t1").await.unwrap(), None);
        assert_eq!(store.user(user("robin")).await.unwrap(), None);
        assert_eq!(store.tour().await.unwrap().unwrap().state, TourState::Removed);
        assert!(!store.tour_is_welcome().await.unwrap());
    }

    #[tokio::test]
    async fn one_that_was_never_finished_may_be_made_again() {
        let (_folder, store) = with_users().await;
        begun(&store).await;
        store.remove_tour(NOW).await.unwrap();
        assert_eq!(store.tour().await.unwrap(), None);
        begun(&store).await;
    }

    #[tokio::test]
    async fn whoever_was_used_for_other_work_stays_in_its_history() {
        let (_folder, store) = with_users().await;
        begun(&store).await;
        let other = DesignId("other".parse().unwrap());
        let document = tablewright_model::Design::blank("Other");
        store.create_design(other, &document, user("robin"), NOW).await.unwrap();
        store.remove_tour(NOW).await.unwrap();
        assert!(store.user(user("robin")).await.unwrap().unwrap().deactivated_at.is_some());
    }
}
