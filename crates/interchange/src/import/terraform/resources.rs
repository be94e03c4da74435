//! The resources of configurations: every folder that no other one calls is a root of its own.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::import::budget::Budget;
use crate::import::hcl::{Block, Body, parse};
use crate::import::json;
use crate::import::report::{Notes, Problem};
use crate::import::table::TableSource;
use crate::import::value::{Loc, Map, Value};

use super::beside::Beside;
use super::blocks;
use super::calls::{self, joined};
use super::configuration as json_configuration;
use super::evaluate::Evaluator;
use super::library::{self, Library};
use super::names::Names;
use super::overrides;
use super::providers;
use super::scope::{Declarations, Env, Given, Module};
use super::values::{self, is_values};

/// A file of a configuration.
pub(crate) struct File<'a> {
    pub(crate) number: u16,
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    /// Whether it came in an archive or a folder rather than by its name.
    pub(crate) is_packed: bool,
}

/// A resource with all that is written of it, evaluated as far as that goes.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    /// As `aws_dynamodb_table`.
    pub(crate) kind: Rc<str>,
    /// As `module.shop.aws_dynamodb_table.orders["eu"]`.
    pub(crate) address: Rc<str>,
    pub(crate) at: Loc,
    /// The comment above it.
    pub(crate) comment: String,
    pub(crate) arguments: Map,
}

/// The beginnings of the kinds that have to do with tables.
const KINDS: [&str; 4] =
    ["aws_dynamodb_", "aws_appautoscaling_", "aws_lambda_event_source_mapping", "aws_pipes_pipe"];

/// Whether a resource has to do with tables.
pub(super) fn is_relevant(kind: &str) -> bool {
    KINDS.iter().any(|start| kind.starts_with(start))
}

/// The resources in the files of one or several configurations.
pub(crate) fn configuration(
    files: &[File<'_>],
    beside: &Beside<'_>,
    budget: &Budget,
    notes: &mut Notes,
) -> Vec<Resource> {
    let (mut nodes, mut values) = (0, json::MAX_VALUES);
    let mut trees: Vec<Option<Value>> = Vec::with_capacity(files.len());
    for file in files {
        trees.push(if file.path.ends_with(".json") {
            keep(json::read(file.text, Loc { file: file.number, line: 1 }, &mut values), notes)
        } else {
            None
        });
    }
    let mut bodies = Vec::with_capacity(files.len());
    for (file, tree) in files.iter().zip(&trees) {
        bodies.push(match tree {
            Some(_) if is_values(file.path) => Body::default(),
            Some(tree) => keep(json_configuration::body(tree, &mut nodes), notes).unwrap_or_default(),
            None if file.path.ends_with(".json") => Body::default(),
            None => keep(parse(file.text, file.number, &mut nodes), notes).unwrap_or_default(),
        });
    }
    overrides::merge(files, &mut bodies, notes);
    let known = library::parsed(&bodies);
    let Folders { declared, roots } = Folders::of(files, &bodies);
    let names = Names {
        folders: declared,
        library: Library::of(&known),
        notes: RefCell::default(),
        modules: Cell::new(0),
        paths: files.iter().map(|file| (file.number, file.path)).collect(),
        beside,
    };
    let evaluator = Evaluator { budget, names };
    let mut given = given(&evaluator, files, &bodies, &trees, &roots);
    let mut resources = Vec::new();
    for folder in roots {
        if let Some(declarations) = evaluator.names.folders.get(&folder).cloned() {
            let given = given.remove(&folder).unwrap_or_default();
            emit(&evaluator, &Rc::new(Module::root(folder, declarations, given)), &mut resources);
        }
    }
    if budget.is_spent() {
        let message = "the evaluation takes too many steps: import the files in parts, or their plan as JSON";
        notes.problem(Problem::new(
            Loc { file: files.first().map_or(0, |file| file.number), line: 0 },
            message,
        ));
    }
    notes.append(evaluator.names.notes.into_inner());
    resources
}

fn keep<T>(result: Result<T, Problem>, notes: &mut Notes) -> Option<T> {
    result.map_err(|problem| notes.problem(problem)).ok()
}

/// What the files of values give to each root.
fn given<'a>(
    evaluator: &Evaluator<'_, 'a>,
    files: &[File<'a>],
    bodies: &'a [Body<'a>],
    trees: &[Option<Value>],
    roots: &[String],
) -> HashMap<String, HashMap<Rc<str>, Given>> {
    let notes = &evaluator.names.notes;
    let read = |((file, body), tree): ((&File<'a>, &'a Body<'a>), &Option<Value>)| match tree {
        _ if !is_values(file.path) => None,
        Some(tree) => Some(values::of_json(file, tree, &mut notes.borrow_mut())),
        None => Some(values::of_body(evaluator, file, body)),
    };
    let files: Vec<_> = files.iter().zip(bodies).zip(trees).filter_map(read).collect();
    values::given(&files, roots, &evaluator.names.folders, &mut notes.borrow_mut())
}

/// What each folder declares, and which folders are called by none.
struct Folders<'a> {
    declared: HashMap<String, Rc<Declarations<'a>>>,
    roots: Vec<String>,
}

