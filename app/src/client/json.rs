//! Answers as they came: JSON that names its type and that nobody has read yet.
//!
//! What a page reads travels as text, from the server that rendered it or from the API, and gets its type where it is
//! shown. Reading it earlier, to write it again, would weigh in the bundle for each type.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tablewright_contract::ApiError;

use super::{decode, encode};

/// The JSON of a `T`.
pub(crate) struct Json<T> {
    text: String,
    kind: PhantomData<fn() -> T>,
}

impl<T> Json<T> {
    /// What the API says of `T`.
    pub(crate) const fn of_text(text: String) -> Self {
        Self { text, kind: PhantomData }
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// This one and another, as a pair.
    pub(crate) fn and<U>(self, other: Json<U>) -> Json<(T, U)> {
        Json::of_text(format!("[{},{}]", self.text, other.text))
    }
}

impl<T: Serialize> Json<T> {
    /// A value as JSON.
    pub(crate) fn of(value: &T) -> Result<Self, ApiError> {
        encode(value).map(Self::of_text)
    }
}

impl<T: DeserializeOwned> Json<T> {
    /// The value.
    pub(crate) fn read(self) -> Result<T, ApiError> {
        decode(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_put_together_is_read_together() {
        let (number, text) = (Json::of(&7_u8).unwrap(), Json::of(&"a,\"b]".to_owned()).unwrap());
        assert_eq!(
            number.and(text).and(Json::of(&[true]).unwrap()).read().unwrap(),
            ((7, "a,\"b]".to_owned()), [true])
        );
    }
}
