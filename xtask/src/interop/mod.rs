//! Other people's tools read what we export: cfn-lint, Terraform's parser and the AWS provider's schema, python-hcl2, the
//! AWS CLI, `sh`, and the JSON Schema of design documents.
//!
//! Deliberately on the golden files of `fixtures/export` and `fixtures/export-all`, which the tests of `interchange`
//! keep equal to what is written: no build of ours is needed but for the sandbox.

mod aws;

use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::sh::{self, Sh};
use crate::tools::python::Venv;
use crate::{files, npm, places, say};

/// Runs all of them.
pub(crate) fn check() -> Outcome {
    if !npm::is_there() {
        return Err(Problem::new("this needs Node.js 20 or later with npm: install it, then try again"));
    }
    npm::install(&folder(), "Terraform's parser and the AWS provider's schema")?;
    let venv = Venv::with("interop", &folder().join("requirements.txt"))?;
    let exported = exported()?;
    formatted(&exported)?;
    terraform(&exported)?;
    documents(&venv, &exported)?;
    cloudformation(&venv, &exported)?;
    aws::check(&venv, &exported)
}

fn folder() -> PathBuf {
    places::root().join("xtask").join("interop")
}

/// Every golden file of an export.
fn exported() -> Outcome<Vec<PathBuf>> {
    let fixtures = places::root().join("fixtures");
    let mut all = files::below(&fixtures.join("export"))?;
    all.extend(files::below(&fixtures.join("export-all"))?);
    Ok(all)
}

/// Those whose path has this in it.
fn those<'a>(all: &'a [PathBuf], is_one: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a PathBuf> {
    all.iter().filter(move |path| is_one(&path.to_string_lossy().replace('\\', "/")))
}

/// Where Terraform itself is installed, it has the last word on its layout.
fn formatted(exported: &[PathBuf]) -> Outcome {
    let Some(terraform) = sh::find(&["terraform"]) else {
        say::step("terraform is not installed: `terraform fmt` is not asked");
        return Ok(());
    };
    say::step("terraform fmt leaves every file as it is");
    for file in those(exported, |path| path.ends_with(".tf")) {
        Sh::new(&terraform).args(["fmt", "-check", "-diff"]).arg(file).run()?;
    }
    Ok(())
}

fn terraform(exported: &[PathBuf]) -> Outcome {
    say::step("hcl2json and the schema of the AWS provider");
    let files = those(exported, |path| path.ends_with(".tf") || path.ends_with(".tf.json"));
    let node = sh::find(&["node"]).unwrap_or_else(|| "node".into());
    Sh::new(node).arg(folder().join("terraform.mjs")).args(files).run()
}

fn documents(venv: &Venv, exported: &[PathBuf]) -> Outcome {
    say::step("python-hcl2, and the JSON Schema of designs");
    let schema = Path::new("docs").join("schema").join("design-1.json");
    let files = those(exported, |path| path.ends_with(".tf") || path.ends_with("/design.json"));
    Sh::new(venv.program("python")).arg(folder().join("documents.py")).arg(schema).args(files).run()
}

fn cloudformation(venv: &Venv, exported: &[PathBuf]) -> Outcome {
    say::step("cfn-lint");
    let is_template = |path: &str| path.contains("/cloudformation") && !path.ends_with("/notes.txt");
    let files: Vec<_> = those(exported, is_template).collect();
    if files.is_empty() {
        return Err(Problem::new("there is no template to lint: fixtures/export-all should have some"));
    }
    let options = ["--regions", "eu-central-1", "--non-zero-exit-code", "error", "--"];
    Sh::new(venv.program("cfn-lint")).args(options).args(files).run()
}
