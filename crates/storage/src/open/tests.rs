//! Data folders of every kind: fresh, ours, taken, foreign, newer, broken.

use std::fs;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType};

use super::*;
use crate::testing::{ADA, add_user, design_id, user, with_users, with_version};
use crate::{Role, StoreError};

/// Our migrations and another one.
fn with_migration(number: i64, sql: &'static str) -> Migrator {
    let added = Migration::new(number, "added".into(), MigrationType::Simple, sql.into_sql_str(), false);
    Migrator::with_migrations(MIGRATOR.iter().cloned().chain([added]).collect())
}

/// A closed data folder with a user in it.
async fn closed() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, store) = with_users().await;
    store.close().await;
    let path = folder.path().join(DATABASE);
    (folder, path)
}

#[tokio::test]
async fn a_missing_folder_is_made_and_kept_from_others() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("a/b");
    Store::open(&folder).await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[tokio::test]
async fn commits_wait_for_the_disk_and_references_are_checked() {
    let (_folder, store) = with_users().await;
    let setting = async |sql: &'static str| -> String {
        sqlx::query_scalar::<_, String>(sql).fetch_one(&store.writer).await.unwrap()
    };
    assert_eq!(setting("PRAGMA journal_mode").await, "wal");
    assert_eq!(setting("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous").await, "2");
    assert_eq!(setting("SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys").await, "1");
    let refused = sqlx::query("DELETE FROM users").execute(&store.readers).await.unwrap_err();
    assert!(refused.to_string().contains("readonly"), "{refused}");
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let (folder, store) = with_version().await;
    let before =
        (store.users().await.unwrap(), store.designs().await.unwrap(), store.environments().await.unwrap());
    store.close().await;
    drop(store);
    let store = Store::open(folder.path()).await.unwrap();
    let after =
        (store.users().await.unwrap(), store.designs().await.unwrap(), store.environments().await.unwrap());
    assert_eq!(after, before);
    assert!(store.load_design(design_id()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_second_server_on_the_folder_is_refused_until_the_first_is_gone() {
    let (folder, store) = with_users().await;
    let clone = store.clone();
    drop(store);
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused}");
    assert_eq!(clone.user_count().await.unwrap(), 2);
    drop(clone);
    assert_eq!(Store::open(folder.path()).await.unwrap().user_count().await.unwrap(), 2);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "x").unwrap();
    for folder in [file.clone(), file.join("data")] {
        let refused = Store::open(&folder).await.unwrap_err();
        assert!(matches!(refused, OpenError::Unwritable { .. }), "{refused}");
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "x");
}

#[tokio::test]
async fn a_write_protected_database_is_found_out_before_the_first_write() {
    let (_folder, path) = closed().await;
    let protected = one(SqlitePoolOptions::new()).connect_with(reading(&path)).await.unwrap();
    let error = prove_writable(&protected).await.unwrap_err();
    let refused = OpenError::of_sqlx(&path, error);
    assert!(matches!(refused, OpenError::Unwritable { .. }), "{refused}");
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(DATABASE)).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::NotOurs { .. }), "{refused}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DATABASE);
    let garbage = "not a database, but longer than the header of one. ".repeat(200);
    fs::write(&path, &garbage).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::NotOurs { .. }), "{refused}");
    assert_eq!(fs::read_to_string(path).unwrap(), garbage);
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DATABASE);
    let theirs = one(SqlitePoolOptions::new())
        .connect_with(SqliteConnectOptions::new().filename(&path).create_if_missing(true))
        .await
        .unwrap();
    sqlx::query("CREATE TABLE theirs (x)").execute(&theirs).await.unwrap();
    theirs.close().await;
    let before = fs::read(&path).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::NotOurs { .. }), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn an_empty_file_is_a_new_database() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(DATABASE), "").unwrap();
    assert_eq!(Store::open(folder.path()).await.unwrap().user_count().await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_kept() {
    let (folder, path) = closed().await;
    let newer = with_migration(9_000, "CREATE TABLE later (x TEXT) STRICT");
    open_with(folder.path(), &newer).await.unwrap().close().await;
    let before = fs::read(&path).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 9_000, .. }), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(open_with(folder.path(), &newer).await.unwrap().user_count().await.unwrap(), 2);
}

#[tokio::test]
async fn a_changed_migration_is_refused_and_nothing_is_migrated() {
    let (folder, path) = closed().await;
    let ours = with_migration(9_000, "CREATE TABLE later (x TEXT) STRICT");
    open_with(folder.path(), &ours).await.unwrap().close().await;
    let before = fs::read(&path).unwrap();
    let changed = with_migration(9_000, "CREATE TABLE later (y TEXT) STRICT");
    let refused = open_with(folder.path(), &changed).await.unwrap_err();
    assert!(matches!(refused, OpenError::Changed { migration: 9_000, .. }), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_failing_migration_is_taken_back_as_a_whole() {
    let (folder, _path) = closed().await;
    let broken =
        with_migration(9_000, "DELETE FROM users; CREATE TABLE later (x TEXT) STRICT; SELECT nonsense");
    let refused = open_with(folder.path(), &broken).await.unwrap_err();
    assert!(matches!(refused, OpenError::MigrationFailed { migration: 9_000, .. }), "{refused}");
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.user_count().await.unwrap(), 2);
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'later'")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert_eq!(tables, 0);
}

#[tokio::test]
async fn a_truncated_database_is_refused_and_kept() {
    let (folder, path) = closed().await;
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..5_000]).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Database { .. }), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), whole[..5_000]);
}

