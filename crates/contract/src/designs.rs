//! Designs and their edits.

use serde::{Deserialize, Serialize};
use tablewright_model::{Design, Edit, Refusal};

/// An example of the gallery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExampleSummary {
    /// Names it in [`DesignSource::Example`].
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it shows.
    pub description: String,
    /// Names of its tables.
    pub tables: Vec<String>,
    /// How many access patterns it has.
    pub patterns: usize,
}

/// `/examples/tour`: a change request and a drifted table to look at, made by people of a story, in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TourView {
    /// Where it stands.
    pub state: TourState,
    /// The id of the change request, when it is there.
    pub request: Option<String>,
    /// The id of the environment whose page of drift shows the table, when it is there.
    pub environment: Option<String>,
}

/// Where the example of a change request and a drifted table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TourState {
    /// It can be made.
    Offered,
    /// It is there.
    There,
    /// It was removed, or the server has work of its own.
    Over,
}

/// A design in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesignSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many tables it has.
    pub tables: usize,
    /// The number of its newest version; 0 when there is none.
    pub version: u32,
    /// Who made it.
    pub created_by: String,
    /// When it was last edited.
    pub updated_at: String,
}

/// `POST /designs`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateDesign {
    /// Where it starts from.
    pub source: DesignSource,
}

/// What a new design starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DesignSource {
    /// Nothing but a name.
    Blank {
        /// The name.
        name: String,
    },
    /// A copy of an example.
    Example {
        /// Its key.
        key: String,
    },
}

/// A design with its whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesignView {
    /// Its id.
    pub id: String,
    /// The number of its last edit; edits are posted after it.
    pub seq: u64,
    /// The number of its newest version; 0 when there is none.
    pub version: u32,
    /// Whether the newest version is exactly this document.
    pub saved: bool,
    /// Whether the signed-in person may edit it.
    pub can_edit: bool,
    /// Whether the signed-in person may speak about it.
    pub can_comment: bool,
    /// Whether a guest reads it, to whom nothing but this design is open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guest: bool,
    /// The document.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub document: Design,
}

/// `POST /designs/{id}/edits`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostEdits {
    /// The number of the last edit that the sender knows.
    pub after: u64,
    /// The new ones, in order; at most 500.
    pub edits: Vec<SubmittedEdit>,
}

/// An edit on its way to the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmittedEdit {
    /// Made by the sender, unique in the design: an edit that arrives twice happens once.
    pub id: String,
    /// The edit.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub edit: Edit,
    /// For an undo: what it takes back. So the undo of one never takes back what another did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<Undo>,
}

/// What an undo takes back. It is refused when that did not happen, or when somebody has changed it since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The ids of the edits that it takes back: all of them have to be stored.
    pub of: Vec<String>,
    /// For each part of the edit what it has to find: the edit that would bring it back, with 0 for places in lists.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub finds: Vec<Edit>,
}

/// The answer to posted edits, and the edits that the sender does not know yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditsView {
    /// The number of the last edit now.
    pub seq: u64,
    /// What became of each posted edit, in order.
    pub results: Vec<EditResult>,
    /// Edits after `after`, in the server's order; the sender's own are among them.
    pub edits: Vec<RecordedEdit>,
}

/// What became of one posted edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditResult {
    /// The edit's id.
    pub id: String,
    /// What became of it.
    pub outcome: EditOutcome,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditOutcome {
    /// It is stored, under this number.
    Stored {
        /// Its number.
        seq: u64,
    },
    /// It did not happen.
    Refused {
        /// Why, for programs.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        refusal: Refusal,
        /// Why, for people.
        message: String,
    },
}

/// A stored edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordedEdit {
    /// Its number in the design, from 1.
    pub seq: u64,
    /// The id that its sender gave it.
    pub id: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub at: String,
    /// The edit.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub edit: Edit,
}
