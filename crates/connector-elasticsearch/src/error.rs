//! What can go wrong, in one table: code, kind, title, cause, remedy.
//!
//! Texts hold `{placeholders}` that [`Failure::new`] fills. They never hold a secret, nor a driver's raw text: that
//! goes to the log as context.

use std::error::Error as StdError;

use ariadne_domain::Problem;
use ariadne_ports::{Error, ErrorKind};

/// A row's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    DnsNotFound,
    Refused,
    Unreachable,
    NoAnswer,
    StalledAnswer,
    ConnectionCut,
    TlsUnknownIssuer,
    TlsExpired,
    TlsWrongHost,
    TlsNotSpoken,
    TlsFailed,
    TlsOrNotHttp,
    NotHttp,
    NotElasticsearch,
    Redirected,
    AnswerNotJson,
    AnswerTooLarge,
    GatewayError,
    GatewayForbids,
    LoginRequired,
    PasswordRefused,
    ApiKeyRefused,
    TokenRefused,
    LoginExpired,
    PermissionDenied,
    LicenseExpired,
    ClusterStarting,
    TooManyRequests,
    CircuitBreaker,
    VersionTooOld,
    EngineError,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) code: Code,
    /// The public code.
    pub(crate) id: &'static str,
    pub(crate) kind: ErrorKind,
    pub(crate) title: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) remedy: &'static str,
}

