//! The document's own JSON: versioned, canonical, limited.
//!
//! Canonical means: the same design gives the same bytes. Field order is that of the structs, maps are ordered,
//! empty and default parts are left out or always there. Documents of earlier formats go through `upgrade` first. The
//! shape is published as a JSON Schema (`docs/schema`), which is made of the same types (feature `schema`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::Limited;
use crate::upgrade::{STEPS, Step, upgraded};
use crate::{Design, Refusal, quoted};

/// The version of the format that this code writes.
pub const FORMAT_VERSION: u32 = newest(&STEPS);

/// The largest document that is read, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 20 * 1024 * 1024;

#[derive(Serialize)]
struct EnvelopeRef<'a> {
    format: u32,
    design: &'a Design,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    /// The version of the format.
    #[serde(rename = "format")]
    _format: u32,
    /// The design.
    design: Design,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

/// Why a text is not a design document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// Larger than [`MAX_DOCUMENT_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// Written by a newer Tablewright.
    NewerFormat {
        /// The format it says.
        found: u32,
    },
    /// Not JSON, or not of the right shape.
    Malformed {
        /// What and where.
        detail: String,
    },
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "the document has {bytes} bytes; the most is {MAX_DOCUMENT_BYTES}: split it into several designs"
            ),
            Self::NewerFormat { found } => write!(
                f,
                "the document has format {found}, this Tablewright reads up to {FORMAT_VERSION}: update Tablewright"
            ),
            Self::Malformed { detail } => write!(f, "not a design document: {detail}"),
        }
    }
}

impl std::error::Error for ParseError {}

/// The canonical JSON of a design, indented, with a final newline.
#[must_use]
pub fn to_json(design: &Design) -> String {
    let envelope = EnvelopeRef { format: FORMAT_VERSION, design };
    // Structs, strings and ordered maps with string keys always serialise.
    let mut text = serde_json::to_string_pretty(&envelope).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a design from its JSON, of this format or an earlier one.
///
/// # Errors
///
/// When the text is too large, of a newer format, not JSON or of another shape.
pub fn from_json(text: &str) -> Result<Design, ParseError> {
    read(text, &STEPS)
}

const fn newest(steps: &[Step]) -> u32 {
    // As many as people have written by hand.
    steps.len() as u32 + 1
}

fn read(text: &str, steps: &[Step]) -> Result<Design, ParseError> {
    if text.len() > MAX_DOCUMENT_BYTES {
        return Err(ParseError::TooLarge { bytes: text.len() });
    }
    let malformed = |error: serde_json::Error| ParseError::Malformed { detail: error.to_string() };
    let FormatOnly { format } = serde_json::from_str(text).map_err(malformed)?;
    let newest = newest(steps);
    let envelope: Envelope = if format > newest {
        return Err(ParseError::NewerFormat { found: format });
    } else if format == newest {
        serde_json::from_str(text).map_err(malformed)?
    } else {
        let document = serde_json::from_str(text).map_err(malformed)?;
        let unknown = || ParseError::Malformed { detail: format!("there is no format {format}") };
        serde_json::from_value(upgraded(document, format, steps).ok_or_else(unknown)?).map_err(malformed)?
    };
    within_limits(&envelope.design)?;
    Ok(envelope.design)
}

/// Nothing is read that an edit could not have made: else its removal could not be taken back.
fn within_limits(design: &Design) -> Result<(), ParseError> {
    let told = |what: &str, name: &str| {
        let owner = format!("{what} {}", quoted(name));
        move |refusal: Refusal| ParseError::Malformed { detail: format!("in {owner} {refusal}") }
    };
    design.within_limits().map_err(told("design", &design.name))?;
    for table in &design.tables {
        table.within_limits().map_err(told("table", &table.name))?;
    }
    for pattern in &design.patterns {
        pattern.within_limits().map_err(told("access pattern", &pattern.name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_blank_design_round_trips() {
        let design = Design::blank("Shop");
        assert_eq!(from_json(&to_json(&design)), Ok(design));
    }

    #[test]
    fn nonsense_is_told_apart() {
        assert!(matches!(from_json("{"), Err(ParseError::Malformed { .. })));
        assert!(matches!(from_json("[]"), Err(ParseError::Malformed { .. })));
        assert!(matches!(from_json(r#"{"format":1}"#), Err(ParseError::Malformed { .. })));
        assert_eq!(from_json(r#"{"format":99,"design":7}"#), Err(ParseError::NewerFormat { found: 99 }));
        assert!(matches!(from_json(r#"{"format":0,"design":{}}"#), Err(ParseError::Malformed { .. })));
    }

    /// Two steps as there may be some day: a renamed field, then one with another meaning.
    const INVENTED: [Step; 2] = [
        |mut document| {
            if let Some(design) = document.get_mut("design").and_then(Value::as_object_mut)
                && let Some(title) = design.remove("title")
            {
                design.insert("name".to_owned(), title);
            }
            document
        },
        |mut document| {
            if let Some(Value::String(name)) = document.pointer_mut("/design/name") {
                name.push('!');
            }
            document
        },
    ];

    #[test]
    fn a_document_goes_through_the_steps_from_its_own_format_on() {
        let name = |text| read(text, &INVENTED).map(|design| design.name);
        assert_eq!(name(r#"{"format":1,"design":{"title":"Shop"}}"#), Ok("Shop!".to_owned()));
        assert_eq!(name(r#"{"format":2,"design":{"name":"Shop"}}"#), Ok("Shop!".to_owned()));
        assert_eq!(name(r#"{"format":3,"design":{"name":"Shop"}}"#), Ok("Shop".to_owned()));
        assert_eq!(name(r#"{"format":4,"design":{}}"#), Err(ParseError::NewerFormat { found: 4 }));
        for wrong in [r#"{"format":0,"design":{"name":""}}"#, r#"{"format":2,"design":{"title":""}}"#] {
            assert!(matches!(name(wrong), Err(ParseError::Malformed { .. })), "{wrong}");
        }
    }

    #[test]
    fn steps_leave_alone_what_they_do_not_know() {
        for nonsense in
            [r#"{"format":1}"#, r#"{"format":1,"design":[]}"#, r#"{"format":1,"design":{"title":[1]}}"#]
        {
            assert!(matches!(read(nonsense, &INVENTED), Err(ParseError::Malformed { .. })), "{nonsense}");
        }
    }
}
