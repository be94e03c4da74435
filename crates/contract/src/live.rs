//! The live session of a design: what its editors hear over `/designs/{id}/live`, and what they say there.
//!
//! All of it is text, one JSON value in each message. Edits are heard here and sent elsewhere: `POST /designs/{id}/edits`
//! is the one way in, with a socket or without. Where people are is never stored.

use serde::{Deserialize, Serialize};

use crate::RecordedEdit;

/// What a listener hears. Each part is left out when there is nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LiveNews {
    /// The number of the design's last edit; 0 when this says nothing about it. Whoever knows less, and does not find
    /// what is missing in `edits`, reads it with `GET /designs/{id}/edits`.
    #[serde(skip_serializing_if = "is_none")]
    pub seq: u64,
    /// Which of the people the listener is. In the first message only, which names everybody who is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub you: Option<u32>,
    /// Edits, in the server's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<RecordedEdit>,
    /// People who came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<Participant>,
    /// Where people are now, of those who have moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spots: Vec<Spot>,
    /// People who left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<u32>,
    /// Whether something was said about the design: `GET /designs/{id}/comments` has it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub comments: bool,
}

/// Somebody who has the design open; two windows of one person are two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Tells them apart, as long as they are here.
    pub who: u32,
    /// The person's name.
    pub name: String,
    /// Its first letters.
    pub initials: String,
    /// Which of the [`HUES`] is theirs.
    pub hue: u8,
}

/// How many colours there are for people.
pub const HUES: u8 = 8;

/// Where somebody is. An editor sends it whenever it changes; what it says of `who` is not believed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// Whose it is.
    pub who: u32,
    /// The object that is selected, as links name it: `table:game-scores`.
    pub object: String,
    /// The control that has the focus, by the id of its element; empty when none has.
    pub field: String,
    /// The pointer, on the canvas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<(i32, i32)>,
    /// The middle of what is seen of the canvas, and the zoom in thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<(i32, i32, i32)>,
    /// Whether the person shows it to everybody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub presents: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_none(seq: &u64) -> bool {
    *seq == 0
}

/// `GET /designs/{id}/away?after=N`: what others did since, in words, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwayView {
    /// The number of the design's last edit.
    pub seq: u64,
    /// How many edits there were.
    pub edits: u64,
    /// What was done, at most a few lines.
    pub lines: Vec<AwayLine>,
}

/// What one person did to one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwayLine {
    /// Who.
    pub author: String,
    /// When last.
    pub at: String,
    /// What, in words: `changed table GameScores`.
    pub text: String,
    /// The object, as links name it; none when it is gone.
    pub object: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        let news = LiveNews { left: vec![3], ..LiveNews::default() };
        assert_eq!(serde_json::to_string(&news).unwrap(), r#"{"left":[3]}"#);
        assert_eq!(serde_json::from_str::<LiveNews>(r#"{"left":[3]}"#).unwrap(), news);
    }

    #[test]
    fn a_spot_is_read_from_as_little_as_there_is() {
        let spot: Spot = serde_json::from_str(r#"{"object":"design"}"#).unwrap();
        assert_eq!(spot, Spot { object: "design".into(), ..Spot::default() });
    }
}
