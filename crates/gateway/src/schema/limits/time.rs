use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ariadne_application::{Error, ErrorKind};
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery,
};
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Response, ServerResult, Variables};

use crate::Limits;
use crate::schema::error::server_error;

/// The fields that call a source live. A text that merely mentions one gets their time.
const LIVE: [&str; 4] = ["fetchColumns", "testSource", "testConnection", "suggestTables"];

/// Ends an operation, or one event of a subscription, that takes too long.
pub(crate) struct TimeLimit;

/// The limit of one request.
#[derive(Default)]
struct Running {
    live: AtomicBool,
}

impl ExtensionFactory for TimeLimit {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Running::default())
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Running {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        self.live.store(is_live(query), Ordering::Relaxed);
        next.run(ctx, query, variables).await
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let limits = ctx.data_opt::<Limits>().copied().unwrap_or_default();
        let limit = limit_of(&limits, self.live.load(Ordering::Relaxed));
        if let Ok(response) = tokio::time::timeout(limit, next.run(ctx, operation_name)).await {
            return response;
        }
        let message = format!(
            "The operation took longer than {} s and was ended; a write may have been committed. Ask for less at once.",
            limit.as_secs_f64()
        );
        let error = Error::new(ErrorKind::Timeout, "gateway.time", message);
        Response::from_errors(vec![server_error(error)])
    }
}

/// Whether a document calls a source live, or mentions a field that does.
fn is_live(query: &str) -> bool {
    LIVE.iter().any(|field| query.contains(field))
}

fn limit_of(limits: &Limits, live: bool) -> Duration {
    if live { limits.live_time } else { limits.time }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_live_calls_get_the_time_that_their_source_allows() {
        let limits = Limits::default();
        let limit = |query: &str| limit_of(&limits, is_live(query));
        assert_eq!(limit("{ tables { nodes { id } } }"), limits.time);
        assert_eq!(limit("mutation { createTable(input: {}) { table { id } } }"), limits.time);
        for field in LIVE {
            assert_eq!(limit(&format!("mutation {{ {field} {{ id }} }}")), limits.live_time);
        }
        assert!(limits.live_time > limits.time);
    }
}
