use std::sync::Arc;

use ariadne_application::{Error, ErrorKind};
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{ServerError, ValidationResult};

use crate::Limits;
use crate::schema::error::server_error;

/// Refuses a request whose answer could be too large.
pub(crate) struct Complexity;

impl ExtensionFactory for Complexity {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Complexity {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        let limit = ctx.data_opt::<Limits>().copied().unwrap_or_default().complexity;
        if result.complexity <= limit {
            return Ok(result);
        }
        let message = format!(
            "The answer could hold {} fields, and {limit} are allowed: ask for fewer items or fields at once.",
            result.complexity
        );
        Err(vec![server_error(Error::new(ErrorKind::Limit, "gateway.complexity", message))])
    }
}
