//! The command line.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tablewright_interchange::{ExportFormat, ImportFormat, IndexStyle, Layout};
use tablewright_model::Severity;
use tablewright_storage::Role;

use crate::commands::remote::{design, drift, request};
use crate::commands::{
    audit, backup, completion, diff, doctor, man, plan, prices, restore, sandbox, verdicts,
};

/// Design DynamoDB tables together, see what serves each query, and ship exactly what was approved.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the server.
    Serve(ServeOptions),
    /// Ask a running server whether it is well; for container health checks.
    Healthcheck(HealthcheckOptions),
    /// Say what AWS would refuse in a design, and what a good engineer would do otherwise.
    #[command(
        after_help = "Exit code: 0 when nothing is found that matters (see --fail-on), 1 when something is, \
        2 when something can't be read."
    )]
    Lint(LintOptions),
    /// Say what serves each access pattern of a design, at what price, or why nothing does.
    #[command(after_help = verdicts::EXIT_CODES)]
    Verdicts(verdicts::VerdictsOptions),
    /// Make a price file of the price list that AWS publishes for a region; with `serve --prices` bills go by it.
    #[command(after_help = prices::EXIT_CODES)]
    Prices(prices::PricesOptions),
    /// Say what would change in AWS for its tables to be as a design has them; nothing is changed.
    #[command(after_help = plan::EXIT_CODES)]
    Plan(plan::PlanOptions),
    /// Say what differs between two designs, or whatever can be imported.
    #[command(after_help = diff::EXIT_CODES)]
    Diff(diff::DiffOptions),
    /// Make a design document of Terraform, CloudFormation and other files; a report says what became of them.
    #[command(
        after_help = "Exit code: 0, or 1 when parts of the files can't be read (the report says which), or 2 \
        when there is no design in them."
    )]
    Import(ImportOptions),
    /// Write a design in another format.
    #[command(
        after_help = "Exit code: 0, or 1 when parts of the files can't be read, or 2 when there is no design \
        in them."
    )]
    Export(ExportOptions),
    /// Designs of a server: from there into a file, and back.
    #[command(subcommand)]
    Design(design::DesignCommand),
    /// Change requests of a server: open, read, approve and apply them.
    #[command(subcommand)]
    Request(request::RequestCommand),
    /// Say what somebody changed in an environment of a server since it was equal to a version.
    #[command(after_help = drift::EXIT_CODES)]
    Drift(drift::DriftOptions),
    /// Look after the audit log.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Serve an AWS-like DynamoDB account alone, for use with any SDK.
    Sandbox(sandbox::SandboxOptions),
    /// Look whether the server would find what it needs: one sentence for each thing.
    #[command(after_help = doctor::EXIT_CODES)]
    Doctor(doctor::DoctorOptions),
    /// Copy the data folder of a server, which may be running, to a new folder.
    Backup(backup::BackupOptions),
    /// Put a backup into a data folder that is empty.
    Restore(restore::RestoreOptions),
    /// Write the completion of a shell to standard output.
    Completion(completion::CompletionOptions),
    /// Write the manual pages.
    Man(man::ManOptions),
}

/// How a command writes what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeOptions {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3000", env = "TABLEWRIGHT_LISTEN")]
    pub(crate) listen: SocketAddr,

    /// Folder for the database and the sandbox; it is made when missing.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    pub(crate) data: PathBuf,

    /// The address that people type, when it is not the one listened on: https://tables.example.com
    #[arg(long, env = "TABLEWRIGHT_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,

    /// Address and port of the sandbox's endpoint; by default a free port of the loopback interface.
    #[arg(long, default_value = "127.0.0.1:0", env = "TABLEWRIGHT_SANDBOX_LISTEN")]
    pub(crate) sandbox_listen: SocketAddr,

    /// How fast the sandbox is: 1 takes as long as AWS does, 0.1 a tenth of it, 0 no time at all.
    #[arg(long, default_value_t = 0.1, env = "TABLEWRIGHT_SANDBOX_TIME_SCALE")]
    pub(crate) sandbox_time_scale: f64,

    /// Let endpoints of environments and addresses of webhooks be on this machine and in private networks.
    #[arg(long, env = "TABLEWRIGHT_ALLOW_PRIVATE_ADDRESSES")]
    pub(crate) allow_private_addresses: bool,

    /// The address of a proxy in front, which is believed about where requests come from; may be given several times.
    #[arg(long, value_name = "ADDRESS", env = "TABLEWRIGHT_TRUSTED_PROXY", value_delimiter = ',')]
    pub(crate) trusted_proxy: Vec<IpAddr>,

    /// A folder of list prices beside those of us-east-1: price files, and offer files of the AWS price list, as *.json.
    #[arg(long, value_name = "DIR", env = "TABLEWRIGHT_PRICES")]
    pub(crate) prices: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) oidc: OidcOptions,

    /// The address of an OpenTelemetry collector that takes traces over HTTP: http://127.0.0.1:4318
    #[cfg(feature = "otel")]
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub(crate) otlp_endpoint: Option<String>,
}

