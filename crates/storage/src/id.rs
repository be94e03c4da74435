//! The identities of what is stored: ids of the model behind one type each, so that none stands in for another.
//!
//! Making a fresh one needs randomness, so callers pass them in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::types::Text;
use sqlx::{Decode, Encode, Sqlite, Type};
use tablewright_model::{Id, IdError};

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

        impl Type<Sqlite> for $name {
            fn type_info() -> SqliteTypeInfo {
                <Text<Id> as Type<Sqlite>>::type_info()
            }

            fn compatible(info: &SqliteTypeInfo) -> bool {
                <Text<Id> as Type<Sqlite>>::compatible(info)
            }
        }

        impl Encode<'_, Sqlite> for $name {
            fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
                Encode::<Sqlite>::encode(Text(self.0), buffer)
            }
        }

        impl<'r> Decode<'r, Sqlite> for $name {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                <Text<Id> as Decode<'r, Sqlite>>::decode(value).map(|text| Self(text.0))
            }
        }
    )*};
}

typed_ids! {
    /// Identity of a [`User`](crate::User).
    UserId;
    /// Identity of a design; the document itself has none.
    DesignId;
    /// Identity of an edit, made by the client that made the edit: the same edit sent twice is stored once.
    EditId;
    /// Identity of an [`Environment`](crate::Environment).
    EnvironmentId;
    /// Identity of a [`ChangeRequest`](crate::ChangeRequest).
    RequestId;
    /// Identity of a [`Run`](crate::Run).
    RunId;
    /// Identity of a [`Token`](crate::Token); not its secret.
    TokenId;
    /// Identity of a [`Comment`](crate::Comment).
    CommentId;
    /// Identity of a [`GuestLink`](crate::GuestLink); not its secret.
    GuestLinkId;
    /// Identity of a [`Webhook`](crate::Webhook).
    WebhookId;
}
