//! Terraform: a design as a module for the AWS provider, laid out exactly as `terraform fmt` leaves it.
//!
//! Access patterns and sample items have no place there; descriptions become comments.

mod hcl;
mod names;
mod quote;
mod table;

use tablewright_model::{Design, GlobalIndex};

use hcl::{Value, Writer};

/// The first provider that knows `key_schema`, which indexes with keys of several attributes need.
const PROVIDER_WITH_KEY_SCHEMA: &str = ">= 6.29.0";
/// A provider that knows all else.
const PROVIDER: &str = ">= 5.0.0";
const TERRAFORM: &str = ">= 1.0.0";

/// What the writer leaves to its caller.
pub struct TerraformOptions<'a> {
    /// Whether to begin with the `terraform` block that says which versions are needed; without it the text can join a
    /// module that has one.
    pub requirements: bool,
    /// Makes the table's name in AWS of its name in the design.
    pub table_name: &'a dyn Fn(&str) -> String,
}

impl Default for TerraformOptions<'_> {
    fn default() -> Self {
        Self { requirements: true, table_name: &str::to_owned }
    }
}

/// The design as one file.
#[must_use]
pub fn write(design: &Design, options: &TerraformOptions<'_>) -> String {
    let mut writer = Writer::default();
    heading(&mut writer, design);
    if options.requirements {
        requirements(&mut writer, design);
    }
    let names = names::resource_names(design.tables.iter().map(|table| table.name.as_str()));
    for (table, resource) in design.tables.iter().zip(&names) {
        table::write(&mut writer, table, resource, &(options.table_name)(&table.name));
    }
    writer.finish()
}

fn heading(writer: &mut Writer, design: &Design) {
    writer.comment(&design.name);
    if !design.description.is_empty() {
        writer.comment("\n");
        writer.comment(&design.description);
    }
}

fn requirements(writer: &mut Writer, design: &Design) {
    let mut indexes = design.tables.iter().flat_map(|table| &table.indexes);
    let provider = if indexes.any(|index| has_wide_key(index)) { PROVIDER_WITH_KEY_SCHEMA } else { PROVIDER };
    writer.block("terraform", &[], |writer| {
        writer.attributes(&[("required_version", Value::Text(TERRAFORM))]);
        writer.block("required_providers", &[], |writer| {
            writer.object("aws", &[("source", "hashicorp/aws"), ("version", provider)]);
        });
    });
}

/// Whether the key needs `key_schema` blocks; the older arguments, known to every provider, hold one attribute each.
fn has_wide_key(index: &GlobalIndex) -> bool {
    index.partition.len() > 1 || index.sort.len() > 1
}
