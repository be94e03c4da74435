//! wasm-bindgen as a library, so that `Cargo.lock` keeps its version equal to the one the frontend links.
//!
//! Deliberately no TypeScript declarations: nothing here reads them.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use super::{Bundle, Files, Profile, split, trim};
use crate::cache;
use crate::files;
use crate::places;
use crate::problem::{Explain, Outcome};

/// What makes the files of a module: another maker, other files.
const MAKERS: [&[u8]; 3] =
    [include_bytes!("bindgen.rs"), include_bytes!("split.rs"), include_bytes!("trim.rs")];

/// The files of `pkg/` for one module, with the names that Leptos' hydration script asks for.
pub(super) fn run(modules: &Path, bundle: Bundle, profile: Profile) -> Outcome<Files> {
    let name = bundle.name;
    let folder = places::wasm_target().join("bindgen").join(profile.cargo_name()).join(name);
    let stamp = folder.join("made-from");
    let compiled = files::read(&modules.join(format!("{name}.wasm")))?;
    let [bindgen, split, trim] = MAKERS;
    let digest = cache::digest(&[&compiled, bindgen, split, trim]);
    if !std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        // The judge shows nothing, so it has nothing of Leptos in it.
        let (main, later) = match bundle.is_first_load {
            true => apart(&compiled, bundle, profile)?,
            false => (compiled, Files::new()),
        };
        generate(main, name, &folder)?;
        for (file, content) in later {
            files::write(&folder.join(file), &content)?;
        }
        files::write(&stamp, digest.as_bytes())?;
    }
    collect(&folder, &stamp)
}

/// What a page loads first, and what it loads later.
fn apart(compiled: &[u8], bundle: Bundle, profile: Profile) -> Outcome<(Vec<u8>, Files)> {
    let split::Parts { mut main, mut later } = match bundle.has_later {
        true => {
            let work = places::wasm_target().join("apart").join(profile.cargo_name()).join(bundle.name);
            split::run(bundle.name, compiled, &work)?
        }
        false => split::Parts { main: compiled.to_vec(), later: Files::new() },
    };
    if profile == Profile::Release {
        main = trim::run(&main)?;
        for (_, module) in later.iter_mut().filter(|(name, _)| name.ends_with(".wasm")) {
            if let Some(smaller) = trim::where_found(module)? {
                *module = smaller;
            }
        }
    }
    Ok((main, later))
}

fn generate(input: Vec<u8>, name: &str, folder: &Path) -> Outcome {
    for old in files::below(folder)? {
        files::remove(&old)?;
    }
    let mut bindgen = Bindgen::new();
    let web = bindgen.input_bytes(name, input).out_name(name).web(true);
    let made = web.and_then(|bindgen| {
        // The page names the module itself, and there is no `_bg.wasm` beside the script to default to.
        // What comes later is linked to the stack and the memory by their names.
        bindgen.keep_lld_exports(true).typescript(false).omit_default_module_path(true).generate(folder)
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
