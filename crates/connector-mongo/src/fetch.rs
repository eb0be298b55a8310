//! Fetching one collection, view or time series.

use std::time::{Duration, Instant};

use ariadne_domain::{
    ColumnFacts, Evidence, FetchedTable, LogicalType, Path, Problem, TableKind, Value,
};
use ariadne_ports::{Deadline, Fetch, FetchRequest, Progress, ProgressSink};
use mongodb::bson::{Bson, Document, RawDocument, RawDocumentBuf, doc};

use crate::client::{Client, Limit};
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::mapping::columns::{self, MAX_PATHS};
use crate::mapping::fields::without_declared;
use crate::mapping::indexes::{self, Indexes};
use crate::mapping::shape::Shape;
use crate::mapping::validator::{self, Declared};
use crate::mapping::{maps, table, warnings};
use crate::resolve::{Found, Resolved, resolve};
use crate::sample::{self, DEFAULT_SIZE, MAX_SIZE, Sample, Target};

/// Documents that are counted before other tasks get a turn.
const TURN: usize = 64;

/// A failure and the database that was being read.
pub(crate) type Failed = (Failure, String);

/// Everything a fetch works with.
struct Fetching<'a> {
    client: &'a Client,
    settings: &'a Settings,
    deadline: Deadline,
    progress: &'a dyn ProgressSink,
    warnings: Vec<Problem>,
}

/// Fetches what the request names.
pub(crate) async fn fetch(
    client: &Client,
    settings: &Settings,
    request: &FetchRequest,
    deadline: Deadline,
    progress: &dyn ProgressSink,
) -> Result<Fetch, Failed> {
    let started = Instant::now();
    let mut fetching = Fetching { client, settings, deadline, progress, warnings: Vec::new() };
    fetching.phase(format!("Looking up {}", request.name), None, None);
    let found = match resolve(client, settings, request, deadline).await? {
        Resolved::NotFound(not_found) => return Ok(Fetch::NotFound(*not_found)),
        Resolved::Found(found) => *found,
    };
    let fetched = fetching
        .read(&found, request.sample_size)
        .await
        .map_err(|failure| (failure, found.database.clone()))?;
    let (mut fetched, resolved_from) = (fetched, found.resolved_from);
    fetched.evidence.statements = client.statements();
    fetched.evidence.elapsed = started.elapsed();
    fetched.evidence.resolved_from = resolved_from;
    Ok(Fetch::Found(Box::new(fetched)))
}

