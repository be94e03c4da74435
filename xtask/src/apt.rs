//! Debian's packages, where this machine has them and lets us.
//!
//! Deliberately never asks and never uses `sudo`: without root the caller says what to install.

use crate::problem::Outcome;
use crate::say;
use crate::sh::{self, Sh};

/// Whether `apt-get` is there and we are root.
pub(crate) fn may_install() -> bool {
    sh::find(&["apt-get"]).is_some() && is_root()
}

/// Installs packages; `why` completes the line that is shown.
pub(crate) fn install(packages: &[&str], why: &str) -> Outcome {
    say::step(format!("apt-get install {}: {why}", packages.join(" ")));
    apt_get().args(["update", "-qq"]).run()?;
    apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages).run()
}

fn apt_get() -> Sh {
    Sh::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive")
}

fn is_root() -> bool {
    Sh::new("id").arg("-u").read().is_ok_and(|printed| printed.trim_ascii() == b"0")
}
