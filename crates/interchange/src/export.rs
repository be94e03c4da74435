//! What a design can be exported to: one list for the API, the command line and the interface.

use std::fmt;
use std::str::FromStr;

use tablewright_model::{Design, quoted};

use crate::json;
use crate::terraform::{self, TerraformOptions};

/// A format that a design can be exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Terraform's language, for the AWS provider.
    Terraform,
    /// The design document itself.
    Json,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Terraform, Self::Json];

    /// The format in addresses and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Json => "json",
        }
    }

    /// The format for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform",
            Self::Json => "JSON",
        }
    }

    /// What a file's name ends with.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Terraform => "tf",
            Self::Json => "json",
        }
    }

    /// The media type of the text.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Terraform => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// The name of a file with this design: lower-case letters, digits and dashes, so that it is safe in a header and
    /// in every file system.
    #[must_use]
    pub fn file_name(self, design: &Design) -> String {
        /// Long enough to be told apart, short enough for every file system.
        const MAX: usize = 60;
        let dashed: String =
            design.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let words: Vec<_> = dashed.split('-').filter(|word| !word.is_empty()).collect();
        let mut stem = words.join("-").to_ascii_lowercase();
        stem.truncate(MAX);
        let stem = stem.trim_end_matches('-');
        format!("{}.{}", if stem.is_empty() { "design" } else { stem }, self.extension())
    }
}

/// A text is not the name of an [`ExportFormat`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ExportFormat::ALL.map(ExportFormat::name).join(", ");
        write!(f, "{} is not an export format: use one of {names}", quoted(&self.0))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for ExportFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// A design in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The name for a file with it.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// It.
    pub text: String,
}

/// Exports a design under its own table names.
#[must_use]
pub fn export(design: &Design, format: ExportFormat) -> Exported {
    let text = match format {
        ExportFormat::Terraform => terraform::write(design, &TerraformOptions::default()),
        ExportFormat::Json => json::write(design),
    };
    Exported { file_name: format.file_name(design), media_type: format.media_type(), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name() {
        for format in ExportFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let told = "yaml".parse::<ExportFormat>().map_err(|error| error.to_string());
        assert_eq!(told, Err("`yaml` is not an export format: use one of terraform, json".to_owned()));
    }

    #[test]
    fn file_names_are_plain_whatever_the_design_is_called() {
        for (name, expected) in [
            ("Game scores", "game-scores.tf"),
            ("", "design.tf"),
            ("../../etc/passwd", "etc-passwd.tf"),
            ("a\"\r\nSet-Cookie: x", "a-set-cookie-x.tf"),
            ("Größe", "gr-e.tf"),
            (&format!("{} b", "a".repeat(59)), &format!("{}.tf", "a".repeat(59))),
        ] {
            assert_eq!(ExportFormat::Terraform.file_name(&Design::blank(name)), expected);
        }
    }
}
