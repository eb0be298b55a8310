//! Where the server is and how patient we are.

use std::fmt;
use std::time::Duration;

use ariadne_domain::Violation;
use ariadne_ports::{Error, Result};
use secrecy::SecretString;

const OPERATION: &str = "lineage.neo4j_settings";

/// How a server is reached, and under which name the graph stands there.
#[derive(Clone)]
pub struct Neo4jSettings {
    /// `bolt://host:port`.
    pub(crate) url: url::Url,
    pub(crate) user: String,
    pub(crate) password: SecretString,
    /// The server's default one when `None`.
    pub(crate) database: Option<String>,
    pub(crate) name: String,
    pub(crate) connections: usize,
    pub(crate) connect_limit: Duration,
    pub(crate) query_limit: Duration,
}

impl Neo4jSettings {
    /// A server at `bolt://host[:port]`.
    pub fn new(url: &str, user: impl Into<String>, password: SecretString) -> Result<Self> {
        let url = checked(url).map_err(|why| {
            Error::validation(OPERATION, vec![Violation::new(["url"], "INVALID", why)])
        })?;
        Ok(Self {
            url,
            user: user.into(),
            password,
            database: None,
            name: "ariadne".to_owned(),
            connections: 64,
            connect_limit: Duration::from_secs(5),
            query_limit: Duration::from_secs(30),
        })
    }

    /// Uses another database of the server than its default one.
    #[must_use]
    pub fn in_database(mut self, database: impl Into<String>) -> Self {
        self.database = Some(database.into());
        self
    }

    /// Gives the graph another name: graphs of different names share a database and
    /// see nothing of each other.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Uses at most so many connections, at least one, instead of 64. Each question has one
    /// until it is answered.
    #[must_use]
    pub fn with_connections(mut self, connections: usize) -> Self {
        self.connections = connections.max(1);
        self
    }

    /// Waits at most so long for a connection, and for the answer to one query.
    #[must_use]
    pub fn within(mut self, connect: Duration, query: Duration) -> Self {
        (self.connect_limit, self.query_limit) = (connect, query);
        self
    }

    /// Host and port, for sentences.
    pub(crate) fn server(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        format!("{host}:{}", self.url.port().unwrap_or(DEFAULT_PORT))
    }
}

const DEFAULT_PORT: u16 = 7687;

fn checked(text: &str) -> std::result::Result<url::Url, String> {
    let url = url::Url::parse(text.trim())
        .map_err(|error| format!("This is no URL ({error}); bolt://host:7687 is needed."))?;
    match url.scheme() {
        "bolt" => {}
        "neo4j" | "neo4j+s" | "neo4j+ssc" => {
            let why = "neo4j:// asks for routing in a cluster, which Ariadne does not do; use bolt://host:port of one server.";
            return Err(why.to_owned());
        }
        other => return Err(format!("{other}:// is not spoken; bolt://host:7687 is needed.")),
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("The URL names no host; bolt://host:7687 is needed.".to_owned());
    }
    // whatever shows a URL would show it
    if !url.username().is_empty() || url.password().is_some() {
        return Err("The URL holds a login; give user and password on their own.".to_owned());
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err("Behind the port the URL must end; give the database on its own.".to_owned());
    }
    Ok(url)
}

impl fmt::Debug for Neo4jSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Neo4jSettings")
            .field("url", &self.url.as_str())
            .field("user", &self.user)
            .field("password", &"[REDACTED]")
            .field("database", &self.database)
            .field("name", &self.name)
            .field("connections", &self.connections)
            .field("connect_limit", &self.connect_limit)
            .field("query_limit", &self.query_limit)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Result<Neo4jSettings> {
        Neo4jSettings::new(url, "neo4j", SecretString::from("canary"))
    }

    #[test]
    fn only_bolt_is_spoken() {
        for (url, words) in [
            ("neo4j://host:7687", "use bolt://"),
            ("neo4j+s://host", "use bolt://"),
            ("bolt+s://host", "bolt+s:// is not spoken"),
            ("http://host:7474", "http:// is not spoken"),
            ("host:7687", "is not spoken"),
            ("", "no URL"),
            ("bolt://", "no host"),
            ("bolt://neo4j:canary@host", "on their own"),
            ("bolt://host/catalog", "must end"),
        ] {
            let error = settings(url).expect_err(url).to_string();
            assert!(error.contains(words), "{url}: {error}");
            assert!(!error.contains("canary"), "{error}");
        }
        assert_eq!(settings("bolt://host").expect("fine").server(), "host:7687");
        assert_eq!(settings(" bolt://[::1]:99/ ").expect("fine").server(), "[::1]:99");
    }

    #[test]
    fn debug_hides_the_password() {
        let shown = format!("{:?}", settings("bolt://host:1").expect("fine"));
        assert!(shown.contains("bolt://host:1") && !shown.contains("canary"), "{shown}");
    }
}
