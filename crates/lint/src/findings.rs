//! Where a rule puts what it finds.

use tablewright_model::{Address, Diagnostic, Edit, Fix, Severity};

/// The findings of all rules; the code and severity are those of the rule that looks.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) list: Vec<Diagnostic>,
}

impl Findings {
    /// None yet.
    pub(crate) const fn new() -> Self {
        Self { code: "", severity: Severity::Info, list: Vec::new() }
    }

    /// Adds a finding.
    pub(crate) fn add(&mut self, address: Address, message: String) {
        let (code, severity) = (self.code.to_owned(), self.severity);
        self.list.push(Diagnostic { code, severity, address, message, fix: None });
    }

    /// Adds a finding with a change that mends it.
    pub(crate) fn add_with_fix(&mut self, address: Address, message: String, label: &str, edit: Edit) {
        self.add_with(address, message, Some((label, edit)));
    }

    /// Adds a finding with a change that mends it, if there is one.
    pub(crate) fn add_with(&mut self, address: Address, message: String, fix: Option<(&str, Edit)>) {
        let fix = fix.map(|(label, edit)| Box::new(Fix { label: label.to_owned(), edit }));
        let (code, severity) = (self.code.to_owned(), self.severity);
        self.list.push(Diagnostic { code, severity, address, message, fix });
    }
}
