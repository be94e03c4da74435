//! wasm-bindgen as a library, so that `Cargo.lock` keeps its version equal to the one the frontend links.
//!
//! Deliberately no TypeScript declarations: nothing here reads them.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use super::{Bundle, Files, Profile, trim};
use crate::cache;
use crate::files;
use crate::places;
use crate::problem::{Explain, Outcome};

/// The files of `pkg/` for one module, with the names that Leptos' hydration script asks for.
pub(super) fn run(modules: &Path, bundle: Bundle, profile: Profile) -> Outcome<Files> {
    let name = bundle.name;
    let folder = places::wasm_target().join("bindgen").join(profile.cargo_name()).join(name);
    let stamp = folder.join("made-from");
    let compiled = files::read(&modules.join(format!("{name}.wasm")))?;
    let input = match profile {
        Profile::Release if bundle.is_first_load => trim::run(&compiled)?,
        // The judge shows nothing, so it has nothing of Leptos in it.
        Profile::Dev | Profile::Release => compiled,
    };
    let digest = cache::digest(&[&input]);
    if !std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        generate(input, name, &folder)?;
        files::write(&stamp, digest.as_bytes())?;
    }
    collect(&folder, &stamp)
}

fn generate(input: Vec<u8>, name: &str, folder: &Path) -> Outcome {
    for old in files::below(folder)? {
        files::remove(&old)?;
    }
    let mut bindgen = Bindgen::new();
    let web = bindgen.input_bytes(name, input).out_name(name).web(true);
    let made = web.and_then(|bindgen| {
        // The page names the module itself, and there is no `_bg.wasm` beside the script to default to.
        bindgen.typescript(false).omit_default_module_path(true).generate(folder)
    });
    made.map_err(|error| format!("{error:#}")).explain(|| "wasm-bindgen failed".to_owned())
}

fn collect(folder: &Path, stamp: &PathBuf) -> Outcome<Files> {
    let mut found = Files::new();
    for file in files::below(folder)? {
        if file != *stamp {
            let name = files::relative(&file, folder).replace("_bg.wasm", ".wasm");
            found.insert(name, files::read(&file)?);
        }
    }
    Ok(found)
}
