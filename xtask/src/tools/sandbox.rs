//! A sandbox for other people's clients: the debug server in an empty folder, with the sandbox on a port of its own.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::problem::{Explain, Outcome, Problem};
use crate::sh::Sh;
use crate::{files, places};

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// A sandbox that goes away, with its data, however the check ends.
pub(crate) struct Sandbox {
    server: Child,
    data: PathBuf,
    address: SocketAddr,
}

impl Sandbox {
    /// Starts one in which everything happens at once.
    pub(crate) fn start(name: &str) -> Outcome<Self> {
        let data = std::env::temp_dir().join(format!("tablewright-{name}-{}", std::process::id()));
        files::make_folder(&data)?;
        let address = free_address()?;
        let server = Sh::new(places::server_binary("debug"))
            .args(["serve", "--listen", "127.0.0.1:0", "--sandbox-time-scale", "0", "--sandbox-listen"])
            .arg(address.to_string())
            .arg("--data")
            .arg(&data);
        let mut sandbox = Self { server: server.spawn()?, data, address };
        sandbox.wait()?;
        Ok(sandbox)
    }

    /// The program with this sandbox as all of AWS.
    pub(crate) fn client(&self, program: Sh) -> Sh {
        program
            .env("AWS_ENDPOINT_URL", format!("http://{}", self.address))
            .env("AWS_ACCESS_KEY_ID", "tablewright")
            .env("AWS_SECRET_ACCESS_KEY", "tablewright")
            .env("AWS_DEFAULT_REGION", "eu-central-1")
            .env("AWS_PAGER", "")
            .env("AWS_CONFIG_FILE", self.data.join("no-config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", self.data.join("no-credentials"))
            .env("AWS_MAX_ATTEMPTS", "1")
    }

    fn wait(&mut self) -> Outcome {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect_timeout(&self.address, PATIENCE).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Problem::new(format!(
                    "the server ended before its sandbox answered ({status}): start it by hand to see why"
                )));
            }
            std::thread::sleep(PAUSE);
        }
        Err(Problem::new(format!(
            "the sandbox on {} did not answer in {} s",
            self.address,
            PATIENCE.as_secs()
        )))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended by itself, and the folder is a temporary one: nothing is left to report.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn free_address() -> Outcome<SocketAddr> {
    let failed = || "cannot find a free port".to_owned();
    TcpListener::bind("127.0.0.1:0").explain(failed)?.local_addr().explain(failed)
}