/// The table.
#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    Row { code: Code::DnsNotFound, id: "DNS_NOT_FOUND", kind: ErrorKind::SourceUnreachable,
        title: "The host name {host} is not known.",
        cause: "The name server that Ariadne's machine asks has no address for it.",
        remedy: "Correct the host in the URL, or try `getent hosts {host}` on the machine that Ariadne runs on." },
    Row { code: Code::Refused, id: "CONNECTION_REFUSED", kind: ErrorKind::SourceUnreachable,
        title: "Nothing listens at {host}:{port}.",
        cause: "The host answered and refused the connection: the server is not running, or it listens on another port or address.",
        remedy: "Start the server, or correct the port in the URL (Elasticsearch usually listens on 9200, and a URL without a port means 80 or 443). In elasticsearch.yml, `http.port` and `network.host` say where it listens." },
    Row { code: Code::Unreachable, id: "UNREACHABLE", kind: ErrorKind::SourceUnreachable,
        title: "{host}:{port} cannot be reached.",
        cause: "The network has no way there.",
        remedy: "Check routes, VPN and firewall between the machine that Ariadne runs on and {host}." },
    Row { code: Code::NoAnswer, id: "NO_ANSWER", kind: ErrorKind::Timeout,
        title: "{host}:{port} did not answer within {seconds} s.",
        cause: "A firewall drops the packets, something that is not a web server listens there, or the server is overloaded.",
        remedy: "Try `curl -m 10 {url}` on the machine that Ariadne runs on. When that hangs too, it is the network or the server; else raise the deadline of the source." },
    Row { code: Code::StalledAnswer, id: "ANSWER_STALLED", kind: ErrorKind::Timeout,
        title: "{host}:{port} stopped in the middle of its answer; it was not complete within {seconds} s.",
        cause: "The server or something between is overloaded, or the answer is very large.",
        remedy: "Try again, or raise the deadline of the source." },
    Row { code: Code::ConnectionCut, id: "CONNECTION_CUT", kind: ErrorKind::SourceUnreachable,
        title: "{host}:{port} closed the connection before its answer was complete.",
        cause: "The server was stopped, or a gateway between cut the connection.",
        remedy: "Try again; if it persists, look into the log of the server and of the gateways between." },
    Row { code: Code::TlsUnknownIssuer, id: "TLS_UNKNOWN_ISSUER", kind: ErrorKind::SourceTlsFailed,
        title: "The certificate of {host} is from an authority that is not trusted.",
        cause: "It is not signed by one of the public authorities nor by one in the setting CA certificate. Elasticsearch makes its own authority when it is installed.",
        remedy: "Put the authority's certificate (PEM) into the setting CA certificate. A node keeps it in config/certs/http_ca.crt; `openssl s_client -showcerts -connect {host}:{port}` shows what the server sends." },
    Row { code: Code::TlsExpired, id: "TLS_EXPIRED", kind: ErrorKind::SourceTlsFailed,
        title: "The certificate of {host} is not valid today.",
        cause: "It has expired or is not valid yet, or the clock of one of the machines is wrong.",
        remedy: "Renew the certificate of the server; `openssl s_client -connect {host}:{port} | openssl x509 -noout -dates` shows its dates." },
    Row { code: Code::TlsWrongHost, id: "TLS_WRONG_HOST", kind: ErrorKind::SourceTlsFailed,
        title: "The certificate that {host} shows is for another name.",
        cause: "The host in the URL is not among the names in the certificate.",
        remedy: "Use a host name that the certificate has (`openssl s_client -connect {host}:{port} | openssl x509 -noout -ext subjectAltName` lists them), or issue a certificate with {host} in it." },
    Row { code: Code::TlsNotSpoken, id: "TLS_NOT_SPOKEN", kind: ErrorKind::SourceTlsFailed,
        title: "{host}:{port} does not speak TLS.",
        cause: "The URL begins with https://, but what answered was not TLS.",
        remedy: "Write http:// in the URL if the cluster has no TLS, or correct the port." },
    Row { code: Code::TlsFailed, id: "TLS_FAILED", kind: ErrorKind::SourceTlsFailed,
        title: "The TLS handshake with {host}:{port} failed.",
        cause: "Client and server found no common version or cipher, the server demands a client certificate, or its certificate is malformed.",
        remedy: "`openssl s_client -connect {host}:{port}` shows the handshake. TLS 1.2 or 1.3 is needed." },
    Row { code: Code::TlsOrNotHttp, id: "NOT_PLAIN_HTTP", kind: ErrorKind::SourceUnreachable,
        title: "{host}:{port} closed the connection without an answer.",
        cause: "The URL begins with http://; a server that demands TLS behaves like this, and so does one that is no web server.",
        remedy: "Write https:// in the URL if the cluster has TLS (the default since Elasticsearch 8), or correct the port." },
    Row { code: Code::NotHttp, id: "NOT_HTTP", kind: ErrorKind::SourceUnsupported,
        title: "What answered at {host}:{port} is not a web server.",
        cause: "The answer was not HTTP. Port 9300 is the cluster's inner port, not the one for clients.",
        remedy: "Correct the port in the URL; Elasticsearch usually listens on 9200." },
    Row { code: Code::NotElasticsearch, id: "NOT_ELASTICSEARCH", kind: ErrorKind::SourceUnsupported,
        title: "What answered at {url} is neither Elasticsearch nor OpenSearch.",
        cause: "The answer was {detail}.",
        remedy: "Correct the URL. Behind a gateway the path to the API belongs into the URL, such as https://gateway.example/es; the address of Kibana or Dashboards is not the one of the cluster." },
    Row { code: Code::Redirected, id: "REDIRECTED", kind: ErrorKind::SourceUnsupported,
        title: "{url} sends visitors elsewhere.",
        cause: "It answered with a redirect to {detail}, usually the login page of a gateway or its https:// address. The login was not sent there.",
        remedy: "Enter the URL where the cluster itself answers." },
    Row { code: Code::AnswerNotJson, id: "ANSWER_NOT_JSON", kind: ErrorKind::SourceUnsupported,
        title: "{host}:{port} sent an answer that cannot be read.",
        cause: "It claims to be JSON and is not.",
        remedy: "Something between Ariadne and the cluster changes answers; try `curl {url}` on the machine that Ariadne runs on." },
    Row { code: Code::AnswerTooLarge, id: "ANSWER_TOO_LARGE", kind: ErrorKind::SourceUnsupported,
        title: "The answer of {host}:{port} is larger than 256 MiB.",
        cause: "The name stands for very many indices with large mappings.",
        remedy: "Fetch one index of it, or a narrower pattern." },
    Row { code: Code::GatewayError, id: "GATEWAY_ERROR", kind: ErrorKind::SourceUnreachable,
        title: "A gateway in front of the cluster at {host}:{port} answered with status {status}.",
        cause: "The gateway runs, the cluster behind it does not answer.",
        remedy: "Look at the cluster behind the gateway; then try again." },
    Row { code: Code::GatewayForbids, id: "GATEWAY_FORBIDS", kind: ErrorKind::SourcePermissionDenied,
        title: "{host}:{port} forbids this request (status 403).",
        cause: "The answer is not from the cluster's own security: a gateway, a firewall or a cloud's access policy refuses it.",
        remedy: "Allow GET requests from the machine that Ariadne runs on in the gateway or in the access policy. Requests signed by a cloud's keys are not supported: use a user, API key or token of the cluster." },
    Row { code: Code::LoginRequired, id: "LOGIN_REQUIRED", kind: ErrorKind::SourceAuthFailed,
        title: "The cluster at {host}:{port} wants a login.",
        cause: "The source is set to authentication none.",
        remedy: "Choose basic, apiKey or bearer and enter the credentials. An API key that may only read: `POST /_security/api_key {\"name\":\"ariadne\",\"role_descriptors\":{\"ariadne\":{role}}}`." },
    Row { code: Code::PasswordRefused, id: "PASSWORD_REFUSED", kind: ErrorKind::SourceAuthFailed,
        title: "The cluster refused user name or password of {user}.",
        cause: "One of them is wrong, the user is disabled, or does not exist in this cluster.",
        remedy: "Enter both again. `bin/elasticsearch-reset-password -u {user}` on a node sets a new one; `GET /_security/user/{user}` shows whether the user is enabled." },
    Row { code: Code::ApiKeyRefused, id: "API_KEY_REFUSED", kind: ErrorKind::SourceAuthFailed,
        title: "The cluster refused the API key.",
        cause: "It is incomplete, of another cluster, or was invalidated.",
        remedy: "Make a new one and enter its `encoded` form: `POST /_security/api_key {\"name\":\"ariadne\",\"role_descriptors\":{\"ariadne\":{role}}}`." },
    Row { code: Code::TokenRefused, id: "TOKEN_REFUSED", kind: ErrorKind::SourceAuthFailed,
        title: "The cluster refused the bearer token.",
        cause: "It is incomplete, of another cluster, or no realm of the cluster accepts tokens.",
        remedy: "Enter a new token. `POST /_security/service/elastic/kibana/credential/token` and `POST /_security/oauth2/token` make ones; an API key lives longer." },
    Row { code: Code::LoginExpired, id: "LOGIN_EXPIRED", kind: ErrorKind::SourceAuthFailed,
        title: "The API key or token has expired.",
        cause: "The cluster knows it, but its time is over.",
        remedy: "Make a new one and enter it: `POST /_security/api_key {\"name\":\"ariadne\",\"role_descriptors\":{\"ariadne\":{role}}}`." },
    Row { code: Code::PermissionDenied, id: "PERMISSION_DENIED", kind: ErrorKind::SourcePermissionDenied,
        title: "The login lacks the privilege {privilege}.",
        cause: "{detail}",
        remedy: "{grant}" },
    Row { code: Code::LicenseExpired, id: "LICENSE", kind: ErrorKind::SourcePermissionDenied,
        title: "The license of the cluster does not allow this.",
        cause: "The license has expired or does not include the feature.",
        remedy: "`GET /_license` shows it; renew it, or `POST /_license/start_basic?acknowledge=true`." },
    Row { code: Code::ClusterStarting, id: "CLUSTER_NOT_READY", kind: ErrorKind::SourceBusy,
        title: "The cluster at {host}:{port} is not ready.",
        cause: "It is starting, has no master node, or the data asked for is not available.",
        remedy: "Wait and try again; `GET /_cluster/health` and the logs of the master nodes say more." },
    Row { code: Code::TooManyRequests, id: "TOO_MANY_REQUESTS", kind: ErrorKind::SourceBusy,
        title: "The cluster at {host}:{port} is too busy to answer.",
        cause: "It, or a gateway in front of it, answered with status 429: too many requests.",
        remedy: "Wait and try again." },
    Row { code: Code::CircuitBreaker, id: "CIRCUIT_BREAKER", kind: ErrorKind::SourceBusy,
        title: "A node at {host}:{port} is short of memory.",
        cause: "A circuit breaker of the engine refused the request, so that the node does not run out of heap.",
        remedy: "Wait and try again; when it persists, the node needs more heap (-Xmx) or less load: `GET /_nodes/stats/breaker`." },
    Row { code: Code::VersionTooOld, id: "VERSION_TOO_OLD", kind: ErrorKind::SourceUnsupported,
        title: "Elasticsearch {detail} is too old.",
        cause: "Versions before 7 keep several mapping types in an index, which is not supported.",
        remedy: "Upgrade the cluster to 7.17 or newer." },
    Row { code: Code::EngineError, id: "ENGINE_ERROR", kind: ErrorKind::SourceUnsupported,
        title: "The cluster answered {request} with status {status}.",
        cause: "It does not accept the request, or failed while working on it.",
        remedy: "Its own message says more; the log of the node has the rest." },
];

