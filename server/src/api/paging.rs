//! Lists in pages: `limit` asks for one, `Link` names the next by a cursor. Without a limit a list comes whole.

use axum::Json;
use axum::extract::{FromRequestParts, OriginalUri, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::Failure;

/// The largest page.
const MOST: u32 = 500;

/// Which page of a list.
#[derive(Debug, Clone)]
pub(crate) struct Paging {
    limit: Option<u32>,
    cursor: Option<String>,
    path: String,
}

#[derive(Deserialize)]
struct Asked {
    limit: Option<u32>,
    cursor: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let unfit = || Failure::invalid("limit", "Ask for 1 to 500 entries.");
        let Query(Asked { limit, cursor }) =
            Query::from_request_parts(parts, state).await.map_err(|_| unfit())?;
        if limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
            return Err(unfit());
        }
        let path = match OriginalUri::from_request_parts(parts, state).await {
            Ok(OriginalUri(uri)) => without_paging(&uri),
            Err(never) => match never {},
        };
        Ok(Self { limit, cursor, path })
    }
}

impl Paging {
    /// The entries of a page when a list has one size only.
    pub(crate) fn limit_or(&self, usual: u32) -> u32 {
        self.limit.unwrap_or(usual)
    }

    /// Where the page begins.
    pub(crate) fn cursor<T: std::str::FromStr>(&self) -> Result<Option<T>, Failure> {
        let unfit = |_| Failure::invalid("cursor", "Take the cursor from the `Link` of the page before.");
        self.cursor.as_deref().map(|cursor| cursor.parse().map_err(unfit)).transpose()
    }

    /// A page of a list that was read whole; entries go by their keys.
    pub(crate) fn cut<T>(self, mut list: Vec<T>, key: impl Fn(&T) -> String) -> Result<Paged<T>, Failure> {
        if let Some(cursor) = self.cursor::<String>()? {
            let gone = || Failure::invalid("cursor", "What the cursor names is gone: begin anew.");
            let at = list.iter().position(|entry| key(entry) == cursor).ok_or_else(gone)?;
            list.drain(..=at);
        }
        let most = self.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let more = list.len() > most;
        list.truncate(most);
        let next = if more { list.last().map(key) } else { None };
        Ok(self.page(list, next))
    }

    /// A page that was read as one, and the cursor of the next if there is more.
    pub(crate) fn page<T>(self, entries: Vec<T>, next: Option<String>) -> Paged<T> {
        let Self { path, limit, .. } = self;
        let limit = limit.map(|limit| format!("&limit={limit}")).unwrap_or_default();
        let next = next.map(|cursor| format!("<{path}cursor={cursor}{limit}>; rel=\"next\""));
        Paged { entries, next }
    }
}

/// A page of a list.
pub(crate) struct Paged<T> {
    pub(crate) entries: Vec<T>,
    next: Option<String>,
}

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.entries).into_response();
        if let Some(link) = self.next.and_then(|link| HeaderValue::from_str(&link).ok()) {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// The path with the rest of its query, up to where the next parameter goes.
fn without_paging(uri: &axum::http::Uri) -> String {
    let kept = uri.query().unwrap_or_default().split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.is_empty() && name != "cursor" && name != "limit"
    });
    let mut path = format!("{}?", uri.path());
    for pair in kept {
        path.push_str(pair);
        path.push('&');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(limit: Option<u32>, cursor: Option<&str>) -> Paging {
        let path = without_paging(&"/api/v1/x?open=true&cursor=a&limit=9".parse().unwrap());
        Paging { limit, cursor: cursor.map(ToOwned::to_owned), path }
    }

    #[test]
    fn pages_come_one_after_the_other_until_there_is_no_more() {
        let mut seen = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let paged =
                paging(Some(2), cursor.as_deref()).cut(vec![1, 2, 3, 4, 5], ToString::to_string).unwrap();
            seen.push(paged.entries);
            let Some(link) = paged.next else { break };
            let start = "</api/v1/x?open=true&cursor=";
            cursor = link.strip_prefix(start).and_then(|rest| rest.split('&').next()).map(ToOwned::to_owned);
            assert!(link.ends_with("&limit=2>; rel=\"next\""), "{link}");
        }
        assert_eq!(seen, [vec![1, 2], vec![3, 4], vec![5]]);
    }

    #[test]
    fn a_list_without_a_limit_comes_whole_and_a_lost_cursor_is_refused() {
        let paged = paging(None, None).cut(vec![1, 2, 3], ToString::to_string).unwrap();
        assert_eq!((paged.entries.len(), paged.next), (3, None));
        assert!(paging(None, Some("9")).cut(vec![1], ToString::to_string).is_err());
    }
}
