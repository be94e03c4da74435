//! A hundred clients that read a design and some that write to it, against the real server over sockets: how long an
//! answer takes, whether any fails, and whether a write is lost.
//!
//! Deliberately plain HTTP on kept connections, without a client library: what is measured is the server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use super::Row;
use super::server::Running;
use crate::problem::{Explain, Outcome, Problem};
use crate::say;

const CLIENTS: usize = 100;
/// Every so many clients one writes.
const WRITER: usize = 10;
const REQUESTS: usize = 60;
/// What a client does between two requests, so that a hundred are a crowd and not a queue.
const THINKING: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn rows() -> Outcome<Vec<Row>> {
    let measured = match super::server_binary() {
        Some(binary) => {
            say::step(format!("{CLIENTS} clients read and write on {}", binary.display()));
            Some(measure(&binary)?)
        }
        None => None,
    };
    Ok(vec![
        Row {
            name: "API read of a design, p99 under 100 clients",
            measured: measured.as_ref().map(|found| millis(found, 99)),
            budget: 20.0,
            unit: "ms",
        },
        Row {
            name: "the same, median",
            measured: measured.as_ref().map(|found| millis(found, 50)),
            budget: 10.0,
            unit: "ms",
        },
    ])
}

pub(super) fn millis(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(0.0, |duration| duration.as_secs_f64() * 1000.0)
}

/// The durations of all reads, sorted.
fn measure(binary: &Path) -> Outcome<Vec<Duration>> {
    let running = Running::start(binary, "load")?;
    let address = running.address;
    let cookie = set_up(address, &running.first_line)?;
    let design = make_design(address, &cookie)?;
    let barrier = Arc::new(Barrier::new(CLIENTS));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (cookie, design, barrier) = (cookie.clone(), design.clone(), Arc::clone(&barrier));
            thread::spawn(move || client(number, address, &cookie, &design, &barrier))
        })
        .collect();
    let mut reads = Vec::new();
    for client in clients {
        let took = client.join().map_err(|_| Problem::new("a client of the load test failed"))?;
        reads.extend(took?);
    }
    nothing_lost(address, &cookie, &design)?;
    reads.sort_unstable();
    Ok(reads)
}

/// What one of them does; the durations of its reads.
fn client(
    number: usize,
    address: SocketAddr,
    cookie: &str,
    design: &str,
    barrier: &Barrier,
) -> Outcome<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let path = format!("/api/v1/designs/{design}");
    barrier.wait();
    // Not all at the same moment of their rounds.
    thread::sleep(THINKING * u32::try_from(number).unwrap_or(0) / u32::try_from(CLIENTS).unwrap_or(1));
    let mut reads = Vec::new();
    for round in 0..REQUESTS {
        if number.is_multiple_of(WRITER) {
            let edit = format!(
                r#"{{"after":0,"edits":[{{"id":"w{number}r{round}","edit":{{"set_design":{{"field":{{"name":"N{number}-{round}"}}}}}}}}]}}"#
            );
            connection.ask("POST", &format!("{path}/edits"), cookie, &edit)?;
        } else {
            let begun = Instant::now();
            connection.ask("GET", &path, cookie, "")?;
            reads.push(begun.elapsed());
        }
        thread::sleep(THINKING);
    }
    Ok(reads)
}

/// Every edit that was acknowledged is there, once.
fn nothing_lost(address: SocketAddr, cookie: &str, design: &str) -> Outcome {
    let body = Connection::open(address)?.ask("GET", &format!("/api/v1/designs/{design}"), cookie, "")?;
    let seq = field(&body, "\"seq\":").and_then(|text| text.parse::<usize>().ok());
    let written = CLIENTS.div_ceil(WRITER) * REQUESTS;
    if seq == Some(written) {
        return Ok(());
    }
    Err(Problem::new(format!("{written} edits were acknowledged, and the design is at {seq:?}")))
}

pub(super) fn set_up(address: SocketAddr, first_line: &str) -> Outcome<String> {
    let token = first_line.rsplit("/join/").next().unwrap_or_default().trim();
    let person = r#"{"name":"Load","email":"load@example.com","password":"correct horse battery"}"#;
    let mut connection = Connection::open(address)?;
    connection.ask("POST", &format!("/api/v1/invitations/{token}/accept"), "", person)?;
    connection.cookie.ok_or_else(|| Problem::new("the server gave no session"))
}

pub(super) fn make_design(address: SocketAddr, cookie: &str) -> Outcome<String> {
    let example = r#"{"source":{"example":{"key":"game-scores"}}}"#;
    let body = Connection::open(address)?.ask("POST", "/api/v1/designs", cookie, example)?;
    let id = field(&body, "\"id\":\"").map(ToOwned::to_owned);
    id.ok_or_else(|| Problem::new("the server made no design"))
}

/// What stands behind a key, up to the next comma or quote.
pub(super) fn field<'a>(body: &'a str, key: &str) -> Option<&'a str> {
    let rest = body.split_once(key)?.1;
    rest.split([',', '"', '}']).next()
}

/// A connection that is kept.
pub(super) struct Connection {
    pub(super) stream: BufReader<TcpStream>,
    cookie: Option<String>,
}

impl Connection {
    pub(super) fn open(address: SocketAddr) -> Outcome<Self> {
        let failed = || "the server takes no connection".to_owned();
        let stream = TcpStream::connect_timeout(&address, PATIENCE).explain(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).explain(failed)?;
        stream.set_nodelay(true).explain(failed)?;
        Ok(Self { stream: BufReader::new(stream), cookie: None })
    }

    /// The head of an answer that has no body; its first line.
    pub(super) fn head(&mut self) -> Outcome<String> {
        let (mut status, mut line) = (String::new(), String::new());
        let read = |stream: &mut BufReader<TcpStream>, line: &mut String| {
            stream.read_line(line).explain(|| "the answer ended early".to_owned())
        };
        read(&mut self.stream, &mut status)?;
        while line != "\r\n" {
            line.clear();
            if read(&mut self.stream, &mut line)? == 0 {
                break;
            }
        }
        Ok(status.trim().to_owned())
    }

    /// Asks, and gives the body of a success.
    pub(super) fn ask(&mut self, method: &str, path: &str, cookie: &str, body: &str) -> Outcome<String> {
        let failed = || format!("{method} {path} was not answered");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: load\r\ncookie: {cookie}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).explain(failed)?;
        let mut line = String::new();
        self.stream.read_line(&mut line).explain(failed)?;
        let good = line.starts_with("HTTP/1.1 2");
        let status = line.trim().to_owned();
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).explain(failed)?;
            let Some((name, value)) = line.trim().split_once(':') else { break };
            match name {
                "content-length" => length = value.trim().parse().unwrap_or(0),
                "set-cookie" => self.cookie = value.trim().split(';').next().map(ToOwned::to_owned),
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).explain(failed)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if good { Ok(text) } else { Err(Problem::new(format!("{method} {path}: {status} {text}"))) }
    }
}
