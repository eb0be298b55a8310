//! The schema that is executed, with what is done before and after.

use std::any::TypeId;
use std::sync::Arc;

use ariadne_application::Catalog;
use async_graphql::futures_util::stream::BoxStream;
use async_graphql::{Data, Executor, Request, Response};

use super::{Bare, error, limits};
use crate::{Limits, RequestContext};

/// The schema of this gateway over a catalog. Cheap to clone.
///
/// The library asks extensions about every single field, which costs more than most
/// fields do. So queries and mutations run without any: what the extensions do for
/// subscriptions is done here around the execution, by the same functions.
#[derive(Clone)]
pub struct Schema {
    catalog: Catalog,
    limits: Limits,
    operations: Bare,
    subscriptions: Bare,
}

impl Schema {
    pub(super) fn new(
        catalog: Catalog,
        limits: Limits,
        operations: Bare,
        subscriptions: Bare,
    ) -> Self {
        Self { catalog, limits, operations, subscriptions }
    }

    /// Executes a query or a mutation.
    pub async fn execute(&self, request: impl Into<Request>) -> Response {
        let mut request = request.into();
        let context = request.data.get(&TypeId::of::<RequestContext>());
        let context = context.and_then(|data| data.downcast_ref::<RequestContext>()).cloned();
        let reader = context.as_ref().and_then(|context| context.reader(&self.catalog).ok());
        let response = match limits::prepare(&mut request, &self.limits, reader.as_ref()) {
            Ok(root) => {
                let executing = self.operations.execute(request);
                limits::in_time(&self.limits, &root, executing).await
            }
            Err(error) => Response::from_errors(vec![error]),
        };
        let request_id = context.map(|context| context.request_id).unwrap_or_default();
        error::finish_all(limits::told(response, self.limits.complexity), &request_id)
    }

    /// Executes any operation; a subscription answers until it ends or is dropped.
    pub fn execute_stream(&self, request: impl Into<Request>) -> BoxStream<'static, Response> {
        self.subscriptions.execute_stream(request)
    }
}

impl Executor for Schema {
    async fn execute(&self, request: Request) -> Response {
        Self::execute(self, request).await
    }

    fn execute_stream(
        &self,
        request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let session = session_data.unwrap_or_default();
        self.subscriptions.execute_stream_with_session_data(request, session)
    }
}