#[tokio::test]
async fn a_store_in_memory_works_alike() {
    let store = Store::in_memory().await.unwrap();
    add_user(&store, ADA, Role::Administrator).await;
    store
        .clone()
        .create_design(design_id(), &tablewright_model::Design::blank("Shop"), user(ADA), crate::testing::NOW)
        .await
        .unwrap();
    assert_eq!(store.load_design(design_id()).await.unwrap().unwrap().design.name, "Shop");
    let refused = store
        .create_session(&[0; 32], user("eve"), crate::testing::NOW, crate::testing::LATER)
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::Gone("user")), "{refused}");
}

#[tokio::test]
async fn every_refusal_is_one_line_that_names_the_place_and_the_way_out() {
    let path = || std::path::PathBuf::from("/data");
    let io = || std::io::Error::other("no");
    let refusals = [
        OpenError::Unwritable { path: path(), source: io() },
        OpenError::InUse { path: path() },
        OpenError::NotOurs { path: path() },
        OpenError::Newer { path: path(), found: 2, known: 1 },
        OpenError::Changed { path: path(), migration: 1 },
        OpenError::MigrationFailed { path: path(), migration: 1, source: sqlx::Error::RowNotFound },
        OpenError::Database { path: path(), source: sqlx::Error::RowNotFound },
    ];
    for text in refusals.map(|refusal| refusal.to_string()) {
        assert!(text.contains("/data") && text.contains(": ") && !text.contains('\n'), "{text}");
    }
}

/// A database as the first version left it, with everything that the second makes anew in it.
#[tokio::test]
async fn what_the_first_version_kept_is_there_after_the_second_made_its_tables_anew() {
    let folder = tempfile::tempdir().unwrap();
    let first = Migrator::with_migrations(MIGRATOR.iter().take(1).cloned().collect());
    let store = open_with(folder.path(), &first).await.unwrap();
    for statement in [
        "INSERT INTO users VALUES ('ada', 'Ada', 'a@b.c', 'operator', 'x', 1, NULL)",
        "INSERT INTO designs VALUES ('d', 'D', 0, 'ada', 1, 1, NULL, 0, '{}', 0)",
        "INSERT INTO versions VALUES ('d', 1, '', 'ada', 1, 0, 'x', '{}')",
        "INSERT INTO environments VALUES ('own', 'Own', 'aws', 'r', NULL, NULL, NULL, NULL, '{table}', 1, 1)",
        "INSERT INTO environments VALUES ('other', 'Other', 'aws', 'r', NULL, NULL, NULL, NULL, '{table}', 0, 1)",
        "INSERT INTO requests VALUES ('r', 'd', 1, 'own', 'T', 'ada', 1, 2, 'applying', '{}', 'digest')",
        "INSERT INTO approvals VALUES ('r', 'ada', 'digest', 3, 'fine')",
        "INSERT INTO runs VALUES ('run', 'r', 'own', 'ada', 4, NULL, 'running', NULL)",
        "INSERT INTO run_steps VALUES ('run', 1, 'intent', 1, '[\"x\"]', NULL, 5, NULL)",
        "INSERT INTO leases VALUES ('own', 'run', 4)",
    ] {
        sqlx::query(statement).execute(&store.writer).await.unwrap();
    }
    store.close().await;
    drop(store);
    let store = Store::open(folder.path()).await.unwrap();
    let counted = async |query: &'static str| -> i64 {
        sqlx::query_scalar(query).fetch_one(&store.readers).await.unwrap()
    };
    for query in [
        "SELECT count(*) FROM requests WHERE id = 'r' AND state = 'applying' AND updated_at = 2 AND checks = '[]'",
        "SELECT count(*) FROM approvals WHERE request = 'r' AND comment = 'fine' AND typed = '[]'",
        "SELECT count(*) FROM runs WHERE id = 'run' AND cancel_asked_at IS NULL",
        "SELECT count(*) FROM run_steps WHERE run = 'run' AND aws_request_ids = '[\"x\"]'",
        "SELECT count(*) FROM leases WHERE environment = 'own' AND run = 'run'",
        "SELECT count(*) FROM request_plans WHERE request = 'r' AND digest = 'digest'",
        "SELECT count(*) = 0 FROM pragma_foreign_key_check",
    ] {
        assert_eq!(counted(query).await, 1, "{query}");
    }
    // The references follow the names.
    for statement in ["DELETE FROM runs", "DELETE FROM requests"] {
        sqlx::query(statement).execute(&store.writer).await.unwrap_err();
    }
    let policy = async |id: &str| store.policy(id.parse().unwrap()).await.unwrap().policy.self_approval;
    assert_eq!((policy("own").await, policy("other").await), (true, false));
}
