//! Virtual environments of Python with exactly the packages of a requirements file.
//!
//! Deliberately one environment for each file, made anew when the file has changed; nothing is installed for the system.

use std::path::{Path, PathBuf};

use crate::cache;
use crate::files;
use crate::places;
use crate::problem::{Explain, Outcome, Problem};
use crate::say;
use crate::sh::{self, Sh};

/// An environment that is there.
pub(crate) struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// The environment called `name` with the packages that are pinned in a file.
    pub(crate) fn with(name: &str, requirements: &Path) -> Outcome<Self> {
        let venv = Self { folder: places::target().join("tools").join(format!("python-{name}")) };
        let digest = cache::digest(&[&files::read(requirements)?]);
        let stamp = venv.folder.join(".installed-requirements");
        if std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
            return Ok(venv);
        }
        venv.make(requirements)?;
        files::write(&stamp, digest.as_bytes())?;
        Ok(venv)
    }

    /// A program of the environment.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let (folder, suffix) = if cfg!(windows) { ("Scripts", ".exe") } else { ("bin", "") };
        self.folder.join(folder).join(format!("{name}{suffix}"))
    }

    fn make(&self, requirements: &Path) -> Outcome {
        let python = sh::find(&["python3", "python"])
            .ok_or_else(|| Problem::new("this needs Python 3.10 or later: install it, then try again"))?;
        say::step(format!("makes {} with {}", self.folder.display(), requirements.display()));
        if self.folder.is_dir() {
            let failed = || format!("cannot remove {}", self.folder.display());
            std::fs::remove_dir_all(&self.folder).explain(failed)?;
        }
        Sh::new(python).args(["-m", "venv"]).arg(&self.folder).run()?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        Sh::new(self.program("python")).args(install).arg(requirements).run()
    }
}
