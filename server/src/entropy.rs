//! Randomness of the server: fresh ids, and secrets of which only a digest is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use tablewright_model::Id;

/// The system gave no randomness; nothing that needs a secret may go on.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}")]
pub(crate) struct NoEntropy(getrandom::Error);

/// A secret of 256 random bits, as text for a link or a cookie.
pub(crate) struct Secret(String);

impl Secret {
    /// A new one.
    pub(crate) fn new() -> Result<Self, NoEntropy> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// The text that goes out, this once.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        hash_secret(&self.0)
    }
}

/// What is kept of a secret that came in. The secret has 256 random bits, so a plain hash is enough, and looking it
/// up by its hash tells nothing about the secret by its timing.
pub(crate) fn hash_secret(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// A fresh id.
pub(crate) fn id() -> Result<Id, NoEntropy> {
    Ok(Id::from_random(u64::from_le_bytes(random::<8>()?)))
}

fn random<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoEntropy)?;
    Ok(bytes)
}
