//! Settings: what a form asks, what is wrong with the values, and the parsed result.

use std::fmt;

use ariadne_domain::{Value, Violation};
use ariadne_ports::{SecretValues, SettingChoice, SettingSpec, SettingType, setting_text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::client;

/// The settings of this kind, in the order of a form.
pub(crate) const SETTINGS: &[SettingSpec] = &[
    SettingSpec {
        name: "urls",
        label: "URLs",
        kind: SettingType::TextList,
        required: true,
        help: "Where the cluster answers, such as https://es1.example:9200; with several, the next one is tried when one does not answer. A path in front of the API is allowed.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "auth",
        label: "Authentication",
        kind: SettingType::Choice,
        default: Some("none"),
        help: "How to log in.",
        binds_secret: true,
        choices: &[
            SettingChoice { value: "none", label: "None" },
            SettingChoice { value: "basic", label: "User name and password" },
            SettingChoice { value: "apiKey", label: "API key" },
            SettingChoice { value: "bearer", label: "Bearer token" },
        ],
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "username",
        label: "User name",
        help: "For user name and password.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "password",
        label: "Password",
        help: "For user name and password.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "apiKey",
        label: "API key",
        help: "As the cluster handed it out: the encoded form, or id:key.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "bearerToken",
        label: "Bearer token",
        help: "Sent as it is.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "caCertificate",
        label: "CA certificate",
        kind: SettingType::LongText,
        help: "Authorities to trust beside the public ones, in PEM form.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "verifyCertificate",
        label: "Verify the certificate",
        kind: SettingType::Flag,
        default: Some("true"),
        help: "Off: anybody in between can read and change everything, the secret included; every test then warns.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec::TEST_TIMEOUT,
    SettingSpec::FETCH_TIMEOUT,
];

/// How to log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// Not at all.
    None,
    /// User name and password.
    Basic,
    /// API key.
    ApiKey,
    /// Bearer token.
    Bearer,
}

/// The parsed settings. `Debug` shows no secret.
#[derive(Clone)]
pub(crate) struct Config {
    /// At least one.
    pub(crate) urls: Vec<Url>,
    /// How to log in.
    pub(crate) auth: Auth,
    /// The user of [`Auth::Basic`].
    pub(crate) username: Option<String>,
    /// Password, API key or token; set unless [`Auth::None`].
    pub(crate) secret: Option<SecretString>,
    /// Authorities to trust, PEM.
    pub(crate) ca_certificate: Option<String>,
    /// Whether the server's certificate is checked.
    pub(crate) verify: bool,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("urls", &self.urls.iter().map(Url::as_str).collect::<Vec<_>>())
            .field("auth", &self.auth)
            .field("username", &self.username)
            .field("secret", &self.secret.as_ref().map(|_| "set"))
            .field("ca_certificate", &self.ca_certificate.as_ref().map(|_| "set"))
            .field("verify", &self.verify)
            .finish()
    }
}

impl Config {
    /// `text` without any secret of this source, whoever put it there: as it is
    /// stored and in the spellings that a login is sent in, which is just as usable.
    pub(crate) fn redact(&self, text: &str) -> String {
        let Some(secret) = &self.secret else { return text.to_owned() };
        let secret = secret.expose_secret();
        let user = self.username.as_deref().unwrap_or_default();
        let mut spellings = vec![
            STANDARD.encode(format!("{user}:{secret}")),
            STANDARD.encode(secret),
            secret.to_owned(),
        ];
        // an API key may be stored encoded: the part behind its colon is the secret
        let decoded = STANDARD.decode(secret).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let pair = decoded.as_deref().unwrap_or(secret);
        if self.auth == Auth::ApiKey
            && let Some((_, key)) = pair.split_once(':')
        {
            spellings.extend([pair.to_owned(), key.to_owned()]);
        }
        spellings.retain(|spelling| !spelling.is_empty());
        spellings.iter().fold(text.to_owned(), |text, spelling| text.replace(spelling, "…"))
    }
}

/// Reads the settings, or says everything that is wrong with them.
pub(crate) fn parse(settings: &Value, secret: &SecretValues) -> Result<Config, Vec<Violation>> {
    let mut wrong = Vec::new();
    let urls = urls(settings, &mut wrong);
    let auth = match setting_text(settings, "auth") {
        None | Some("none") => Auth::None,
        Some("basic") => Auth::Basic,
        Some("apiKey") => Auth::ApiKey,
        Some("bearer") => Auth::Bearer,
        Some(_) => {
            wrong.push(setting(
                "auth",
                "INVALID",
                "Authentication is one of none, basic, apiKey, bearer.",
            ));
            Auth::None
        }
    };
    let username = setting_text(settings, "username").map(str::to_owned);
    let secret = login(auth, username.as_deref(), secret, &mut wrong);
    let ca_certificate = setting_text(settings, "caCertificate").map(str::to_owned);
    let verify = settings.get("verifyCertificate").and_then(Value::as_bool).unwrap_or(true);
    let config = Config { urls, auth, username, secret, ca_certificate, verify };
    if config.ca_certificate.is_some() && client::certificates(&config).is_err() {
        wrong.push(setting(
            "caCertificate",
            "INVALID",
            "This is no certificate in PEM form: it must hold a line -----BEGIN CERTIFICATE----- and its end, with what the authority's file has between them.",
        ));
    }
    if wrong.is_empty() { Ok(config) } else { Err(wrong) }
}

