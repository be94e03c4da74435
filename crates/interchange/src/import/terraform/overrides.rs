//! Files that override others (`override.tf`, `*_override.tf`, and both in JSON), and what is declared twice.
//!
//! As Terraform merges them: an argument takes the place of the one of its name, blocks of a kind take the place of all
//! of that kind, one file after the other by name. What is declared twice otherwise, Terraform refuses; here all of it
//! is taken, since nobody knows which is meant, and told.

use std::collections::{HashMap, HashSet};

use crate::import::hcl::{Block, Body};
use crate::import::report::Notes;

use super::resources::{File, folder_and_name};
use super::values::is_values;

/// Where a block stands: its file and its place in there.
type Place = (usize, usize);

/// What a block declares: its kind and its labels, in a folder.
type Key = (String, String, Vec<String>);

/// Lays what overrides over what it is for.
pub(super) fn merge(files: &[File<'_>], bodies: &mut [Body<'_>], notes: &mut Notes) {
    let mut over: Vec<usize> = (0..files.len()).filter(|at| is_at(files, *at, is_override)).collect();
    over.sort_by_key(|at| files.get(*at).map(|file| file.path));
    let base = |at: usize| is_at(files, at, |path| !is_override(path) && !is_values(path));
    let mut declared = declared(files, bodies, base, notes);
    for at in over {
        let Some(body) = bodies.get_mut(at) else { continue };
        let folder = folder(files, at);
        for block in std::mem::take(&mut body.blocks) {
            lay(block, &folder, at, bodies, &mut declared, notes);
        }
    }
}

fn is_at(files: &[File<'_>], at: usize, is_such: impl Fn(&str) -> bool) -> bool {
    files.get(at).is_some_and(|file| is_such(file.path))
}

fn is_override(path: &str) -> bool {
    let (_, name) = folder_and_name(path);
    let name = name.strip_suffix(".tf").or_else(|| name.strip_suffix(".tf.json"));
    name.is_some_and(|name| name == "override" || name.ends_with("_override"))
}

fn folder(files: &[File<'_>], at: usize) -> String {
    files.get(at).map(|file| folder_and_name(file.path).0).unwrap_or_default()
}

/// What the files declare that override none.
fn declared(
    files: &[File<'_>],
    bodies: &[Body<'_>],
    is_base: impl Fn(usize) -> bool,
    notes: &mut Notes,
) -> HashMap<Key, Place> {
    let mut declared = HashMap::new();
    let mut told = HashSet::new();
    for (at, body) in bodies.iter().enumerate().filter(|(at, _)| is_base(*at)) {
        let folder = folder(files, at);
        for (number, block) in body.blocks.iter().enumerate() {
            let keys = keys(block, &folder);
            let is_twice = keys.iter().any(|key| declared.contains_key(key));
            if is_twice && block.kind == "resource" && told.insert(block.labels.join(".")) {
                let name = block.labels.join(".");
                notes.assumed(
                    block.at,
                    format!(
                        "`{name}` is declared twice, which Terraform refuses: both are taken, remove one"
                    ),
                );
            }
            declared.extend(keys.into_iter().map(|key| (key, (at, number))));
        }
    }
    declared
}

/// A block of locals declares each of its names; another one what its labels say.
fn keys(block: &Block<'_>, folder: &str) -> Vec<Key> {
    let key = |labels: Vec<String>| (folder.to_owned(), block.kind.to_string(), labels);
    match &*block.kind {
        "locals" => block.body.attributes.iter().map(|local| key(vec![local.name.to_string()])).collect(),
        "resource" | "data" | "module" | "variable" | "output" => {
            vec![key(block.labels.iter().map(ToString::to_string).collect())]
        }
        _ => Vec::new(),
    }
}

/// Lays a block over the one that declares the same; without one it stays where it is.
fn lay<'a>(
    block: Block<'a>,
    folder: &str,
    at: usize,
    bodies: &mut [Body<'a>],
    declared: &mut HashMap<Key, Place>,
    notes: &mut Notes,
) {
    let found = keys(&block, folder).iter().find_map(|key| declared.get(key).copied());
    let below = found.and_then(|(file, number)| bodies.get_mut(file)?.blocks.get_mut(number));
    match below {
        Some(below) => cover(&mut below.body, block.body),
        None => {
            if block.kind == "resource" {
                let name = block.labels.join(".");
                notes.assumed(
                    block.at,
                    format!("`{name}` overrides nothing that is here: it is taken as it is"),
                );
            }
            let Some(body) = bodies.get_mut(at) else { return };
            let place = (at, body.blocks.len());
            declared.extend(keys(&block, folder).into_iter().map(|key| (key, place)));
            body.blocks.push(block);
        }
    }
}

/// An argument and blocks of one name take each other's place, too: JSON writes blocks as arguments.
fn cover<'a>(below: &mut Body<'a>, over: Body<'a>) {
    let named: HashSet<String> = over
        .attributes
        .iter()
        .map(|attribute| attribute.name.to_string())
        .chain(over.blocks.iter().map(|block| made(block).to_owned()))
        .collect();
    below.attributes.retain(|attribute| !named.contains(&*attribute.name));
    below.blocks.retain(|block| !named.contains(made(block)));
    below.attributes.extend(over.attributes);
    below.blocks.extend(over.blocks);
}

/// The kind of blocks that a block is, or makes.
fn made<'b>(block: &'b Block<'_>) -> &'b str {
    match &*block.kind {
        "dynamic" => block.label(0),
        kind => kind,
    }
}
