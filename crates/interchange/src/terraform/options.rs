//! What whoever wants Terraform may choose.

use std::fmt;
use std::str::FromStr;

use tablewright_model::quoted;

/// Choices of the Terraform formats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerraformOptions {
    /// What is written beside the resources, and into which files.
    pub layout: Layout,
    /// How global secondary indexes are written.
    pub indexes: IndexStyle,
    /// For which tables there are `import` blocks, since they exist already.
    pub imports: Imports,
}

/// A choice by name, for the command line and the API.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every choice.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The choice in addresses and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = UnknownChoice;

            fn from_str(text: &str) -> Result<Self, UnknownChoice> {
                let found = Self::ALL.into_iter().find(|choice| choice.name() == text);
                found.ok_or_else(|| UnknownChoice {
                    what: $what,
                    text: text.to_owned(),
                    known: Self::ALL.map(Self::name).join(", "),
                })
            }
        }
    };
}

choices! {
    /// What is written beside the resources.
    Layout, "a layout" {
        /// One file that says which versions it needs.
        #[default]
        File = "file",
        /// A module that runs on its own: `versions.tf`, `main.tf`, `variables.tf`, `outputs.tf`.
        Module = "module",
        /// One file of resources and the variables that they need, to join a module that is there.
        Bare = "bare",
    }
}

choices! {
    /// How global secondary indexes are written.
    IndexStyle, "a style of indexes" {
        /// Blocks of the table with `hash_key` and `range_key`, which every provider knows; `key_schema` blocks where a
        /// key has several attributes.
        #[default]
        Inline = "inline",
        /// Blocks of the table with `key_schema` blocks.
        KeySchema = "key-schema",
        /// Resources of their own, which the provider calls experimental.
        Standalone = "standalone",
    }
}

/// The tables that exist already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Imports {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// Those with these names in the design.
    Tables(Vec<String>),
}

impl Imports {
    /// By names in the design, of which `all` is every table.
    #[must_use]
    pub fn named(names: Vec<String>) -> Self {
        match names.as_slice() {
            [] => Self::None,
            names if names.iter().any(|name| name == "all") => Self::All,
            _ => Self::Tables(names),
        }
    }

    /// Whether a table is among them.
    pub(super) fn has(&self, table: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Tables(names) => names.iter().any(|name| name == table),
        }
    }
}

/// A text is not the name of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownChoice {
    what: &'static str,
    text: String,
    known: String,
}

impl fmt::Display for UnknownChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not {}: use one of {}", quoted(&self.text), self.what, self.known)
    }
}

impl std::error::Error for UnknownChoice {}
