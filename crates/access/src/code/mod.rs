//! The request of a pattern as code: for the AWS CLI, as PartiQL, and for the SDKs of five languages.
//!
//! One [`Program`] says what is done, in no language; each writer makes text of it. Parameters of the pattern are
//! variables with values of the sample items, paging and keys that were left unprocessed are loops. PartiQL, which has
//! neither, is a list of statements with the values in them. Credentials, Regions and endpoints are left to each
//! tool's own configuration, and nothing here is run.

mod build;
mod cli;
mod go;
mod java;
mod javascript;
mod lines;
mod moved;
mod names;
mod partiql;
mod program;
mod python;
mod rust;

use tablewright_model::{Design, PatternId};

pub use build::program;
pub use program::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Variable, Work};

/// What code is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// A shell script around the AWS CLI, version 2.
    Cli,
    /// Statements of PartiQL.
    PartiQl,
    /// A function for `aws-sdk-dynamodb`.
    Rust,
    /// A module for the AWS SDK, version 3, with its document client.
    JavaScript,
    /// A script for boto3.
    Python,
    /// A function for the AWS SDK, version 2.
    Go,
    /// A class for the AWS SDK, version 2.
    Java,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 7] =
        [Self::Cli, Self::PartiQl, Self::Rust, Self::JavaScript, Self::Python, Self::Go, Self::Java];

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cli => "AWS CLI",
            Self::PartiQl => "PartiQL",
            Self::Rust => "Rust",
            Self::JavaScript => "JavaScript",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Java => "Java",
        }
    }

    /// How files of it end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Cli => "sh",
            Self::PartiQl => "sql",
            Self::Rust => "rs",
            Self::JavaScript => "mjs",
            Self::Python => "py",
            Self::Go => "go",
            Self::Java => "java",
        }
    }
}

/// The code that carries out a pattern; none if nothing serves it, or the language has no words for it.
#[must_use]
pub fn code(design: &Design, pattern: PatternId, language: Language) -> Option<String> {
    if language == Language::PartiQl {
        return partiql::write(design, pattern);
    }
    let program = program(design, pattern)?;
    Some(match language {
        Language::Cli => cli::write(&program),
        Language::Rust => rust::write(&program),
        Language::JavaScript => javascript::write(&program),
        Language::Python => python::write(&program),
        Language::Go => go::write(&program),
        Language::Java | Language::PartiQl => java::write(&program),
    })
}
