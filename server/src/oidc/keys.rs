//! The keys that a provider publishes (JWKS), and signatures by them. `ring` does the arithmetic (ADR 3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    self, ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RsaParameters, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;

/// All keys of a provider.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct KeySet {
    keys: Vec<Key>,
}

/// One key. What is not needed to verify a signature is not read.
#[derive(Debug, Clone, Deserialize)]
struct Key {
    kty: String,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    crv: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
    #[serde(default)]
    x: Option<String>,
    #[serde(default)]
    y: Option<String>,
}

/// How a signature of one name is verified. What is not in the table is refused; `none` and the symmetric ones, with
/// which a public key would be the secret, are not in it.
enum Method {
    Rsa(&'static RsaParameters),
    Curve(&'static str, &'static dyn VerificationAlgorithm),
}

fn method(alg: &str) -> Option<Method> {
    Some(match alg {
        "RS256" => Method::Rsa(&signature::RSA_PKCS1_2048_8192_SHA256),
        "RS384" => Method::Rsa(&signature::RSA_PKCS1_2048_8192_SHA384),
        "RS512" => Method::Rsa(&signature::RSA_PKCS1_2048_8192_SHA512),
        "PS256" => Method::Rsa(&signature::RSA_PSS_2048_8192_SHA256),
        "PS384" => Method::Rsa(&signature::RSA_PSS_2048_8192_SHA384),
        "PS512" => Method::Rsa(&signature::RSA_PSS_2048_8192_SHA512),
        "ES256" => Method::Curve("P-256", &ECDSA_P256_SHA256_FIXED),
        "ES384" => Method::Curve("P-384", &ECDSA_P384_SHA384_FIXED),
        "EdDSA" => Method::Curve("Ed25519", &ED25519),
        _ => return None,
    })
}

impl KeySet {
    /// Whether one of the keys made this signature; `None` when there is no key that could have.
    pub(super) fn verifies(&self, alg: &str, kid: Option<&str>, signed: &[u8], by: &[u8]) -> Option<bool> {
        let method = method(alg)?;
        let fits = |key: &&Key| {
            key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
                && key.alg.as_deref().is_none_or(|of| of == alg)
                && (kid.is_none() || key.kid.as_deref() == kid)
        };
        let results: Vec<bool> =
            self.keys.iter().filter(fits).filter_map(|key| key.verifies(&method, signed, by)).collect();
        if results.is_empty() { None } else { Some(results.contains(&true)) }
    }
}

impl Key {
    /// `None` for a key of another kind.
    fn verifies(&self, method: &Method, signed: &[u8], by: &[u8]) -> Option<bool> {
        match method {
            Method::Rsa(parameters) if self.kty == "RSA" => {
                let (n, e) = (bytes(self.n.as_ref())?, bytes(self.e.as_ref())?);
                Some(RsaPublicKeyComponents { n, e }.verify(parameters, signed, by).is_ok())
            }
            Method::Curve(curve, algorithm) if self.crv.as_deref() == Some(curve) => {
                let x = bytes(self.x.as_ref())?;
                let point = match self.kty.as_str() {
                    "EC" => [&[4][..], &x, &bytes(self.y.as_ref())?].concat(),
                    "OKP" => x,
                    _ => return None,
                };
                Some(UnparsedPublicKey::new(*algorithm, point).verify(signed, by).is_ok())
            }
            _ => None,
        }
    }
}

fn bytes(text: Option<&String>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?.trim_end_matches('=')).ok()
}
