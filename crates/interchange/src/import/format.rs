//! What can be imported, and how a file is recognised.

use std::fmt;
use std::str::FromStr;

use tablewright_model::quoted;

use super::value::Value;
use super::{aws, terraform};

/// A format that designs can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportFormat {
    /// Terraform's configuration: `.tf`, `.tf.json`, `.tfvars`.
    Terraform,
    /// Terraform's state, plan and `show` in JSON.
    TerraformState,
    /// CloudFormation and SAM, in JSON or YAML.
    CloudFormation,
    /// What `describe-table` answers and `create-table` takes.
    Aws,
    /// The model of NoSQL Workbench.
    Workbench,
    /// The design document itself.
    Json,
}

impl ImportFormat {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::Terraform, Self::TerraformState, Self::CloudFormation, Self::Aws, Self::Workbench, Self::Json];

    /// The format in addresses and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::TerraformState => "terraform-state",
            Self::CloudFormation => "cloudformation",
            Self::Aws => "aws",
            Self::Workbench => "workbench",
            Self::Json => "json",
        }
    }

    /// The format for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform",
            Self::TerraformState => "Terraform state or plan",
            Self::CloudFormation => "CloudFormation or SAM",
            Self::Aws => "AWS describe-table or create-table",
            Self::Workbench => "NoSQL Workbench",
            Self::Json => "Tablewright design",
        }
    }

    /// The format of a file by its name, where that says enough.
    pub(super) fn of_name(path: &str) -> Option<Self> {
        const TERRAFORM: [&str; 4] = [".tf", ".tf.json", ".tfvars", ".tfvars.json"];
        let is_terraform = TERRAFORM.iter().any(|end| path.ends_with(end));
        match path {
            _ if is_terraform => Some(Self::Terraform),
            _ if path.ends_with(".tfstate") => Some(Self::TerraformState),
            _ if path.ends_with(".yaml") || path.ends_with(".yml") => Some(Self::CloudFormation),
            _ => None,
        }
    }

    /// The format of a file by its value, when it is JSON.
    pub(super) fn of_value(value: &Value) -> Option<Self> {
        let first = value.items().first()?;
        let has = |key: &str| first.get(key).is_some();
        match first {
            _ if terraform::is_state(first) => Some(Self::TerraformState),
            _ if has("DataModel") => Some(Self::Workbench),
            _ if has("format") && has("design") => Some(Self::Json),
            _ if has("Resources") || first.path(&["resources", "Resources"]).is_some() => {
                Some(Self::CloudFormation)
            }
            _ if has("Table") || has("TableDescription") || has("TableName") => Some(Self::Aws),
            _ if aws::is_answer(first) => Some(Self::Aws),
            _ if has("resource") || has("module") => Some(Self::Terraform),
            _ => None,
        }
    }
}

/// A text is not the name of an [`ImportFormat`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownImportFormat(String);

impl fmt::Display for UnknownImportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ImportFormat::ALL.map(ImportFormat::name).join(", ");
        write!(f, "{} is not an import format: use one of {names}", quoted(&self.0))
    }
}

impl std::error::Error for UnknownImportFormat {}

impl FromStr for ImportFormat {
    type Err = UnknownImportFormat;

    fn from_str(text: &str) -> Result<Self, UnknownImportFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| UnknownImportFormat(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name() {
        for format in ImportFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("hcl".parse::<ImportFormat>().unwrap_err().to_string().ends_with("aws, workbench, json"));
    }
}
