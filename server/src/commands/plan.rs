//! `tablewright plan`: what would change in AWS for its tables to be as a design has them.
//!
//! There is no server here that knows which tables are managed, so the tables that are there count as if they were;
//! none but those that the design names is looked at, and none is ever deleted.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::process::ExitCode;

use clap::Args;
use tablewright_aws::{AwsGateway, Connection, Credentials, Gateway};
use tablewright_contract::PlanView;
use tablewright_model::{Design, digest_of};
use tablewright_plan::{
    CopyPlace, CopyPlaceError, Desired, EnvironmentIdentity, LiveState, Managed, NO_BACKUP, NameTemplate,
    Plan, desired, plan, render,
};

use super::output::{self, plain};
use super::{Failure, input};
use crate::cli::{Format, InputOptions};
use crate::effects;

/// What the exit code says.
pub(crate) const EXIT_CODES: &str = "Exit code: 0 when there is nothing to change, 2 when there is, 1 when the design or \
    AWS can't be read, or the plan can't be carried out.";

/// Options of `plan`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlanOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,

    /// The AWS region.
    #[arg(long, env = "AWS_REGION")]
    pub(crate) region: String,

    /// The URL to ask, if it is not the region's own: http://127.0.0.1:8000
    #[arg(long, value_name = "URL", env = "AWS_ENDPOINT_URL_DYNAMODB")]
    pub(crate) endpoint: Option<String>,

    /// The profile of the AWS configuration; the default chain when absent.
    #[arg(long)]
    pub(crate) profile: Option<String>,

    /// How the plan is written.
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,

    /// Makes the names in AWS: {env}-{table}
    #[arg(long, value_name = "TEMPLATE", default_value = "{table}")]
    pub(crate) name_template: String,

    /// What stands for {env} in the name template.
    #[arg(long = "env", value_name = "NAME", default_value = "default")]
    pub(crate) environment: String,

    /// Where a run would copy the items of a table that is replaced: s3://bucket/prefix
    #[arg(long, value_name = "URI", value_parser = copies)]
    pub(crate) copies: Option<CopyPlace>,
}

fn copies(uri: &str) -> Result<CopyPlace, CopyPlaceError> {
    CopyPlace::parse(uri, None)
}

/// Reads, plans and writes the plan to standard output.
pub(crate) fn run(options: &PlanOptions) -> Result<ExitCode, Failure> {
    let failed = |failure: Failure| Failure { code: 1, ..failure };
    let (design, has_problems) = input::design(&options.input).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the system gives no threads: {error}"))?;
    let planned = runtime.block_on(make(options, &design))?;
    output::write(written(&planned, options.format), None).map_err(failed)?;
    let Planned { plan, .. } = planned;
    let is_wrong = has_problems || !plan.problems.is_empty();
    Ok(ExitCode::from(match (is_wrong, plan.steps.is_empty()) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) => 2,
    }))
}

/// A plan, and what it was made of.
struct Planned<'a> {
    plan: Plan,
    design: &'a Design,
    desired: Desired,
    live: LiveState,
}

async fn make<'a>(options: &PlanOptions, design: &'a Design) -> Result<Planned<'a>, String> {
    let template = NameTemplate::parse(&options.name_template).map_err(|error| error.to_string())?;
    let desired = desired(design, &options.environment, &template).map_err(|errors| {
        let first = errors.first().map(|first| plain(&first.message)).unwrap_or_default();
        format!("AWS would refuse this design: {first}; `tablewright lint` tells everything")
    })?;
    let gateway = AwsGateway::connect(connection(options)).await.map_err(|error| error.to_string())?;
    let account = gateway.account().await.map_err(|error| error.to_string())?;
    let live = gateway.read(&desired.states.keys().cloned().collect()).await;
    let live = live.map_err(|error| error.to_string())?;
    let environment = EnvironmentIdentity {
        name: options.environment.clone(),
        account: account.unwrap_or_else(|| "unknown".to_owned()),
        region: options.region.clone(),
        endpoint: options.endpoint.clone(),
        name_template: options.name_template.clone(),
        copies: options.copies.clone(),
    };
    let managed = as_if_managed(&desired, &live);
    let plan = plan(digest_of(design), environment, &desired, &live, &managed, NO_BACKUP);
    Ok(Planned { plan, design, desired, live })
}

fn as_if_managed(desired: &Desired, live: &LiveState) -> BTreeMap<String, Managed> {
    let managed = |(name, source): (&String, &tablewright_model::TableId)| {
        let table_id = live.tables.get(name)?.table_id.clone();
        Some((name.clone(), Managed { table_id, source: *source }))
    };
    desired.sources.iter().filter_map(managed).collect()
}

/// An endpoint on this machine checks no credentials, so that nobody needs any for it.
fn connection(options: &PlanOptions) -> Connection {
    let PlanOptions { region, endpoint, profile, .. } = options.clone();
    let has_some = profile.is_some() || std::env::var_os("AWS_ACCESS_KEY_ID").is_some();
    let credentials = if !has_some && endpoint.as_deref().is_some_and(is_on_this_machine) {
        Credentials::Sandbox
    } else {
        Credentials::Chain { profile, role: None }
    };
    Connection { region, endpoint, credentials }
}

fn is_on_this_machine(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next(),
        None => host.split(':').next(),
    };
    let host = host.unwrap_or_default();
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn written(planned: &Planned<'_>, format: Format) -> String {
    match format {
        Format::Text => text(planned),
        Format::Json => {
            let Planned { plan, design, desired, live } = planned;
            let patterns = effects::effects(design, desired, live);
            let view = PlanView { patterns, ..plan.clone().into() };
            format!("{:#}\n", serde_json::json!(view))
        }
    }
}

/// The plan's text, with the patterns that are served otherwise before its last line.
fn text(Planned { plan, design, desired, live }: &Planned<'_>) -> String {
    let text: String = render::text(plan).lines().map(|line| plain(line) + "\n").collect();
    let effects = effects::effects(design, desired, live);
    if effects.is_empty() || plan.steps.is_empty() {
        return text;
    }
    let (body, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
    let lines: String =
        effects.iter().map(|effect| format!("  {}\n", plain(&effects::line(effect)))).collect();
    format!("{body}\nAccess patterns that are served otherwise:\n\n{lines}\n{}\n", last.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_addresses() {
        for url in ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000/x", "https://127.9.9.9"] {
            assert!(is_on_this_machine(url), "{url}");
        }
        for url in
            ["http://127.0.0.1.example.com", "https://dynamodb.eu-central-1.amazonaws.com", "http://[::2]"]
        {
            assert!(!is_on_this_machine(url), "{url}");
        }
    }
}
