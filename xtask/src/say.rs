//! What xtask prints about itself: a line for each step, and how long things took.
//!
//! Deliberately plain text without cursor movement, so that a CI log reads like a terminal.

use std::fmt::Write as _;
use std::time::Duration;

/// One line that says what happens next.
pub(crate) fn step(line: impl AsRef<str>) {
    println!("xtask: {}", line.as_ref());
}

/// `3.2 s` below a minute, `4 min 05 s` above.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        return format!("{seconds:.1} s");
    }
    format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
}

/// A table with a header; the first column is left-aligned, the others right-aligned.
pub(crate) fn table<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(header[column].chars().count())
    });
    let mut out = String::new();
    line(&mut out, widths, header);
    line(&mut out, widths, widths.map(|width| "-".repeat(width)));
    for row in rows {
        line(&mut out, widths, row.each_ref().map(String::as_str));
    }
    out
}

fn line<const N: usize>(out: &mut String, widths: [usize; N], cells: [impl AsRef<str>; N]) {
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let cell = cell.as_ref();
        // Writing to a String cannot fail.
        let _ = match column {
            0 => write!(out, "{cell:<width$}"),
            _ => write!(out, "  {cell:>width$}"),
        };
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(duration(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn columns_line_up() {
        let rows = [["a".to_owned(), "100".to_owned()], ["long name".to_owned(), "7".to_owned()]];
        let expected = "\
what       n
---------  ---
";
        let shown = table(["what", "n"], &rows);
        assert!(shown.starts_with("what"), "{shown}");
        assert!(shown.contains("a          100\nlong name    7\n"), "{shown}");
        assert_eq!(shown.lines().nth(1), expected.lines().nth(1));
    }
}
