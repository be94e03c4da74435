//! `tablewright restore`: a backup into a data folder that is empty.

use std::path::PathBuf;

use clap::Args;
use tablewright_model::quoted;
use tablewright_storage::{Condition, examine};

use super::{backup, output};

/// Options of `restore`.
#[derive(Debug, Clone, Args)]
pub(crate) struct RestoreOptions {
    /// The folder with the backup.
    pub(crate) backup: PathBuf,

    /// The data folder to put it into; it must not be there yet, or be empty.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    pub(crate) data: PathBuf,
}

/// Restores what this Tablewright can read, and nothing over what is there.
pub(crate) fn run(options: &RestoreOptions) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| format!("the system gives no threads: {error}"))?.block_on(restore(options))
}

async fn restore(RestoreOptions { backup, data }: &RestoreOptions) -> Result<(), String> {
    let shown = |path: &PathBuf| quoted(&path.to_string_lossy());
    if examine(backup).await.map_err(|error| error.to_string())? == Condition::Empty {
        return Err(format!("there is no backup in {}: name its folder", shown(backup)));
    }
    backup::empty(data, "restoring would overwrite it; move it away or choose another with --data")?;
    let copied = backup::copy(backup, data).await?;
    examine(data).await.map_err(|error| error.to_string())?;
    output::tell(&format!("{copied} files of {} are in {}\n", shown(backup), shown(data)));
    Ok(())
}
