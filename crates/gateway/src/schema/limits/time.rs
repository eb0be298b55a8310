use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{Error, ErrorKind};
use async_graphql::Response;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};

use crate::Limits;
use crate::schema::error::server_error;
use crate::schema::session::RootFields;

/// The operations that call a source live.
pub(crate) const LIVE: [&str; 4] =
    ["fetchColumns", "testSource", "testConnection", "suggestTables"];

/// Those that read all lineage or take a whole file, and so may take as long.
const WHOLE: [&str; 6] = [
    "lineageHealth",
    "rebuildLineage",
    "importFile",
    "importCatalog",
    "replanImport",
    "executeImport",
];

/// [`in_time`] for each event of a subscription.
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
        let limits = ctx.data_opt::<Limits>().copied().unwrap_or_default();
        let root = ctx.data_opt::<RootFields>().cloned().unwrap_or_default();
        in_time(&limits, &root, next.run(ctx, operation_name)).await
    }
}

/// The answer, or the refusal to wait longer for it.
pub(crate) async fn in_time(
    limits: &Limits,
    root: &RootFields,
    answer: impl Future<Output = Response>,
) -> Response {
    let limit = limit_of(limits, root);
    if let Ok(response) = tokio::time::timeout(limit, answer).await {
        return response;
    }
    let seconds = limit.as_secs_f64();
    let message = if root.writes {
        format!(
            "The operation took longer than {seconds} s and was ended; a write may have been committed. Look before you send it again."
        )
    } else {
        format!("The operation took longer than {seconds} s and was ended. Ask for less at once.")
    };
    let error = Error::new(ErrorKind::Timeout, "gateway.time", message);
    Response::from_errors(vec![server_error(error)])
}

fn limit_of(limits: &Limits, root: &RootFields) -> Duration {
    let long = |name: &str| LIVE.contains(&name) || WHOLE.contains(&name);
    if root.fields.iter().any(|field| long(field.name.as_str())) {
        limits.live_time
    } else {
        limits.time
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;
    use crate::schema::limits::document::root_fields;

    fn root(query: &str) -> RootFields {
        root_fields(&parse_query(query).expect("GraphQL"), None)
    }

    #[test]
    fn only_live_calls_get_the_time_that_their_source_allows() {
        let limits = Limits::default();
        assert!(limits.live_time > limits.time);
        for query in [
            "{ tables { nodes { id } } }",
            "mutation { createTable(input: {}) { table { id } } }",
            "{ search(text: \"testSource\") { fetchColumns } } # suggestTables",
            "query testSource { testConnection: server { version } }",
        ] {
            assert_eq!(limit_of(&limits, &root(query)), limits.time, "{query}");
        }
        for field in LIVE.into_iter().chain(WHOLE) {
            let query =
                format!("mutation {{ server {{ id }} ...f }} fragment f on M {{ a: {field} }}");
            assert_eq!(limit_of(&limits, &root(&query)), limits.live_time, "{query}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_mutation_may_have_written() {
        let limits = Limits::default();
        for (query, writes) in [("mutation { a }", true), ("{ a }", false)] {
            let answer = in_time(&limits, &root(query), std::future::pending()).await;
            let told = answer.errors[0].message.contains("a write may have been committed");
            assert_eq!(told, writes, "{query}");
        }
    }
}
