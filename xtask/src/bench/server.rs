//! The server from start to its first answer, and its memory when nobody asks.
//!
//! Deliberately from outside, over a socket: what a person or an orchestrator would see.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Row;
use crate::problem::{Explain, Outcome, Problem};
use crate::{files, say};

const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(2);
/// Long enough for start-up work to end.
const IDLE: Duration = Duration::from_secs(2);

pub(super) fn rows() -> Outcome<Vec<Row>> {
    let measured = match super::server_binary() {
        Some(binary) => {
            say::step(format!("starts {} in an empty folder", binary.display()));
            Some(measure(&binary)?)
        }
        None => None,
    };
    Ok(vec![
        Row {
            name: "server: start to first answer",
            measured: measured.map(|(start, _)| start.as_secs_f64() * 1000.0),
            budget: 300.0,
            unit: "ms",
        },
        Row {
            name: "server: idle memory",
            measured: measured.and_then(|(_, memory)| memory),
            budget: 60.0,
            unit: "MB",
        },
    ])
}

/// The time to the first answer, and the resident megabytes where the system tells them.
fn measure(binary: &Path) -> Outcome<(Duration, Option<f64>)> {
    let begun = Instant::now();
    let running = Running::start(binary, "start")?;
    let start = begun.elapsed();
    std::thread::sleep(IDLE);
    Ok((start, resident_megabytes(running.server.id())))
}

/// A server in an empty folder that goes away, with its data, however the measurement ends.
pub(super) struct Running {
    server: Child,
    data: PathBuf,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// What it says first: the link that sets it up.
    pub(super) first_line: String,
}

impl Running {
    /// Starts it and waits until it answers. `what` names its folder.
    pub(super) fn start(binary: &Path, what: &str) -> Outcome<Self> {
        let data = std::env::temp_dir().join(format!("tablewright-bench-{what}-{}", std::process::id()));
        files::make_folder(&data)?;
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(&data).stdout(Stdio::piped());
        let server = command.spawn().explain(|| format!("cannot start {}", binary.display()))?;
        let mut running = Self { server, data, address, first_line: String::new() };
        if let Some(said) = running.server.stdout.take() {
            let mut lines = BufReader::new(said);
            lines.read_line(&mut running.first_line).explain(|| "the server says nothing".to_owned())?;
        }
        running.wait_for_answer(address)?;
        Ok(running)
    }

    /// Its resident megabytes, where the system tells them.
    pub(super) fn memory(&self) -> Option<f64> {
        resident_megabytes(self.server.id())
    }

    fn wait_for_answer(&mut self, address: SocketAddr) -> Outcome {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if answers(address) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Problem::new(format!(
                    "the server ended before it answered ({status}): start it by hand to see why"
                )));
            }
            std::thread::sleep(PAUSE);
        }
        Err(Problem::new(format!(
            "the server did not answer /healthz on {address} within {} s",
            PATIENCE.as_secs()
        )))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and the folder is a temporary one: nothing is left to report.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn free_address() -> Outcome<SocketAddr> {
    let failed = || "cannot find a free port".to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").explain(failed)?;
    listener.local_addr().explain(failed)
}

fn answers(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect_timeout(&address, PATIENCE) else {
        return false;
    };
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut answer = [0; 12];
    let asked = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.write_all(request.as_bytes()));
    asked.is_ok() && stream.read_exact(&mut answer).is_ok() && answer == *b"HTTP/1.1 200"
}

/// From `/proc`, so on Linux only.
fn resident_megabytes(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1_000_000.0)
}
