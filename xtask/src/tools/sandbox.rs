//! A sandbox for other people's clients: the debug server in an empty folder, with the sandbox on a port of its own.

use super::served::Served;
use crate::files::Temporary;
use crate::places;
use crate::problem::Outcome;
use crate::sh::Sh;

/// A sandbox that goes away, with its data, however the check ends.
pub(crate) struct Sandbox {
    // Before its data: what goes first is who writes there.
    served: Served,
    data: Temporary,
}

impl Sandbox {
    /// Starts one in which everything happens at once.
    pub(crate) fn start(name: &str) -> Outcome<Self> {
        let data = Temporary::new(name)?;
        let served = Served::start("the server with its sandbox", |address| {
            Sh::new(places::server_binary("debug"))
                .args(["serve", "--listen", "127.0.0.1:0", "--sandbox-time-scale", "0", "--sandbox-listen"])
                .arg(address.to_string())
                .arg("--data")
                .arg(data.path())
        })?;
        Ok(Self { served, data })
    }

    /// The program with this sandbox as all of AWS.
    pub(crate) fn client(&self, program: Sh) -> Sh {
        program
            .env("AWS_ENDPOINT_URL", format!("http://{}", self.served.address))
            .env("AWS_ACCESS_KEY_ID", "tablewright")
            .env("AWS_SECRET_ACCESS_KEY", "tablewright")
            .env("AWS_DEFAULT_REGION", "eu-central-1")
            .env("AWS_PAGER", "")
            .env("AWS_CONFIG_FILE", self.data.path().join("no-config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", self.data.path().join("no-credentials"))
            .env("AWS_MAX_ATTEMPTS", "1")
    }
}
