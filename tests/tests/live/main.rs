//! Suites that need a real server. They are one test binary, because the servers are started once per process.

// `cfg(test)` is always on here; it tells clippy that functions in these modules are test code too
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod elastic_faults;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod golden_elastic;
#[cfg(test)]
mod golden_mongo;
#[cfg(test)]
mod golden_oracle;
#[cfg(test)]
mod lineage;
#[cfg(test)]
mod neo4j;
#[cfg(test)]
mod neo4j_ahead;
#[cfg(test)]
mod neo4j_faults;
#[cfg(test)]
mod neo4j_pool;
#[cfg(test)]
mod neo4j_reloads;
#[cfg(test)]
mod neo4j_restarts;
#[cfg(test)]
mod neo4j_schema;
#[cfg(test)]
mod oidc;
mod operations;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod postgres_faults;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod repo_postgres;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod services;
#[cfg(test)]
mod side_by_side;
#[cfg(test)]
mod team;
#[cfg(test)]
mod tour;