/// Where people sign in beside a password: a provider of identities that speaks OpenID Connect.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Sign-in by OpenID Connect")]
pub(crate) struct OidcOptions {
    /// The provider's address, as it calls itself; where people are sent back is PUBLIC_URL/sign-in/oidc/callback.
    #[arg(long, value_name = "URL", env = "TABLEWRIGHT_OIDC_ISSUER")]
    pub(crate) oidc_issuer: Option<String>,

    /// What this server is called at the provider.
    #[arg(long, value_name = "ID", env = "TABLEWRIGHT_OIDC_CLIENT_ID")]
    pub(crate) oidc_client_id: Option<String>,

    /// The file with the secret that the provider gave this server, when it is not in TABLEWRIGHT_OIDC_CLIENT_SECRET.
    #[arg(long, value_name = "FILE", env = "TABLEWRIGHT_OIDC_CLIENT_SECRET_FILE")]
    pub(crate) oidc_client_secret_file: Option<PathBuf>,

    /// What people call the provider; its host when absent.
    #[arg(long, value_name = "NAME", env = "TABLEWRIGHT_OIDC_NAME")]
    pub(crate) oidc_name: Option<String>,

    /// A domain whose people come in without an invitation, when the provider has verified their address; may be given
    /// several times.
    #[arg(long, value_name = "DOMAIN", env = "TABLEWRIGHT_OIDC_DOMAIN", value_delimiter = ',')]
    pub(crate) oidc_domain: Vec<String>,

    /// The role that they come in with.
    #[arg(long, value_name = "ROLE", default_value = "viewer", env = "TABLEWRIGHT_OIDC_ROLE", value_parser = roles())]
    pub(crate) oidc_role: Role,
}

/// Options of `healthcheck`.
#[derive(Debug, Clone, Args)]
pub(crate) struct HealthcheckOptions {
    /// Address and port that the server listens on.
    #[arg(long, default_value = "127.0.0.1:3000", env = "TABLEWRIGHT_LISTEN")]
    pub(crate) listen: SocketAddr,
}

/// What a command reads.
#[derive(Debug, Clone, Args)]
pub(crate) struct InputOptions {
    /// Design documents, or whatever can be imported: files, folders and zip archives; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The format of all files, when it is not recognised.
    #[arg(long, value_name = "FORMAT", value_parser = import_formats())]
    pub(crate) from: Option<ImportFormat>,
}

/// Options of `lint`.
#[derive(Debug, Clone, Args)]
pub(crate) struct LintOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,

    /// How findings are written; sarif is for code hosts and editors.
    #[arg(long, default_value = "text")]
    pub(crate) format: LintFormat,

    /// The least severity that gives exit code 1.
    #[arg(long, default_value = "error", value_name = "SEVERITY", value_parser = severities())]
    pub(crate) fail_on: Severity,

    /// Rules switched off or made stricter, and the numbers they go by, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,

    /// Say of each rule why it matters and what to do, where its first finding is.
    #[arg(long)]
    pub(crate) explain: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// Options of `import`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ImportOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,

    /// The file for the design document, instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// How the report is written to standard error.
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub(crate) report: Format,
}

/// Options of `export`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ExportOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,

    /// The format to write.
    #[arg(long, value_name = "FORMAT", value_parser = export_formats())]
    pub(crate) to: ExportFormat,

    /// The file to write, or a folder for files named after the design, instead of standard output.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// How tables are called in AWS; {table} stands for the name in the design.
    #[arg(long, default_value = "{table}", value_name = "PATTERN")]
    pub(crate) table_name: String,

    /// Terraform: one file, a module that runs on its own, or resources to join a module that is there.
    #[arg(long, default_value = Layout::default().name(), value_parser = layouts())]
    pub(crate) layout: Layout,

    /// Terraform: how global secondary indexes are written.
    #[arg(long, default_value = IndexStyle::default().name(), value_parser = index_styles(), value_name = "STYLE")]
    pub(crate) gsi_style: IndexStyle,

    /// Terraform: import blocks for tables that exist already, by their names in the design, or for `all`.
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    pub(crate) import_blocks: Vec<String>,
}

/// Nobody becomes an administrator by their address.
fn roles() -> impl TypedValueParser<Value = Role> {
    let names = Role::ALL.into_iter().filter(|role| *role != Role::Administrator).map(Role::term);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Role>())
}

fn layouts() -> impl TypedValueParser<Value = Layout> {
    PossibleValuesParser::new(Layout::ALL.map(Layout::name)).try_map(|name| name.parse())
}

fn index_styles() -> impl TypedValueParser<Value = IndexStyle> {
    PossibleValuesParser::new(IndexStyle::ALL.map(IndexStyle::name)).try_map(|name| name.parse())
}

fn import_formats() -> impl TypedValueParser<Value = ImportFormat> {
    PossibleValuesParser::new(ImportFormat::ALL.map(ImportFormat::name)).try_map(|name| name.parse())
}

fn export_formats() -> impl TypedValueParser<Value = ExportFormat> {
    PossibleValuesParser::new(ExportFormat::ALL.map(ExportFormat::name)).try_map(|name| name.parse())
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["error", "warning", "info"]).map(|name| match name.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    })
}
