//! A gateway that fails as it is told, and notes what reached AWS.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Mutex;
use std::time::SystemTime;

use tablewright_aws::{AwsGateway, Gateway, GatewayError, Receipt};
use tablewright_plan::{Call, LiveState, LiveTable};
use tokio::sync::Notify;

/// What becomes of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    /// It is made and answered.
    Fine,
    /// It gets lost on its way: AWS never sees it, and nobody knows.
    Lost,
    /// AWS takes it, and the answer gets lost.
    Unanswered,
    /// The process dies before the request is sent.
    DiesBefore,
    /// The process dies after AWS has taken the request.
    DiesAfter,
    /// AWS answers with this error.
    Refused(fn() -> GatewayError),
}

type Fates = dyn FnMut(usize, Option<&Call>) -> Fate + Send;

pub(crate) struct Faulty {
    inner: AwsGateway,
    fates: Mutex<Box<Fates>>,
    /// How every question for a figure is answered, if it is not let through.
    figures: Option<fn() -> GatewayError>,
    seen: Mutex<Seen>,
    died: Notify,
}

#[derive(Default)]
struct Seen {
    requests: usize,
    figures: usize,
    taken: Vec<Call>,
}

impl Faulty {
    /// `fates` is asked before each request with its number, from 0; reads come without a call.
    pub(crate) fn new(
        inner: &AwsGateway,
        fates: impl FnMut(usize, Option<&Call>) -> Fate + Send + 'static,
    ) -> Self {
        let (fates, seen) = (Mutex::new(Box::new(fates) as Box<Fates>), Mutex::default());
        Self { inner: inner.clone(), fates, figures: None, seen, died: Notify::new() }
    }

    /// The same, but nobody learns how much of an index is filled.
    pub(crate) fn without_figures(self, error: fn() -> GatewayError) -> Self {
        Self { figures: Some(error), ..self }
    }

    /// Nothing fails.
    pub(crate) fn fine(inner: &AwsGateway) -> Self {
        Self::new(inner, |_, _| Fate::Fine)
    }

    /// The calls that AWS took, in order.
    pub(crate) fn taken(&self) -> Vec<Call> {
        self.seen.lock().unwrap().taken.clone()
    }

    /// How often it was asked how much of an index is filled.
    pub(crate) fn figures(&self) -> usize {
        self.seen.lock().unwrap().figures
    }

    /// How many requests were made.
    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().unwrap().requests
    }

    /// Returns when the process was to die.
    pub(crate) async fn died(&self) {
        self.died.notified().await;
    }

    fn fate(&self, call: Option<&Call>) -> Fate {
        let mut seen = self.seen.lock().unwrap();
        let number = seen.requests;
        seen.requests += 1;
        drop(seen);
        self.fates.lock().unwrap()(number, call)
    }

    async fn through<T>(
        &self,
        fate: Fate,
        request: impl Future<Output = Result<T, GatewayError>> + Send,
    ) -> Result<T, GatewayError> {
        match fate {
            Fate::Fine => request.await,
            Fate::Lost => Err(lost()),
            Fate::Unanswered => request.await.and(Err(lost())),
            Fate::DiesBefore => self.die().await,
            Fate::DiesAfter => {
                let _ = request.await;
                self.die().await
            }
            Fate::Refused(error) => Err(error()),
        }
    }

    async fn die<T>(&self) -> T {
        self.died.notify_one();
        std::future::pending().await
    }
}

fn lost() -> GatewayError {
    GatewayError::NoAnswer {
        endpoint: "http://test".to_owned(),
        operation: "Test",
        why: "the connection broke".to_owned(),
    }
}

impl Gateway for Faulty {
    async fn read(&self, names: &BTreeSet<String>) -> Result<LiveState, GatewayError> {
        self.through(self.fate(None), self.inner.read(names)).await
    }

    async fn read_table(&self, name: &str) -> Result<Option<LiveTable>, GatewayError> {
        self.through(self.fate(None), self.inner.read_table(name)).await
    }

    async fn read_for(&self, call: &Call) -> Result<Option<LiveTable>, GatewayError> {
        self.through(self.fate(None), self.inner.read_for(call)).await
    }

    async fn filling(
        &self,
        table: &str,
        index: &str,
        time: Range<SystemTime>,
    ) -> Result<Option<u8>, GatewayError> {
        self.seen.lock().unwrap().figures += 1;
        match self.figures {
            Some(error) => Err(error()),
            None => self.through(self.fate(None), self.inner.filling(table, index, time)).await,
        }
    }

    async fn perform(&self, call: &Call, live: Option<&LiveTable>) -> Result<Receipt, GatewayError> {
        let request = async {
            let receipt = self.inner.perform(call, live).await?;
            self.seen.lock().unwrap().taken.push(call.clone());
            Ok(receipt)
        };
        self.through(self.fate(Some(call)), request).await
    }
}