impl Fetching<'_> {
    fn phase(&self, phase: impl Into<String>, done: Option<u64>, total: Option<u64>) {
        self.progress.progress(Progress { phase: phase.into(), done, total });
    }

    /// What a single operation may take: half of what is left.
    fn within(&self) -> Duration {
        self.deadline.remaining() / 2
    }

    fn denied(&mut self, code: &str, part: &str, failure: &Failure, database: &str) {
        self.warnings.push(warnings::part_missing(
            code,
            part,
            failure.problem(self.settings, database),
        ));
    }

    async fn read(&mut self, found: &Found, asked: Option<u32>) -> Result<FetchedTable, Failure> {
        let Found { database, listing, options_denied, .. } = found;
        if let Some(failure) = options_denied {
            self.denied(
                "OPTIONS_DENIED",
                "Options and validator could not be read",
                failure,
                database,
            );
        }
        let declared = listing
            .options
            .as_ref()
            .and_then(|options| options.get_document("validator").ok())
            .and_then(validator::read);
        let indexes = self.indexes(found).await?;
        let count = self.count(found).await?;
        let sample = self.sample(found, count, asked).await?;
        let built = self.columns(found, sample.as_ref(), declared.as_ref()).await?;
        let known = table::Known {
            database,
            listing,
            indexes,
            count,
            sampled: sample.as_ref().is_some_and(|s| !s.documents.is_empty()),
            declared: declared.as_ref(),
        };
        let (facts, odd) = table::build(known, &built);
        self.warnings.extend(odd);
        let looked = sample.as_ref().map(|s| s.documents.len() as u64);
        Ok(FetchedTable {
            facts,
            columns: built,
            warnings: std::mem::take(&mut self.warnings),
            evidence: Evidence {
                sampled_documents: looked,
                sample_method: sample.map(|s| s.method.to_owned()),
                ..Evidence::default()
            },
        })
    }

    async fn indexes(&mut self, found: &Found) -> Result<Option<Indexes>, Failure> {
        if found.listing.kind == TableKind::View {
            return Ok(None);
        }
        self.phase("Reading indexes", None, None);
        let command = doc! { "listIndexes": &found.listing.name, "cursor": {} };
        let limit = Limit { documents: 1_000, bytes: 16_000_000 };
        match self.client.cursor(&found.database, command, limit, self.within()).await {
            Ok(batch) => {
                let read: Vec<Document> = batch
                    .documents
                    .iter()
                    .filter_map(|raw| Document::try_from(raw.as_ref()).ok())
                    .collect();
                Ok(Some(indexes::read(&read)))
            }
            Err(failure) if failure.is_fatal() => Err(failure),
            Err(failure) => {
                self.denied(
                    "INDEXES_DENIED",
                    "Indexes could not be read",
                    &failure,
                    &found.database,
                );
                Ok(None)
            }
        }
    }

    /// The estimated number of documents. A view has none: counting it would run it.
    async fn count(&mut self, found: &Found) -> Result<Option<u64>, Failure> {
        if found.listing.kind == TableKind::View {
            return Ok(None);
        }
        let name = &found.listing.name;
        // a quarter of the time: of a time series this is no mere look at the metadata
        let within = self.deadline.remaining() / 4;
        let count = match self.client.command(&found.database, doc! { "count": name }, within).await
        {
            Err(failure) if failure.is_denied() => {
                let statistics = doc! { "collStats": name };
                self.client
                    .command(&found.database, statistics, within)
                    .await
                    .map(|s| whole(s.get("count")))
            }
            other => other.map(|reply| whole(reply.get("n"))),
        };
        match count {
            Ok(count) => Ok(count),
            Err(failure) if failure.is_fatal() && failure.reason != Reason::Deadline => {
                Err(failure)
            }
            Err(failure) => {
                self.denied(
                    "COUNT_DENIED",
                    "The number of documents could not be read",
                    &failure,
                    &found.database,
                );
                Ok(None)
            }
        }
    }

    /// The sample; `None` when none was asked for or documents may not be read.
    async fn sample(
        &mut self,
        found: &Found,
        count: Option<u64>,
        asked: Option<u32>,
    ) -> Result<Option<Sample>, Failure> {
        let asked = asked.unwrap_or(DEFAULT_SIZE);
        if asked == 0 {
            return Ok(None);
        }
        if asked > MAX_SIZE {
            self.warnings.push(warnings::sample_limited(asked, MAX_SIZE));
        }
        let size = asked.min(MAX_SIZE);
        let total = count.map(|c| c.min(u64::from(size)));
        self.phase("Reading documents", Some(0), total);
        let target = Target {
            database: &found.database,
            collection: &found.listing.name,
            kind: found.listing.kind,
            count,
            size,
        };
        // a part of the time is kept for the counting of what was read
        let within = self.deadline.remaining() * 4 / 5;
        let told = |failure: &Failure| failure.problem(self.settings, &found.database);
        match sample::take(self.client, target, within, told).await {
            Ok(mut sample) => {
                self.warnings.append(&mut sample.warnings);
                Ok(Some(sample))
            }
            Err(failure) if failure.is_denied() => {
                self.denied(
                    "DOCUMENTS_DENIED",
                    "Documents could not be read",
                    &failure,
                    &found.database,
                );
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    async fn columns(
        &mut self,
        found: &Found,
        sample: Option<&Sample>,
        declared: Option<&Declared>,
    ) -> Result<Vec<ColumnFacts>, Failure> {
        let documents: &[RawDocumentBuf] = sample.map_or(&[], |s| &s.documents);
        if documents.is_empty() && sample.is_some() {
            self.warnings.push(warnings::no_documents(declared.is_some()));
        }
        // the first pass finds the maps, the second one counts
        let first = self.counted(Shape::new(maps::Plan::default()), documents).await?;
        let plan = without_declared(maps::find(&first), declared);
        let shape =
            if plan.is_empty() { first } else { self.counted(Shape::new(plan), documents).await? };
        let raw = || -> Box<dyn Iterator<Item = &RawDocument> + '_> {
            Box::new(documents.iter().map(AsRef::as_ref))
        };
        let mut built = columns::build(&shape, declared, &raw, MAX_PATHS);
        self.warnings.append(&mut built.warnings);
        if found.listing.kind == TableKind::Collection
            && !built.columns.iter().any(|c| c.path == Path::key("_id"))
        {
            built.columns.insert(0, unseen_id());
        }
        Ok(built.columns)
    }

    async fn counted(
        &self,
        mut shape: Shape,
        documents: &[RawDocumentBuf],
    ) -> Result<Shape, Failure> {
        let total = documents.len() as u64;
        for turn in documents.chunks(TURN) {
            for document in turn {
                shape.add(document);
            }
            self.phase("Looking at documents", Some(shape.documents()), Some(total));
            tokio::task::yield_now().await;
            if self.deadline.is_past() {
                return Err(Failure::new(Reason::Deadline));
            }
        }
        Ok(shape)
    }
}

/// Every document of a collection has it, also where none was seen.
fn unseen_id() -> ColumnFacts {
    ColumnFacts {
        path: Path::key("_id"),
        data_type: "unknown".to_owned(),
        logical_type: LogicalType::Unknown,
        nullable: false,
        default: None,
        generated: None,
        comment: None,
        properties: Value::object(),
    }
}

/// A count in whatever type of number.
fn whole(value: Option<&Bson>) -> Option<u64> {
    match value? {
        Bson::Int32(n) => u64::try_from(*n).ok(),
        Bson::Int64(n) => u64::try_from(*n).ok(),
        // servers send whole numbers as doubles; up to 2^53 they are exact
        Bson::Double(n) if *n >= 0.0 && *n < 9_007_199_254_740_992.0 => {
            format!("{n:.0}").parse().ok()
        }
        _ => None,
    }
}
