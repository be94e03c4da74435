//! Other people's emulators of DynamoDB: dynalite from npm and moto from PyPI, exactly as `xtask/emulators` names them,
//! started for the tests that talk to them.
//!
//! Deliberately knows nothing about what is tested; those are the tests called `emulators` of whatever crate has some.

use std::path::PathBuf;

use crate::problem::{Outcome, Problem};
use crate::sh::{self, Sh};
use crate::tools::python::Venv;
use crate::tools::served::Served;
use crate::{npm, places, say};

/// Where the tests find them; the test kit reads it.
const VARIABLE: &str = "TABLEWRIGHT_EMULATORS";

/// Those that are running.
pub(crate) struct Emulators {
    all: [(&'static str, Served); 2],
}

impl Emulators {
    /// Installs what is missing and starts all of them.
    pub(crate) fn start() -> Outcome<Self> {
        if !npm::is_there() {
            return Err(Problem::new(
                "dynalite needs Node.js 20 or later with npm: install it, then try again",
            ));
        }
        npm::install(&folder(), "dynalite")?;
        let venv = Venv::with("emulators", &folder().join("requirements.txt"))?;
        say::step("starts dynalite and moto");
        Ok(Self { all: [("dynalite", dynalite()?), ("moto", moto(&venv)?)] })
    }

    /// The program with the addresses of all of them.
    pub(crate) fn given_to(&self, program: Sh) -> Sh {
        let addresses: Vec<_> =
            self.all.iter().map(|(name, served)| format!("{name}={}", served.address)).collect();
        program.env(VARIABLE, addresses.join(","))
    }
}

fn folder() -> PathBuf {
    places::root().join("xtask").join("emulators")
}

/// Its tables need no time to come, change and go.
fn dynalite() -> Outcome<Served> {
    const AT_ONCE: [&str; 6] = ["--createTableMs", "0", "--updateTableMs", "0", "--deleteTableMs", "0"];
    let script = folder().join("node_modules").join("dynalite").join("cli.js");
    let node = sh::find(&["node"]).unwrap_or_else(|| "node".into());
    Served::start("dynalite", |address| {
        let program = Sh::new(node).arg(script).args(AT_ONCE);
        program.args(["--host", &address.ip().to_string(), "--port", &address.port().to_string()])
    })
}

fn moto(venv: &Venv) -> Outcome<Served> {
    Served::start("moto", |address| {
        let program = Sh::new(venv.program("moto_server"));
        program.args(["-H", &address.ip().to_string(), "-p", &address.port().to_string()])
    })
}
