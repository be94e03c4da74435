//! Running other programs: never with standard input, and without the variables that `cargo run` gave to xtask.
//!
//! Deliberately no shell: arguments go to the program as they are.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::problem::{Explain, Outcome, Problem};

/// A program about to be run.
pub(crate) struct Sh {
    command: Command,
    shown: String,
}

/// What a program that was both shown and kept has printed.
pub(crate) struct Said {
    pub(crate) success: bool,
    pub(crate) text: String,
}

impl Sh {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(crate::places::root()).stdin(Stdio::null());
        forget_own_package(&mut command);
        let shown = Path::new(program).file_stem().unwrap_or(program);
        Self { command, shown: shown.to_string_lossy().into_owned() }
    }

    /// The cargo that runs xtask, or the one on the path.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it with its output on the terminal; anything but success is a problem.
    pub(crate) fn run(mut self) -> Outcome {
        let status = self.command.status().explain(|| self.cannot_start())?;
        self.judge(status)
    }

    /// Runs it in silence and returns standard output; a failure shows what it said.
    pub(crate) fn read(mut self) -> Outcome<Vec<u8>> {
        let output = self.command.output().explain(|| self.cannot_start())?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Problem::new(format!("`{}` failed: {}", self.shown, said.trim())));
        }
        Ok(output.stdout)
    }

    /// Whether it can be started and succeeds; nothing is shown.
    pub(crate) fn succeeds(mut self) -> bool {
        let silent = self.command.stdout(Stdio::null()).stderr(Stdio::null());
        silent.status().is_ok_and(|status| status.success())
    }

    /// Runs it with all it says in a file; whether it succeeds.
    pub(crate) fn said_to(mut self, file: &Path) -> Outcome<bool> {
        let failed = || format!("cannot write {}", file.display());
        let log = std::fs::File::create(file).explain(failed)?;
        let errors = log.try_clone().explain(failed)?;
        let status = self.command.stdout(log).stderr(errors).status().explain(|| self.cannot_start())?;
        Ok(status.success())
    }

    /// Runs it with its output on the terminal and keeps the text as well.
    pub(crate) fn tee(mut self) -> Outcome<Said> {
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().explain(|| self.cannot_start())?;
        let stderr = child.stderr.take();
        let errors = std::thread::spawn(move || copy_lines(stderr, std::io::stderr()));
        let mut text = copy_lines(child.stdout.take(), std::io::stdout());
        text.push_str(&errors.join().unwrap_or_default());
        let status = child.wait().explain(|| self.cannot_start())?;
        Ok(Said { success: status.success(), text })
    }

    /// Starts it in the background with its output thrown away.
    pub(crate) fn spawn(mut self) -> Outcome<Child> {
        let silent = self.command.stdout(Stdio::null()).stderr(Stdio::null());
        silent.spawn().explain(|| self.cannot_start())
    }

    /// Puts the program in xtask's place, so that Ctrl-C and SIGTERM reach it alone.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Outcome {
        use std::os::unix::process::CommandExt as _;
        let error = self.command.exec();
        Err(error).explain(|| self.cannot_start())
    }

    /// Runs the program to its end; this system cannot replace a process.
    #[cfg(not(unix))]
    pub(crate) fn become_it(self) -> Outcome {
        self.run()
    }

    fn judge(&self, status: ExitStatus) -> Outcome {
        if status.success() {
            return Ok(());
        }
        Err(Problem::new(format!("`{}` failed ({status})", self.shown)))
    }

    fn cannot_start(&self) -> String {
        format!("cannot start `{}`", self.shown)
    }
}

/// The first of these programs that is on the path.
pub(crate) fn find(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let candidates = names.iter().flat_map(|name| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&name))
    });
    candidates.into_iter().find(|file| file.is_file())
}

/// `cargo run` describes xtask's package in the environment. Build scripts that watch those variables
/// (ring's does) would be rebuilt at every switch between xtask and a plain cargo.
fn forget_own_package(command: &mut Command) {
    const OWN: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if OWN.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
}

fn copy_lines(from: Option<impl Read>, mut to: impl Write) -> String {
    let mut kept = String::new();
    let Some(from) = from else { return kept };
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        // A closed terminal must not stop the program that is running.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}
