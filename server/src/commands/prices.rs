//! `tablewright prices`: the price list that AWS publishes, made a price file; and the folder of price files of a server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tablewright_access::cost::{Offer, Prices};
use tablewright_model::quoted;

use super::output::plain;
use super::{Failure, input, output};

/// What the exit code says.
pub(crate) const EXIT_CODES: &str = "Exit code: 0, or 2 when the file can't be read or has no prices of DynamoDB in \
    one Region. What has no price in it is told on standard error, and is in no bill.";

/// AWS's largest offer of DynamoDB has some hundred kilobytes.
const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Options of `prices`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PricesOptions {
    /// The offer file of a Region from the AWS price list, or a price file; - is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The file for the prices, instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

/// Writes the price file, and tells on standard error what is not in it.
pub(crate) fn run(options: &PricesOptions) -> Result<ExitCode, Failure> {
    let offer = read(&options.file)?;
    let written = offer.prices.to_json().map_err(|error| Failure::unreadable(error.to_string()))?;
    output::write(written, options.output.as_deref())?;
    output::tell(&told(&offer));
    Ok(ExitCode::SUCCESS)
}

fn told(Offer { prices, notes }: &Offer) -> String {
    let Prices { region, date, .. } = prices;
    let mut lines = vec![format!("list prices of {region} of {date}")];
    lines.extend(prices.unknown().iter().map(|name| format!("not found: {name}")));
    lines.extend(notes.iter().map(|note| format!("not taken: {note}")));
    lines.iter().map(|line| plain(line) + "\n").collect()
}

/// The prices of every JSON file in a folder.
pub(super) fn folder(path: &Path) -> Result<Vec<Prices>, Failure> {
    let wrong = |error: std::io::Error| {
        let path = quoted(&path.to_string_lossy());
        Failure::unreadable(format!("the folder of prices {path} can't be read ({error}): check --prices"))
    };
    let entries: Result<Vec<_>, _> = fs::read_dir(path).map_err(wrong)?.collect();
    let mut files: Vec<PathBuf> = entries.map_err(wrong)?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    // Whichever is wrong, it is the same one each time.
    files.sort();
    files.iter().map(|file| read(file).map(|offer| offer.prices)).collect()
}

fn read(path: &Path) -> Result<Offer, Failure> {
    let text = input::text(path, MAX_BYTES)?;
    Offer::read(&text)
        .map_err(|error| Failure::unreadable(format!("{}: {error}", quoted(&path.to_string_lossy()))))
}
