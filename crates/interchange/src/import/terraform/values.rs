//! Values of variables from files: which of them Terraform takes for which configuration, and in which order.
//!
//! Later ones win: `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` by name, and
//! then those that were named by a person, in the order of naming, as after `-var-file`.
//!
//! Deliberately absent: the environment (`TF_VAR_…`) and `-var`, which no file holds.

use std::collections::HashMap;
use std::rc::Rc;

use crate::import::hcl::Body;
use crate::import::report::Notes;
use crate::import::value::{Loc, Value};

use super::evaluate::Evaluator;
use super::resources::{File, folder_and_name};
use super::scope::{Declarations, Env, Given, Module};

/// The values of a file, in either syntax.
pub(super) struct ValuesFile<'a> {
    path: &'a str,
    number: u16,
    is_packed: bool,
    values: Vec<(Rc<str>, Value)>,
}

/// Where a file stands among those of its configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'a> {
    Standard,
    StandardJson,
    Automatic(&'a str),
    Named(u16),
}

/// Whether a file holds values of variables.
pub(super) fn is_values(path: &str) -> bool {
    path.ends_with(".tfvars") || path.ends_with(".tfvars.json")
}

/// What a file in Terraform's language sets. Names stand for nothing there, so none of the configuration is at hand.
pub(super) fn of_body<'a>(evaluator: &Evaluator<'_, 'a>, file: &File<'a>, body: &Body<'a>) -> ValuesFile<'a> {
    let nowhere = Rc::new(Module::root(String::new(), Rc::new(Declarations::default()), HashMap::new()));
    for block in &body.blocks {
        let message = format!("`{}` is no value: a file of values holds `name = value`", block.kind);
        evaluator.names.notes.borrow_mut().left_out(block.at, message);
    }
    let mut values = Vec::with_capacity(body.attributes.len());
    for attribute in &body.attributes {
        let value = evaluator.value(&attribute.value, Env::of(&nowhere));
        if value.as_unknown().is_some() {
            let message =
                format!("`{}` can't be known from this file alone: write the value itself", attribute.name);
            evaluator.names.notes.borrow_mut().left_out(attribute.at, message);
        }
        values.push((Rc::from(&*attribute.name), Value { at: attribute.at, ..value }));
    }
    ValuesFile { path: file.path, number: file.number, is_packed: file.is_packed, values }
}

/// What a file in JSON sets; texts are no templates in it.
pub(super) fn of_json<'a>(file: &File<'a>, tree: &Value, notes: &mut Notes) -> ValuesFile<'a> {
    if tree.as_map().is_none() {
        notes.left_out(tree.at, format!("{} is no map of variables: put it in braces", tree.kind_name()));
    }
    let pairs = tree.as_map().into_iter().flat_map(|map| map.iter());
    let values = pairs.filter(|(name, _)| &**name != "//").cloned().collect();
    ValuesFile { path: file.path, number: file.number, is_packed: file.is_packed, values }
}

/// The values of each configuration's variables; what no variable takes is told.
pub(super) fn given<'a>(
    files: &[ValuesFile<'a>],
    roots: &[String],
    declared: &HashMap<String, Rc<Declarations<'a>>>,
    notes: &mut Notes,
) -> HashMap<String, HashMap<Rc<str>, Given>> {
    let mut ranked: Vec<(&str, Rank<'_>, &ValuesFile<'_>)> = Vec::new();
    for file in files {
        match place(file, roots, declared) {
            Ok((root, rank)) => ranked.push((root, rank, file)),
            Err(why) => notes.left_out(Loc { file: file.number, line: 0 }, why),
        }
    }
    ranked.sort_by_key(|(_, rank, _)| *rank);
    let mut given: HashMap<String, HashMap<Rc<str>, Given>> = HashMap::new();
    for (root, _, file) in ranked {
        let known = declared.get(root);
        let given = given.entry(root.to_owned()).or_default();
        for (name, value) in &file.values {
            if known.is_some_and(|known| known.variables.contains_key(&**name)) {
                set(given, name, value);
            } else {
                let message =
                    format!("`{name}` is no variable of the configuration: declare it, or mend its name");
                notes.left_out(value.at, message);
            }
        }
    }
    given
}

fn set(given: &mut HashMap<Rc<str>, Given>, name: &Rc<str>, value: &Value) {
    let earlier = given.remove(name);
    let mut lost = Vec::new();
    if let Some(earlier) = earlier {
        lost = earlier.lost;
        lost.push(earlier.value.at);
    }
    given.insert(name.clone(), Given { value: value.clone(), lost });
}

/// The root that takes a file, and when; else why none does.
fn place<'r, 'f>(
    file: &ValuesFile<'f>,
    roots: &'r [String],
    declared: &HashMap<String, Rc<Declarations<'_>>>,
) -> Result<(&'r str, Rank<'f>), &'static str> {
    const CALLED: &str = "a module takes its values from its call and not from this file: put them there";
    const NOT_TAKEN: &str =
        "Terraform takes these values only when told to, and variables keep theirs: name the file itself";
    const NO_ROOT: &str = "no configuration takes these values: put the file into the folder of one";
    let (folder, name) = folder_and_name(file.path);
    match (roots.iter().find(|root| **root == folder), automatic(name)) {
        (Some(root), Some(rank)) => Ok((root, rank)),
        (None, _) if declared.contains_key(&folder) => Err(CALLED),
        _ if file.is_packed => Err(NOT_TAKEN),
        _ => Ok((nearest(&folder, roots).ok_or(NO_ROOT)?, Rank::Named(file.number))),
    }
}

/// When Terraform takes a file by itself.
fn automatic(name: &str) -> Option<Rank<'_>> {
    match name {
        "terraform.tfvars" => Some(Rank::Standard),
        "terraform.tfvars.json" => Some(Rank::StandardJson),
        _ if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => {
            Some(Rank::Automatic(name))
        }
        _ => None,
    }
}

/// The only root, or the one in the same folder or above: `envs/prod.tfvars` is for what stands beside `envs`.
fn nearest<'r>(folder: &str, roots: &'r [String]) -> Option<&'r str> {
    if let [only] = roots {
        return Some(only);
    }
    let mut folder = folder;
    loop {
        if let Some(root) = roots.iter().find(|root| *root == folder) {
            return Some(root);
        }
        folder = match folder.rsplit_once('/') {
            Some((above, _)) => above,
            None if folder.is_empty() => return None,
            None => "",
        };
    }
}
