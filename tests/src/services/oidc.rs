//! A provider of `OpenID` Connect: the npm package `oidc-provider`, run by node, and a browser to sign in with.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Map, Value, json};
use url::Url;

use super::jars::{cached, source};
use super::process::Server;

/// A second on an idle machine.
const START_LIMIT: Duration = Duration::from_mins(2);

/// Sign-in, consent and the way back take six.
const MOST_STEPS: usize = 12;

/// How a provider differs from a good one.
#[derive(Clone, Debug, Default)]
pub struct Misbehaviour {
    /// Claims of every ID token that it says otherwise.
    pub claims: Map<String, Value>,
    /// The algorithm that it signs with instead of RS256: `none` or `HS256` with the client's secret.
    pub algorithm: Option<&'static str>,
    /// Whether e-mail and name stand in the ID token already; else userinfo has them. Either is right.
    pub in_id_token: bool,
}

/// A running provider.
#[derive(Debug)]
pub struct Oidc {
    /// Its address, which is how it calls itself.
    pub issuer: String,
    _process: Server,
}

/// Who came back from the provider.
#[derive(Debug)]
pub struct CameBack {
    /// The parameter `code`.
    pub code: String,
    /// The parameter `state`.
    pub state: String,
}

impl Oidc {
    /// The secret of its client `ariadne`; the client `public` has none.
    pub const SECRET: &str = "the client secret of the tests, long enough for HS256";

    /// Where its clients come back to.
    pub const REDIRECT: &str = "http://127.0.0.1:8080/auth/oidc/callback";

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        Url::parse(&self.issuer).ok().and_then(|url| url.port()).expect("its issuer has a port")
    }

    /// Follows `url` as a browser does, fills in its forms as `login`, and stops at [`Self::REDIRECT`].
    pub async fn sign_in(&self, url: &str, login: &str) -> CameBack {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let base = Url::parse(&self.issuer).expect("its issuer is a URL");
        let mut cookies = BTreeMap::new();
        let mut next = base.join(url).expect("a URL");
        for _ in 0..MOST_STEPS {
            if next.as_str().starts_with(Self::REDIRECT) {
                let parameters: BTreeMap<_, _> = next.query_pairs().into_owned().collect();
                let parameter = |name: &str| {
                    parameters.get(name).cloned().unwrap_or_else(|| panic!("no {name} in {next}"))
                };
                return CameBack { code: parameter("code"), state: parameter("state") };
            }
            let mut answer = send(client.get(next.clone()), &mut cookies).await;
            if !answer.headers().contains_key(LOCATION) {
                let page = answer.text().await.expect("a page");
                let (action, prompt) = form(&page);
                let fields = [("prompt", prompt), ("login", login), ("password", "any")];
                let action = base.join(action).expect("the address of a form");
                answer = send(client.post(action).form(&fields), &mut cookies).await;
            }
            let location = answer.headers().get(LOCATION).expect("a form leads on");
            next = base.join(location.to_str().expect("an address")).expect("an address");
        }
        panic!("it never came back from {}", self.issuer);
    }
}

/// Sends with the cookies so far, and keeps the new ones.
async fn send(request: RequestBuilder, cookies: &mut BTreeMap<String, String>) -> Response {
    let sent: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let answer = request.header(COOKIE, sent.join("; ")).send().await.expect("an answer");
    for cookie in answer.headers().get_all(SET_COOKIE) {
        let pair = cookie.to_str().expect("a cookie").split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a cookie has a value");
        cookies.insert(name.to_owned(), value.to_owned());
    }
    answer
}

/// Where the form of a page goes, and what it is about.
fn form(page: &str) -> (&str, &str) {
    let after = |mark: &str| {
        let rest = page.split_once(mark).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no form in {page}"))
    };
    (after("action=\""), after("name=\"prompt\" value=\""))
}

pub(super) fn on_port(port: u16, how: &Misbehaviour) -> Result<Oidc, String> {
    let files = [".npmrc", "package.json", "package-lock.json", "server.mjs"];
    let inputs = files.map(|file| source("oidc").join(file));
    let folder = cached("oidc", &inputs, |partial| {
        for (file, input) in files.iter().zip(&inputs) {
            std::fs::copy(input, partial.join(file))
                .map_err(|error| format!("{}: {error}", input.display()))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--silent"]).current_dir(partial);
        let output = npm.output().map_err(|error| {
            format!("the provider of sign-ins needs Node.js 20.19 or newer with npm ({error}): https://nodejs.org")
        })?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("npm could not get the provider of sign-ins ({}): {said}", output.status))
    })?;
    let options = json!({
        "claims": (!how.claims.is_empty()).then_some(&how.claims),
        "alg": how.algorithm,
        "inIdToken": how.in_id_token,
    });
    let mut command = Command::new("node");
    command.arg(folder.join("server.mjs")).arg(port.to_string()).arg(options.to_string());
    let process = Server::start("the provider of sign-ins", command, START_LIMIT)?;
    Ok(Oidc { issuer: process.url.clone(), _process: process })
}
