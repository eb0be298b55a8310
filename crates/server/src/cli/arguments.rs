//! The arguments, and the configuration that they stand for.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use ariadne_ports::Result;
use axum::http::uri::Authority;
use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;

use super::access::{AccessFlags, People};
use super::bulk::{Export, Import};
use super::edge::Edge;
use super::graph_at::GraphAt;
use super::operation_arguments::{Backup, Check, Restore, ShowConfig};
use super::request_limits::RequestLimits;
use super::storage::{Key, Storage};
use crate::Config;

/// A catalog of data sources, tables, columns and lineage.
#[derive(Debug, Parser)]
#[command(name = "ariadne", version, about, arg_required_else_help = true)]
pub(super) struct Cli {
    /// Configuration file: flags of `serve` by their names, such as `max-depth = 30`. A
    /// flag wins over its variable, and that over the file
    #[arg(long, env = "ARIADNE_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve the catalog over HTTP
    Serve(Box<Serve>),
    /// Bring the database to this version, and end
    Migrate(Box<Storage>),
    /// Compare the lineage graph of a running server with its record, or load it anew
    #[command(subcommand)]
    Lineage(Lineage),
    /// Let people in from the console
    #[command(subcommand)]
    People(Box<People>),
    /// Ask a running server whether it is ready; ends with 1 when it is not
    Healthcheck(Healthcheck),
    /// Print the GraphQL schema, or that of catalog documents, and end
    Schema(Schema),
    /// Bring a file into the catalog of a running server; ends with 1 when that was not done
    Import(Box<Import>),
    /// Write the catalog of a running server, or a part of it, to a file
    Export(Box<Export>),
    /// Seal every stored secret with a new key, and end
    RotateKey(Box<RotateKey>),
    /// Save the catalog to one file; servers go on meanwhile
    Backup(Box<Backup>),
    /// Put a backup in the place of the database
    Restore(Box<Restore>),
    /// Check database, keys and lineage graph; ends with 1 when something is wrong
    Check(Box<Check>),
    /// Print every setting that counts, and where it comes from
    Config(Box<ShowConfig>),
}

/// Which schema.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The JSON Schema of the JSON and YAML files that `import` takes and `export` writes
    #[arg(long)]
    pub(super) document: bool,
}

/// What is asked of a running server's lineage graph.
#[derive(Debug, Subcommand)]
pub(super) enum Lineage {
    /// Print how graph and record differ; ends with 1 when they do
    Verify(Server),
    /// Load the graph anew from the record, then verify
    Rebuild(Server),
}

/// The running server.
#[derive(Debug, Args)]
pub(super) struct Server {
    /// Address that it listens on
    #[arg(
        long,
        env = "ARIADNE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT",
        value_parser = listen
    )]
    pub(super) listen: SocketAddr,
    /// File with its certificate when it speaks HTTPS, as it was started with
    #[arg(long, env = "ARIADNE_TLS_CERTIFICATE", value_name = "FILE")]
    pub(super) tls_certificate: Option<PathBuf>,
}

/// A running server, or another page of it.
#[derive(Debug, Args)]
pub(super) struct Healthcheck {
    /// The page to ask; by default `/readyz` of the server at `--listen`
    #[arg(long, env = "ARIADNE_HEALTHCHECK_URL", value_name = "URL")]
    pub(super) url: Option<String>,
    #[command(flatten)]
    pub(super) server: Server,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address to listen on; other than a loopback address only once somebody administers the
    /// catalog, or with `ARIADNE_ADMIN_TOKEN`. Port 0 takes a free one
    #[arg(
        long,
        env = "ARIADNE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT",
        value_parser = listen
    )]
    pub(super) listen: SocketAddr,
    /// A further host that requests may name, such as a proxy's; repeatable (in the
    /// environment: separated by commas)
    #[arg(
        long = "allowed-host",
        env = "ARIADNE_ALLOWED_HOSTS",
        value_delimiter = ',',
        value_name = "HOST",
        value_parser = host
    )]
    pub(super) allowed_hosts: Vec<String>,
    #[command(flatten)]
    pub(super) access: AccessFlags,
    #[command(flatten)]
    pub(super) edge: Edge,
    #[command(flatten)]
    pub(super) graph: GraphAt,
    #[command(flatten)]
    pub(super) limits: RequestLimits,
    #[command(flatten)]
    pub(super) key: Key,
    #[command(flatten)]
    pub(super) storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct RotateKey {
    /// File with the new key; without it one is made. When the key comes from
    /// `ARIADNE_KEY`, the new one comes from `ARIADNE_NEW_KEY`
    #[arg(long, env = "ARIADNE_NEW_KEY_FILE", value_name = "FILE")]
    pub(super) new_key_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) key: Key,
    #[command(flatten)]
    pub(super) storage: Storage,
}

fn listen(text: &str) -> std::result::Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:").and_then(|port| port.parse::<u16>().ok()) {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    text.parse().map_err(|_| "an address with its port is meant, such as 127.0.0.1:8080".to_owned())
}

fn host(text: &str) -> std::result::Result<String, String> {
    let authority = text.trim().parse::<Authority>().ok().filter(|a| !a.as_str().contains('@'));
    authority.map(|a| a.to_string()).ok_or_else(|| {
        "the name of a host is meant, such as catalog.example.org or catalog.example.org:8443"
            .to_owned()
    })
}

/// Secrets of the environment.
#[derive(Default)]
pub(super) struct Secrets {
    /// The key that seals secrets.
    pub(super) key: Option<SecretString>,
    /// The password of the lineage graph's server.
    pub(super) graph: Option<SecretString>,
    /// The token that may do everything.
    pub(super) admin_token: Option<SecretString>,
    /// This catalog's secret at the provider of identities.
    pub(super) oidc: Option<SecretString>,
}

