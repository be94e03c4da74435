//! Signing in at a provider that the test starts, with keys of its own.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tablewright_storage::Role;

use super::TestApp;
use super::app::Reply;
use crate::oidc::OidcConfig;
use crate::time::now;

const CLIENT: &str = "tablewright";
const SECRET: &str = "a secret: with signs";

/// What the provider has to say, and what it was asked.
struct Inner {
    issuer: String,
    key: EcdsaKeyPair,
    kid: String,
    /// The token that it gives for the next code.
    token: String,
    /// What the browser brought.
    challenge: String,
}

#[derive(Clone)]
struct Provider(Arc<Mutex<Inner>>);

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signed(key: &EcdsaKeyPair, header: &Value, claims: &Value) -> String {
    let text = format!("{}.{}", encoded(header), encoded(claims));
    let signature = key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn discovery(State(Provider(inner)): State<Provider>) -> Json<Value> {
    let issuer = inner.lock().unwrap().issuer.clone();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
    }))
}

async fn keys(State(Provider(inner)): State<Provider>) -> Json<Value> {
    let inner = inner.lock().unwrap();
    let point = inner.key.public_key().as_ref();
    let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
    Json(json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": inner.kid, "use": "sig", "x": x, "y": y}]}))
}

async fn token(
    State(Provider(inner)): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> (StatusCode, Json<Value>) {
    let inner = inner.lock().unwrap();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier").unwrap()));
    let basic = STANDARD.encode(format!("{CLIENT}:a+secret%3A+with+signs"));
    let fits = challenge == inner.challenge
        && field("code") == Some("the code")
        && field("redirect_uri") == Some("http://tablewright.test/sign-in/oidc/callback")
        && headers[header::AUTHORIZATION] == format!("Basic {basic}");
    let status = if fits { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    (status, Json(json!({"access_token": "x", "token_type": "Bearer", "id_token": inner.token})))
}

impl Provider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let text = String::new;
        let inner = Inner { issuer, key: key(), kid: "1".to_owned(), token: text(), challenge: text() };
        let provider = Self(Arc::new(Mutex::new(inner)));
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        provider
    }

    fn config(&self) -> OidcConfig {
        OidcConfig {
            issuer: self.0.lock().unwrap().issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.to_owned()),
            name: "Example".to_owned(),
            domains: vec!["example.com".to_owned()],
            role: Role::Designer,
        }
    }

    /// What an honest provider says of somebody, for this sign-in.
    fn claims(&self, subject: &str, email: &str, nonce: &str) -> Value {
        let at = now().0 / 1_000;
        json!({"iss": self.0.lock().unwrap().issuer, "sub": subject, "aud": CLIENT, "exp": at + 300, "iat": at,
            "nonce": nonce, "email": email, "email_verified": true, "name": "Eve"})
    }

    /// Signs what is said and gives it for the next code.
    fn says(&self, claims: &Value) {
        let mut inner = self.0.lock().unwrap();
        let header = json!({"alg": "ES256", "kid": inner.kid});
        inner.token = signed(&inner.key, &header, claims);
    }
}

/// A browser: the cookies it has, and the server it speaks to.
struct Browser<'a> {
    app: &'a TestApp,
    provider: &'a Provider,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp, provider: &'a Provider) -> Self {
        Self { app, provider, cookies: Vec::new() }
    }

    /// One that is signed in already.
    fn of(app: &'a TestApp, provider: &'a Provider, cookie: &str) -> Self {
        let (name, value) = cookie.split_once('=').unwrap();
        Self { cookies: vec![(name.to_owned(), value.to_owned())], ..Self::new(app, provider) }
    }

    async fn get(&mut self, path: &str) -> Reply {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get(path).header(header::COOKIE, cookies.join("; "));
        let reply = self.app.raw(request.body(Body::empty()).unwrap()).await;
        for set in reply.headers.get_all(header::SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        reply
    }

    /// Goes to the provider; gives state and nonce.
    async fn begin(&mut self, path: &str) -> (String, String) {
        let to = location(&self.get(path).await);
        let issuer = self.provider.0.lock().unwrap().issuer.clone();
        let query = to.strip_prefix(&format!("{issuer}/authorize?tenant=1&")).unwrap();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let field = |name: &str| pairs.iter().find(|(key, _)| key == name).unwrap().1.clone();
        assert_eq!(
            (field("response_type"), field("code_challenge_method")),
            ("code".to_owned(), "S256".to_owned())
        );
        assert_eq!(field("client_id"), CLIENT);
        self.provider.0.lock().unwrap().challenge = field("code_challenge");
        (field("state"), field("nonce"))
    }

    /// Comes back; gives where it is sent then.
    async fn back(&mut self, state: &str) -> String {
        location(&self.get(&format!("/sign-in/oidc/callback?code=the+code&state={state}")).await)
    }

    /// There and back as somebody.
    async fn goes(&mut self, path: &str, subject: &str, email: &str) -> String {
        let (state, nonce) = self.begin(path).await;
        self.provider.says(&self.provider.claims(subject, email, &nonce));
        self.back(&state).await
    }

    /// Who is signed in here.
    async fn who(&mut self) -> Option<String> {
        let reply = self.get("/api/v1/session").await;
        reply.body["user"]["email"].as_str().map(ToOwned::to_owned)
    }
}

fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.headers[header::LOCATION].to_str().unwrap().to_owned()
}

async fn world() -> (TestApp, Provider) {
    let provider = Provider::start().await;
    (TestApp::signing_in_at(provider.config()).await, provider)
}

#[tokio::test]
async fn somebody_of_an_allowed_domain_comes_in_and_stays_who_they_are() {
    let (app, provider) = world().await;
    let mut browser = Browser::new(&app, &provider);
    assert_eq!(browser.goes("/sign-in/oidc?next=/designs", "eve-1", "eve@example.com").await, "/designs");
    let reply = browser.get("/api/v1/session").await.ok();
    assert_eq!((&reply["user"]["role"], &reply["user"]["name"]), (&json!("designer"), &json!("Eve")));
    assert_eq!(browser.cookies.len(), 1, "nothing is left of the way");

    // Another address at the provider is the same person; the same address with another subject is not.
    let mut later = Browser::new(&app, &provider);
    assert_eq!(later.goes("/sign-in/oidc", "eve-1", "eve@elsewhere.org").await, "/");
    assert_eq!(later.who().await.unwrap(), "eve@example.com");
    let mut other = Browser::new(&app, &provider);
    assert_eq!(other.goes("/sign-in/oidc", "eve-2", "eve@example.com").await, "/sign-in?problem=taken");
    assert_eq!(other.who().await, None);
    let ways = browser.get("/api/v1/session/ways").await.ok();
    assert_eq!(ways, json!({"provider": "Example", "connected": true}));
}

#[tokio::test]
async fn an_address_opens_no_account_that_has_a_password_until_its_owner_connects_it() {
    let (app, provider) = world().await;
    let mut stranger = Browser::new(&app, &provider);
    assert_eq!(stranger.goes("/sign-in/oidc", "ada-1", "Ada@example.com").await, "/sign-in?problem=taken");
    assert_eq!(stranger.who().await, None);
    let connecting = stranger.get("/sign-in/oidc?connect=1").await;
    assert_eq!(
        location(&connecting),
        "/sign-in?problem=expired",
        "without a session there is nothing to connect"
    );
}

#[tokio::test]
async fn who_is_signed_in_connects_their_account_and_nobody_elses() {
    let (app, provider) = world().await;
    let mut ada = Browser::of(&app, &provider, &app.admin);
    assert_eq!(ada.goes("/sign-in/oidc?connect=1", "ada-1", "ada@other.org").await, "/account");
    let mut anew = Browser::new(&app, &provider);
    assert_eq!(anew.goes("/sign-in/oidc", "ada-1", "ada@other.org").await, "/");
    assert_eq!(anew.who().await.unwrap(), "Ada@example.com");

    let bob = app.person("Bob", "viewer").await;
    let mut bob = Browser::of(&app, &provider, &bob);
    assert_eq!(
        bob.goes("/sign-in/oidc?connect=1", "ada-1", "x@example.com").await,
        "/account?problem=elsewhere"
    );
    // Somebody else signs in while the first is on the way: nothing is connected to either.
    let (state, nonce) = bob.begin("/sign-in/oidc?connect=1").await;
    provider.says(&provider.claims("bob-1", "bob@example.com", &nonce));
    let (name, value) = app.admin.split_once('=').unwrap();
    bob.cookies.retain(|(known, _)| known != name);
    bob.cookies.push((name.to_owned(), value.to_owned()));
    assert_eq!(bob.back(&state).await, "/account?problem=expired");
}

#[tokio::test]
async fn an_invitation_lets_in_from_anywhere_once() {
    let (app, provider) = world().await;
    let invited = app.post(&app.admin, "/invitations", json!({"role": "reviewer"})).await.ok();
    let token = invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap().to_owned();
    let path = format!("/sign-in/oidc?invitation={token}");
    let mut eve = Browser::new(&app, &provider);
    assert_eq!(eve.goes("/sign-in/oidc", "eve-1", "eve@elsewhere.org").await, "/sign-in?problem=unknown");
    assert_eq!(eve.goes(&path, "eve-1", "eve@elsewhere.org").await, "/");
    assert_eq!(eve.get("/api/v1/session").await.ok()["user"]["role"], "reviewer");
    let mut second = Browser::new(&app, &provider);
    assert_eq!(second.goes(&path, "eve-2", "eve2@elsewhere.org").await, "/sign-in?problem=unknown");
}

