//! What the server was told about its provider, by flags and environment.

use std::fs;

use tablewright_storage::Role;

use crate::cli::OidcOptions;

/// A provider, and who may come in by it.
#[derive(Debug, Clone)]
pub(crate) struct OidcConfig {
    /// Its address, exactly as it calls itself.
    pub(crate) issuer: String,
    /// What this server is called there.
    pub(crate) client_id: String,
    /// What this server proves itself with; a public client has none.
    pub(crate) client_secret: Option<String>,
    /// What people know it by.
    pub(crate) name: String,
    /// Whoever has a verified address of these domains may come in without an invitation.
    pub(crate) domains: Vec<String>,
    /// As what they come in.
    pub(crate) role: Role,
}

impl OidcConfig {
    /// Of the options of `serve`; `None` without a provider.
    pub(crate) fn of(options: &OidcOptions) -> Result<Option<Self>, String> {
        let Some(issuer) = options.oidc_issuer.clone() else { return Ok(None) };
        let client_id = options.oidc_client_id.clone();
        let client_id = client_id.ok_or(
            "the provider needs to know this server: name it with --oidc-client-id as you did there",
        )?;
        let host = issuer.split_once("://").map_or(issuer.as_str(), |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default().to_owned();
        if !(issuer.starts_with("https://") || is_this_machine(&host)) {
            return Err(format!("--oidc-issuer {issuer} can be forged on its way: use one with https"));
        }
        Ok(Some(Self {
            name: options.oidc_name.clone().unwrap_or(host),
            client_secret: secret(options)?,
            domains: options.oidc_domain.iter().map(|domain| domain.to_ascii_lowercase()).collect(),
            role: options.oidc_role,
            issuer,
            client_id,
        }))
    }

    /// Whether an address may come in without an invitation.
    pub(crate) fn lets_in(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase());
        domain.is_some_and(|domain| self.domains.contains(&domain))
    }
}

fn secret(options: &OidcOptions) -> Result<Option<String>, String> {
    let given = std::env::var("TABLEWRIGHT_OIDC_CLIENT_SECRET").ok();
    let text = match (given, &options.oidc_client_secret_file) {
        (Some(text), _) => Some(text),
        (None, Some(path)) => Some(fs::read_to_string(path).map_err(|error| {
            format!("the provider's secret in {} can't be read ({error}): check the path", path.display())
        })?),
        (None, None) => None,
    };
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Nobody listens between a machine and itself.
pub(super) fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(issuer: &str) -> OidcOptions {
        OidcOptions {
            oidc_issuer: Some(issuer.to_owned()),
            oidc_client_id: Some("tablewright".to_owned()),
            oidc_client_secret_file: None,
            oidc_name: None,
            oidc_domain: vec!["Example.com".to_owned()],
            oidc_role: Role::Viewer,
        }
    }

    #[test]
    fn a_provider_is_asked_over_a_connection_that_nobody_can_change() {
        for fine in ["https://login.example.com/x", "http://127.0.0.1:5556", "http://localhost:1/"] {
            assert!(OidcConfig::of(&options(fine)).is_ok(), "{fine}");
        }
        for wrong in ["http://login.example.com", "http://127.0.0.1.example.com", "login.example.com"] {
            assert!(OidcConfig::of(&options(wrong)).is_err(), "{wrong}");
        }
        let nameless = OidcOptions { oidc_client_id: None, ..options("https://a") };
        assert!(OidcConfig::of(&nameless).unwrap_err().contains("--oidc-client-id"));
    }

    #[test]
    fn a_domain_is_all_of_what_stands_behind_the_last_at_sign() {
        let config = OidcConfig::of(&options("https://login.example.com/x")).unwrap().unwrap();
        assert_eq!(config.name, "login.example.com");
        for fine in ["a@example.com", "a@EXAMPLE.com"] {
            assert!(config.lets_in(fine), "{fine}");
        }
        for other in
            ["a@example.com.evil.org", "a@sub.example.com", "example.com", "a@example.com@evil.org", "a@"]
        {
            assert!(!config.lets_in(other), "{other}");
        }
    }
}
