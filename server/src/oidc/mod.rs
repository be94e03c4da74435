//! Signing in with an identity that an OpenID Connect provider vouches for (ADR 21).
//!
//! Authorisation code with PKCE, state and nonce. What a provider says is believed once its signature is verified with
//! a key that it publishes. Who a person is here is told by issuer and subject alone; the e-mail address only decides
//! whether somebody new may come in. Deliberately absent: tokens for anything else than signing in, and signing out at
//! the provider.

mod config;
mod flows;
mod id_token;
mod keys;
mod provider;

use sha2::{Digest as _, Sha256};

pub(crate) use config::OidcConfig;
pub(crate) use flows::Purpose;
pub(crate) use id_token::Claims;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::entropy::{NoEntropy, Secret, hash_secret};
use crate::time::now;
use flows::{Flow, Flows};
use id_token::{Expected, Unfit};
use provider::Provider;

/// Signing in at one provider.
pub(crate) struct Oidc {
    config: OidcConfig,
    provider: Provider,
    flows: Flows,
    redirect: String,
}

/// Where to send a browser, and what its cookie holds until it comes back.
pub(crate) struct Begun {
    pub(crate) url: String,
    pub(crate) cookie: Secret,
}

/// Somebody who came back from the provider.
pub(crate) struct Returned {
    pub(crate) claims: Claims,
    pub(crate) purpose: Purpose,
    pub(crate) next: String,
}

/// Why signing in did not come to an end.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It was begun in another browser, too long ago, or not at all.
    Expired,
    /// The provider can't be asked, or what it says does not hold. The sentence is for the log.
    Provider(String),
}

impl From<NoEntropy> for Problem {
    fn from(error: NoEntropy) -> Self {
        Self::Provider(error.to_string())
    }
}

impl Oidc {
    /// With a provider that is asked when somebody signs in for the first time. `base` is the address of this server.
    pub(crate) fn new(config: OidcConfig, base: &str) -> Self {
        let provider = Provider::new(config.clone());
        Self { config, provider, flows: Flows::default(), redirect: format!("{base}/sign-in/oidc/callback") }
    }

    /// What the provider is called.
    pub(crate) fn name(&self) -> &str {
        &self.config.name
    }

    /// What was configured.
    pub(crate) const fn config(&self) -> &OidcConfig {
        &self.config
    }

    /// Begins to sign somebody in.
    pub(crate) async fn begin(&self, purpose: Purpose, next: String) -> Result<Begun, Problem> {
        let place = self.provider.place().await.map_err(Problem::Provider)?;
        let (cookie, state, nonce, verifier) =
            (Secret::new()?, Secret::new()?, Secret::new()?, Secret::new()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.text().as_bytes()));
        let url = with_query(
            &place.authorization_endpoint,
            &[
                ("response_type", "code"),
                ("client_id", &self.config.client_id),
                ("redirect_uri", &self.redirect),
                ("scope", "openid email profile"),
                ("state", state.text()),
                ("nonce", nonce.text()),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ],
        );
        let flow = Flow {
            state: state.hash(),
            nonce: nonce.text().to_owned(),
            verifier: verifier.text().to_owned(),
            purpose,
            next,
            begun: now(),
        };
        self.flows.keep(cookie.hash(), flow);
        Ok(Begun { url, cookie })
    }

    /// Forgets what a browser has begun, and gives what for and where it wanted to go.
    pub(crate) fn give_up(&self, cookie: &str) -> Option<(Purpose, String)> {
        self.flows.take(&hash_secret(cookie), now()).map(|flow| (flow.purpose, flow.next))
    }

    /// Takes what a browser brings back from the provider. What was begun is used up, whatever comes of it.
    pub(crate) async fn finish(&self, cookie: &str, state: &str, code: &str) -> Result<Returned, Problem> {
        let flow = self.flows.take(&hash_secret(cookie), now()).ok_or(Problem::Expired)?;
        if hash_secret(state) != flow.state {
            return Err(Problem::Expired);
        }
        let token = self.provider.exchange(code, &flow.verifier, &self.redirect).await;
        let token = token.map_err(Problem::Provider)?;
        let claims = self.verified(&token, &flow.nonce).await.map_err(Problem::Provider)?;
        Ok(Returned { claims, purpose: flow.purpose, next: flow.next })
    }

    /// What the token says. A key that is not known may be new: the keys are read again once.
    async fn verified(&self, token: &str, nonce: &str) -> Result<Claims, String> {
        let OidcConfig { issuer, client_id, .. } = &self.config;
        let expected = Expected { issuer, client: client_id, nonce };
        let seconds = now().0 / 1_000;
        for fresh in [false, true] {
            let keys = self.provider.keys(fresh).await?;
            match id_token::verified(token, &keys, &expected, seconds) {
                Err(Unfit::UnknownKey) if !fresh => {}
                Err(Unfit::UnknownKey) => break,
                Err(Unfit::Wrong(reason)) => return Err(reason.to_owned()),
                Ok(claims) => return Ok(claims),
            }
        }
        Err("the provider's token is signed with a key that the provider does not publish".to_owned())
    }
}

fn with_query(endpoint: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{separator}{query}")
}
