//! Closed sets of words that the AWS API has.
//!
//! One list per set gives the enum, its words both ways, and its form in the document, which is the word itself.

/// Declares an enum whose values are words of the AWS API.
macro_rules! terms {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $term:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $term)] $variant,)+
        }

        impl $name {
            /// Every value, the common first.
            pub const ALL: [Self; [$($term),+].len()] = [$(Self::$variant),+];

            /// The word of the AWS API.
            #[must_use]
            pub const fn term(self) -> &'static str {
                match self {
                    $(Self::$variant => $term,)+
                }
            }

            /// The value with this word.
            #[must_use]
            pub fn from_term(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.term() == text)
            }
        }
    };
}

pub(crate) use terms;
