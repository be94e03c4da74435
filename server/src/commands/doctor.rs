//! `tablewright doctor`: whether the server would find what it needs, one sentence for each thing.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use tablewright_aws::{AwsGateway, Connection, Credentials};
use tablewright_storage::{Condition, examine};

use super::healthcheck;
use super::output::{self, Paint, plain};
use super::{Failure, serve};
use crate::cli::{Format, HealthcheckOptions};

/// What the exit code says.
pub(crate) const EXIT_CODES: &str = "Exit code: 0 when nothing stands in the way, 1 when something does.";

/// Options of `doctor`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DoctorOptions {
    /// Folder for the database and the sandbox.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    pub(crate) data: PathBuf,

    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3000", env = "TABLEWRIGHT_LISTEN")]
    pub(crate) listen: SocketAddr,

    /// The AWS region to ask for the account; AWS is left alone without one.
    #[arg(long)]
    pub(crate) region: Option<String>,

    /// The profile of the AWS configuration to ask with; the default chain when absent.
    #[arg(long, requires = "region")]
    pub(crate) profile: Option<String>,

    /// How it is told.
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// Looks at everything and tells all of it, also what is well.
pub(crate) fn run(options: &DoctorOptions) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the system gives no threads: {error}"))?;
    let findings = runtime.block_on(look(options));
    let is_ill = findings.iter().any(|finding| finding.told.is_err());
    output::write(written(&findings, options.format), None)?;
    Ok(ExitCode::from(u8::from(is_ill)))
}

/// One thing that was looked at: a sentence that it is well, or one that it is not.
struct Finding {
    what: &'static str,
    told: Result<String, String>,
}

async fn look(options: &DoctorOptions) -> Vec<Finding> {
    let mut findings = vec![
        Finding { what: "data folder", told: folder(&options.data) },
        Finding { what: "database", told: database(&options.data).await },
        Finding { what: "address", told: address(options.listen).await },
    ];
    if let Some(region) = &options.region {
        findings.push(Finding { what: "AWS", told: aws(region, options.profile.as_ref()).await });
    }
    findings
}

/// A folder that is not there yet is made by the server, if the one above it can be written.
fn folder(data: &Path) -> Result<String, String> {
    let there = data.ancestors().find(|path| path.exists() || path.as_os_str().is_empty());
    let there = there.filter(|path| !path.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let shown = data.display();
    if !there.is_dir() {
        return Err(format!("{} is a file: choose another folder with --data", there.display()));
    }
    let probe = there.join(format!(".tablewright-{}", std::process::id()));
    std::fs::write(&probe, "").and_then(|()| std::fs::remove_file(&probe)).map_err(|error| {
        format!(
            "{} can't be written ({error}): make it writable for this user, or choose another with --data",
            there.display()
        )
    })?;
    Ok(if there == data {
        format!("{shown} can be written")
    } else {
        format!("{shown} is made at the first start")
    })
}

async fn database(data: &Path) -> Result<String, String> {
    match examine(data).await {
        Ok(Condition::Empty) => Ok("there is none yet: the first start makes it".to_owned()),
        Ok(Condition::Good) => Ok("it is whole, and this Tablewright can read it".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

async fn address(listen: SocketAddr) -> Result<String, String> {
    match serve::listen(listen).await {
        Ok(_) => Ok(format!("{listen} is free")),
        Err(_) if healthcheck::run(&HealthcheckOptions { listen }).is_ok() => {
            Ok(format!("a Tablewright answers at {listen}"))
        }
        Err(error) => Err(error),
    }
}

async fn aws(region: &str, profile: Option<&String>) -> Result<String, String> {
    let credentials = Credentials::Chain { profile: profile.cloned(), role: None };
    let whose = credentials.to_string();
    let connection = Connection { region: region.to_owned(), endpoint: None, credentials };
    let gateway = AwsGateway::connect(connection).await.map_err(|error| error.to_string())?;
    let account = gateway.account().await.map_err(|error| error.to_string())?;
    Ok(format!("{whose} reaches account {} in {region}", account.unwrap_or_else(|| "unknown".to_owned())))
}

fn written(findings: &[Finding], format: Format) -> String {
    let paint = Paint::for_output();
    match format {
        Format::Text => findings.iter().map(|finding| line(finding, paint)).collect(),
        Format::Json => {
            let one = |Finding { what, told }: &Finding| json!({ "what": what, "well": told.is_ok(), "told": told.as_ref().unwrap_or_else(|told| told) });
            format!("{:#}\n", json!({ "findings": findings.iter().map(one).collect::<Vec<_>>() }))
        }
    }
}

fn line(Finding { what, told }: &Finding, paint: Paint) -> String {
    let (mark, told) = match told {
        Ok(told) => (paint.good("well"), told),
        Err(told) => (paint.bad("ill "), told),
    };
    format!("{mark}  {what:<11}  {}\n", plain(told))
}