#[tokio::test]
async fn an_address_that_nobody_has_verified_and_an_account_that_has_ended_stay_out() {
    let (app, provider) = world().await;
    for verified in [json!(false), json!("no"), Value::Null] {
        let mut browser = Browser::new(&app, &provider);
        let (state, nonce) = browser.begin("/sign-in/oidc").await;
        let mut claims = provider.claims("eve-1", "eve@example.com", &nonce);
        claims["email_verified"] = verified;
        provider.says(&claims);
        assert_eq!(browser.back(&state).await, "/sign-in?problem=unverified");
    }
    let mut eve = Browser::new(&app, &provider);
    eve.goes("/sign-in/oidc", "eve-1", "eve@example.com").await;
    let id = eve.get("/api/v1/session").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let ended = Body::from(json!({"deactivated": true}).to_string());
    app.call("PATCH", &app.admin, &format!("/users/{id}"), ended).await.ok();
    assert_eq!(eve.goes("/sign-in/oidc", "eve-1", "eve@example.com").await, "/sign-in?problem=deactivated");
    assert_eq!(eve.who().await, None);
    // No password opens an account that has none.
    for password in ["", "x"] {
        let tried = json!({"email": "eve@example.com", "password": password});
        assert_eq!(app.post("", "/session", tried).await.status, 401);
    }
}

#[tokio::test]
async fn a_token_that_is_not_of_the_provider_for_this_sign_in_opens_nothing() {
    let (app, provider) = world().await;
    type Change = fn(&Provider, &mut Value) -> Option<String>;
    let changes: [(&str, Change); 11] = [
        ("another issuer", |_, claims| {
            claims["iss"] = json!("https://evil.example");
            None
        }),
        ("another client", |_, claims| {
            claims["aud"] = json!("other");
            None
        }),
        ("made for another client", |_, claims| {
            claims["aud"] = json!([CLIENT, "other"]);
            claims["azp"] = json!("other");
            None
        }),
        ("shared without saying for whom", |_, claims| {
            claims["aud"] = json!([CLIENT, "other"]);
            None
        }),
        ("another sign-in", |_, claims| {
            claims["nonce"] = json!("of another");
            None
        }),
        ("over", |_, claims| {
            claims["exp"] = json!(1_000_000);
            None
        }),
        ("nobody", |_, claims| {
            claims["sub"] = json!("");
            None
        }),
        ("unsigned", |_, claims| Some(format!("{}.{}.", encoded(&json!({"alg": "none"})), encoded(claims)))),
        ("signed with the public key as a secret", |provider, claims| {
            let inner = provider.0.lock().unwrap();
            let text = format!("{}.{}", encoded(&json!({"alg": "HS256", "kid": "1"})), encoded(claims));
            let secret = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, inner.key.public_key().as_ref());
            Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(ring::hmac::sign(&secret, text.as_bytes()))))
        }),
        ("signed by somebody else", |_, claims| {
            Some(signed(&key(), &json!({"alg": "ES256", "kid": "1"}), claims))
        }),
        ("with demands that are not known", |provider, claims| {
            let inner = provider.0.lock().unwrap();
            Some(signed(&inner.key, &json!({"alg": "ES256", "kid": "1", "crit": ["x"]}), claims))
        }),
    ];
    for (what, change) in changes {
        let mut browser = Browser::new(&app, &provider);
        let (state, nonce) = browser.begin("/sign-in/oidc").await;
        let mut claims = provider.claims("eve-1", "eve@example.com", &nonce);
        let forged = change(&provider, &mut claims);
        provider.says(&claims);
        if let Some(forged) = forged {
            provider.0.lock().unwrap().token = forged;
        }
        assert_eq!(browser.back(&state).await, "/sign-in?problem=provider", "{what}");
        assert_eq!(browser.who().await, None, "{what}");
    }
}

#[tokio::test]
async fn a_way_back_is_good_once_and_in_the_browser_that_went() {
    let (app, provider) = world().await;
    let mut victim = Browser::new(&app, &provider);
    let (state, nonce) = victim.begin("/sign-in/oidc").await;
    provider.says(&provider.claims("eve-1", "eve@example.com", &nonce));
    let mut attacker = Browser::new(&app, &provider);
    assert_eq!(attacker.back(&state).await, "/sign-in?problem=expired", "without the cookie");
    assert_eq!(victim.back("another").await, "/sign-in?problem=expired", "with another state");
    assert_eq!(victim.back(&state).await, "/sign-in?problem=expired", "it was used up");
    let mut refused = Browser::new(&app, &provider);
    let (state, _) = refused.begin("/sign-in/oidc").await;
    let back = format!("/sign-in/oidc/callback?error=access_denied&state={state}");
    assert_eq!(location(&refused.get(&back).await), "/sign-in?problem=refused");
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_asked_for() {
    let (app, provider) = world().await;
    let mut browser = Browser::new(&app, &provider);
    let (state, nonce) = browser.begin("/sign-in/oidc").await;
    {
        let mut inner = provider.0.lock().unwrap();
        (inner.key, inner.kid) = (key(), "2".to_owned());
    }
    provider.says(&provider.claims("eve-1", "eve@example.com", &nonce));
    assert_eq!(browser.back(&state).await, "/", "keys are read when the first token comes");
}

#[tokio::test]
async fn without_a_provider_there_is_one_way() {
    let app = TestApp::new().await;
    let ways = app.get("", "/session/ways").await.ok();
    assert_eq!(ways, json!({"provider": null, "connected": false}));
    let reply = app.raw(Request::get("/sign-in/oidc").body(Body::empty()).unwrap()).await;
    assert_eq!(location(&reply), "/sign-in?problem=provider");
}
