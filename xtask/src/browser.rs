//! The browser tests: Chromium from the system, Playwright from npm, the specs in `end2end`.
//!
//! Deliberately no server here: the specs start, kill and restart their own, because that is what they test.

use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::sh::{self, Said, Sh};
use crate::{apt, npm, places, say};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Makes sure that there is a browser and that the specs' packages are installed; returns the browser.
pub(crate) fn prepare() -> Outcome<PathBuf> {
    if !npm::is_there() {
        return Err(Problem::new(
            "the browser tests need Node.js 20 or later with npm: install it, then try again",
        ));
    }
    let chromium = chromium()?;
    npm::install(&folder(), "Playwright, axe and an AWS client")?;
    Ok(chromium)
}

/// Runs the specs with the debug server and whatever is in `target/site`.
pub(crate) fn test(args: &[String]) -> Outcome<Said> {
    let chromium = prepare()?;
    let playwright = folder().join("node_modules").join(".bin").join("playwright");
    Sh::new(playwright)
        .arg("test")
        .args(args)
        .dir(folder())
        .env("CHROMIUM", chromium)
        .env("TABLEWRIGHT_BIN", places::server_binary("debug"))
        .tee()
}

fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return match named.is_file() {
            true => Ok(named),
            false => Err(Problem::new(format!("CHROMIUM names {}, which is not there", named.display()))),
        };
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let remedy = "install Chromium or Chrome, or name one in the variable CHROMIUM";
    if !apt::may_install() {
        return Err(Problem::new(format!("no browser found: {remedy}")));
    }
    say::step("no browser found");
    apt::install(&["chromium"], "the browser for the browser tests")?;
    installed().ok_or_else(|| Problem::new(format!("the package brought no browser: {remedy}")))
}

fn installed() -> Option<PathBuf> {
    let mac = Some(PathBuf::from(MAC)).filter(|file| Path::is_file(file));
    sh::find(&NAMES).or(mac)
}

fn folder() -> PathBuf {
    places::root().join("end2end")
}
