//! Real servers for tests, one of each per test process, started when the first test asks.
//!
//! No container engine is needed. `PostgreSQL` is Debian's package; the others are jars from the Maven registry
//! and, for sign-ins, a package of npm, kept in `.cache/services` of the workspace. Every server listens on a free port of 127.0.0.1, keeps its data in
//! a temporary folder and ends by itself when the test process does, however that ends. A server that cannot be
//! started fails the test that asked for it, with the end of its log and what to do.
//!
//! All tests of a process share a server: give each test its own database or index, named by [`unique`].
//!
//! A developer may point the tests at servers of his own:
//!
//! | variable | replaces | form |
//! |---|---|---|
//! | `ARIADNE_TEST_POSTGRES_URL` | [`postgres`] | `postgres://user:password@host:port`; the user must be allowed to create databases |
//! | `ARIADNE_TEST_MONGO_URL` | [`mongo`] | `mongodb://[user:password@]host:port[/?options]` |
//! | `ARIADNE_TEST_NEO4J_URL` | [`neo4j`] | `bolt://[user:password@]host:port` |
//! | `ARIADNE_TEST_ELASTICSEARCH_URL` | [`elasticsearch7`] if the server says 7.x, else [`elasticsearch8`] | `http[s]://[user:password@]host:port` |
//! | `ARIADNE_TEST_OPENSEARCH_URL` | [`opensearch2`] | the same |
//! | `ARIADNE_TEST_ORACLE_URL` | [`oracle()`] | `oracle://user:password@host:port/service`; the user must be allowed to create tables and views |
//!
//! What tests create there is not removed; its names begin as the test's prefix says and end in 16 hex digits.

mod elastic;
mod jars;
mod mongo;
mod neo4j;
mod oidc;
mod oracle;
mod postgres;
mod postgres_restarted;
mod process;

use std::hash::{BuildHasher, Hasher, RandomState};

use tokio::sync::OnceCell;

pub use elastic::{Elastic, Flavour};
pub use mongo::Mongo;
pub use neo4j::{Neo4j, Restarted};
pub use oidc::{CameBack, Misbehaviour, Oidc};
pub use oracle::Oracle;
pub use postgres::Postgres;
pub use postgres_restarted::{PostgresRestarted, Stop};

/// A server, or why it could not be started. The reason is kept, so that the second test that asks does not wait
/// for the same failure again.
type Cell<T> = OnceCell<Result<T, String>>;

/// The `PostgreSQL` server of this process.
pub async fn postgres() -> &'static Postgres {
    static CELL: Cell<Postgres> = OnceCell::const_new();
    started(&CELL, || blocking(postgres::shared)).await
}

/// The MongoDB-wire server of this process: nearly all BSON types, indexes, `$sample`; no views, validators, time
/// series, capped collections and logins.
pub async fn mongo() -> &'static Mongo {
    static CELL: Cell<Mongo> = OnceCell::const_new();
    started(&CELL, || blocking(mongo::shared)).await
}

/// A MongoDB-wire server that claims wire version 8 (`MongoDB` 4.2), which the driver refuses.
pub async fn mongo_too_old() -> &'static Mongo {
    static CELL: Cell<Mongo> = OnceCell::const_new();
    started(&CELL, || blocking(mongo::too_old)).await
}

/// A MongoDB-wire server that speaks only TLS, with a certificate for `127.0.0.1` and `localhost` from an authority
/// of its own, see [`Mongo::ca_file`].
pub async fn mongo_tls() -> &'static Mongo {
    static CELL: Cell<Mongo> = OnceCell::const_new();
    started(&CELL, || blocking(mongo::tls)).await
}

/// The Neo4j server of this process, 5.26 Community with a login; give each test its own
/// name of a graph.
pub async fn neo4j() -> &'static Neo4j {
    static CELL: Cell<Neo4j> = OnceCell::const_new();
    started(&CELL, || blocking(neo4j::shared)).await
}

/// The Oracle database of this process: the test server, for no registry has a real one.
pub async fn oracle() -> &'static Oracle {
    static CELL: Cell<Oracle> = OnceCell::const_new();
    started(&CELL, oracle::shared).await
}

/// The Elasticsearch 7.17 node of this process: the real engine without x-pack (no data streams, no security) and
/// without the analyzers of languages.
pub async fn elasticsearch7() -> &'static Elastic {
    static CELL: Cell<Elastic> = OnceCell::const_new();
    started(&CELL, || elastic::shared(Flavour::Elasticsearch7)).await
}

/// The Elasticsearch 8.19 node of this process: the real engine with data streams and `dense_vector`; without
/// security, `scaled_float`, `join` and the analyzers of languages, and with a `GET /` of ours.
pub async fn elasticsearch8() -> &'static Elastic {
    static CELL: Cell<Elastic> = OnceCell::const_new();
    started(&CELL, || elastic::shared(Flavour::Elasticsearch8)).await
}

/// The `OpenSearch` 2.19 node of this process: the real engine with data streams, painless and `flat_object`;
/// without security.
pub async fn opensearch2() -> &'static Elastic {
    static CELL: Cell<Elastic> = OnceCell::const_new();
    started(&CELL, || elastic::shared(Flavour::OpenSearch2)).await
}

/// Servers on ports of the caller's choice, which end when they are dropped. For programs such as the tour's
/// sample sources and the benchmarks; tests share the servers above.
pub mod owned {
    use super::{Elastic, Flavour, Misbehaviour, Mongo, Neo4j, Oidc, blocking};

    /// A MongoDB-wire server on `port` of 127.0.0.1.
    pub async fn mongo(port: u16) -> Result<Mongo, String> {
        blocking(move || super::mongo::on_port(port)).await
    }

    /// A Neo4j server on `port` of 127.0.0.1, with its data on the disk, for measurements.
    pub async fn neo4j(port: u16) -> Result<Neo4j, String> {
        blocking(move || super::neo4j::measured(port)).await
    }

    /// A provider of `OpenID` Connect on `port` of 127.0.0.1, 0 for a free one, with keys of its own.
    pub async fn oidc(port: u16, how: Misbehaviour) -> Result<Oidc, String> {
        blocking(move || super::oidc::on_port(port, &how)).await
    }

    /// A node of this flavour on `port` of 127.0.0.1.
    pub async fn elastic(flavour: Flavour, port: u16) -> Result<Elastic, String> {
        super::elastic::on_port(flavour, port).await
    }
}

/// `prefix` with an underscore and 16 random hex digits: a name for a test's own database, index or label.
pub fn unique(prefix: &str) -> String {
    // the seed of a `RandomState` is the standard library's own source of randomness
    format!("{prefix}_{:016x}", RandomState::new().build_hasher().finish())
}

async fn started<T, F>(cell: &'static Cell<T>, start: impl FnOnce() -> F) -> &'static T
where
    F: Future<Output = Result<T, String>>,
{
    cell.get_or_init(start).await.as_ref().unwrap_or_else(|reason| panic!("{reason}"))
}

/// Starting a server blocks for seconds: off the runtime's own threads with it.
async fn blocking<T: Send + 'static>(
    start: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(start).await.unwrap_or_else(|panicked| Err(panicked.to_string()))
}

/// The address of a developer's own server, if he named one.
fn own_server(variable: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests have no composition root that could read it for them"
    )]
    std::env::var(variable).ok().filter(|url| !url.trim().is_empty())
}
