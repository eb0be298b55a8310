//! Settings: what an operator gives, and what is wrong with it.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use ariadne_domain::Violation;
use openidconnect::IssuerUrl;
use reqwest::Certificate;
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

/// The longest title of a provider, in characters: what a button holds.
const MAX_TITLE: usize = 50;

/// How to sign in at a provider.
#[derive(Clone)]
pub struct Settings {
    /// The provider's address, exactly as it calls itself in `issuer` of its description.
    /// `https://…`; `http://…` on loopback only.
    pub issuer: String,
    /// Our name at the provider.
    pub client_id: String,
    /// Our secret at the provider; none for a public client.
    pub client_secret: Option<SecretString>,
    /// What is asked for; `openid` is asked for in any case.
    pub scopes: Vec<String>,
    /// What the button says.
    pub title: String,
    /// A file of authorities to trust beside the public ones, PEM.
    pub ca_file: Option<PathBuf>,
}

impl Settings {
    /// The scopes that are asked for when an operator names none.
    pub const SCOPES: &'static [&'static str] = &["openid", "email", "profile"];

    /// Settings of a public client with the usual scopes, titled by the provider's host.
    pub fn new(issuer: impl Into<String>, client_id: impl Into<String>) -> Self {
        let issuer = issuer.into();
        let host = Url::parse(&issuer).ok().and_then(|url| url.host_str().map(str::to_owned));
        Self {
            title: host.unwrap_or_else(|| "OpenID Connect".to_owned()),
            issuer,
            client_id: client_id.into(),
            client_secret: None,
            scopes: Self::SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            ca_file: None,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret.as_ref().map(|_| "set"))
            .field("scopes", &self.scopes)
            .field("title", &self.title)
            .field("ca_file", &self.ca_file)
            .finish()
    }
}

/// What was read from valid settings.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) issuer: IssuerUrl,
    pub(crate) authorities: Vec<Certificate>,
}

/// Reads the settings, or says everything that is wrong with them.
pub(crate) fn parse(settings: &Settings) -> Result<Parsed, Vec<Violation>> {
    let mut wrong = Vec::new();
    let mut refuse = |field: &str, code, message: String| {
        wrong.push(Violation::new([field], code, message));
    };
    let issuer = issuer(&settings.issuer).map_err(|message| refuse("issuer", "INVALID", message));
    if settings.client_id.is_empty() {
        let message = "Enter the client id that the provider gave this catalog.";
        refuse("clientId", "REQUIRED", message.to_owned());
    } else if settings.client_id.chars().any(char::is_control) {
        refuse("clientId", "INVALID", "A client id holds no control characters.".to_owned());
    }
    if settings.client_secret.as_ref().is_some_and(|secret| secret.expose_secret().is_empty()) {
        let message = "The client secret is empty. Enter it, or give none for a public client.";
        refuse("clientSecret", "REQUIRED", message.to_owned());
    }
    // RFC 6749, section 3.3
    let is_scope = |scope: &String| {
        let fits = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
        !scope.is_empty() && scope.chars().all(fits)
    };
    if let Some(scope) = settings.scopes.iter().find(|scope| !is_scope(scope)) {
        let message = format!("{scope:?} is no scope: a scope is a word such as email.");
        refuse("scopes", "INVALID", message);
    }
    let title = settings.title.chars().count();
    if settings.title.trim().is_empty() {
        refuse("title", "REQUIRED", "Enter what the button says, such as Keycloak.".to_owned());
    } else if title > MAX_TITLE || settings.title.chars().any(char::is_control) {
        let message = format!("A title has at most {MAX_TITLE} characters, on one line.");
        refuse("title", "INVALID", message);
    }
    let authorities = settings.ca_file.as_deref().map_or(Ok(Vec::new()), authorities);
    let authorities = authorities.map_err(|message| refuse("caFile", "INVALID", message));
    match (issuer, authorities) {
        (Ok(issuer), Ok(authorities)) if wrong.is_empty() => Ok(Parsed { issuer, authorities }),
        _ => Err(wrong),
    }
}

