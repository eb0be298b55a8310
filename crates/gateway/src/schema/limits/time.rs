use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
        self.live.store(LIVE.iter().any(|field| query.contains(field)), Ordering::Relaxed);
        next.run(ctx, query, variables).await
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let limits = ctx.data_opt::<Limits>().copied().unwrap_or_default();
        let live = self.live.load(Ordering::Relaxed);
        let limit = if live { limits.live_time } else { limits.time };
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
