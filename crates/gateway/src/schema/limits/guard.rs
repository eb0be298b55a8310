use std::any::TypeId;
use std::sync::Arc;

use ariadne_application::domain::Violation;
use ariadne_application::{Catalog, Error, ErrorKind, Reader};
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

/// [`prepare`] before anything else of the library walks through a document.
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
        let own = request.data.get(&TypeId::of::<RequestContext>());
        let context = own.and_then(|data| data.downcast_ref::<RequestContext>());
        let context = context.or_else(|| ctx.data_opt::<RequestContext>()).cloned();
        let reader = context.zip(ctx.data_opt::<Catalog>());
        let reader = reader.and_then(|(context, catalog)| context.reader(catalog).ok());
        prepare(&mut request, &limits, reader.as_ref())?;
        next.run(ctx, request).await
    }
}

/// Reads and checks the document of a request, and gives the request its loaders;
/// answers what it asks for.
pub(crate) fn prepare(
    request: &mut Request,
    limits: &Limits,
    reader: Option<&Reader>,
) -> ServerResult<RootFields> {
    check_text(&request.query, limits).map_err(server_error)?;
    numbers::restore(&mut request.variables);
    let name = request.operation_name.clone();
    // The transport may have parsed it already.
    let root = match request.parsed_query() {
        Ok(document) => {
            document::check(document, limits).map_err(server_error)?;
            document::root_fields(document, name.as_deref())
        }
        Err(error) => {
            let parsed = parse_query(&request.query);
            return Err(parsed.err().map_or(error, |error| unreadable(&error)));
        }
    };
    request.data.insert(root.clone());
    if let Some(reader) = reader {
        request.data.insert(Loaders::new(reader));
    }
    Ok(root)
}

/// Refuses a document that is too long or too nested to be parsed at all: the parser
/// would be busy with it for seconds.
pub(crate) fn check_text(query: &str, limits: &Limits) -> Result<(), Error> {
    if query.len() > limits.document_bytes {
        let message = format!(
            "The document has {} bytes, and {} are allowed: put the data into variables.",
            query.len(),
            limits.document_bytes
        );
        return Err(Error::new(ErrorKind::Limit, "gateway.guard", message));
    }
    if nesting::brackets(query) > nesting::MAX_BRACKETS {
        return Err(too_deep());
    }
    Ok(())
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