fn issuer(text: &str) -> Result<IssuerUrl, String> {
    const EXAMPLE: &str = "such as https://login.example.org/realms/team";
    // the parser drops white space and line breaks without a word
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("The issuer is a URL without spaces and control characters.".to_owned());
    }
    let url = Url::parse(text)
        .map_err(|reason| format!("The issuer is no URL ({reason}); write one {EXAMPLE}."))?;
    if !is_safe(&url) {
        return Err(format!(
            "The issuer begins with https://, {EXAMPLE}; http:// is for this machine alone."
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("No user or password in the issuer: there is a field for the client's secret."
            .to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("The issuer ends before `?` and `#`.".to_owned());
    }
    IssuerUrl::new(text.to_owned()).map_err(|reason| format!("The issuer is no URL ({reason})."))
}

/// Whether nobody in between can read what is sent there: TLS, or this machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

fn authorities(path: &Path) -> Result<Vec<Certificate>, String> {
    let shown = path.display();
    let text = std::fs::read(path).map_err(|error| {
        format!(
            "The file {shown} cannot be read ({}). Give the path of a file in PEM form.",
            error.kind()
        )
    })?;
    let found = Certificate::from_pem_bundle(&text).unwrap_or_default();
    if found.is_empty() {
        return Err(format!(
            "The file {shown} holds no certificate in PEM form: it must hold a line -----BEGIN CERTIFICATE----- and its end."
        ));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(settings: &Settings) -> Vec<String> {
        let wrong = parse(settings).map(drop).err().unwrap_or_default();
        wrong.iter().map(|v| format!("{} {}", v.path.join("."), v.code)).collect()
    }

    fn fine() -> Settings {
        Settings::new("https://login.example.org/realms/team", "ariadne")
    }

    #[test]
    fn the_usual_settings_pass() {
        assert_eq!(told(&fine()), [""; 0]);
        assert_eq!(fine().title, "login.example.org");
        for local in ["http://127.0.0.1:3000", "http://localhost/x", "http://[::1]:1/"] {
            assert_eq!(told(&Settings::new(local, "ariadne")), [""; 0], "{local}");
        }
    }

    #[test]
    fn issuers_that_others_could_read_are_refused() {
        for issuer in [
            "",
            "login.example.org",
            "http://login.example.org",
            "http://127.0.0.1.example.org",
            "ftp://127.0.0.1",
            "https://u:p@login.example.org",
            "https://x/?a=b",
            "https://x/#a",
            "https://x/ y",
            "http://10.0.0.1",
        ] {
            assert_eq!(told(&Settings::new(issuer, "ariadne")), ["issuer INVALID"], "{issuer}");
        }
    }

    #[test]
    fn everything_wrong_is_told_at_its_field() {
        let wrong = Settings {
            issuer: "x".to_owned(),
            client_id: String::new(),
            client_secret: Some(SecretString::from("")),
            scopes: vec!["openid".to_owned(), "two words".to_owned()],
            title: " ".to_owned(),
            ca_file: Some("/nowhere/ca.pem".into()),
        };
        let all = [
            "issuer INVALID",
            "clientId REQUIRED",
            "clientSecret REQUIRED",
            "scopes INVALID",
            "title REQUIRED",
            "caFile INVALID",
        ];
        assert_eq!(told(&wrong), all);
        let no_certificate = Settings { ca_file: Some("Cargo.toml".into()), ..fine() };
        assert_eq!(told(&no_certificate), ["caFile INVALID"]);
        let long = Settings { title: "t".repeat(51), ..fine() };
        assert_eq!(told(&long), ["title INVALID"]);
    }

    #[test]
    fn debug_shows_no_secret() {
        let secret = Some(SecretString::from("hunter2-canary"));
        let shown = format!("{:?}", Settings { client_secret: secret, ..fine() });
        assert!(shown.contains("Some(\"set\")") && !shown.contains("canary"), "{shown}");
    }
}
