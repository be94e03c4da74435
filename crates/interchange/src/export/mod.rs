//! A design in another format, with what that format can't hold.

mod format;
mod notes;
mod zip;

use tablewright_model::{Design, Object};

use crate::terraform::{self, Syntax, TerraformOptions};
use crate::{cli, cloudformation, json, markdown, mermaid, svg, workbench};
pub use format::{ExportFormat, UnknownFormat};
pub(crate) use notes::{Consumers, Held, Holds};

/// What to export to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The format.
    pub format: ExportFormat,
    /// How tables are called in AWS: `{table}` stands for the name in the design.
    pub table_name: String,
    /// Choices of the Terraform formats.
    pub terraform: TerraformOptions,
}

impl From<ExportFormat> for ExportOptions {
    fn from(format: ExportFormat) -> Self {
        Self { format, table_name: TABLE.to_owned(), terraform: TerraformOptions::default() }
    }
}

/// What stands for a table's name in the design.
const TABLE: &str = "{table}";

impl ExportOptions {
    /// Whether tables keep apart: a pattern without `{table}` gives all of them one name.
    #[must_use]
    pub fn names_tables(&self) -> bool {
        self.table_name.contains(TABLE)
    }

    fn aws_name(&self, table: &str) -> String {
        self.table_name.replace(TABLE, table)
    }
}

/// A design in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The name for a file with all of it.
    pub file_name: String,
    /// The media type of such a file.
    pub media_type: &'static str,
    /// The files; one at least.
    pub files: Vec<File>,
    /// What the design says and the format has no place for.
    pub notes: Vec<ExportNote>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, relative, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Something that a design says and a format has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportNote {
    /// What it is about.
    pub object: Object,
    /// What that is called, with its table: `GameScores / GameTitleIndex`.
    pub subject: String,
    /// The setting or the things, in words.
    pub what: String,
}

impl Exported {
    /// What a person reads: the file, or all of them one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        match self.files.as_slice() {
            [file] => file.text.clone(),
            files => {
                let told = |file: &File| format!("# {}\n\n{}", file.path, file.text);
                files.iter().map(told).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// What is sent or stored under the file name: the file, or an archive of them.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        match <[File; 1]>::try_from(self.files) {
            Ok([file]) => file.text.into_bytes(),
            Err(files) => zip::archive(&files),
        }
    }
}

/// Exports a design: to a format as it is when nothing else is said, or with options.
#[must_use]
pub fn export(design: &Design, options: impl Into<ExportOptions>) -> Exported {
    exported(design, &options.into())
}

fn exported(design: &Design, options: &ExportOptions) -> Exported {
    let aws_name = |name: &str| options.aws_name(name);
    let format = options.format;
    let file_name = format.file_name(design);
    let one = |text| vec![File { path: file_name.clone(), text }];
    let terraform = |syntax| terraform::write(design, &options.terraform, syntax, &aws_name);
    let mut files = match format {
        ExportFormat::Terraform => terraform(Syntax::Hcl),
        ExportFormat::TerraformJson => terraform(Syntax::Json),
        ExportFormat::CloudFormation => one(cloudformation::write(design, &aws_name).to_yaml()),
        ExportFormat::CloudFormationJson => one(cloudformation::write(design, &aws_name).to_json()),
        ExportFormat::CreateTable => cli::inputs(design, &aws_name),
        ExportFormat::Script => one(cli::script(design, &aws_name)),
        ExportFormat::Workbench => one(workbench::write(design)),
        ExportFormat::Markdown => one(markdown::write(design)),
        ExportFormat::Mermaid => one(mermaid::write(design)),
        ExportFormat::Svg => one(svg::write(design)),
        ExportFormat::Json => one(json::write(design)),
    };
    let notes = notes::notes(design, holds(format));
    let [file] = files.as_mut_slice() else {
        let stem = file_name.strip_suffix(format.extension()).unwrap_or(&file_name);
        return Exported { file_name: format!("{stem}zip"), media_type: "application/zip", files, notes };
    };
    file.path.clone_from(&file_name);
    Exported { file_name, media_type: format.media_type(), files, notes }
}

/// What a format has a place for.
const fn holds(format: ExportFormat) -> &'static Holds {
    match format {
        ExportFormat::Terraform | ExportFormat::TerraformJson => &terraform::HOLDS,
        ExportFormat::CloudFormation => &cloudformation::HOLDS,
        ExportFormat::CloudFormationJson => &cloudformation::HOLDS_JSON,
        ExportFormat::CreateTable => &cli::HOLDS_INPUT,
        ExportFormat::Script => &cli::HOLDS,
        ExportFormat::Workbench => &workbench::HOLDS,
        ExportFormat::Markdown => &markdown::HOLDS,
        ExportFormat::Mermaid => &mermaid::HOLDS,
        ExportFormat::Svg => &svg::HOLDS,
        ExportFormat::Json => &Holds::EVERYTHING,
    }
}
