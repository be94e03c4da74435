//! A module in the making: resources, the variables that they take, and what must be there to run them.

use std::collections::BTreeSet;

use super::body::{Block, Body, Expr};
use super::names::Names;
use super::options::{Layout, TerraformOptions};

/// What the writers of the parts put together.
pub(super) struct Module<'a> {
    pub(super) options: &'a TerraformOptions,
    pub(super) resources: Vec<Block>,
    pub(super) imports: Vec<Block>,
    pub(super) names: Names,
    variables: Vec<Variable>,
    needs: BTreeSet<Need>,
}

/// What asks for a newer provider, the newest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Blocks and arguments of the sixth major version.
    Six,
    /// `key_schema` blocks, and indexes as resources.
    KeySchema,
    /// Vector indexes.
    Vector,
}

impl Need {
    const fn version(self) -> &'static str {
        match self {
            Self::Six => ">= 6.14.0",
            Self::KeySchema | Self::Vector => ">= 6.29.0",
        }
    }
}

/// A provider that knows all else.
const PROVIDER: &str = ">= 5.60.0";
const TERRAFORM: &str = ">= 1.0.0";
/// The first with `import` blocks.
const TERRAFORM_WITH_IMPORT: &str = ">= 1.5.0";
/// The first in which the id of an import may have a variable in it.
const TERRAFORM_WITH_IMPORT_OF_VARIABLES: &str = ">= 1.6.0";
const VECTOR_PROVIDER: &str =
    "Vector indexes need a provider of late 2026, which knows aws_dynamodb_vector_index.";

struct Variable {
    name: String,
    about: String,
    kind: &'static str,
    default: Option<Expr>,
}

impl<'a> Module<'a> {
    pub(super) fn new(options: &'a TerraformOptions, names: Names) -> Self {
        let (resources, imports, variables) = (Vec::new(), Vec::new(), Vec::new());
        Self { options, resources, imports, names, variables, needs: BTreeSet::new() }
    }

    /// Adds a resource.
    pub(super) fn resource(&mut self, kind: &str, name: &str, about: &str, fill: impl FnOnce(&mut Body)) {
        self.resources.push(Block::resource(kind, name).about(about).with(fill));
    }

    /// Adds an `import` block, if those are wanted for the table.
    pub(super) fn import(&mut self, table: &str, to: String, id: Expr) {
        if self.options.imports.has(table) {
            self.imports.push(Block::new("import", &[]).with(|body| {
                body.set("to", Expr::Name(to));
                body.set("id", id);
            }));
        }
    }

    /// Whether the module takes what differs between environments.
    pub(super) fn is_complete(&self) -> bool {
        self.options.layout == Layout::Module
    }

    pub(super) fn needs(&mut self, need: Need) {
        self.needs.insert(need);
    }

    /// A value that the design does not know: the value of a new variable.
    pub(super) fn unknown(&mut self, name: &str, about: impl Into<String>) -> Expr {
        self.variable(name, about, "string", None)
    }

    /// The value of a variable, which is added if it is not there yet.
    pub(super) fn variable(
        &mut self,
        name: &str,
        about: impl Into<String>,
        kind: &'static str,
        default: Option<Expr>,
    ) -> Expr {
        if !self.variables.iter().any(|variable| variable.name == name) {
            self.variables.push(Variable { name: name.to_owned(), about: about.into(), kind, default });
        }
        Expr::value(format!("var.{name}"))
    }

    /// The `terraform` block.
    pub(super) fn versions(&self) -> Block {
        let provider = self.needs.last().map_or(PROVIDER, |need| need.version());
        let terraform = match self.imports.is_empty() {
            true => TERRAFORM,
            false if self.is_complete() => TERRAFORM_WITH_IMPORT_OF_VARIABLES,
            false => TERRAFORM_WITH_IMPORT,
        };
        Block::new("terraform", &[]).with(|body| {
            body.set("required_version", terraform);
            body.block("required_providers", |body| {
                if self.needs.contains(&Need::Vector) {
                    body.comment(VECTOR_PROVIDER);
                }
                let aws = [("source", "hashicorp/aws".into()), ("version", provider.into())];
                body.set("aws", Expr::object(aws));
            });
        })
    }

    /// The variables, those with a default last.
    pub(super) fn variables(&self) -> Body {
        let mut body = Body::default();
        let (needed, others): (Vec<_>, Vec<_>) =
            self.variables.iter().partition(|variable| variable.default.is_none());
        for Variable { name, about, kind, default } in needed.into_iter().chain(others) {
            body.push(Block::new("variable", &[name]).with(|body| {
                body.set("description", about.as_str());
                body.set("type", Expr::Name((*kind).to_owned()));
                body.maybe("default", default.clone());
            }));
        }
        body
    }
}
