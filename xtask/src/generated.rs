//! The code that is made of patterns, run by the tools of its languages against a sandbox.
//!
//! boto3 and the AWS CLI come from PyPI into a virtual environment, the JavaScript SDK from npm, both below
//! `target/generated` and exactly as `xtask/snippets` names them. Java and Go are parsed where they are installed.

use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::sh::{self, Sh};
use crate::{cache, files, npm, places, say};

/// Installs what is missing and runs the snippets.
pub(crate) fn run() -> Outcome {
    let folder = places::target().join("generated");
    if !npm::is_there() {
        return Err(Problem::new("the generated JavaScript needs Node.js 20 or later with npm: install it"));
    }
    if sh::find(&["jq"]).is_none() {
        return Err(Problem::new("the generated shell scripts need jq: install it, then try again"));
    }
    packages(&folder)?;
    let environment = python(&folder)?;
    let tool = |name: &str, path: &Path| format!("{name}={}", path.display());
    let mut arguments = vec![
        tool("root", &places::root()),
        tool("folder", &folder),
        tool("python", &environment.join("python")),
        tool("aws", &environment.join("aws")),
        tool("node", &sh::find(&["node"]).unwrap_or_else(|| "node".into())),
    ];
    // Only a whole JDK has the compiler that parses.
    let jdk = sh::find(&["javac"]).and_then(|_| sh::find(&["java"]));
    arguments.extend(jdk.map(|java| tool("java", &java)));
    arguments.extend(sh::find(&["gofmt"]).map(|gofmt| tool("gofmt", &gofmt)));
    let example = ["run", "--quiet", "-p", "tablewright-sandbox", "--example", "generated"];
    Sh::cargo().args(example).args(crate::locked()).arg("--").args(arguments).run()
}

/// The JavaScript packages beside the snippets.
fn packages(folder: &Path) -> Outcome {
    for name in ["package.json", "package-lock.json"] {
        files::write(&folder.join(name), &files::read(&source().join(name))?)?;
    }
    npm::install(folder, "the AWS SDK for JavaScript")
}

/// The programs' folder of a virtual environment with boto3 and the AWS CLI.
fn python(folder: &Path) -> Outcome<PathBuf> {
    let requirements = source().join("requirements.txt");
    let digest = cache::digest(&[&files::read(&requirements)?]);
    let environment = folder.join("python");
    let (programs, stamp) = (environment.join("bin"), environment.join(".installed"));
    if std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        return Ok(programs);
    }
    let Some(python) = sh::find(&["python3", "python"]) else {
        return Err(Problem::new(
            "the generated Python needs Python 3.10 or later: install it, then try again",
        ));
    };
    say::step("pip install: boto3 and the AWS CLI, in target/generated");
    Sh::new(python).args(["-m", "venv", "--clear"]).arg(&environment).run()?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    Sh::new(programs.join("python")).args(pip).arg(requirements).run()?;
    files::write(&stamp, digest.as_bytes())?;
    Ok(programs)
}

fn source() -> PathBuf {
    places::root().join("xtask").join("snippets")
}
