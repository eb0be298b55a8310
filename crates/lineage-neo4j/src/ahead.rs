//! Changesets that are too large for one transaction.
//!
//! Whatever begins or ends at a changeset that the graph does not show yet is told apart by
//! its number, so it can be written ahead, in as many transactions as it takes; the last
//! one moves the number. The graph's node says who writes (`ahead`) and when it last went
//! on (`ahead_at`). A writer that does not go on is followed by another, who first takes
//! back what it wrote.

use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use neo4rs::Query;
use uuid::Uuid;

use crate::apply::{OPERATION, Span};
use crate::batch::Batch;
use crate::client::{Client, Tx};
use crate::mapping::{Fields, int};
use crate::schema::{COLUMN_EDGE, IMPLIED, OPEN, TABLE_EDGE};

/// After so long without a sign a writer is taken for dead. If it is not, it finds out.
const PATIENCE: Duration = Duration::from_secs(15);

/// Rows that one transaction takes back.
const TAKEN_BACK: i64 = 10_000;

const CLAIM: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before \
    WITH g, g.ahead IS NOT NULL AS begun, \
    g.ahead IS NULL OR g.ahead_at < timestamp() - $patience AS free \
    SET g.ahead = CASE WHEN free THEN randomUUID() ELSE g.ahead END, \
    g.ahead_at = CASE WHEN free THEN timestamp() ELSE g.ahead_at END \
    RETURN g.load AS load, CASE WHEN free THEN g.ahead END AS token, \
    CASE WHEN begun THEN 1 ELSE 0 END AS begun";

const GO_ON: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before AND g.ahead = $token \
    SET g.ahead_at = timestamp() RETURN g.load AS load";

const SHOW: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before AND g.ahead = $token \
    SET g.seq = $last REMOVE g.ahead, g.ahead_at RETURN g.load AS load";

const GIVE_UP: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.ahead = $token SET g.ahead_at = 0";

/// Answers the load that was written to.
pub(crate) async fn apply(client: &Client, span: Span, batch: Batch) -> Result<String> {
    let (writer, begun) = claim(client, span).await?;
    let written = async {
        if begun {
            writer.take_back().await?;
        }
        for query in batch.queries(&writer.load) {
            writer.run(query).await?;
        }
        let shown = client.begin(OPERATION).await?;
        writer.step(shown, SHOW, None).await
    };
    if let Err(error) = written.await {
        if let Err(kept) = writer.give_up().await {
            tracing::debug!(error = %kept, "whoever writes the lineage graph next has to wait");
        }
        return Err(error);
    }
    Ok(writer.load)
}

async fn claim(client: &Client, span: Span) -> Result<(Writer<'_>, bool)> {
    let patience = i64::try_from(PATIENCE.as_millis()).unwrap_or(OPEN);
    let mut tx = client.begin(OPERATION).await?;
    let rows = tx.rows(span.query(CLAIM, client).param("patience", patience)).await;
    let rows = tx.end(rows).await?;
    let fields = Fields::of(rows.first().ok_or_else(|| span.conflict())?, OPERATION);
    let token = fields.id_if_any("token")?.ok_or_else(|| {
        let message =
            "Another server writes a large change into the lineage graph; try again in a moment.";
        Error::new(ErrorKind::Unavailable, OPERATION, message)
    })?;
    let load = fields.text("load")?.unwrap_or_default();
    Ok((Writer { client, span, token, load }, fields.number("begun")? > 0))
}

/// Who writes ahead.
struct Writer<'c> {
    client: &'c Client,
    span: Span,
    token: Uuid,
    load: String,
}

impl Writer<'_> {
    fn query(&self, text: &str) -> Query {
        self.span.query(text, self.client).param("token", self.token.to_string())
    }

    /// Lets the next one go on at once.
    async fn give_up(&self) -> Result<()> {
        let mut tx = self.client.begin(OPERATION).await?;
        let given_up = tx.rows(self.query(GIVE_UP)).await;
        tx.end(given_up).await.map(drop)
    }

    /// One transaction, as long as nobody else writes.
    async fn run(&self, query: Query) -> Result<u64> {
        let tx = self.client.begin(OPERATION).await?;
        self.step(tx, GO_ON, Some(query)).await
    }

    /// How many rows the query says that it changed.
    async fn step(&self, mut tx: Tx<'_>, check: &str, query: Option<Query>) -> Result<u64> {
        let done = async {
            if tx.rows(self.query(check)).await?.is_empty() {
                return Err(self.span.conflict());
            }
            let Some(query) = query else { return Ok(0) };
            let rows = tx.rows(query).await?;
            rows.first().map_or(Ok(0), |row| Fields::of(row, OPERATION).number("changed"))
        };
        let done = done.await;
        tx.end(done).await
    }

    /// Takes back what begins and ends later than the graph shows.
    async fn take_back(&self) -> Result<()> {
        let edges = [TABLE_EDGE, COLUMN_EDGE, IMPLIED].map(|kind| {
            format!(
                "MATCH ()-[x:{kind}]->() USING INDEX SEEK x:{kind}(load, edge) \
                 WHERE x.load = $load AND x.edge >= ''"
            )
        });
        let facets = "MATCH (x:AriadneFacet) USING INDEX SEEK x:AriadneFacet(load, table) \
            WHERE x.load = $load AND x.table >= ''"
            .to_owned();
        for found in edges.into_iter().chain([facets]) {
            let begins = format!(
                "{found} AND x.from_seq > $before \
                 WITH x LIMIT $most DELETE x RETURN count(x) AS changed"
            );
            let ends = format!(
                "{found} AND x.to_seq > $before AND x.to_seq < $open \
                 WITH x LIMIT $most SET x.to_seq = $open RETURN count(x) AS changed"
            );
            for text in [begins, ends] {
                let some = || {
                    neo4rs::query(&text)
                        .param("load", self.load.as_str())
                        .param("before", int(self.span.before()))
                        .param("open", OPEN)
                        .param("most", TAKEN_BACK)
                };
                while self.run(some()).await? == TAKEN_BACK.unsigned_abs() {}
            }
        }
        Ok(())
    }
}
