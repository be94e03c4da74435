//! The AWS CLI, against a sandbox: each input of `create-table`, and the scripts.

use std::path::{Path, PathBuf};

use super::those;
use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::{self, Sh};
use crate::tools::python::Venv;
use crate::tools::sandbox::Sandbox;

/// Designs whose scripts call nothing that the sandbox is without.
const CARRIED_OUT: [&str; 1] = ["game-scores"];

/// Makes the tables of every design, each design in a sandbox of its own: their tables may be called alike.
pub(super) fn check(venv: &Venv, exported: &[PathBuf]) -> Outcome {
    let is_input = |path: &str| path.contains("/create-table/") && path.ends_with(".json");
    let inputs: Vec<_> = those(exported, is_input).collect();
    if inputs.is_empty() {
        return Err(Problem::new("there is no input of create-table: fixtures/export-all should have some"));
    }
    say::step("aws dynamodb create-table --cli-input-json");
    for group in inputs.chunk_by(|one, other| one.parent() == other.parent()) {
        let sandbox = Sandbox::start("interop")?;
        for input in group {
            create(venv, &sandbox, input)?;
        }
    }
    scripts(venv, exported)
}

fn create(venv: &Venv, sandbox: &Sandbox, input: &Path) -> Outcome {
    let argument = format!("file://{}", input.display());
    let call =
        Sh::new(venv.program("aws")).args(["dynamodb", "create-table", "--cli-input-json"]).arg(argument);
    sandbox.client(call).read().map(|_| ())
}

/// The shell reads every script; those that can be are carried out.
fn scripts(venv: &Venv, exported: &[PathBuf]) -> Outcome {
    let Some(shell) = sh::find(&["sh"]) else {
        say::step("there is no sh: the scripts are not read");
        return Ok(());
    };
    say::step("sh reads the scripts, and carries out what the sandbox can");
    for script in those(exported, |path| path.ends_with(".sh")) {
        Sh::new(&shell).arg("-n").arg(script).run()?;
        let design = script.ancestors().nth(2).and_then(Path::file_name).unwrap_or_default();
        if CARRIED_OUT.iter().any(|name| design == *name) {
            let sandbox = Sandbox::start("interop")?;
            let run = Sh::new(&shell).arg(script).env("PATH", path_with(venv)?);
            sandbox.client(run).read()?;
        }
    }
    Ok(())
}

/// The path with the environment's programs first.
fn path_with(venv: &Venv) -> Outcome<std::ffi::OsString> {
    let programs = venv.program("aws").parent().map(Path::to_path_buf);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = programs.into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(all).map_err(|error| Problem::new(format!("the path can't be extended: {error}")))
}
