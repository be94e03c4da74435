//! The signature of a delivery: HMAC-SHA256 over its time and its body, so that nobody else can make one, and nobody can
//! send an old one again for long.

use ring::hmac;
use tablewright_storage::Timestamp;

/// `t=<unix seconds>,v1=<hex>`; what is signed is `<unix seconds>.<body>`.
pub(super) fn signature(secret: &str, now: Timestamp, body: &str) -> String {
    let seconds = now.0.div_euclid(1_000);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_any_other_hmac() {
        // `printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret`
        let signed = signature("secret", Timestamp(1_700_000_000_999), r#"{"a":1}"#);
        assert_eq!(
            signed,
            "t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686"
        );
        assert_ne!(signed, signature("other", Timestamp(1_700_000_000_999), r#"{"a":1}"#));
        assert_ne!(signed, signature("secret", Timestamp(1_700_000_001_000), r#"{"a":1}"#));
    }
}
