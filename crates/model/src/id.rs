//! Stable identities: what every reference inside a design points to, so that names are free to change.
//!
//! An id is a short text that fits into the value itself (`Copy`, no allocation): the examples in the gallery stay
//! readable, and views can hold ids without cloning. Making a fresh one needs randomness, so callers pass it in.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many words hold an id.
const WORDS: usize = 3;
/// The longest id, in bytes: what the words hold beside its length.
const MAX_LEN: usize = WORDS * 8 - 1;

/// A stable identity: 1 to 23 of `a-z`, `0-9`, `-`.
///
/// Everything looks up by id, so ids are compared as numbers and not byte by byte: in a browser, whose
/// code is made to be small, a design was judged five times slower by bytes.
#[derive(Clone, Copy)]
pub struct Id {
    /// The text, then zeros, and its length as the last byte.
    words: [[u8; 8]; WORDS],
}

/// Why a text is not an [`Id`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError(String);

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an id: use 1 to {MAX_LEN} of a-z, 0-9 and -", self.0)
    }
}

impl std::error::Error for IdError {}

impl Id {
    /// An id made from 64 random bits that the caller supplies.
    ///
    /// Thirteen characters of base 32; the chance that two of a million clash is one in thirty million.
    #[must_use]
    pub fn from_random(mut bits: u64) -> Self {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut text = [0; 13];
        for slot in &mut text {
            *slot = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        Self::of(&text)
    }

    /// The id of a text that is known to be one, and so to fit.
    fn of(text: &[u8]) -> Self {
        let mut words = [[0; 8]; WORDS];
        let bytes = words.as_flattened_mut();
        bytes[..text.len()].copy_from_slice(text);
        bytes[MAX_LEN] = text.len() as u8;
        Self { words }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.words.as_flattened();
        // Only ASCII ever gets in, so the fallback is never taken.
        std::str::from_utf8(&bytes[..usize::from(bytes[MAX_LEN])]).unwrap_or_default()
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        self.words.iter().eq(&other.words)
    }
}

impl Eq for Id {}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(self.words.as_flattened());
    }
}

/// By the text: the first of its bytes weighs the most, and its length, at the end, tells nothing more.
impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        let different = self.words.iter().zip(&other.words).find(|(one, other)| one != other);
        different
            .map_or(Ordering::Equal, |(one, other)| u64::from_be_bytes(*one).cmp(&u64::from_be_bytes(*other)))
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if text.is_empty() || text.len() > MAX_LEN || !text.bytes().all(allowed) {
            return Err(IdError(text.chars().take(60).collect()));
        }
        Ok(Self::of(text.as_bytes()))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.parse().map(Self)
            }
        }

        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Id {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

typed_ids! {
    /// Identity of a [`Table`](crate::Table), unique in its design.
    TableId;
    /// Identity of an [`Attribute`](crate::Attribute), unique in its table.
    AttributeId;
    /// Identity of an index, unique in its table over all kinds of index.
    IndexId;
    /// Identity of a [`Pattern`](crate::Pattern), unique in its design.
    PatternId;
    /// Identity of a sample [`Item`](crate::Item), unique in its table.
    ItemId;
    /// Identity of an [`Entity`](crate::Entity), unique in its table.
    EntityId;
    /// Identity of a [`Consumer`](crate::Consumer), unique in its table.
    ConsumerId;
    /// Identity of a [`Replica`](crate::Replica), unique in its table.
    ReplicaId;
    /// Identity of a [`Note`](crate::Note), unique in its design.
    NoteId;
    /// Identity of an [`Area`](crate::Area), unique in its design.
    AreaId;
    /// Identity of a [`Silence`](crate::Silence), unique in its design.
    SilenceId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_and_nonsense_is_refused() {
        assert_eq!("game-scores".parse::<Id>().map(|id| id.to_string()), Ok("game-scores".to_owned()));
        for wrong in ["", "Upper", "sp ace", "a/b", "ä", "0123456789012345678901234"] {
            assert!(wrong.parse::<Id>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_are_in_the_order_of_their_texts() {
        let mut texts =
            ["b", "a", "ab", "a-b", "0", "aaaaaaaa", "aaaaaaaab", "aaaaaaaa-", "00000000000000000000000"];
        let mut ids = texts.map(|text| text.parse::<Id>().unwrap());
        texts.sort_unstable();
        ids.sort_unstable();
        assert_eq!(ids.map(|id| id.to_string()), texts);
    }

    #[test]
    fn random_bits_give_a_valid_id() {
        for bits in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = Id::from_random(bits);
            assert_eq!(id.as_str().parse(), Ok(id));
        }
    }
}
