//! The process and its connections, as numbers.

use ariadne_ports::Clock;
use ariadne_repo_seaorm::Repo;

use crate::system::SystemClock;

/// Says what the numbers mean, and those that never change.
pub(crate) fn describe() {
    metrics::describe_gauge!("ariadne_build_info", "1, with the version that runs");
    metrics::describe_gauge!(
        "process_start_time_seconds",
        metrics::Unit::Seconds,
        "When the server started, in seconds since 1970"
    );
    metrics::describe_gauge!(
        "ariadne_database_connections",
        "Connections to the database by role and state: open, idle (nobody uses them), most (that may be open)"
    );
    metrics::describe_gauge!(
        "ariadne_commits_pending",
        "Changesets that wait or are being written"
    );
    metrics::gauge!("ariadne_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    let started = SystemClock.now().0.div_euclid(1_000_000);
    metrics::gauge!("process_start_time_seconds").set(u32::try_from(started).unwrap_or(u32::MAX));
}

/// Measures the use of the database's connections.
pub(crate) fn measure(repo: &Repo) {
    for pool in repo.pools() {
        for (state, count) in [("open", pool.open), ("idle", pool.idle), ("most", pool.most)] {
            metrics::gauge!(
                "ariadne_database_connections",
                "role" => pool.role,
                "state" => state
            )
            .set(count);
        }
    }
    let pending = u32::try_from(repo.pending_commits()).unwrap_or(u32::MAX);
    metrics::gauge!("ariadne_commits_pending").set(pending);
}