impl<'a> Folders<'a> {
    fn of(files: &[File<'_>], bodies: &'a [Body<'a>]) -> Self {
        let mut order: Vec<String> = Vec::new();
        let mut declared: HashMap<String, Declarations<'a>> = HashMap::new();
        for (file, body) in files.iter().zip(bodies).filter(|(file, _)| !is_values(file.path)) {
            let (folder, _) = folder_and_name(file.path);
            if !declared.contains_key(&folder) {
                order.push(folder.clone());
            }
            declared.entry(folder).or_default().add(body);
        }
        let called = called(&declared);
        let is_root = |folder: &&String| !called.contains(*folder);
        let roots: Vec<String> = order.iter().filter(is_root).cloned().collect();
        let roots = if roots.is_empty() { order } else { roots };
        let declared = declared.into_iter().map(|(folder, body)| (folder, Rc::new(body))).collect();
        Self { declared, roots }
    }
}

/// The folder as modules call each other by it, and the name in there.
pub(super) fn folder_and_name(path: &str) -> (String, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (joined("", folder).unwrap_or_else(|| folder.to_owned()), name)
}

fn called(declared: &HashMap<String, Declarations<'_>>) -> BTreeSet<String> {
    let of = |(folder, body): (&String, &Declarations<'_>)| {
        let sources = body.calls.iter().filter_map(|call| calls::source(call));
        let local = sources.filter(|source| source.starts_with('.'));
        local.filter_map(|source| joined(folder, source)).collect::<Vec<_>>()
    };
    declared.iter().flat_map(of).collect()
}

fn emit<'a>(evaluator: &Evaluator<'_, 'a>, module: &Rc<Module<'a>>, out: &mut Vec<Resource>) {
    let env = Env::of(module);
    for block in &module.declarations.resources {
        if !is_relevant(block.label(0)) {
            continue;
        }
        for instance in blocks::instances(evaluator, block, env) {
            if !evaluator.budget.spend(10) {
                return;
            }
            if out.len() >= TableSource::MOST {
                return tell_too_many(evaluator, env.seen(block.at));
            }
            let address =
                format!("{}{}.{}{}", module.address, block.label(0), block.label(1), instance.suffix);
            let mut arguments = blocks::arguments(evaluator, block, &instance, env);
            let has_provider = || block.body.attribute("provider").is_some();
            let is_somewhere = block.label(0) == "aws_dynamodb_table_replica" || has_provider();
            if is_somewhere && block.label(0) != "aws_dynamodb_table" && arguments.get("region").is_none() {
                providers::region(evaluator, block, module)
                    .into_iter()
                    .for_each(|region| arguments.set("region", region));
            }
            // What follows walks through them, with all that they share.
            if !arguments.iter().all(|(_, value)| evaluator.budget.weigh(value)) {
                return;
            }
            out.push(Resource {
                kind: block.label(0).into(),
                address: address.into(),
                at: env.seen(block.at),
                comment: block.comment.clone(),
                arguments,
            });
        }
    }
    for call in &module.declarations.calls {
        emit_call(evaluator, call, module, out);
    }
}

fn tell_too_many(evaluator: &Evaluator<'_, '_>, at: Loc) {
    let message = format!(
        "there are more than {} tables and what belongs to them: import the files in parts",
        TableSource::MOST
    );
    let mut notes = evaluator.names.notes.borrow_mut();
    if !notes.problems.iter().any(|problem| problem.message == message) {
        notes.problem(Problem::new(at, message));
    }
}

fn emit_call<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a Block<'a>,
    module: &Rc<Module<'a>>,
    out: &mut Vec<Resource>,
) {
    let env = Env::of(module);
    let instances = blocks::instances(evaluator, call, env);
    let mut is_told = false;
    for instance in instances {
        if !evaluator.budget.spend(100) {
            return;
        }
        match evaluator.names.child(evaluator, call, &instance, module) {
            Some(child) => {
                if child.seen_at.is_some()
                    && module.seen_at.is_none()
                    && !std::mem::replace(&mut is_told, true)
                {
                    tell_unknown_arguments(evaluator, call, &child);
                }
                evaluator.budget.deeper(|| emit(evaluator, &child, out));
            }
            None if !std::mem::replace(&mut is_told, true) => tell_unknown_module(evaluator, call, env),
            None => {}
        }
    }
}

fn tell_unknown_arguments(evaluator: &Evaluator<'_, '_>, call: &Block<'_>, child: &Module<'_>) {
    let is_unknown =
        |name: &str| !calls::META.contains(&name) && !child.declarations.variables.contains_key(name);
    for argument in call.body.attributes.iter().filter(|argument| is_unknown(&argument.name)) {
        let message =
            format!("module `{}`: `{}` is no argument that is known of it", call.label(0), argument.name);
        evaluator.names.notes.borrow_mut().left_out(argument.at, message);
    }
}

/// A module that can't be looked into matters when it may have tables.
fn tell_unknown_module(evaluator: &Evaluator<'_, '_>, call: &Block<'_>, env: Env<'_, '_>) {
    let source = calls::source(call).unwrap_or_default();
    let is_local = source.starts_with('.');
    let is_likely = [source, call.label(0)].iter().any(|text| text.to_ascii_lowercase().contains("dynamo"));
    if is_local || is_likely {
        let message = format!(
            "module `{}` is not looked into, since `{source}` is not among the files: add its folder",
            call.label(0)
        );
        evaluator.names.notes.borrow_mut().left_out(env.seen(call.at), message);
    }
}
