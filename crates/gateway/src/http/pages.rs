//! Small pages for machines.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{Catalog, ErrorKind};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::App;
use super::answer::{Format, refuse};
use super::identity::Identity;
use super::observe::RequestId;

/// A database that takes longer to answer is not ready.
const PROBE_TIME: Duration = Duration::from_secs(2);

/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers and takes changes, and the server is not going down.
pub(super) async fn readyz<E>(State(app): State<Arc<App<E>>>) -> (StatusCode, String) {
    let unready = |why: String| (StatusCode::SERVICE_UNAVAILABLE, why);
    if app.config.shutdown.is_cancelled() {
        return unready("The server goes down.\n".to_owned());
    }
    match tokio::time::timeout(PROBE_TIME, app.catalog.ready()).await {
        Ok(Ok(())) => (StatusCode::OK, format!("ready\n{}\n", about_graph(&app.catalog).await)),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            unready(format!("{error}\n"))
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer");
            unready("The database does not answer.\n".to_owned())
        }
    }
}

/// The state of the lineage graph, without which the catalog is whole.
async fn about_graph(catalog: &Catalog) -> String {
    let away = catalog.lineage_is_away();
    match tokio::time::timeout(PROBE_TIME, catalog.lineage_lag()).await {
        Ok(Ok(behind)) if away => {
            format!("The lineage graph does not answer; it is {behind} changesets behind.")
        }
        Ok(Ok(0)) => "The lineage graph shows the newest changeset.".to_owned(),
        Ok(Ok(behind)) => format!("The lineage graph is {behind} changesets behind."),
        _ => "How far the lineage graph is behind is not known.".to_owned(),
    }
}

/// The metrics in Prometheus' text form, for whoever may read the catalog.
pub(super) async fn metrics<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let known = Identity::of(&app, &parts).await.and_then(|who| who.known().map(drop));
    match known {
        Ok(()) => {
            let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            (headers, (app.config.metrics)()).into_response()
        }
        Err(refusal) => {
            refusal.answer(Format::of(&parts.headers), &RequestId::of(&parts.extensions))
        }
    }
}

/// The schema in its definition language.
pub(super) async fn schema<E>(State(app): State<Arc<App<E>>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], app.sdl.clone())
}

/// No such page.
pub(super) fn nothing_here(request: &Request) -> Response {
    let message = "There is nothing at this address. GraphQL is at /graphql, GraphiQL at /graphiql/, the schema at /schema.graphql.";
    plain(request, StatusCode::NOT_FOUND, ErrorKind::NotFound, message)
}

/// A page that is only read.
pub(super) async fn wrong_method(request: Request) -> Response {
    let message = "This address is only read: use GET.";
    plain(&request, StatusCode::METHOD_NOT_ALLOWED, ErrorKind::Validation, message)
}

fn plain(request: &Request, status: StatusCode, kind: ErrorKind, message: &str) -> Response {
    let id = RequestId::of(request.extensions());
    refuse(Format::of(request.headers()), status, kind, message, &id)
}
