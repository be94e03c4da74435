//! A design in another format, with what that format can't hold.

mod format;
mod notes;
mod zip;

use tablewright_model::{Design, Object};

use crate::drawing::{self, Drawing};
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
    /// What a month costs, for documentation: prices are not known here.
    pub costs: Option<Costs>,
}

/// What a month costs, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costs {
    /// By what it goes.
    pub basis: String,
    /// The currency.
    pub currency: String,
    /// The sum of the lines.
    pub total: String,
    /// What is charged.
    pub lines: Vec<CostLine>,
    /// What is not in it, with the way to have it in.
    pub omitted: Vec<String>,
}

/// A line of a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    /// What it comes to.
    pub amount: String,
    /// What is charged.
    pub meter: String,
    /// The table, with its index.
    pub place: String,
    /// The access pattern that it is for.
    pub pattern: String,
    /// How the amount comes about.
    pub formula: String,
}

impl From<ExportFormat> for ExportOptions {
    fn from(format: ExportFormat) -> Self {
        Self {
            format,
            table_name: Self::TABLE.to_owned(),
            terraform: TerraformOptions::default(),
            costs: None,
        }
    }
}

impl ExportOptions {
    /// What stands for a table's name in the design.
    pub const TABLE: &str = "{table}";

    /// Whether tables keep apart: a pattern without `{table}` gives all of them one name.
    #[must_use]
    pub fn names_tables(&self) -> bool {
        self.table_name.contains(Self::TABLE)
    }

    /// What a table is called in AWS.
    #[must_use]
    pub fn aws_name(&self, table: &str) -> String {
        self.table_name.replace(Self::TABLE, table)
    }
}

/// A design in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The name for a file with all of it.
    pub file_name: String,
    /// The media type of such a file.
    pub media_type: &'static str,
    /// What is in it.
    pub content: Content,
    /// What the design says and the format has no place for.
    pub notes: Vec<ExportNote>,
}

/// What a format makes of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Texts; one at least.
    Files(Vec<File>),
    /// What somebody has yet to make pixels of: the letters for that are not here.
    Drawing(Drawing),
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
    /// The files of text; a picture has none.
    #[must_use]
    pub fn files(&self) -> &[File] {
        match &self.content {
            Content::Files(files) => files,
            Content::Drawing(_) => &[],
        }
    }

    /// What a person reads: the file, or all of them one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        match self.files() {
            [file] => file.text.clone(),
            files => {
                let told = |file: &File| format!("# {}\n\n{}", file.path, file.text);
                files.iter().map(told).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// What is sent or stored under the file name: the file, an archive of them, or what is made of the drawing.
    #[must_use]
    pub fn into_bytes(self, picture: impl FnOnce(&Drawing) -> Vec<u8>) -> Vec<u8> {
        match self.content {
            Content::Drawing(drawing) => picture(&drawing),
            Content::Files(files) => match <[File; 1]>::try_from(files) {
                Ok([file]) => file.text.into_bytes(),
                Err(files) => zip::archive(&files),
            },
        }
    }
}

/// Exports a design: to a format as it is when nothing else is said, or with options.
#[must_use]
pub fn export(design: &Design, options: impl Into<ExportOptions>) -> Exported {
    exported(design, &options.into())
}

fn exported(design: &Design, options: &ExportOptions) -> Exported {
    let format = options.format;
    let file_name = format.file_name(design);
    let notes = notes::notes(design, holds(format));
    let of = |file_name, media_type, content| Exported { file_name, media_type, content, notes };
    let mut files = match content(design, options, &file_name) {
        Content::Files(files) => files,
        drawing => return of(file_name, format.media_type(), drawing),
    };
    let [file] = files.as_mut_slice() else {
        let stem = file_name.strip_suffix(format.extension()).unwrap_or(&file_name);
        return of(format!("{stem}zip"), "application/zip", Content::Files(files));
    };
    file.path.clone_from(&file_name);
    of(file_name, format.media_type(), Content::Files(files))
}

fn content(design: &Design, options: &ExportOptions, file_name: &str) -> Content {
    let aws_name = |name: &str| options.aws_name(name);
    let one = |text| vec![File { path: file_name.to_owned(), text }];
    let terraform = |syntax| terraform::write(design, &options.terraform, syntax, &aws_name);
    Content::Files(match options.format {
        ExportFormat::Terraform => terraform(Syntax::Hcl),
        ExportFormat::TerraformJson => terraform(Syntax::Json),
        ExportFormat::CloudFormation => one(cloudformation::write(design, &aws_name).to_yaml()),
        ExportFormat::CloudFormationJson => one(cloudformation::write(design, &aws_name).to_json()),
        ExportFormat::CreateTable => cli::inputs(design, &aws_name),
        ExportFormat::Script => one(cli::script(design, &aws_name)),
        ExportFormat::Workbench => one(workbench::write(design)),
        ExportFormat::Markdown => one(markdown::write(design, options.costs.as_ref())),
        ExportFormat::Mermaid => one(mermaid::write(design)),
        ExportFormat::Svg => one(svg::write(design)),
        ExportFormat::Png => return Content::Drawing(drawing::draw(design)),
        ExportFormat::Json => one(json::write(design)),
    })
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
        ExportFormat::Svg | ExportFormat::Png => &svg::HOLDS,
        ExportFormat::Json => &Holds::EVERYTHING,
    }
}
