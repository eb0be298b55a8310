use std::sync::Arc;

use ariadne_application::{Error, ErrorKind};
use async_graphql::Response;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};

use crate::Limits;
use crate::schema::error::server_error;

/// Ends an operation, or one event of a subscription, that takes too long.
pub(crate) struct TimeLimit;

impl ExtensionFactory for TimeLimit {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for TimeLimit {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let limit = ctx.data_opt::<Limits>().copied().unwrap_or_default().time;
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
