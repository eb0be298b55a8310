//! What a server is started with.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use ariadne_gateway::Limits;
use ariadne_repo_seaorm::Location;
use ipnet::IpNet;
use secrecy::SecretString;

use crate::{AccessConfig, ConnectionLimits, GraphPlace, TlsFiles};

/// Where the key comes from that seals secrets.
#[derive(Clone)]
pub enum KeySource {
    /// A file of mode 0600; made at the first start.
    File(PathBuf),
    /// The key itself, from the environment.
    Text(SecretString),
}

/// Without the key.
impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Text(_) => f.write_str("Text(…)"),
        }
    }
}

/// What a server is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to listen on; other than a loopback address only when somebody
    /// administers the catalog. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The folder of the lock, and by default of the database and the key. It is
    /// made when it is not there.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Location,
    /// The lineage graph.
    pub graph: GraphPlace,
    /// The key that seals secrets.
    pub key: KeySource,
    /// Further hosts that requests may name, beside loopback names and `listen`.
    pub allowed_hosts: Vec<String>,
    /// Who may use the catalog.
    pub access: AccessConfig,
    /// Certificate and key of TLS; without them HTTP is spoken in clear.
    pub tls: Option<TlsFiles>,
    /// Limits on connections.
    pub connections: ConnectionLimits,
    /// Networks of proxies that are believed whom they speak for.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may use the API with a token, as browsers write them.
    pub cors_origins: Vec<String>,
    /// Limits on requests.
    pub limits: Limits,
    /// Files that the settings come from or name, beside those above: nothing is saved
    /// over them.
    pub kept_files: Vec<PathBuf>,
}

impl Config {
    /// The default configuration with its files in `data_dir`: SQLite, a key file,
    /// `127.0.0.1:8080`.
    pub fn in_folder(data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            database: Location::Sqlite(data_dir.join("ariadne.db")),
            graph: GraphPlace::Embedded,
            key: KeySource::File(data_dir.join("secret.key")),
            data_dir,
            allowed_hosts: Vec::new(),
            access: AccessConfig::default(),
            tls: None,
            connections: ConnectionLimits::default(),
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            limits: Limits::default(),
            kept_files: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Neo4jSettings;

    #[test]
    fn debug_shows_no_secret() {
        let mut config = Config::in_folder("data");
        config.key = KeySource::Text(SecretString::from("canary-key"));
        config.database = Location::Postgres("postgres://me:canary-word@host/db".to_owned());
        let password = SecretString::from("canary-password");
        let neo4j = Neo4jSettings::new("bolt://host", "neo4j", password).expect("valid");
        config.graph = GraphPlace::Neo4j(Box::new(neo4j));
        config.access.admin_token = Some(SecretString::from("canary-token"));
        assert!(!format!("{config:?}").contains("canary"));
    }
}
