use std::time::Duration;

/// What one process has open beside connections: databases, sources, the graph, logs.
const OTHER_FILES: u64 = 512;

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Most connections that are open at once, sockets among them. Further ones wait.
    pub connections: usize,
    /// Longest time of a TLS handshake.
    pub handshake: Duration,
    /// Longest time from the first byte of a request (on a new connection: from its
    /// acceptance) to the end of its headers.
    pub head: Duration,
    /// A connection whose requests make no progress for this long is closed. It is never
    /// less than a request may take.
    pub busy: Duration,
    /// A connection without a request for this long is closed.
    pub idle: Duration,
    /// A connection whose client takes no byte of what is sent for this long is closed.
    pub stall: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(10),
            busy: Duration::from_mins(10),
            idle: Duration::from_secs(75),
            stall: Duration::from_secs(30),
        }
    }
}

/// Raises this process's own limit on open files as far as so many connections need and
/// the system lets it; the usual 1,024 would be reached long before.
pub(crate) fn allow_open_files(connections: usize) {
    let needed = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    match rlimit::increase_nofile_limit(needed) {
        Ok(allowed) if allowed >= needed => {}
        Ok(allowed) => tracing::warn!(
            allowed,
            needed,
            "fewer files may be open than --max-connections needs; raise the limit (ulimit -Hn, LimitNOFILE=) or lower the number"
        ),
        Err(error) => tracing::warn!(%error, "the limit on open files could not be raised"),
    }
}
