//! Takes a bundle apart where its code says so: what only a marked function reaches becomes a module that is loaded when
//! the function is first called (ADR 19).
//!
//! Deliberately before anything else touches the module: it goes by the linker's notes of who refers to whom, which no
//! other tool keeps.

use std::path::Path;

use wasm_split_cli_support::Options;

use super::Files;
use crate::files;
use crate::problem::{Explain, Outcome};

/// A module and what is loaded after it.
pub(super) struct Parts {
    /// What the page loads first; wasm-bindgen goes on with it.
    pub(super) main: Vec<u8>,
    /// The later modules and the script that loads them, by file name; none if nothing is marked.
    pub(super) later: Files,
}

/// The parts of a bundle. `folder` is for the work.
pub(super) fn run(name: &str, wasm: &[u8], folder: &Path) -> Outcome<Parts> {
    for old in files::below(folder)? {
        files::remove(&old)?;
    }
    let main = folder.join("main.wasm");
    let (link, script) = (script_name(name), format!("./{name}.js"));
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    let made = wasm_split_cli_support::transform(options);
    made.map_err(|error| format!("{error:#}"))
        .explain(|| format!("cannot take the bundle `{name}` apart"))?;
    let mut later = Files::new();
    for file in files::below(folder)?.iter().filter(|file| **file != main) {
        later.insert(files::relative(file, folder), files::read(file)?);
    }
    Ok(Parts { main: files::read(&main)?, later })
}

/// The script that loads the later modules of a bundle.
fn script_name(bundle: &str) -> String {
    format!("./{bundle}-later.js")
}
