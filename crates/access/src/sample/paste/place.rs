//! Lines and columns of places in a text.

use super::Located;

/// A finding at a byte of the text.
pub(super) fn located(text: &str, at: usize, message: impl Into<String>) -> Located {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(begin..).unwrap_or_default().chars().count() + 1;
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Located { line: number(line), column: number(column), message: message.into() }
}
