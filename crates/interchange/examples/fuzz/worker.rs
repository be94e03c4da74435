//! The process that reads: one input after the other, each told before it is begun.

use std::io::Write;
use std::time::Instant;

use crate::check;
use crate::mutate;
use crate::seeds;
use crate::{Options, work};

/// What may be used for one input.
const MOST_SECONDS: f64 = 1.0;
const MOST_MEGABYTES: u64 = 200;

/// Reads inputs from a number on until it is ended or something is found, which is told on standard error.
pub(crate) fn run(options: &Options, from: u64) -> Result<u8, String> {
    let seeds = seeds::read(&options.paths)?;
    let mut told = std::io::stdout().lock();
    let before = peak_megabytes();
    for number in from.. {
        let case = mutate::input(&seeds, options.seed, number);
        // Whoever watches is gone when this fails.
        if told.write_all(&number.to_le_bytes()).and_then(|()| told.flush()).is_err() {
            return Ok(0);
        }
        let (begun, worked) = (Instant::now(), work::seconds(std::process::id()));
        check::holds(&case, options.seed, number)?;
        // Another process may have had the processor: only time at work counts.
        if begun.elapsed().as_secs_f64() > MOST_SECONDS {
            let took = work::seconds(std::process::id()) - worked;
            if took > MOST_SECONDS {
                return Err(format!("it took {took:.1} s"));
            }
        }
        let peak = peak_megabytes();
        if peak > before + MOST_MEGABYTES {
            return Err(format!("it took {} MB", peak - before));
        }
    }
    Ok(0)
}

/// The most memory that this process has had; 0 where there is no telling.
fn peak_megabytes() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
