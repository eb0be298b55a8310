//! Where the lineage graph is held, as flags.

use ariadne_ports::Result;
use clap::Args;
use secrecy::SecretString;

use crate::{GraphPlace, Neo4jSettings};

/// Where the lineage graph is held.
#[derive(Debug, Args)]
pub(super) struct GraphAt {
    /// `bolt://host:port` of a Neo4j server that holds the lineage graph; without it the
    /// graph is held in memory. The password comes from `ARIADNE_LINEAGE_PASSWORD`
    #[arg(long = "lineage-url", env = "ARIADNE_LINEAGE_URL", value_name = "URL")]
    url: Option<String>,
    /// Who logs in at the Neo4j server
    #[arg(
        long = "lineage-user",
        env = "ARIADNE_LINEAGE_USER",
        default_value = "neo4j",
        value_name = "NAME"
    )]
    user: String,
    /// Database of the Neo4j server that holds the graph; by default the server's own choice,
    /// which is `neo4j` unless it is configured otherwise
    #[arg(
        long = "lineage-database",
        env = "ARIADNE_LINEAGE_DATABASE",
        value_name = "NAME",
        value_parser = clap::builder::NonEmptyStringValueParser::new()
    )]
    database: Option<String>,
    /// Name of the graph on the Neo4j server; catalogs that share a server need one each
    #[arg(
        long = "lineage-name",
        env = "ARIADNE_LINEAGE_NAME",
        default_value = "ariadne",
        value_name = "NAME",
        value_parser = clap::builder::NonEmptyStringValueParser::new()
    )]
    name: String,
}

impl GraphAt {
    /// The graph; `password` is that of the environment.
    pub(super) fn place(&self, password: Option<SecretString>) -> Result<GraphPlace> {
        let Some(url) = &self.url else { return Ok(GraphPlace::Embedded) };
        let password = password.unwrap_or_default();
        let mut settings = Neo4jSettings::new(url, &self.user, password)?.named(&self.name);
        if let Some(database) = &self.database {
            settings = settings.in_database(database);
        }
        Ok(GraphPlace::Neo4j(Box::new(settings)))
    }
}