/// A failure of one request.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The row.
    pub(crate) code: Code,
    /// Its kind.
    pub(crate) kind: ErrorKind,
    /// For people.
    pub(crate) problem: Box<Problem>,
    /// The driver's own words, for the log.
    pub(crate) driver: Option<String>,
}

impl Failure {
    /// The row of `code` with its placeholders filled.
    pub(crate) fn new(code: Code, fill: &[(&str, &str)]) -> Self {
        let row = TABLE.iter().find(|row| row.code == code).unwrap_or(&TABLE[TABLE.len() - 1]);
        let filled = |text: &str| {
            fill.iter().fold(text.to_owned(), |text, (name, value)| {
                // a value in braces stands in texts as it is, so names are looked for with their braces
                text.replace(&format!("{{{name}}}"), value)
            })
        };
        let problem = Problem::new(row.id, filled(row.title))
            .with_cause(filled(row.cause))
            .with_remedy(filled(row.remedy));
        Self { code, kind: row.kind, problem: Box::new(problem), driver: None }
    }

    /// Adds the engine's own code and message.
    pub(crate) fn with_engine(mut self, engine: (Option<String>, Option<String>)) -> Self {
        (self.problem.engine_code, self.problem.engine_message) = engine;
        self
    }

    /// Whether another URL of the same cluster may do better.
    pub(crate) fn is_of_the_way(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::SourceUnreachable | ErrorKind::Timeout | ErrorKind::SourceTlsFailed
        ) || matches!(self.code, Code::NotHttp | Code::NotElasticsearch | Code::Redirected)
    }

    /// The failure as the port knows it.
    pub(crate) fn into_error(self, operation: &'static str) -> Error {
        let error = Error::of_source(self.kind, operation, *self.problem);
        match self.driver {
            Some(driver) => error.with_context("driver", driver),
            None => error,
        }
    }
}

