//! A client that is generated from the API's description, schemathesis from PyPI, against the debug server with a token
//! of each role.
//!
//! Deliberately only the installing here; what is asked, and what counts as a failure, is in `xtask/generated-client`.

use crate::files::Temporary;
use crate::problem::Outcome;
use crate::sh::Sh;
use crate::tools::python::Venv;
use crate::{places, say};

/// Asks the debug server everything.
pub(crate) fn check() -> Outcome {
    let source = places::root().join("xtask").join("generated-client");
    let venv = Venv::with("generated-client", &source.join("requirements.txt"))?;
    let folder = Temporary::new("generated-client")?;
    say::step("schemathesis, with a token of each role");
    Sh::new(venv.program("python"))
        .arg(source.join("client.py"))
        .arg(venv.program("schemathesis"))
        .arg(places::server_binary("debug"))
        .arg(folder.path())
        .run()
}
