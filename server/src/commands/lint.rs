//! `tablewright lint`: what AWS would refuse in a design, and what a good engineer would do otherwise.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use tablewright_lint::{Policy, Rule, rule, sarif};
use tablewright_model::{Design, Diagnostic, Severity, quoted};

use super::output::{self, Paint, plain};
use super::{Failure, input};
use crate::cli::{LintFormat, LintOptions};
use crate::judged::{about, diagnostics, findings, joined};

/// A policy names some dozen rules.
const MAX_POLICY_BYTES: usize = 1024 * 1024;

/// Writes all findings to standard output, whatever their severity; the exit code goes by `--fail-on`.
pub(crate) fn run(options: &LintOptions) -> Result<ExitCode, Failure> {
    let policy = options.policy.as_deref().map_or_else(|| Ok(Policy::default()), policy)?;
    let (design, has_problems) = input::design(&options.input)?;
    let judged = Judged::of(design, &policy);
    output::write(judged.written(options), None)?;
    let is_found = judged.findings.iter().any(|finding| finding.severity >= options.fail_on);
    // What can't be read has not been judged.
    Ok(ExitCode::from(if has_problems { 2 } else { u8::from(is_found) }))
}

fn policy(path: &Path) -> Result<Policy, Failure> {
    let name = quoted(&path.to_string_lossy());
    let policy: Policy = serde_json::from_str(&input::text(path, MAX_POLICY_BYTES)?)
        .map_err(|error| Failure::unreadable(format!("{name} is not a policy: {error}")))?;
    if let Some(code) = policy.unknown_codes().next() {
        let code = quoted(code);
        return Err(Failure::unreadable(format!(
            "{name} names {code}, which is not a rule of lint: see docs/lint-codes.md"
        )));
    }
    Ok(policy)
}

struct Judged {
    design: Design,
    findings: Vec<Diagnostic>,
    silenced: usize,
}

impl Judged {
    fn of(design: Design, policy: &Policy) -> Self {
        let (findings, silenced) = findings(&design, policy);
        Self { design, findings, silenced }
    }

    fn written(&self, options: &LintOptions) -> String {
        let file = options.input.files.first().map(|file| file.to_string_lossy()).unwrap_or_default();
        match options.format {
            LintFormat::Text => self.text(options.explain, Paint::for_output()),
            LintFormat::Json => {
                format!("{:#}\n", json!(diagnostics(&self.design, &self.findings, self.silenced)))
            }
            LintFormat::Sarif => format!("{:#}\n", sarif(&self.findings, &file, env!("CARGO_PKG_VERSION"))),
        }
    }

    fn text(&self, explain: bool, paint: Paint) -> String {
        let mut explained = BTreeSet::new();
        let mut blocks: Vec<String> = Vec::new();
        for finding in &self.findings {
            blocks.push(self.block(finding, paint));
            let rule = rule(&finding.code).filter(|_| explain && explained.insert(&finding.code));
            blocks.extend(rule.map(|rule| explanation(rule, paint)));
        }
        if !blocks.is_empty() {
            blocks.push("\n".to_owned());
        }
        blocks.push(self.closing());
        blocks.concat()
    }

    fn block(&self, finding: &Diagnostic, paint: Paint) -> String {
        let (severity, code) = (paint.severity(finding.severity), &finding.code);
        let subject = paint.strong(&plain(&about(&self.design, finding)));
        format!("{severity} {code}  {subject}\n    {}\n", plain(&finding.message))
    }

    fn closing(&self) -> String {
        let of = |severity| self.count(severity);
        let (errors, warnings, infos) = (of(Severity::Error), of(Severity::Warning), of(Severity::Info));
        let silenced =
            if self.silenced > 0 { format!(", {} silenced", self.silenced) } else { String::new() };
        let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
        let name = plain(&quoted(&self.design.name));
        format!("{errors}, {warnings}, {infos} to know{silenced}: {name}\n")
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

fn explanation(rule: &Rule, paint: Paint) -> String {
    let part = |name: &str, text: &str| format!("    {} {}\n", paint.dim(name), joined(text));
    part("Why:", rule.why()) + &part("Way out:", rule.way_out())
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
