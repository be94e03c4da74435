//! A thread for an input: with the stack of a server's thread, and watched from the one that libFuzzer calls.
//!
//! Deliberately not libFuzzer's own limit on time, which counts what other processes had the processor for as well.

use std::fs;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// What a thread of the server has.
const STACK_BYTES: usize = 2 * 1024 * 1024;
/// How long an input is read before anybody looks.
const PATIENCE: Duration = Duration::from_secs(1);
/// Seconds at work from then on. With every check and with what counts coverage, reading is some times slower than for
/// users, who wait a second at most.
const MOST_SECONDS: u64 = 5;

/// Runs it. A panic ends the process there, so there is none to hand on.
pub(crate) fn run(run: impl FnOnce() + Send) {
    let (done, is_done) = channel::<()>();
    thread::scope(|scope| {
        let work = move || {
            run();
            drop(done);
        };
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        assert!(thread.is_ok(), "there is no thread to be had");
        let mut begun = None;
        while is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let now = seconds();
            let worked = now.saturating_sub(*begun.get_or_insert(now));
            assert!(worked < MOST_SECONDS, "it has been at work for {worked} s");
        }
    });
}

/// Seconds that this process has been at work. Where there is no telling, libFuzzer's limit remains.
fn seconds() -> u64 {
    const TICKS: u64 = 100;
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program is in parentheses, whatever is in it; then come its state, and of these the 11th and 12th.
    let numbers = text.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks = numbers.split_whitespace().skip(11).take(2).filter_map(|number| number.parse::<u64>().ok());
    ticks.sum::<u64>() / TICKS
}
