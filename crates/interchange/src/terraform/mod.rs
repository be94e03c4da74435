//! Terraform: a design as a module for the AWS provider, laid out exactly as `terraform fmt` leaves it, or in
//! Terraform's JSON syntax.
//!
//! What belongs to a table is put together as a tree (`body`), which `hcl` and `json` lay out. Descriptions become
//! comments. Deliberately absent: the functions, buckets and roles around tables, which are somebody else's modules.

mod body;
mod consumers;
mod hcl;
mod index;
mod json;
mod module;
mod names;
mod neighbours;
mod options;
mod outputs;
mod quote;
mod replica;
mod table;

use tablewright_model::{Design, Field};

use crate::export::{File, Held, Holds};
use body::{Body, Item};
use module::Module;
use names::Names;
pub use options::{Imports, IndexStyle, Layout, TerraformOptions, UnknownChoice};
use table::Scope;

/// What Terraform's provider has an argument for.
pub(crate) const HOLDS: Holds = Holds {
    replica: Held::AllBut(&[Field::Capacity, Field::Autoscaling, Field::Maximum, Field::IndexReads]),
    more: replica::not_held,
    ..Holds::RESOURCES
};

/// The syntax of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Terraform's own language.
    Hcl,
    /// The same in JSON.
    Json,
}

/// The design as files; `aws_name` makes the name of a table in AWS of its name in the design.
pub(crate) fn write(
    design: &Design,
    options: &TerraformOptions,
    syntax: Syntax,
    aws_name: &dyn Fn(&str) -> String,
) -> Vec<File> {
    let resources = names::resource_names(design.tables.iter().map(|table| table.name.as_str()));
    let aws_names: Vec<_> = design.tables.iter().map(|table| aws_name(&table.name)).collect();
    let scopes: Vec<_> = design
        .tables
        .iter()
        .zip(resources.iter().zip(&aws_names))
        .map(|(table, (resource, aws_name))| Scope { table, resource, aws_name })
        .collect();
    let mut module = Module::new(options, Names::beside(&resources));
    scopes.iter().for_each(|scope| add(&mut module, *scope));
    files(design, module, &scopes, syntax)
}

/// A design as the text of its resources in HCL, under the names that it has itself: for a reader beside the design. What
/// asks for nothing else links no other format.
#[must_use]
pub fn terraform_text(design: &Design) -> String {
    let options = TerraformOptions { layout: Layout::Bare, ..TerraformOptions::default() };
    let files = write(design, &options, Syntax::Hcl, &str::to_owned);
    files.into_iter().map(|file| file.text).collect()
}

/// A table with all that hangs on it.
fn add(module: &mut Module<'_>, scope: Scope<'_>) {
    let block = table::block(module, scope);
    module.resources.push(block);
    let id = scope.import_id(module, "", "");
    module.import(&scope.table.name, format!("aws_dynamodb_table.{}", scope.resource), id);
    index::resources(module, scope);
    neighbours::resources(module, scope);
    replica::resources(module, scope);
    consumers::resources(module, scope);
}

fn files(design: &Design, module: Module<'_>, scopes: &[Scope<'_>], syntax: Syntax) -> Vec<File> {
    let (versions, variables) = (module.versions(), module.variables());
    let layout = module.options.layout;
    let mut main = heading(design);
    if layout == Layout::File {
        main.push(versions.clone());
    }
    if layout != Layout::Module {
        main.0.extend(variables.0.clone());
    }
    main.0.extend(module.imports.into_iter().chain(module.resources).map(Item::Block));
    if layout != Layout::Module {
        return vec![file("main", &main, syntax)];
    }
    let mut head = Body::default();
    head.push(versions);
    vec![
        file("versions", &head, syntax),
        file("main", &main, syntax),
        file("variables", &variables, syntax),
        file("outputs", &outputs::body(scopes), syntax),
    ]
}

fn file(stem: &str, body: &Body, syntax: Syntax) -> File {
    match syntax {
        Syntax::Hcl => File { path: format!("{stem}.tf"), text: body.to_hcl() },
        Syntax::Json => File { path: format!("{stem}.tf.json"), text: body.to_tf_json() },
    }
}

fn heading(design: &Design) -> Body {
    let mut body = Body::default();
    body.comment(design.name.as_str());
    if !design.description.is_empty() {
        body.comment(format!("\n{}", design.description));
    }
    body
}

#[cfg(test)]
mod tests {
    use super::body::Expr;
    use super::*;

    #[test]
    fn what_is_tall_and_what_is_short_is_laid_out_as_terraform_fmt_does() {
        let mut body = Body::default();
        body.set("a", 1_u32);
        body.set(
            "bbb",
            Expr::object([
                ("x", "1".into()),
                ("long", Expr::object([("y", true.into())])),
                ("z", Expr::Null),
            ]),
        );
        body.set("cc", Expr::List(vec![Expr::object([("k", "v".into())]), Expr::object([])]));
        body.set("d", Expr::Call("merge", vec![Expr::value("var.tags"), Expr::object([("k", "v".into())])]));
        body.block("empty", |_| {});
        let expected = "\
a = 1
bbb = {
  x = \"1\"
  long = {
    y = true
  }
  z = null
}
cc = [
  {
    k = \"v\"
  },
  {}
]
d = merge(var.tags, {
  k = \"v\"
})

empty {}
";
        assert_eq!(body.to_hcl(), expected);
    }
}
