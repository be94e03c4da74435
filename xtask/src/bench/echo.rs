//! Fifty editors on one design, over sockets against the real server: how long an edit takes to reach the others, and
//! what that costs the server in memory. One more listens and never reads; it must not slow the others.
//!
//! Deliberately without a client library, like `load`: frames are read as they come.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use super::Row;
use super::load::{self, Connection};
use super::server::Running;
use crate::problem::{Explain, Outcome, Problem};
use crate::say;

const EDITORS: usize = 50;
const ROUNDS: usize = 20;
/// Between two edits of one editor: quick typing.
const PAUSE: Duration = Duration::from_secs(1);

/// What was measured.
struct Measured {
    /// From an edit's departure to its arrival at another editor, sorted.
    echoes: Vec<Duration>,
    memory: Option<f64>,
}

/// When edits left, or arrived, by their ids.
type Moments = BTreeMap<String, Instant>;

pub(super) fn rows() -> Outcome<Vec<Row>> {
    let measured = match super::server_binary() {
        Some(binary) => {
            say::step(format!("{EDITORS} editors on one design of {}", binary.display()));
            Some(measure(&binary)?)
        }
        None => None,
    };
    let at = |percent| measured.as_ref().map(|found| load::millis(&found.echoes, percent));
    Ok(vec![
        Row { name: "edit echo to the others, 50 editors, p99", measured: at(99), budget: 50.0, unit: "ms" },
        Row { name: "the same, median", measured: at(50), budget: 20.0, unit: "ms" },
        Row {
            name: "server: memory with 50 editors",
            measured: measured.as_ref().and_then(|found| found.memory),
            budget: 120.0,
            unit: "MB",
        },
    ])
}

fn measure(binary: &Path) -> Outcome<Measured> {
    let running = Running::start(binary, "echo")?;
    let address = running.address;
    let cookie = load::set_up(address, &running.first_line)?;
    let design = load::make_design(address, &cookie)?;
    let _deaf = listener(address, &cookie, &design)?;
    let barrier = Arc::new(Barrier::new(EDITORS));
    let editors: Vec<_> = (0..EDITORS)
        .map(|number| {
            let (cookie, design, barrier) = (cookie.clone(), design.clone(), Arc::clone(&barrier));
            thread::spawn(move || editor(number, address, &cookie, &design, &barrier))
        })
        .collect();
    let mut moments = Vec::new();
    for editor in editors {
        moments.push(editor.join().map_err(|_| Problem::new("an editor of the measurement failed"))??);
    }
    Ok(Measured { echoes: echoes(&moments), memory: running.memory() })
}

/// For each edit and each of the others, how long it took.
fn echoes(moments: &[(Moments, Moments)]) -> Vec<Duration> {
    let mut echoes = Vec::new();
    for (from, (left, _)) in moments.iter().enumerate() {
        let others = moments.iter().enumerate().filter(|(to, _)| *to != from);
        for (_, (_, arrived)) in others {
            let of_edit =
                |(id, left): (&String, &Instant)| arrived.get(id).map(|at| at.duration_since(*left));
            echoes.extend(left.iter().filter_map(of_edit));
        }
    }
    echoes.sort_unstable();
    echoes
}

/// One editor: edits, while a second thread listens.
fn editor(
    number: usize,
    address: SocketAddr,
    cookie: &str,
    design: &str,
    barrier: &Barrier,
) -> Outcome<(Moments, Moments)> {
    let socket = listener(address, cookie, design)?;
    let mut connection = Connection::open(address)?;
    barrier.wait();
    let listening = thread::spawn(move || listen(socket));
    // Not all at the same moment of their rounds.
    thread::sleep(PAUSE * u32::try_from(number).unwrap_or(0) / u32::try_from(EDITORS).unwrap_or(1));
    let mut left = Moments::new();
    for round in 0..ROUNDS {
        let id = format!("w{number}r{round}");
        let edit = format!(
            r#"{{"after":{},"edits":[{{"id":"{id}","edit":{{"set_design":{{"field":{{"name":"N{number}-{round}"}}}}}}}}]}}"#,
            EDITORS * round
        );
        left.insert(id, Instant::now());
        connection.ask("POST", &format!("/api/v1/designs/{design}/edits"), cookie, &edit)?;
        thread::sleep(PAUSE);
    }
    let arrived = listening.join().map_err(|_| Problem::new("a listener of the measurement failed"))??;
    Ok((left, arrived))
}

/// Everything that is told, until all edits have been.
fn listen(mut socket: Connection) -> Outcome<Moments> {
    let mut arrived = Moments::new();
    while arrived.len() < EDITORS * ROUNDS {
        let text = frame(&mut socket)?;
        let now = Instant::now();
        if let Some((_, edits)) = text.split_once("\"edits\":[")
            && let Some(id) = load::field(edits, "\"id\":\"")
        {
            arrived.insert(id.to_owned(), now);
        }
    }
    Ok(arrived)
}

fn listener(address: SocketAddr, cookie: &str, design: &str) -> Outcome<Connection> {
    let failed = || "the live session takes no listener".to_owned();
    let mut socket = Connection::open(address)?;
    let head = format!(
        "GET /api/v1/designs/{design}/live?after=0 HTTP/1.1\r\nhost: load\r\ncookie: {cookie}\r\nconnection: upgrade\r\n\
         upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGFibGV3cmlnaHQgYmVuY2g=\r\n\r\n"
    );
    socket.stream.get_mut().write_all(head.as_bytes()).explain(failed)?;
    match socket.head()?.as_str() {
        status if status.starts_with("HTTP/1.1 101") => Ok(socket),
        status => Err(Problem::new(format!("the live session was not opened: {status}"))),
    }
}

/// The content of one frame. A server's are not masked.
fn frame(socket: &mut Connection) -> Outcome<String> {
    let failed = || "the live session ended".to_owned();
    let mut read = |count: usize| -> Outcome<Vec<u8>> {
        let mut bytes = vec![0; count];
        socket.stream.read_exact(&mut bytes).explain(failed)?;
        Ok(bytes)
    };
    let number = |bytes: Vec<u8>| bytes.into_iter().fold(0, |number, byte| number << 8 | usize::from(byte));
    let length = match number(read(2)?) & 0x7f {
        126 => number(read(2)?),
        127 => number(read(8)?),
        short => short,
    };
    Ok(String::from_utf8_lossy(&read(length)?).into_owned())
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn an_echo_is_from_one_editor_to_another_and_not_to_itself() {
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        let moments = |all: &[(&str, u64)]| -> Moments {
            all.iter().map(|(id, millis)| ((*id).to_owned(), at(*millis))).collect()
        };
        let both = [
            (moments(&[("a", 0)]), moments(&[("a", 1), ("b", 9)])),
            (moments(&[("b", 2)]), moments(&[("a", 5), ("b", 3)])),
        ];
        assert_eq!(echoes(&both), [Duration::from_millis(5), Duration::from_millis(7)]);
    }
}
