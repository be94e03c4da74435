//! The process that watches: starts a worker, waits for its numbers, and keeps what ended it.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::mutate;
use crate::seeds::{self, Case, Seeds};
use crate::{Options, work};

/// Without a word for so long, a worker may hang.
const PATIENCE: Duration = Duration::from_secs(30);
/// It does, when it has been at work for so many seconds of these.
const MOST_WORKED: f64 = 10.0;
/// More findings than this are one finding.
const MOST_FOUND: usize = 20;

/// Runs workers until the time is over; gives whether something was found.
pub(crate) fn run(options: &Options) -> Result<u8, String> {
    let end = Instant::now() + Duration::from_secs(options.seconds);
    let (mut next, mut found) = (options.from, 0);
    while Instant::now() < end && found < MOST_FOUND {
        // Those that this worker will read.
        let seeds = seeds::read(&options.paths)?;
        println!("{} cases as seeds, seed {}, from input {next}", seeds.cases.len(), options.seed);
        let ended = watch(options, next, end)?;
        let is_first = ended.number == next;
        next = ended.number + 1;
        if ended.why.is_some() && !is_first {
            // It may have been all that came before: a new worker begins with it.
            next = ended.number;
        } else if let Some(why) = ended.why {
            found += 1;
            let folder = keep(&seeds, options.seed, ended.number)?;
            println!("input {}: {why}\n  kept in {}", ended.number, folder.display());
        }
    }
    println!("{} inputs, {found} findings", next - options.from);
    Ok(u8::from(found > 0))
}

/// How a worker came to its end.
struct Ended {
    /// The input that it was at.
    number: u64,
    /// Nothing when only the time was over.
    why: Option<String>,
}

fn watch(options: &Options, from: u64, end: Instant) -> Result<Ended, String> {
    let log = std::env::temp_dir().join(format!("tablewright-fuzz-{}.txt", std::process::id()));
    let mut worker = worker(options, from, &log)?;
    let numbers = numbers(&mut worker)?;
    let (mut number, mut worked) = (from, 0.0);
    let why = loop {
        let left = end.saturating_duration_since(Instant::now());
        match numbers.recv_timeout(PATIENCE.min(left)) {
            Ok(at) => (number, worked) = (at, work::seconds(worker.id())),
            Err(RecvTimeoutError::Timeout) if Instant::now() >= end => break None,
            // It may only be waiting for the processor.
            Err(RecvTimeoutError::Timeout) if work::seconds(worker.id()) - worked < MOST_WORKED => {}
            Err(RecvTimeoutError::Timeout) => break Some("it hangs".to_owned()),
            Err(RecvTimeoutError::Disconnected) => break Some(String::new()),
        }
        if Instant::now() >= end {
            break None;
        }
    };
    // It may have ended by itself.
    let _ = worker.kill();
    let status = worker.wait().map_err(|error| format!("the worker can't be waited for: {error}"))?;
    let said = fs::read_to_string(&log).unwrap_or_default();
    let last: Vec<&str> = said.lines().rev().take(6).collect();
    let told = || format!("{status}: {}", last.into_iter().rev().collect::<Vec<_>>().join(" / "));
    Ok(Ended { number, why: why.map(|why| if why.is_empty() { told() } else { why }) })
}

fn worker(options: &Options, from: u64, log: &PathBuf) -> Result<Child, String> {
    let program = std::env::current_exe().map_err(|error| format!("this program is nowhere: {error}"))?;
    let log =
        fs::File::create(log).map_err(|error| format!("{} can't be written: {error}", log.display()))?;
    Command::new(program)
        .args(["--seed", &options.seed.to_string(), "--worker-from", &from.to_string()])
        .args(&options.paths)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .map_err(|error| format!("the worker can't be started: {error}"))
}

/// The numbers that a worker tells, each before it begins with that input.
fn numbers(worker: &mut Child) -> Result<Receiver<u64>, String> {
    let mut told = worker.stdout.take().ok_or("the worker tells nothing")?;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut number = [0; 8];
        while told.read_exact(&mut number).is_ok() {
            if sender.send(u64::from_le_bytes(number)).is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Writes the files of an input to where a test reads them from now on.
fn keep(seeds: &Seeds, seed: u64, number: u64) -> Result<PathBuf, String> {
    let case: Case = mutate::input(seeds, seed, number);
    let folder = seeds::root().join("fixtures/import/found").join(format!("input-{seed}-{number}"));
    for (path, bytes) in case {
        let file = folder.join(path);
        let written =
            fs::create_dir_all(file.parent().unwrap_or(&folder)).and_then(|()| fs::write(&file, bytes));
        written.map_err(|error| format!("{} can't be written: {error}", file.display()))?;
    }
    Ok(folder)
}
