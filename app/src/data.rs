//! What a page reads from the API.
//!
//! All answers go through one kind of resource that holds text, and get their type where they are shown: a resource,
//! and what waits for it, weighs some twenty kilobytes in the bundle for each type it is made for.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use crate::prelude::*;
use serde::de::DeserializeOwned;
use tablewright_contract::ApiError;

use crate::client::Json;

type Text = Result<String, ApiError>;
type Fetching = Pin<Box<dyn Future<Output = Text> + Send>>;

/// An answer of the API, on its way or there. It is read anew when what it was read for changes.
pub(crate) struct Data<T> {
    text: Resource<Text>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Data<T> {}

impl<T: DeserializeOwned + 'static> Data<T> {
    /// Reads what the page needs for its title or its status: the page waits for it.
    pub(crate) fn first<F>(
        of: impl Fn() -> Vec<String> + Send + Sync + 'static,
        fetch: fn(Vec<String>) -> F,
    ) -> Self
    where
        F: Future<Output = Result<Json<T>, ApiError>> + Send + 'static,
    {
        Self::new(of, fetch, true)
    }

    /// Reads what can come a little later.
    pub(crate) fn later<F>(
        of: impl Fn() -> Vec<String> + Send + Sync + 'static,
        fetch: fn(Vec<String>) -> F,
    ) -> Self
    where
        F: Future<Output = Result<Json<T>, ApiError>> + Send + 'static,
    {
        Self::new(of, fetch, false)
    }

    fn new<F>(
        of: impl Fn() -> Vec<String> + Send + Sync + 'static,
        fetch: fn(Vec<String>) -> F,
        page_waits: bool,
    ) -> Self
    where
        F: Future<Output = Result<Json<T>, ApiError>> + Send + 'static,
    {
        Self { text: resource(Arc::new(of), erased(fetch), page_waits), kind: PhantomData }
    }

    /// The answer, if it is there.
    pub(crate) fn get(self) -> Option<Result<T, ApiError>> {
        self.text.get().map(|text| text.and_then(|text| Json::of_text(text).read()))
    }

    /// Reads again.
    pub(crate) fn refetch(self) {
        self.text.refetch();
    }
}

/// What a page reads for, by place; what is missing is empty, and names nothing.
pub(crate) fn named<const N: usize>(of: Vec<String>) -> [String; N] {
    let mut of = of.into_iter();
    std::array::from_fn(|_| of.next().unwrap_or_default())
}

/// The same fetch with its type left behind.
fn erased<T: 'static, F>(fetch: fn(Vec<String>) -> F) -> Arc<dyn Fn(Vec<String>) -> Fetching + Send + Sync>
where
    F: Future<Output = Result<Json<T>, ApiError>> + Send + 'static,
{
    Arc::new(move |of| {
        let fetching = fetch(of);
        Box::pin(async move { fetching.await.map(Json::into_text) })
    })
}

fn resource(
    of: Arc<dyn Fn() -> Vec<String> + Send + Sync>,
    fetch: Arc<dyn Fn(Vec<String>) -> Fetching + Send + Sync>,
    page_waits: bool,
) -> Resource<Text> {
    Resource::new_with_options(move || of(), move |of| fetch(of), page_waits)
}
