//! Servers that checks talk to: each on a free port of loopback, and gone with whoever started it.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};

use crate::problem::{Explain, Outcome, Problem};
use crate::sh::Sh;

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// A server that goes away however the check ends.
pub(crate) struct Served {
    what: String,
    server: Child,
    pub(crate) address: SocketAddr,
}

impl Served {
    /// Starts the program that listens at the address, and returns when somebody answers there.
    pub(crate) fn start(what: &str, program: impl FnOnce(SocketAddr) -> Sh) -> Outcome<Self> {
        let address = free_address()?;
        let server = program(address).spawn()?;
        let mut served = Self { what: what.to_owned(), server, address };
        served.wait()?;
        Ok(served)
    }

    fn wait(&mut self) -> Outcome {
        let Self { what, address, .. } = self;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect_timeout(address, PATIENCE).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Problem::new(format!(
                    "{what} ended before it answered ({status}): start it by hand to see why"
                )));
            }
            std::thread::sleep(PAUSE);
        }
        Err(Problem::new(format!("{what} on {address} did not answer in {} s", PATIENCE.as_secs())))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself: nothing is left to report.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn free_address() -> Outcome<SocketAddr> {
    let failed = || "cannot find a free port".to_owned();
    TcpListener::bind("127.0.0.1:0").explain(failed)?.local_addr().explain(failed)
}
