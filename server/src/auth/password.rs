//! Passwords: argon2id, off the async threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::api::Failure;

/// Hashes a password for keeping.
pub(crate) async fn hash_password(password: String) -> Result<String, Failure> {
    in_background(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| Failure::internal(&error))
}

/// Whether a password is the one that was hashed. Without a hash, and for somebody who signs in elsewhere and has
/// none, the work is done all the same, so that the time an answer takes does not tell who there is.
pub(crate) async fn verify_password(password: String, hash: Option<String>) -> Result<bool, Failure> {
    in_background(move || match hash.filter(|hash| !hash.is_empty()) {
        Some(hash) => matches(&password, &hash),
        None => {
            let unknown = Argon2::default().hash_password(password.as_bytes());
            drop(unknown);
            false
        }
    })
    .await
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(&error))
}
