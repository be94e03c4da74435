//! Environments: where designs are applied, and how table names are made there.
//!
//! An environment names a profile or a role; credentials never get here.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};
use tablewright_plan::CopyPlace;

use crate::audit::{Action, Note};
use crate::column::{some_json, to_json};
use crate::error::OnConstraint;
use crate::{EnvironmentId, Store, StoreError, Timestamp};

/// Whether an environment is the built-in one or AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum EnvironmentKind {
    /// The AWS-like account inside the server; there is one.
    Sandbox,
    /// An AWS account and region.
    Aws,
}

/// Where designs are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Its identity.
    pub id: EnvironmentId,
    /// Its name; upper and lower case are the same.
    pub name: String,
    /// Sandbox or AWS.
    pub kind: EnvironmentKind,
    /// The AWS region.
    pub region: String,
    /// The AWS account, once it is known.
    pub account: Option<String>,
    /// The endpoint, if it is not the region's own.
    pub endpoint: Option<String>,
    /// The profile of the server's AWS configuration; `None` is the default chain.
    pub profile: Option<String>,
    /// The role to assume.
    pub role_arn: Option<String>,
    /// Makes table names: `{env}-{table}`.
    pub name_template: String,
    /// Where a run copies the items of a table that is replaced; `None` leaves that to people.
    pub copies: Option<CopyPlace>,
    /// Counts its changes.
    pub revision: u32,
    /// Since when.
    pub created_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for Environment {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            kind: row.try_get("kind")?,
            region: row.try_get("region")?,
            account: row.try_get("account")?,
            endpoint: row.try_get("endpoint")?,
            profile: row.try_get("profile")?,
            role_arn: row.try_get("role_arn")?,
            name_template: row.try_get("name_template")?,
            copies: some_json(row, "copies")?,
            revision: row.try_get("revision")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

impl Store {
    /// Adds an environment.
    ///
    /// # Errors
    ///
    /// [`StoreError::EnvironmentNameTaken`] when another has the name.
    pub async fn create_environment(&self, environment: &Environment) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        insert(&mut tx, environment).await?;
        let note = Note::new(Action::EnvironmentAdded, format!("environment/{}", environment.id));
        self.note(&mut tx, note.detail(described(environment)), environment.created_at).await?;
        Ok(tx.commit().await?)
    }

    /// The sandbox; it is added, as given, if there is none yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::EnvironmentNameTaken`] when another environment has the name.
    pub async fn ensure_sandbox(&self, given: &Environment) -> Result<Environment, StoreError> {
        let mut tx = self.write().await?;
        let found = sqlx::query_as("SELECT * FROM environments WHERE kind = 'sandbox'")
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(found) = found {
            return Ok(found);
        }
        let sandbox = Environment { kind: EnvironmentKind::Sandbox, ..given.clone() };
        insert(&mut tx, &sandbox).await?;
        tx.commit().await?;
        Ok(sandbox)
    }

    /// All environments: the sandbox, then the others by name.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn environments(&self) -> Result<Vec<Environment>, StoreError> {
        let environments = sqlx::query_as("SELECT * FROM environments ORDER BY kind <> 'sandbox', name, id")
            .fetch_all(&self.readers)
            .await?;
        Ok(environments)
    }

    /// An environment.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn environment(&self, id: EnvironmentId) -> Result<Option<Environment>, StoreError> {
        let environment = sqlx::query_as("SELECT * FROM environments WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        Ok(environment)
    }

    /// Changes an environment whose revision is the one that was seen; gives it as it is then.
    ///
    /// Where tables are managed, they stay what they are: account, region and names can't change.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without it or for the sandbox, [`StoreError::Revised`] when it was changed meanwhile,
    /// [`StoreError::InUse`] when tables are managed, [`StoreError::EnvironmentNameTaken`] when another has the name.
    pub async fn update_environment(
        &self,
        new: &Environment,
        now: Timestamp,
    ) -> Result<Environment, StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("environment"))?;
        if before.revision != new.revision {
            return Err(StoreError::Revised { what: "environment" });
        }
        let of_tables = |it: &Environment| (it.account.clone(), it.region.clone(), it.name_template.clone());
        if of_tables(&before) != of_tables(new) && has_tables(&mut tx, new.id).await? {
            return Err(MANAGES);
        }
        sqlx::query(
            "UPDATE environments SET name = ?, region = ?, account = ?, endpoint = ?, profile = ?, role_arn = ?,
                 name_template = ?, copies = ?, revision = revision + 1
             WHERE id = ?",
        )
        .bind(&new.name)
        .bind(&new.region)
        .bind(&new.account)
        .bind(&new.endpoint)
        .bind(&new.profile)
        .bind(&new.role_arn)
        .bind(&new.name_template)
        .bind(copies(new)?)
        .bind(new.id)
        .execute(&mut *tx)
        .await
        .on_unique(|| taken(new))?;
        let note = Note::new(Action::EnvironmentChanged, format!("environment/{}", new.id));
        self.note(&mut tx, note.detail(described(new)), now).await?;
        let after = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("environment"))?;
        tx.commit().await?;
        Ok(after)
    }

    /// Removes an environment that nothing was applied to. Whether it was there. Nothing happens in AWS.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] when managed tables, change requests or runs refer to it.
    pub async fn delete_environment(&self, id: EnvironmentId, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let Some(environment) = find(&mut tx, id).await? else { return Ok(false) };
        sqlx::query("DELETE FROM environments WHERE id = ?").bind(id).execute(&mut *tx).await.on_reference(
            || StoreError::InUse {
                what: "environment",
                by: "change requests or managed tables",
                remedy: "keep it for their history",
            },
        )?;
        let note = Note::new(Action::EnvironmentRemoved, format!("environment/{id}"));
        self.note(&mut tx, note.detail(described(&environment)), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Moving an environment would leave its tables behind.
const MANAGES: StoreError = StoreError::InUse {
    what: "environment",
    by: "tables that designs manage in it",
    remedy: "keep its account, region and names of tables, or add another environment",
};

/// One of AWS: the sandbox is as the server made it.
async fn find(
    connection: &mut SqliteConnection,
    id: EnvironmentId,
) -> Result<Option<Environment>, StoreError> {
    let found = sqlx::query_as("SELECT * FROM environments WHERE id = ? AND kind <> 'sandbox'");
    Ok(found.bind(id).fetch_optional(connection).await?)
}

async fn has_tables(connection: &mut SqliteConnection, id: EnvironmentId) -> Result<bool, StoreError> {
    let there = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM managed_tables WHERE environment = ?)");
    Ok(there.bind(id).fetch_one(connection).await?)
}

async fn insert(connection: &mut SqliteConnection, environment: &Environment) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO environments (id, name, kind, region, account, endpoint, profile, role_arn, name_template,
             copies, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(environment.id)
    .bind(&environment.name)
    .bind(environment.kind)
    .bind(&environment.region)
    .bind(&environment.account)
    .bind(&environment.endpoint)
    .bind(&environment.profile)
    .bind(&environment.role_arn)
    .bind(&environment.name_template)
    .bind(copies(environment)?)
    .bind(environment.created_at)
    .execute(connection)
    .await
    .on_unique(|| taken(environment))?;
    Ok(())
}

fn copies(environment: &Environment) -> Result<Option<String>, StoreError> {
    environment.copies.as_ref().map(|place| to_json("environment", place)).transpose()
}

/// What the audit log keeps of an environment.
fn described(environment: &Environment) -> serde_json::Value {
    json!({"name": environment.name, "region": environment.region, "account": environment.account,
        "endpoint": environment.endpoint, "profile": environment.profile, "role_arn": environment.role_arn,
        "name_template": environment.name_template, "copies": environment.copies.as_ref().map(ToString::to_string)})
}

fn taken(environment: &Environment) -> StoreError {
    StoreError::EnvironmentNameTaken { name: environment.name.clone() }
}

#[cfg(test)]
mod tests {
    use tablewright_model::TableId;

    use super::*;
    use crate::ManagedTable;
    use crate::testing::{
        LATER, NOW, design_id, environment, id, on_disk, sandbox_id, with_request, with_version,
    };

    #[tokio::test]
    async fn an_environment_keeps_all_it_was_given_and_can_change() {
        let (_folder, store) = on_disk().await;
        let mut production = Environment {
            account: Some("123456789012".to_owned()),
            endpoint: Some("https://dynamodb.example.com".to_owned()),
            profile: Some("prod".to_owned()),
            role_arn: Some("arn:aws:iam::123456789012:role/x".to_owned()),
            copies: Some(CopyPlace::parse("s3://copies/tables", Some("123456789012")).unwrap()),
            ..environment("production", EnvironmentKind::Aws)
        };
        store.create_environment(&production).await.unwrap();
        assert_eq!(store.environment(production.id).await.unwrap(), Some(production.clone()));
        production.account = None;
        production.copies = Some(CopyPlace::parse("s3://others", None).unwrap());
        production.name = "Prod".to_owned();
        let changed = store.update_environment(&production, LATER).await.unwrap();
        assert_eq!(changed, Environment { revision: 2, ..production.clone() });
        assert_eq!(store.environments().await.unwrap(), [changed]);
        let refused = store.update_environment(&production, LATER).await.unwrap_err();
        assert!(matches!(refused, StoreError::Revised { .. }), "{refused}");
        let none =
            store.update_environment(&environment("no", EnvironmentKind::Aws), LATER).await.unwrap_err();
        assert!(matches!(none, StoreError::Gone(_)), "{none}");
    }

    #[tokio::test]
    async fn two_environments_never_have_one_name() {
        let (_folder, store) = on_disk().await;
        let (first, second) =
            (environment("a", EnvironmentKind::Aws), environment("b", EnvironmentKind::Aws));
        store.create_environment(&first).await.unwrap();
        store.create_environment(&second).await.unwrap();
        let third = Environment { name: "A".to_owned(), ..environment("c", EnvironmentKind::Aws) };
        let refused = store.create_environment(&third).await.unwrap_err();
        assert!(matches!(refused, StoreError::EnvironmentNameTaken { .. }), "{refused}");
        let renamed = Environment { name: "A".to_owned(), ..second };
        let refused = store.update_environment(&renamed, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::EnvironmentNameTaken { .. }), "{refused}");
    }

    #[tokio::test]
    async fn there_is_one_sandbox_and_a_restart_leaves_it_alone() {
        let (_folder, store) = on_disk().await;
        let given = environment("sandbox", EnvironmentKind::Sandbox);
        assert_eq!(store.ensure_sandbox(&given).await.unwrap(), given);
        let again =
            Environment { region: "us-east-1".to_owned(), ..environment("other", EnvironmentKind::Sandbox) };
        assert_eq!(store.ensure_sandbox(&again).await.unwrap(), given);
        store.create_environment(&environment("a", EnvironmentKind::Aws)).await.unwrap();
        let names: Vec<_> = store.environments().await.unwrap().into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["sandbox", "a"]);
    }

    #[tokio::test]
    async fn an_environment_in_use_is_not_deleted() {
        let (_folder, store) = with_request().await;
        // The sandbox is the server's own.
        assert!(!store.delete_environment(sandbox_id(), NOW).await.unwrap());
        let unused = environment("unused", EnvironmentKind::Aws);
        store.create_environment(&unused).await.unwrap();
        assert!(store.delete_environment(unused.id, NOW).await.unwrap());
        assert!(!store.delete_environment(unused.id, NOW).await.unwrap());
    }

    #[tokio::test]
    async fn an_environment_with_tables_keeps_what_they_hang_on() {
        let (_folder, store) = with_version().await;
        let production = environment("production", EnvironmentKind::Aws);
        store.create_environment(&production).await.unwrap();
        let table = ManagedTable {
            environment: production.id,
            name: "Scores".to_owned(),
            design: design_id(),
            table: TableId(id("scores")),
            aws_table_id: "1".to_owned(),
            managed_at: NOW,
        };
        store.upsert_managed_table(&table).await.unwrap();
        let moved = Environment { region: "us-east-1".to_owned(), ..production.clone() };
        let elsewhere = Environment { account: Some("9".to_owned()), ..production.clone() };
        let renamed = Environment { name_template: "x-{table}".to_owned(), ..production.clone() };
        for other in [moved, elsewhere, renamed] {
            let refused = store.update_environment(&other, NOW).await.unwrap_err();
            assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
        }
        let refused = store.delete_environment(production.id, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
        let other = Environment { name: "Prod".to_owned(), profile: Some("p".to_owned()), ..production };
        assert_eq!(
            store.update_environment(&other, NOW).await.unwrap(),
            Environment { revision: 2, ..other }
        );
    }
}
