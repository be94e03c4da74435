//! What a team puts on the canvas beside its tables, and where things lie.

use serde::{Deserialize, Serialize};

use crate::{AreaId, Identified, NoteId};

/// A place on the canvas, in its own units: pixels at a zoom of 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// The extent of something on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// To the right.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// A remark on the canvas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its identity.
    pub id: NoteId,
    /// What it says, in Markdown.
    pub text: String,
    /// Where its upper left corner is.
    pub position: Position,
    /// How large it is.
    pub size: Size,
}

impl Identified for Note {
    type Id = NoteId;

    fn id(&self) -> NoteId {
        self.id
    }
}

/// A named part of the canvas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its identity.
    pub id: AreaId,
    /// What it is called.
    pub name: String,
    /// The place of its colour in the palette.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u8>,
    /// Where its upper left corner is.
    pub position: Position,
    /// How large it is.
    pub size: Size,
}

impl Identified for Area {
    type Id = AreaId;

    fn id(&self) -> AreaId {
        self.id
    }
}
