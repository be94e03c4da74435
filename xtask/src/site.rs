//! `cargo xtask site`: everything that the browser loads, in `target/site`, and in release the server around it.
//!
//! Deliberately writes only what changed: a running development server keeps serving meanwhile.

use std::collections::BTreeMap;
use std::path::Path;

use crate::problem::Outcome;
use crate::wasm::{self, Profile};
use crate::{compress, css, files, places, say, sizes};

/// The path below `target/site` and the content.
type Site = BTreeMap<String, Vec<u8>>;

/// What to build.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) release: bool,
    /// The release binary with the site inside as well.
    pub(crate) server: bool,
}

pub(crate) fn build(wanted: Wanted) -> Outcome {
    let profile = if wanted.release { Profile::Release } else { Profile::Dev };
    let mut site = Site::new();
    for (name, content) in wasm::bundles(profile)? {
        site.insert(format!("pkg/{name}"), content);
    }
    site.insert("pkg/tablewright.css".to_owned(), style(wanted.release)?);
    add_public_files(&mut site)?;
    if wanted.release {
        add_compressed(&mut site)?;
    }
    write(&site, &places::site())?;
    say::step(format!("{} files in {}", site.len(), places::site().display()));
    if wanted.release {
        sizes::report_and_judge(&site)?;
    }
    if wanted.server {
        build_server()?;
    }
    Ok(())
}

fn style(release: bool) -> Outcome<Vec<u8>> {
    let main = places::root().join("style").join("main.css");
    if !main.is_file() {
        say::step("style/main.css is not there yet: the style sheet is empty");
        return Ok(Vec::new());
    }
    let bundled = css::bundle(&main)?;
    let text = if release { css::minify(&bundled) } else { bundled };
    Ok(text.into_bytes())
}

fn add_public_files(site: &mut Site) -> Outcome {
    let folder = places::root().join("assets").join("public");
    for file in files::below(&folder)? {
        site.insert(files::relative(&file, &folder), files::read(&file)?);
    }
    Ok(())
}

fn add_compressed(site: &mut Site) -> Outcome {
    say::step("brotli and gzip: compresses once what the server will send many times");
    let names: Vec<String> = site.keys().filter(|name| compress::is_worth_it(name)).cloned().collect();
    for name in names {
        let Some(content) = site.get(&name) else {
            continue;
        };
        let (small, older) = (compress::brotli(content)?, compress::gzip(content)?);
        site.insert(format!("{name}.br"), small);
        site.insert(format!("{name}.gz"), older);
    }
    Ok(())
}

fn write(site: &Site, folder: &Path) -> Outcome {
    for old in files::below(folder)? {
        if !site.contains_key(&files::relative(&old, folder)) {
            files::remove(&old)?;
        }
    }
    for (name, content) in site {
        files::write(&folder.join(name), content)?;
    }
    Ok(())
}

fn build_server() -> Outcome {
    say::step("cargo build of the server, profile release, with the site inside");
    crate::sh::Sh::cargo().args(["build", "--release", "-p", "tablewright"]).args(crate::locked()).run()?;
    let binary = places::server_binary("release");
    let size = files::read(&binary)?.len();
    say::step(format!("{} ({})", binary.display(), sizes::megabytes(size)));
    Ok(())
}
