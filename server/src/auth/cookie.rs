//! The session cookie: one opaque secret, not readable by scripts, not sent by other sites' requests.

use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "tablewright_session";
const DAYS: i64 = 14;

/// How long a session lasts, in days.
pub(crate) const SESSION_DAYS: i64 = DAYS;

/// The header that sets a cookie for the paths below one and so many seconds; of none it removes it.
pub(crate) fn set_cookie(
    name: &str,
    secret: &str,
    path: &str,
    seconds: u32,
    secure: bool,
) -> Option<HeaderValue> {
    header(&format!("{name}={secret}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}"), secure)
}

/// The header that sets the session's cookie. `secure` when people reach the server by https.
pub(crate) fn session_cookie(secret: &str, secure: bool) -> Option<HeaderValue> {
    session_cookie_for(secret, DAYS * 24 * 60 * 60, secure)
}

/// The same for a session of so many seconds.
pub(crate) fn session_cookie_for(secret: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    header(&format!("{NAME}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"), secure)
}

/// The header that removes the cookie.
pub(crate) fn clear_session_cookie(secure: bool) -> Option<HeaderValue> {
    header(&format!("{NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"), secure)
}

fn header(cookie: &str, secure: bool) -> Option<HeaderValue> {
    let cookie = if secure { format!("{cookie}; Secure") } else { cookie.to_owned() };
    HeaderValue::from_str(&cookie).ok()
}

/// The session's secret in a request's cookies.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<&str> {
    cookie_of(headers, NAME)
}

/// What a request's cookie of this name holds.
pub(crate) fn cookie_of<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark; tablewright_session=abc"));
        assert_eq!(session_token(&headers), Some("abc"));
        assert_eq!(session_token(&HeaderMap::new()), None);
    }

    #[test]
    fn the_cookie_is_closed_to_scripts_and_secure_behind_https() {
        let text =
            |secure| session_cookie("abc", secure).map(|value| format!("{value:?}")).unwrap_or_default();
        assert!(text(false).contains("HttpOnly; SameSite=Lax"));
        assert!(!text(false).contains("Secure"));
        assert!(text(true).contains("Secure"));
    }
}
