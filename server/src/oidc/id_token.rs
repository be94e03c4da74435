//! ID tokens: what a provider says about somebody, believed when the signature and every claim that guards it are right.
//!
//! Pure: keys and time come in as arguments.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::keys::KeySet;

/// How far the clocks of the provider and of this server may be apart, in seconds.
const SKEW: f64 = 120.0;

/// What a provider says about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    /// Who they are at the provider; never given to somebody else.
    pub(crate) subject: String,
    /// Their address, if the provider has verified that it is theirs.
    pub(crate) email: Option<String>,
    /// What they are called.
    pub(crate) name: Option<String>,
}

/// What a token has to say to be meant for this sign-in.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
}

/// Why a token is not believed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// None of the keys could have signed it.
    UnknownKey,
    /// For this reason, for the log.
    Wrong(&'static str),
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Body {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(default)]
    azp: Option<String>,
    exp: f64,
    iat: f64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: Option<Flag>,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Some providers write flags as words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flag {
    Bool(bool),
    Word(String),
}

/// What a token says, if it is the provider's, for this client and this sign-in, and of now (in seconds).
pub(super) fn verified(
    token: &str,
    keys: &KeySet,
    expected: &Expected<'_>,
    now: i64,
) -> Result<Claims, Unfit> {
    let shape = Unfit::Wrong("the provider's token has not the shape of one");
    let Some((signed, signature)) = token.rsplit_once('.') else { return Err(shape) };
    let Some((header, body)) = signed.split_once('.') else { return Err(shape) };
    let (Some(header), Some(by)) = (part::<Header>(header), URL_SAFE_NO_PAD.decode(signature).ok()) else {
        return Err(shape);
    };
    if header.crit.is_some() {
        return Err(Unfit::Wrong("the provider's token asks for what this server does not know"));
    }
    match keys.verifies(&header.alg, header.kid.as_deref(), signed.as_bytes(), &by) {
        None => return Err(Unfit::UnknownKey),
        Some(false) => return Err(Unfit::Wrong("the provider's token is not signed by the provider")),
        Some(true) => {}
    }
    let body: Body = part(body).ok_or(shape)?;
    body.guards(expected, now)?;
    Ok(body.claims())
}

impl Body {
    fn guards(&self, expected: &Expected<'_>, now: i64) -> Result<(), Unfit> {
        #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^53")]
        let now = now as f64;
        let mine = |audience: &String| audience == expected.client;
        let (is_mine, is_shared) = match &self.aud {
            Audience::One(one) => (mine(one), false),
            Audience::Many(many) => (many.iter().any(mine), many.len() > 1),
        };
        let azp = self.azp.as_deref();
        let checks = [
            (self.iss == expected.issuer, "the token is of another issuer"),
            (is_mine, "the token is for another client"),
            (azp.map_or(!is_shared, |azp| azp == expected.client), "the token was made for another client"),
            (self.exp > now - SKEW, "the token's time is over: look at the clocks of both machines"),
            (self.iat < now + SKEW, "the token is of the future: look at the clocks of both machines"),
            (self.nonce.as_deref() == Some(expected.nonce), "the token is for another sign-in"),
            (!self.sub.is_empty() && self.sub.len() <= 255, "the token names nobody"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, reason)| Err(Unfit::Wrong(reason)))
    }

    fn claims(self) -> Claims {
        let is_verified = match self.email_verified {
            Some(Flag::Bool(flag)) => flag,
            Some(Flag::Word(word)) => word == "true",
            None => false,
        };
        let filled = |text: &String| !text.trim().is_empty();
        let email = self.email.filter(|email| is_verified && filled(email) && email.contains('@'));
        Claims { subject: self.sub, email, name: self.name.filter(filled) }
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const ISSUED: i64 = 1_800_000_000;

    fn fixture() -> (KeySet, String) {
        let text = include_str!("../../../fixtures/oidc/rs256.json");
        let found: Value = serde_json::from_str(text).unwrap();
        let token = found["token"].as_str().unwrap().to_owned();
        (serde_json::from_value(found["keys"].clone()).unwrap(), token)
    }

    fn check(token: &str, now: i64) -> Result<Claims, Unfit> {
        let (keys, _) = fixture();
        let expected =
            Expected { issuer: "https://login.example.com", client: "tablewright", nonce: "n-0S6_WzA2Mj" };
        verified(token, &keys, &expected, now)
    }

    #[test]
    fn a_token_that_others_have_signed_is_read() {
        let claims = check(&fixture().1, ISSUED).unwrap();
        assert_eq!(claims.subject, "248289761001");
        assert_eq!(claims.email.as_deref(), Some("jane@example.com"));
        assert_eq!(claims.name.as_deref(), Some("Jane Doe"));
    }

    #[test]
    fn a_token_has_a_time() {
        let (_, token) = fixture();
        assert!(check(&token, ISSUED + 700).is_ok(), "clocks may be a little apart");
        assert!(matches!(check(&token, ISSUED + 721), Err(Unfit::Wrong(reason)) if reason.contains("over")));
        assert!(
            matches!(check(&token, ISSUED - 121), Err(Unfit::Wrong(reason)) if reason.contains("future"))
        );
    }

    #[test]
    fn no_byte_of_a_token_can_be_changed() {
        let (_, token) = fixture();
        for at in (0..token.len()).step_by(7) {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            // The last letter of a part may hold bits that say nothing.
            let part = |text: &str, at: usize| URL_SAFE_NO_PAD.decode(text.split('.').nth(at).unwrap()).ok();
            if (0..3).any(|at| changed.split('.').count() != 3 || part(&changed, at) != part(&token, at)) {
                assert!(check(&changed, ISSUED).is_err(), "byte {at}");
            }
        }
        for nonsense in ["", ".", "..", "a.b.c", "e30.e30.", "\u{1f600}.x.y"] {
            assert!(check(nonsense, ISSUED).is_err(), "{nonsense}");
        }
    }
}
