//! Licences, bans and sources of the dependencies: by cargo-deny, or, without it, by an allow-list of our own.
//!
//! Our own check reads its lists out of `deny.toml`, so that both agree; it knows nothing of duplicates.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::files;
use crate::places;
use crate::problem::{Explain, Outcome, Problem};
use crate::say;
use crate::sh::Sh;

/// Runs whichever of the two checks this machine has.
pub(crate) fn check() -> Outcome {
    if Sh::cargo().args(["deny", "--version"]).succeeds() {
        say::step("cargo deny check licenses bans sources");
        for manifest in manifests() {
            let deny = Sh::cargo().args(["deny", "--manifest-path"]).arg(manifest);
            deny.args(["check", "licenses", "bans", "sources"]).run()?;
        }
        return Ok(());
    }
    say::step("cargo-deny is not installed: xtask checks licences, banned packages and sources itself");
    let deny_toml = files::read_text(&places::root().join("deny.toml"))?;
    let (allowed, banned) = (allowed(&deny_toml), banned(&deny_toml));
    let packages = packages()?;
    let complaints: Vec<String> =
        packages.iter().filter_map(|package| complaint(package, &allowed, &banned)).collect();
    if complaints.is_empty() {
        say::step(format!(
            "{} packages, all under an allowed licence and from an allowed source",
            packages.len()
        ));
        return Ok(());
    }
    Err(Problem::new(format!(
        "{}\n{} package(s) to replace, or to allow in deny.toml with a reason",
        complaints.join("\n"),
        complaints.len()
    )))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    licence: Option<String>,
    version: String,
    /// Whether it comes from the registry or from this checkout.
    usual_source: bool,
}

/// The product's workspace and that of the fuzz targets.
fn manifests() -> [PathBuf; 2] {
    [places::root().join("Cargo.toml"), places::fuzz_manifest()]
}

fn packages() -> Outcome<BTreeSet<Package>> {
    let mut found = BTreeSet::new();
    for manifest in manifests() {
        let metadata =
            Sh::cargo().args(["metadata", "--format-version", "1", "--manifest-path"]).arg(manifest);
        let printed = metadata.args(crate::locked()).read()?;
        let metadata: Value =
            serde_json::from_slice(&printed).explain(|| "cannot read cargo's metadata".to_owned())?;
        let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
        found.extend(packages.iter().map(package));
    }
    Ok(found)
}

fn package(value: &Value) -> Package {
    Package {
        name: text(&value["name"]).to_owned(),
        version: text(&value["version"]).to_owned(),
        licence: value["license"].as_str().map(str::to_owned),
        usual_source: value["source"].as_str().is_none_or(|source| source.starts_with("registry+")),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn complaint(package: &Package, allowed: &BTreeSet<String>, banned: &BTreeSet<String>) -> Option<String> {
    let Package { name, version, licence, usual_source } = package;
    if !usual_source {
        return Some(format!("{name} {version}: comes neither from the registry nor from this checkout"));
    }
    if banned.contains(name) {
        return Some(format!("{name} {version}: is banned"));
    }
    match licence {
        None => Some(format!("{name} {version}: names no licence")),
        Some(licence) if is_allowed(licence, allowed) => None,
        Some(licence) => Some(format!("{name} {version}: {licence} is not allowed")),
    }
}

/// The names in the entries `{ crate = "name" }` of the section `[bans]`.
fn banned(deny_toml: &str) -> BTreeSet<String> {
    let section = deny_toml.split("[bans]").nth(1).unwrap_or_default();
    let entries = section.split("\n[").next().unwrap_or_default().split("crate = \"").skip(1);
    entries.filter_map(|entry| Some(entry.split_once('"')?.0.to_owned())).collect()
}

/// The strings of the array `allow = [...]` in the section `[licenses]`.
fn allowed(deny_toml: &str) -> BTreeSet<String> {
    let section = deny_toml.split("[licenses]").nth(1).unwrap_or_default();
    let array = section.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
    let lines = array.unwrap_or_default().lines().map(|line| line.split('#').next().unwrap_or_default());
    let names = lines.flat_map(|line| line.split(',')).map(|name| name.trim().trim_matches('"'));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Evaluates an SPDX expression: `OR` needs one side, `AND` both; an old `/` means `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let verdict = any_of(&words, &mut at, allowed);
    verdict && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut verdict = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        verdict |= all_of(words, at, allowed);
    }
    verdict
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut verdict = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        verdict &= one(words, at, allowed);
    }
    verdict
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let verdict = any_of(words, at, allowed);
        *at += 1;
        return verdict;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&name)
}

#[cfg(test)]
mod unit {
    use super::*;

    fn list() -> BTreeSet<String> {
        allowed(
            "[licenses]\nallow = [\n    \"MIT\", # most\n    \"Apache-2.0\",\n    \"Apache-2.0 WITH LLVM-exception\",\n]\n",
        )
    }

    #[test]
    fn one_side_of_an_or_is_enough() {
        assert!(is_allowed("GPL-3.0 OR MIT", &list()));
        assert!(is_allowed("MIT/Apache-2.0", &list()));
        assert!(!is_allowed("GPL-3.0", &list()));
    }

    #[test]
    fn bans_are_read_from_their_section() {
        let text = "[licenses]\n[bans]\ndeny = [\n    { crate = \"a\" },\n    { crate = \"b\" },\n]\n\n[sources]\n{ crate = \"c\" }";
        assert_eq!(banned(text).into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn an_and_needs_both() {
        assert!(!is_allowed("MIT AND GPL-3.0", &list()));
        assert!(is_allowed("(GPL-3.0 OR MIT) AND Apache-2.0 WITH LLVM-exception", &list()));
    }

    #[test]
    fn a_broken_expression_is_not_allowed() {
        assert!(!is_allowed("MIT )", &list()));
        assert!(!is_allowed("", &list()));
    }
}
