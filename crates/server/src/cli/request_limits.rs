//! The limits on requests, as flags.

use std::time::Duration;

use ariadne_gateway::Limits;
use clap::Args;
use clap::builder::RangedU64ValueParser;

/// A number within bounds; another one is refused with the bounds.
pub(super) fn within(least: u64, most: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(least..=most)
}

#[derive(Debug, Args)]
pub(super) struct RequestLimits {
    /// Largest body of a request; 1024 to 1073741824
    #[arg(
        long,
        env = "ARIADNE_MAX_BODY_BYTES",
        default_value_t = Limits::default().body_bytes,
        value_name = "BYTES",
        value_parser = within(1024, 1024 * 1024 * 1024)
    )]
    max_body_bytes: usize,
    /// Largest file that is imported; 1024 to 1099511627776
    #[arg(
        long,
        env = "ARIADNE_MAX_UPLOAD_BYTES",
        default_value_t = Limits::default().upload_bytes,
        value_name = "BYTES",
        value_parser = clap::value_parser!(u64).range(1024..=1 << 40)
    )]
    max_upload_bytes: u64,
    /// Deepest nesting of fields in a GraphQL document; 5 to 64 (GraphiQL's own
    /// queries have 13)
    #[arg(
        long,
        env = "ARIADNE_MAX_DEPTH",
        default_value_t = Limits::default().depth,
        value_name = "LEVELS",
        value_parser = within(5, 64)
    )]
    max_depth: usize,
    /// Most fields that an answer could hold, lists counted by their page size; 1000
    /// to 100000000
    #[arg(
        long,
        env = "ARIADNE_MAX_COMPLEXITY",
        default_value_t = Limits::default().complexity,
        value_name = "FIELDS",
        value_parser = within(1_000, 100_000_000)
    )]
    max_complexity: usize,
    /// Longest time that a request may take, 1 to 3600; calls to a data source have
    /// the time that its settings allow
    #[arg(
        long,
        env = "ARIADNE_REQUEST_TIMEOUT_SECONDS",
        default_value_t = Limits::default().time.as_secs(),
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(1..=3600)
    )]
    request_timeout_seconds: u64,
}

impl RequestLimits {
    /// The usual limits with what the flags say.
    pub(super) fn limits(&self) -> Limits {
        let usual = Limits::default();
        let time = Duration::from_secs(self.request_timeout_seconds);
        Limits {
            body_bytes: self.max_body_bytes,
            upload_bytes: self.max_upload_bytes,
            depth: self.max_depth,
            complexity: self.max_complexity,
            time,
            live_time: usual.live_time.max(time),
            ..usual
        }
    }
}
