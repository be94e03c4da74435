//! A sandbox for other people's clients: the debug server in an empty folder, with the sandbox on a port of its own.

use std::path::PathBuf;

use super::served::Served;
use crate::problem::Outcome;
use crate::sh::Sh;
use crate::{files, places};

/// A sandbox that goes away, with its data, however the check ends.
pub(crate) struct Sandbox {
    // Before its data: what goes first is who writes there.
    served: Served,
    data: Data,
}

impl Sandbox {
    /// Starts one in which everything happens at once.
    pub(crate) fn start(name: &str) -> Outcome<Self> {
        let data = Data(std::env::temp_dir().join(format!("tablewright-{name}-{}", std::process::id())));
        files::make_folder(&data.0)?;
        let served = Served::start("the server with its sandbox", |address| {
            Sh::new(places::server_binary("debug"))
                .args(["serve", "--listen", "127.0.0.1:0", "--sandbox-time-scale", "0", "--sandbox-listen"])
                .arg(address.to_string())
                .arg("--data")
                .arg(&data.0)
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
            .env("AWS_CONFIG_FILE", self.data.0.join("no-config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", self.data.0.join("no-credentials"))
            .env("AWS_MAX_ATTEMPTS", "1")
    }
}

/// A folder that is gone afterwards.
struct Data(PathBuf);

impl Drop for Data {
    fn drop(&mut self) {
        // It is in the folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
