//! The same files read by other people's tools, in the same run: what they are installed for is the stage `interop`.
//!
//! Deliberately as whole processes, as ours is: what a person waits for in a pipeline.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Row;
use crate::problem::{Explain, Outcome, Problem};
use crate::sh::{self, Sh};
use crate::tools::python::Venv;
use crate::{npm, places, say};

/// A tool beside one of ours.
pub(super) struct Peer {
    /// The row: ours as a part of its time.
    pub(super) row: &'static str,
    name: &'static str,
    program: fn(&Path) -> Outcome<Sh>,
}

/// What else reads Terraform.
pub(super) const TERRAFORM: [Peer; 2] = [
    Peer { row: "the same, beside @cdktf/hcl2json's parse", name: "@cdktf/hcl2json", program: hcl2json },
    Peer { row: "the same, beside python-hcl2's parse", name: "python-hcl2", program: python_hcl2 },
];

/// What else lints CloudFormation.
pub(super) const CLOUDFORMATION: [Peer; 1] =
    [Peer { row: "the same, beside cfn-lint", name: "cfn-lint", program: cfn_lint }];

/// Our time as a part of theirs; nothing where ours was not measured.
pub(super) fn row(peer: &Peer, file: &Path, ours: Option<f64>) -> Outcome<Row> {
    let measured = ours.map(|ours| Ok(ours / milliseconds(peer, file)?)).transpose()?;
    Ok(Row { name: peer.row, measured, budget: 1.0, unit: "x" })
}

/// Once: the slowest of them takes most of a minute.
fn milliseconds(peer: &Peer, file: &Path) -> Outcome<f64> {
    let program = (peer.program)(file)?;
    let begun = Instant::now();
    let status = program.spawn()?.wait().explain(|| format!("{} can't be waited for", peer.name))?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    if !status.success() {
        return Err(Problem::new(format!("{} failed on {}: see why by hand", peer.name, file.display())));
    }
    say::step(format!("{}: {took:.0} ms", peer.name));
    Ok(took)
}

fn hcl2json(file: &Path) -> Outcome<Sh> {
    if !npm::is_there() {
        return Err(Problem::new("this needs Node.js 20 or later with npm: install it, then try again"));
    }
    npm::install(&folder(), "Terraform's parser and the AWS provider's schema")?;
    let node = sh::find(&["node"]).unwrap_or_else(|| "node".into());
    Ok(Sh::new(node).arg(folder().join("parse.mjs")).arg(file))
}

fn python_hcl2(file: &Path) -> Outcome<Sh> {
    const PARSE: &str = "import sys, hcl2; assert hcl2.load(open(sys.argv[1], encoding='utf-8'))";
    Ok(Sh::new(venv()?.program("python")).args(["-c", PARSE]).arg(file))
}

fn cfn_lint(file: &Path) -> Outcome<Sh> {
    let options = ["--regions", "eu-central-1", "--non-zero-exit-code", "error", "--"];
    Ok(Sh::new(venv()?.program("cfn-lint")).args(options).arg(file))
}

fn venv() -> Outcome<Venv> {
    Venv::with("interop", &folder().join("requirements.txt"))
}

fn folder() -> PathBuf {
    places::root().join("xtask").join("interop")
}
