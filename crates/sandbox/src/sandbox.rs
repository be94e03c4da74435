//! The sandbox as its user holds it: opened, served, stopped.
//!
//! One listener serves every region and account; a request says by its signature's scope which it means.

use std::fs::{self, File, TryLockError};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::faults::Faults;
use crate::line::{Cut, Lines};
use crate::options::{SandboxError, SandboxOptions};
use crate::partitions::Partitions;
use crate::server;

/// An open sandbox. Clones are the same sandbox; it closes with its last clone and its last server.
#[derive(Clone, Debug)]
pub struct Sandbox {
    partitions: Arc<Partitions>,
    faults: Faults,
    // Beside the partitions, not in them: connections that are about to end may hold those for a moment longer.
    _lock: Option<Arc<File>>,
}

impl Sandbox {
    /// Opens a sandbox, with all tables and states of an earlier one on the same folder.
    ///
    /// # Errors
    ///
    /// If an option makes no sense, or the folder cannot be used, or another process uses it.
    pub fn open(options: SandboxOptions) -> Result<Self, SandboxError> {
        options.check()?;
        let lock = options.data.as_deref().map(lock).transpose()?;
        let faults = options.faults.clone();
        Ok(Self { partitions: Partitions::open(options)?, faults, _lock: lock })
    }

    pub(crate) const fn partitions(&self) -> &Arc<Partitions> {
        &self.partitions
    }

    /// The switches for failures.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Serves the sandbox on `listener` until `shutdown` resolves; requests that are being answered then are finished.
    ///
    /// # Errors
    ///
    /// If the listener cannot be served any more.
    pub fn serve<S>(
        &self,
        listener: TcpListener,
        shutdown: S,
    ) -> impl Future<Output = Result<(), SandboxError>> + Send + 'static + use<S>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let (close, closing) = watch::channel(false);
        let app = server::router(Arc::clone(&self.partitions), self.faults.clone(), closing);
        let app = app.into_make_service_with_connect_info::<Cut>();
        let open = self.clone();
        async move {
            let shutdown = async move {
                shutdown.await;
                // Requests that a fault lets hang would be waited for.
                close.send_replace(true);
            };
            let served = axum::serve(Lines(listener), app).with_graceful_shutdown(shutdown).await;
            drop(open);
            served.map_err(|error| SandboxError::Serve(error.to_string()))
        }
    }

    /// Listens on `address` (port 0 picks a free one) and serves in a task of the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on.
    pub async fn listen(&self, address: &str) -> Result<RunningSandbox, SandboxError> {
        let cannot = |source| SandboxError::Listen { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            // A dropped sender stops the server like a sent message.
            let _ = stopped.await;
        };
        let task = tokio::spawn(self.serve(listener, shutdown));
        Ok(RunningSandbox { address, endpoint: format!("http://{address}"), stop: Some(stop), task })
    }
}

/// A sandbox that is being served. Dropping it stops the server without waiting for the end.
#[derive(Debug)]
pub struct RunningSandbox {
    address: SocketAddr,
    endpoint: String,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), SandboxError>>,
}

impl RunningSandbox {
    /// The endpoint URL for an SDK client.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting, finishes the requests that are being answered, and returns when all is done.
    ///
    /// # Errors
    ///
    /// If the server had already failed.
    pub async fn stop(mut self) -> Result<(), SandboxError> {
        drop(self.stop.take());
        self.task.await.unwrap_or_else(|error| Err(SandboxError::Serve(error.to_string())))
    }
}

/// Two processes on one folder would overwrite each other's state.
fn lock(folder: &Path) -> Result<Arc<File>, SandboxError> {
    let path = folder.join("lock");
    let cannot = |source| SandboxError::Data { path: path.clone(), source };
    fs::create_dir_all(folder).map_err(cannot)?;
    let file = File::create(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(Arc::new(file)),
        Err(TryLockError::WouldBlock) => Err(SandboxError::Locked { path: folder.to_owned() }),
        Err(TryLockError::Error(source)) => Err(cannot(source)),
    }
}
