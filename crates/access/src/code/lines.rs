//! Indented lines.

/// Text that grows by lines.
pub(super) struct Lines {
    text: String,
    depth: usize,
    indent: &'static str,
}

impl Lines {
    pub(super) const fn new(indent: &'static str) -> Self {
        Self { text: String::new(), depth: 0, indent }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(self.indent, self.depth));
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A line without indentation.
    pub(super) fn flush(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line whose following ones are further in.
    pub(super) fn open(&mut self, line: impl AsRef<str>) {
        self.line(line);
        self.depth += 1;
    }

    pub(super) fn close(&mut self, line: impl AsRef<str>) {
        self.depth = self.depth.saturating_sub(1);
        self.line(line);
    }

    /// The end of what has no closing line.
    pub(super) fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Text for one line: what breaks lines becomes a space.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}').collect::<Vec<_>>().join(" ")
}

/// Text in double quotes, with escapes of JSON, which most languages know; what is beyond ASCII stays.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_one_line() {
        assert_eq!(one_line("a\nimport os\u{2028}b"), "a import os b");
    }
}
