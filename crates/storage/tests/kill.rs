//! What was acknowledged is there after `kill -9`: this test starts itself as a writer and kills it.

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use tablewright_storage::{NewUser, OpenError, Role, Store, Timestamp, UserId};

    const FOLDER: &str = "TABLEWRIGHT_KILL_TEST_FOLDER";
    const NAME: &str = "tests::acknowledged_writes_survive_a_kill";

    #[tokio::test]
    async fn acknowledged_writes_survive_a_kill() {
        match std::env::var_os(FOLDER) {
            Some(folder) => write_until_killed(folder.into()).await,
            None => kill_a_writer().await,
        }
    }

    /// Creates users one after the other and prints the number of each when it is acknowledged.
    async fn write_until_killed(folder: PathBuf) {
        let store = Store::open(&folder).await.unwrap();
        for number in 0_u64.. {
            let name = format!("user-{number}");
            let new =
                NewUser { id: UserId(name.parse().unwrap()), name: &name, email: &name, password_hash: "" };
            store.create_user(&new, Role::Viewer, Timestamp(0)).await.unwrap();
            writeln!(std::io::stderr(), "acknowledged {number}").unwrap();
        }
    }

    async fn kill_a_writer() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stderr.take().unwrap()).lines().map(Result::unwrap);
        let mut acknowledged =
            lines.filter_map(|line| Some(line.strip_prefix("acknowledged ")?.parse::<u64>().unwrap()));
        assert_eq!(acknowledged.nth(50), Some(50));
        let refused = Store::open(folder.path()).await.unwrap_err();
        assert!(matches!(refused, OpenError::InUse { .. }), "{refused}");
        writer.kill().unwrap();
        writer.wait().unwrap();
        let last = acknowledged.last().unwrap_or(50);

        let store = Store::open(folder.path()).await.unwrap();
        let count = store.user_count().await.unwrap();
        // One more may have been committed when the kill came before the word.
        assert!(count == last + 1 || count == last + 2, "{count} users, {last} was the last acknowledged");
    }
}
