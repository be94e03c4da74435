//! Environments: where designs are applied, and how table names are made there.
//!
//! An environment names a profile or a role; credentials never get here.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::audit::{Action, Note};
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
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
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
    /// Since when.
    pub created_at: Timestamp,
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

    /// Changes everything of an environment but its kind and its age. Whether it was there.
    ///
    /// # Errors
    ///
    /// [`StoreError::EnvironmentNameTaken`] when another has the name.
    pub async fn update_environment(&self, environment: &Environment) -> Result<bool, StoreError> {
        let changed = sqlx::query(
            "UPDATE environments SET name = ?, region = ?, account = ?, endpoint = ?, profile = ?, role_arn = ?,
                 name_template = ?
             WHERE id = ?",
        )
        .bind(&environment.name)
        .bind(&environment.region)
        .bind(&environment.account)
        .bind(&environment.endpoint)
        .bind(&environment.profile)
        .bind(&environment.role_arn)
        .bind(&environment.name_template)
        .bind(environment.id)
        .execute(&self.writer)
        .await
        .on_unique(|| taken(environment))?;
        Ok(changed.rows_affected() > 0)
    }

    /// Deletes an environment. Whether it was there. Nothing happens in AWS.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] when managed tables, change requests or runs refer to it.
    pub async fn delete_environment(&self, id: EnvironmentId) -> Result<bool, StoreError> {
        let deleted = sqlx::query("DELETE FROM environments WHERE id = ?")
            .bind(id)
            .execute(&self.writer)
            .await
            .on_reference(|| StoreError::InUse {
                what: "environment",
                by: "change requests or managed tables",
                remedy: "keep it for their history",
            })?;
        Ok(deleted.rows_affected() > 0)
    }
}

async fn insert(connection: &mut SqliteConnection, environment: &Environment) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO environments (id, name, kind, region, account, endpoint, profile, role_arn, name_template,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    .bind(environment.created_at)
    .execute(connection)
    .await
    .on_unique(|| taken(environment))?;
    Ok(())
}

/// What the audit log keeps of an environment.
fn described(environment: &Environment) -> serde_json::Value {
    json!({"name": environment.name, "region": environment.region, "account": environment.account,
        "endpoint": environment.endpoint, "profile": environment.profile, "role_arn": environment.role_arn,
        "name_template": environment.name_template})
}

fn taken(environment: &Environment) -> StoreError {
    StoreError::EnvironmentNameTaken { name: environment.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{environment, on_disk, sandbox_id, with_request};

    #[tokio::test]
    async fn an_environment_keeps_all_it_was_given_and_can_change() {
        let (_folder, store) = on_disk().await;
        let mut production = Environment {
            account: Some("123456789012".to_owned()),
            endpoint: Some("https://dynamodb.example.com".to_owned()),
            profile: Some("prod".to_owned()),
            role_arn: Some("arn:aws:iam::123456789012:role/x".to_owned()),
            ..environment("production", EnvironmentKind::Aws)
        };
        store.create_environment(&production).await.unwrap();
        assert_eq!(store.environment(production.id).await.unwrap(), Some(production.clone()));
        production.account = None;
        production.name = "Prod".to_owned();
        assert!(store.update_environment(&production).await.unwrap());
        assert_eq!(store.environments().await.unwrap(), [production]);
        assert!(!store.update_environment(&environment("no", EnvironmentKind::Aws)).await.unwrap());
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
        let refused = store.update_environment(&renamed).await.unwrap_err();
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
        let refused = store.delete_environment(sandbox_id()).await.unwrap_err();
        assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
        let unused = environment("unused", EnvironmentKind::Aws);
        store.create_environment(&unused).await.unwrap();
        assert!(store.delete_environment(unused.id).await.unwrap());
        assert!(!store.delete_environment(unused.id).await.unwrap());
    }
}
