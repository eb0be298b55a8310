use std::sync::Arc;

use ariadne_application::{Error, ErrorKind};
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{Response, ServerError, ValidationResult};

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
        Err(vec![too_complex(limit)])
    }
}

fn too_complex(limit: usize) -> ServerError {
    let message = format!(
        "The answer could hold more than {limit} fields: ask for fewer items or fields at once."
    );
    server_error(Error::new(ErrorKind::Limit, "gateway.complexity", message))
}

/// The library's own refusal of such an answer in our words. Its text is all that
/// tells it from other refusals.
pub(crate) fn told(mut response: Response, limit: usize) -> Response {
    for error in &mut response.errors {
        if error.source.is_none() && error.message == "Query is too complex." {
            *error = too_complex(limit);
        }
    }
    response
}
