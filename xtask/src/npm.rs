//! Tools from npm, exactly as their lock file names them.
//!
//! Deliberately never changes a lock file, and reinstalls only when one has changed.

use std::path::Path;

use crate::cache;
use crate::files;
use crate::problem::Outcome;
use crate::say;
use crate::sh::{self, Sh};

/// Whether Node.js and npm are on the path.
pub(crate) fn is_there() -> bool {
    sh::find(&["node"]).is_some() && sh::find(&["npm", "npm.cmd"]).is_some()
}

/// `npm ci` in a folder, unless its lock file is already installed.
pub(crate) fn install(folder: &Path, what: &str) -> Outcome {
    let lock = files::read(&folder.join("package-lock.json"))?;
    let digest = cache::digest(&[&lock]);
    let stamp = folder.join("node_modules").join(".installed-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        return Ok(());
    }
    say::step(format!("npm ci: installs {what}"));
    Sh::new(sh::find(&["npm", "npm.cmd"]).unwrap_or_else(|| "npm".into()))
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()?;
    files::write(&stamp, digest.as_bytes())
}
