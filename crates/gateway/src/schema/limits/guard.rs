use std::any::TypeId;
use std::sync::Arc;

use ariadne_application::domain::Violation;
use ariadne_application::{Catalog, Error, ErrorKind};
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest,
};
use async_graphql::parser::{self, parse_query};
use async_graphql::{Request, ServerError, ServerResult};

use super::{document, nesting, numbers};
use crate::schema::error::server_error;
use crate::schema::loaders::Loaders;
use crate::schema::session::RootFields;
use crate::{Limits, RequestContext};

/// Reads the document before anything walks through it, refuses one that is too
/// large or too deep, and gives the request its loaders.
pub(crate) struct Guard;

impl ExtensionFactory for Guard {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Guard {
    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        mut request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let limits = ctx.data_opt::<Limits>().copied().unwrap_or_default();
        if request.query.len() > limits.document_bytes {
            let message = format!(
                "The document has {} bytes, and {} are allowed: put the data into variables.",
                request.query.len(),
                limits.document_bytes
            );
            return Err(server_error(Error::new(ErrorKind::Limit, "gateway.guard", message)));
        }
        if nesting::brackets(&request.query) > nesting::MAX_BRACKETS {
            return Err(server_error(too_deep()));
        }
        numbers::restore(&mut request.variables);
        let document = parse_query(&request.query).map_err(|error| unreadable(&error))?;
        document::check(&document, &limits).map_err(server_error)?;
        let name = request.operation_name.as_deref();
        request.data.insert(RootFields(document::root_fields(&document, name)));
        request.set_parsed_query(document);

        let own = request.data.get(&TypeId::of::<RequestContext>());
        let context = own.and_then(|data| data.downcast_ref::<RequestContext>());
        let context = context.or_else(|| ctx.data_opt::<RequestContext>());
        if let (Some(context), Some(catalog)) = (context, ctx.data_opt::<Catalog>()) {
            let loaders = Loaders::new(&catalog.reader(&context.actor));
            request.data.insert(loaders);
        }
        next.run(ctx, request).await
    }
}

fn too_deep() -> Error {
    let message = "The document is nested too deeply.";
    Error::new(ErrorKind::Limit, "gateway.guard", message)
}

/// A document that is no GraphQL. The parser quotes the line where it stopped,
/// which may hold a secret: only what it expected there is told.
fn unreadable(error: &parser::Error) -> ServerError {
    let message = match error {
        parser::Error::RecursionLimitExceeded => return server_error(too_deep()),
        parser::Error::Syntax { message, start, .. } => {
            let expected = message.rsplit_once("= ").map(|(_, expected)| expected.trim());
            let place = format!("line {}, column {}", start.line, start.column);
            match expected.filter(|text| text.starts_with("expected") && !text.contains('\n')) {
                Some(expected) => format!("The document is not valid at {place}: {expected}."),
                None => format!("The document is not valid at {place}."),
            }
        }
        other => format!("The document is not valid: {other}."),
    };
    let violation = Violation::new(["query"], "INVALID", message);
    let mut server = server_error(Error::validation("gateway.guard", vec![violation]));
    server.locations = error.positions().collect();
    server
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(query: &str) -> String {
        unreadable(&parse_query(query).expect_err("no GraphQL")).message
    }

    #[test]
    fn a_syntax_error_does_not_quote_the_document() {
        let query = "mutation {\n  createSource(input: { secret: { password: \"canary\" } ) }";
        let told = told(query);
        assert!(told.starts_with("The document is not valid at line 2, column "), "{told}");
        assert!(!told.contains("canary"), "{told}");
    }

    #[test]
    fn other_faults_are_told_as_they_are() {
        assert_eq!(
            told("query A { a } query A { a }"),
            "The document is not valid: operation A is defined twice."
        );
    }
}
