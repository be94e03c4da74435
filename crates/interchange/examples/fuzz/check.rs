//! What must hold of any input.

use tablewright_interchange::{ExportFormat, ImportFormat, Source, export, import, import_among};
use tablewright_model::{from_json, to_json, validate};

use crate::random::Random;
use crate::seeds::Case;

/// Larger designs are only read.
const MOST_WRITTEN: usize = 1_000;

/// Reads an input; what doesn't hold is told as a sentence.
pub(crate) fn holds(case: &Case, seed: u64, number: u64) -> Result<(), String> {
    let mut random = Random::of(!seed, number);
    let sources: Vec<Source<'_>> = case.iter().map(|(path, bytes)| Source { path, bytes }).collect();
    let from = if random.chance(8) { random.pick(&ImportFormat::ALL).copied() } else { None };
    let first = if random.chance(8) { import_among(&[], &sources, from) } else { import(&sources, from) };
    if first.design.is_none() && first.report.problems.is_empty() {
        return Err("neither a design nor a problem".to_owned());
    }
    let Some(design) = first.design else { return Ok(()) };
    let _ = validate(&design);
    // Writing needs memory of its own, and what is asked for is that of reading.
    if random.chance(8) && design.tables.len() < MOST_WRITTEN {
        let text = to_json(&design);
        match from_json(&text) {
            Ok(read) if read == design => {}
            Ok(_) => return Err("the design is read otherwise than it was written".to_owned()),
            Err(error) => return Err(format!("the design can't be read again: {error}")),
        }
        for format in ExportFormat::ALL {
            let _ = export(&design, format);
        }
    }
    Ok(())
}