/// The texts of an error and of everything below it, outermost first: the driver's own text hides the cause.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        below = cause.source();
    }
    text
}

/// Which row a failed request belongs to, by the texts of its chain of errors.
pub(crate) fn classify(chain: &str, tls: bool) -> Code {
    let has = |needle: &str| chain.contains(needle);
    if has("dns error") || has("failed to lookup address") || has("no record found") {
        Code::DnsNotFound
    } else if has("UnknownIssuer") || has("CaUsedAsEndEntity") || has("SelfSigned") {
        Code::TlsUnknownIssuer
    } else if has("certificate expired")
        || has("certificate not valid yet")
        || has("Expired")
        || has("NotValidYet")
    {
        Code::TlsExpired
    } else if has("not valid for name") || has("NotValidForName") || has("not valid for any names")
    {
        Code::TlsWrongHost
    } else if has("InvalidContentType")
        || (tls && has("InvalidMessage"))
        || (tls && has("corrupt message"))
    {
        Code::TlsNotSpoken
    } else if has("invalid peer certificate")
        || has("received fatal alert")
        || has("peer is incompatible")
        || has("peer misbehaved")
    {
        Code::TlsFailed
    } else if has("Connection refused") || has("os error 111") {
        Code::Refused
    } else if has("unreachable") || has("No route to host") {
        Code::Unreachable
    } else if has("tls handshake eof") || (tls && has("unexpected EOF during handshake")) {
        Code::TlsFailed
    } else if has("invalid HTTP")
        || has("invalid content-length")
        || has("message head is too large")
    {
        Code::NotHttp
    } else if has("timed out") || has("deadline has elapsed") {
        Code::NoAnswer
    } else if !tls && (has("connection closed before message completed") || has("Connection reset"))
    {
        Code::TlsOrNotHttp
    } else {
        Code::ConnectionCut
    }
}

#[cfg(test)]
mod tests;