fn setting(name: &str, code: &'static str, message: impl Into<String>) -> Violation {
    Violation::new(["settings", name], code, message)
}

fn urls(settings: &Value, wrong: &mut Vec<Violation>) -> Vec<Url> {
    let mut urls: Vec<Url> = Vec::new();
    let given = settings.get("urls").and_then(Value::as_array).unwrap_or_default();
    for (at, item) in given.iter().enumerate() {
        let at = at.to_string();
        let mut refuse = |code, message: String| {
            wrong.push(Violation::new(["settings", "urls", &at], code, message));
        };
        let Some(text) = item.as_str() else {
            refuse("INVALID", "A URL is a text.".to_owned());
            continue;
        };
        match url(text) {
            Err(message) => refuse("INVALID", message),
            Ok(url) if urls.contains(&url) => {
                refuse("DUPLICATE", "This URL is in the list twice.".to_owned());
            }
            Ok(url) => urls.push(url),
        }
    }
    if given.is_empty() {
        wrong.push(setting(
            "urls",
            "REQUIRED",
            "Enter at least one URL, such as https://es1.example:9200.",
        ));
    }
    urls
}

/// One URL. A path is a prefix of the API (a gateway's), everything else that could carry more than an address is
/// refused.
fn url(text: &str) -> Result<Url, String> {
    const EXAMPLE: &str = "such as https://es1.example:9200";
    // the parser drops white space and line breaks without a word
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("A URL holds no spaces and no control characters.".to_owned());
    }
    if !text.contains("://") {
        return Err(format!("Write the URL with http:// or https://, {EXAMPLE}."));
    }
    let url = Url::parse(text)
        .map_err(|reason| format!("This is no URL ({reason}); write one {EXAMPLE}."))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("A URL begins with http:// or https://, {EXAMPLE}."));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(format!("The URL has no host; write one {EXAMPLE}."));
    }
    if url.port() == Some(0) {
        return Err("Port 0 is not a port; Elasticsearch usually listens on 9200.".to_owned());
    }
    // `@` also when the parser found an empty user in front of it
    let authority = text.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
    if authority.is_some_and(|part| part.contains('@')) {
        return Err("No user or password in the URL: enter them in their own fields.".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("A URL ends before `?` and `#`.".to_owned());
    }
    Ok(url)
}

/// The secret that `auth` needs, with everything that is wrong with user name and secret.
fn login(
    auth: Auth,
    username: Option<&str>,
    secret: &SecretValues,
    wrong: &mut Vec<Violation>,
) -> Option<SecretString> {
    let name = match auth {
        Auth::None => {
            if username.is_some() {
                wrong.push(setting("auth", "INVALID", "A user name is given, but authentication is none: choose basic, or remove the user name."));
            }
            if let Some(name) = secret.names().next() {
                wrong.push(Violation::new(
                    ["secret", name],
                    "INVALID",
                    "A secret is given, but authentication is none: choose basic, apiKey or bearer, or remove the secret.",
                ));
            }
            return None;
        }
        Auth::Basic => "password",
        Auth::ApiKey => "apiKey",
        Auth::Bearer => "bearerToken",
    };
    if auth == Auth::Basic {
        match username {
            None => wrong.push(setting(
                "username",
                "REQUIRED",
                "Authentication basic needs a user name.",
            )),
            Some(user) if user.contains(':') => {
                wrong.push(setting("username", "INVALID", "HTTP allows no colon in a user name."));
            }
            Some(_) => {}
        }
    }
    let Some(value) = secret.get(name) else {
        let message = match auth {
            Auth::ApiKey => "Authentication apiKey needs an API key.",
            Auth::Bearer => "Authentication bearer needs a token.",
            Auth::Basic | Auth::None => "Authentication basic needs a password.",
        };
        wrong.push(Violation::new(["secret", name], "REQUIRED", message));
        return None;
    };
    let text = value.expose_secret();
    if text.chars().any(char::is_control) {
        wrong.push(Violation::new(
            ["secret", name],
            "CONTROL_CHARACTER",
            "The secret holds a line break or another control character; copy it again without it.",
        ));
    } else if auth != Auth::Basic && !text.chars().all(|c| c.is_ascii_graphic()) {
        wrong.push(Violation::new(
            ["secret", name],
            "INVALID",
            "A key or token has only ASCII letters, digits and signs, and no spaces; copy it again.",
        ));
    }
    Some(value.clone())
}
