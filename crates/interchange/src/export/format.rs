//! What a design can be exported to: one list for the API, the command line and the interface.

use std::fmt;
use std::str::FromStr;

use tablewright_model::{Design, quoted};

use crate::text::file_stem;

/// Declares the formats, a line each: name, label, what a file's name ends with, and media type.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident: $name:literal, $label:literal, $extension:literal, $media_type:expr;)+) => {
        /// A format that a design can be exported to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ExportFormat {
            $($(#[$doc])* $variant,)+
        }

        impl ExportFormat {
            /// Every format.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The format in addresses and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The format for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }

            /// What a file's name ends with.
            #[must_use]
            pub const fn extension(self) -> &'static str {
                match self {
                    $(Self::$variant => $extension,)+
                }
            }

            /// The media type of the file.
            #[must_use]
            pub const fn media_type(self) -> &'static str {
                match self {
                    $(Self::$variant => $media_type,)+
                }
            }
        }
    };
}

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

formats! {
    /// Terraform's language, for the AWS provider.
    Terraform: "terraform", "Terraform", "tf", TEXT;
    /// The same in Terraform's JSON syntax.
    TerraformJson: "terraform-json", "Terraform JSON", "tf.json", JSON;
    /// A CloudFormation template in YAML.
    CloudFormation: "cloudformation", "CloudFormation", "yaml", "application/yaml";
    /// The same in JSON.
    CloudFormationJson: "cloudformation-json", "CloudFormation JSON", "template.json", JSON;
    /// What `aws dynamodb create-table --cli-input-json` takes, a file for each table.
    CreateTable: "create-table", "create-table JSON", "json", JSON;
    /// A script of AWS CLI calls.
    Script: "aws-cli", "AWS CLI script", "sh", "text/x-shellscript; charset=utf-8";
    /// A model of NoSQL Workbench.
    Workbench: "workbench", "NoSQL Workbench", "workbench.json", JSON;
    /// Documentation for people.
    Markdown: "markdown", "Markdown", "md", "text/markdown; charset=utf-8";
    /// A diagram as text.
    Mermaid: "mermaid", "Mermaid", "mmd", TEXT;
    /// A diagram as a picture.
    Svg: "svg", "SVG", "svg", "image/svg+xml";
    /// The same in pixels.
    Png: "png", "PNG", "png", "image/png";
    /// The design document itself.
    Json: "json", "JSON", "json", JSON;
}

impl ExportFormat {
    /// The name of a file with this design: lower-case letters, digits and dashes, so that it is safe in a header and
    /// in every file system.
    #[must_use]
    pub fn file_name(self, design: &Design) -> String {
        format!("{}.{}", file_stem(&design.name, "design"), self.extension())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name() {
        for format in ExportFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let told = "toml".parse::<ExportFormat>().map_err(|error| error.to_string());
        let told = told.unwrap_err();
        assert!(told.starts_with("`toml` is not an export format: use one of terraform, "), "{told}");
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