impl Serve {
    /// The whole configuration of a server.
    pub(super) fn config(self, secrets: Secrets) -> Result<Config> {
        let Secrets { key, graph, admin_token, oidc } = secrets;
        let mut config = self.storage.config()?;
        config.graph = self.graph.place(graph)?;
        self.key.put_into(&mut config, key)?;
        config.listen = self.listen;
        config.allowed_hosts = self.allowed_hosts;
        config.limits = self.limits.limits();
        self.access.put_into(&mut config, admin_token, oidc);
        self.edge.put_into(&mut config);
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use ariadne_gateway::Limits;
    use clap::CommandFactory;

    use super::*;

    fn serve(arguments: &[&str]) -> Serve {
        let all = ["ariadne", "serve"].iter().chain(arguments);
        match Cli::try_parse_from(all).expect("valid arguments").command {
            Command::Serve(serve) => *serve,
            other => panic!("not serve: {other:?}"),
        }
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn defaults_and_flags() {
        let default = serve(&[]);
        assert_eq!(default.listen.to_string(), "127.0.0.1:8080");
        let config = default.storage.config().expect("valid");
        assert_eq!(format!("{:?}", config.database), "Sqlite(ariadne-data/ariadne.db)");
        assert_eq!(format!("{:?}", config.key), "File(ariadne-data/secret.key)");

        let flags = serve(&[
            "--listen=localhost:0",
            "--data-dir=/d",
            "--database-url=postgres://me:word@db/catalog",
            "--allowed-host=a.example",
            "--allowed-host=b.example:8443",
        ]);
        assert_eq!(flags.listen.to_string(), "127.0.0.1:0");
        assert_eq!(flags.allowed_hosts, ["a.example", "b.example:8443"]);
        let config = flags.storage.config().expect("valid");
        assert_eq!(format!("{:?}", config.database), "Postgres(db/catalog)");
    }

    #[test]
    fn the_graph_is_in_memory_or_on_a_server() {
        let place = |flags: &[&str]| {
            let secrets = Secrets { graph: Some("canary".into()), ..Secrets::default() };
            serve(flags).config(secrets).map(|config| format!("{:?}", config.graph))
        };
        assert_eq!(place(&[]).expect("valid"), "Embedded");
        let flags = [
            "--lineage-url=bolt://graph.example:7687",
            "--lineage-user=reader",
            "--lineage-database=catalogs",
            "--lineage-name=second",
        ];
        let neo4j = place(&flags).expect("valid");
        for part in ["graph.example", "reader", "Some(\"catalogs\")", "second"] {
            assert!(neo4j.contains(part), "{neo4j}");
        }
        let default = place(&flags[..2]).expect("valid");
        assert!(default.contains("database: None"), "{default}");
        assert!(!neo4j.contains("canary"), "{neo4j}");
        let error = place(&["--lineage-url=neo4j://graph.example"]).expect_err("no bolt");
        assert!(error.violations()[0].message.contains("bolt://"), "{error:?}");
    }

    #[test]
    fn requests_have_limits() {
        let config =
            |flags: &[&str]| serve(flags).config(Secrets::default()).expect("valid").limits;
        assert_eq!(config(&[]), Limits::default());
        let limits = config(&[
            "--max-body-bytes=2048",
            "--max-depth=5",
            "--max-complexity=1000",
            "--request-timeout-seconds=7",
        ]);
        assert_eq!((limits.body_bytes, limits.depth, limits.complexity), (2_048, 5, 1_000));
        assert_eq!(limits.time, Duration::from_secs(7));
        assert_eq!(limits.live_time, Limits::default().live_time);
        // A live call never has less time than any other.
        let patient = config(&["--request-timeout-seconds=3600"]);
        assert_eq!(patient.live_time, patient.time);
    }

    #[test]
    fn wrong_arguments_are_usage_errors() {
        for wrong in [
            &["ariadne"][..],
            &["ariadne", "fly"],
            &["ariadne", "serve", "--listen", "8080"],
            &["ariadne", "serve", "--allowed-host", "http://a.example/"],
            &["ariadne", "serve", "--lineage-database", ""],
            &["ariadne", "serve", "--log-format", "xml"],
            &["ariadne", "serve", "--max-body-bytes", "1023"],
            &["ariadne", "serve", "--max-body-bytes", "10MB"],
            &["ariadne", "serve", "--max-depth", "4"],
            &["ariadne", "serve", "--max-depth", "65"],
            &["ariadne", "serve", "--max-complexity", "999"],
            &["ariadne", "serve", "--request-timeout-seconds", "0"],
            &["ariadne", "serve", "--request-timeout-seconds", "3601"],
        ] {
            let error = Cli::try_parse_from(wrong).expect_err("refused");
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
        let mysql = serve(&["--database-url=mysql://root@db/x"]);
        assert!(mysql.storage.config().is_err());
    }

    #[test]
    fn every_flag_has_its_twin_in_the_environment() {
        for command in Cli::command().get_subcommands() {
            // Files that a command works on, and what it may do with them, are no settings.
            let own = ["help", "file", "force", "finish", "show", "document"];
            // What is asked of one file is told with it; where the server is, is a setting.
            let of_a_file = ["import", "export"].contains(&command.get_name());
            let settings = command.get_arguments().filter(|argument| {
                let is_told = of_a_file && argument.get_env().is_none();
                !is_told && !own.contains(&argument.get_id().as_str())
            });
            for argument in settings {
                let twin = argument.get_env().and_then(|e| e.to_str()).unwrap_or_default();
                assert!(twin.starts_with("ARIADNE_"), "{}", argument.get_id());
            }
        }
    }
}
