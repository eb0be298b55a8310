//! Fetching one table: a constant number of requests, whatever else the cluster holds.

mod missing;
mod parts;

use std::time::Instant;

use ariadne_domain::{Evidence, FetchedTable, Problem};
use ariadne_ports::{Deadline, Fetch, FetchRequest, NotFound, Progress, ProgressSink, Visibility};
use futures_util::join;
use serde_json::Value as Json;

use self::missing::{is_missing, unreadable_date_math};
use self::parts::Beside;
use crate::answer::Answer;
use crate::client::{Client, Session};
use crate::columns::{Columns, columns};
use crate::error::Failure;
use crate::facts::Parts;
use crate::field_caps;
use crate::grant::{Privilege, denied_for};
use crate::names::{self, Name};
use crate::resolve::{self, Resolved, Target};
use crate::tree::IndexMapping;

/// What the name resolved to, as far as the engine answered.
enum Meaning {
    Resolved(Resolved),
    Nothing,
    /// The login may not resolve it.
    Denied,
    /// The engine is too old to resolve names.
    Unknown,
}

/// One fetch.
struct Run<'a> {
    session: Session<'a>,
    name: Name,
    warnings: Vec<Problem>,
}

/// Fetches one table.
pub(crate) async fn fetch(
    client: &Client,
    request: &FetchRequest,
    deadline: Deadline,
    progress: &dyn ProgressSink,
) -> Result<Fetch, Failure> {
    let started = Instant::now();
    let name = match names::check(&request.name) {
        Ok(name) => name,
        Err(problem) => {
            return Ok(Fetch::NotFound(NotFound {
                visibility: Visibility::Missing,
                problem: *problem,
                suggestions: Vec::new(),
            }));
        }
    };
    let run = Run { session: client.session(deadline), name, warnings: Vec::new() };
    let say = |phase: &str| {
        progress.progress(Progress { phase: phase.to_owned(), done: None, total: None });
    };
    say("Resolving the name");
    let resolved = run.resolve().await?;
    if matches!(resolved, Meaning::Nothing) {
        return Ok(run.not_found(None).await);
    }
    say("Reading mapping, settings and aliases");
    let target = match &resolved {
        Meaning::Resolved(resolved) => Some(resolved.target),
        _ => None,
    };
    let (mapping, beside) = join!(run.get("_mapping"), run.beside(target));
    let mapping = mapping?;
    if mapping.status == 403 {
        return run.without_mapping(resolved, mapping, beside, started).await;
    }
    if mapping.status == 400 && run.name.is_date_math {
        return Ok(unreadable_date_math(&mapping));
    }
    if is_missing(&mapping) {
        return Ok(run.not_found(None).await);
    }
    if !mapping.is_success() {
        return Err(mapping.failure());
    }
    let mappings = read_mappings(mapping.body);
    if mappings.is_empty() {
        return Ok(run.not_found(None).await);
    }
    let found = columns(&mappings);
    let sample = request.sample_size.unwrap_or(0);
    if sample > 0 {
        say("Looking at documents");
    }
    run.finish(resolved, &mappings, found, beside, sample, started).await
}

/// The mappings of an answer, sorted by index.
fn read_mappings(body: Json) -> Vec<IndexMapping> {
    let Json::Object(indices) = body else { return Vec::new() };
    let mut mappings: Vec<IndexMapping> = indices
        .into_iter()
        .filter_map(|(index, mut one)| {
            let Json::Object(root) = one.get_mut("mappings")?.take() else { return None };
            Some(IndexMapping { index, root })
        })
        .collect();
    mappings.sort_by(|a, b| a.index.cmp(&b.index));
    mappings
}

impl Run<'_> {
    async fn get(&self, what: &str) -> Result<Answer, Failure> {
        self.session.get(&self.name.path(what)).await
    }

    async fn resolve(&self) -> Result<Meaning, Failure> {
        let answer = self.session.get(&self.name.resolve_path()).await?;
        let old = answer.reason().is_some_and(|r| r.contains("[_resolve]"));
        Ok(match answer.status {
            200 => match resolve::from_answer(&self.name, &answer.body) {
                Some(resolved) => Meaning::Resolved(resolved),
                // an answer without any section is not of this interface
                None if answer.body.get("indices").is_none() => Meaning::Unknown,
                None => Meaning::Nothing,
            },
            404 if answer.error_type() == Some("index_not_found_exception") && !old => {
                Meaning::Nothing
            }
            403 => Meaning::Denied,
            _ => Meaning::Unknown,
        })
    }

    async fn finish(
        mut self,
        resolved: Meaning,
        mappings: &[IndexMapping],
        mut found: Columns,
        beside: Beside,
        sample: u32,
        started: Instant,
    ) -> Result<Fetch, Failure> {
        self.warnings.append(&mut found.warnings);
        let settings = self.warn_part(
            "SETTINGS_NOT_READ",
            "The settings",
            Privilege::Metadata,
            beside.settings,
        );
        let is_stream = matches!(&resolved, Meaning::Resolved(r) if r.target == Target::DataStream);
        let aliases = match beside.aliases {
            // OpenSearch has no aliases of data streams, and answers so
            Ok(none) if is_stream && none.status == 404 => None,
            aliases => {
                self.warn_part("ALIASES_NOT_READ", "The aliases", Privilege::Metadata, aliases)
            }
        };
        let stream = beside.stream.and_then(|answer| {
            self.warn_part(
                "DATA_STREAM_NOT_READ",
                "The template and policy of the data stream",
                Privilege::Metadata,
                answer,
            )
        });
        let count = self.count(beside.count);
        let indices: Vec<String> = mappings.iter().map(|m| m.index.clone()).collect();
        let resolved = match resolved {
            Meaning::Resolved(resolved) => resolved,
            _ => resolve::from_indices(&self.name, &indices, aliases.as_ref()),
        };
        let parts = Parts {
            resolved: &resolved,
            mappings,
            settings: settings.as_ref(),
            aliases: aliases.as_ref(),
            data_stream: stream.as_ref(),
            count,
        };
        let closed = self.warnings.iter().any(|w| w.code == "INDEX_CLOSED");
        self.warnings.extend(parts.warnings());
        let facts = parts.facts();
        let told = resolve::told(&resolved, &self.name, &indices, parts.is_filtered());
        let looked = if sample > 0 && !closed { self.look(&mut found, sample).await } else { None };
        Ok(Fetch::Found(Box::new(FetchedTable {
            facts,
            columns: found.columns,
            evidence: Evidence {
                statements: self.session.statements(),
                sampled_documents: looked,
                sample_method: looked
                    .map(|_| "_search: the first documents in index order".to_owned()),
                elapsed: started.elapsed(),
                resolved_from: told,
            },
            warnings: self.warnings,
        })))
    }

    /// The login may not see mappings: what it may see by reading documents, or what it lacks.
    async fn without_mapping(
        mut self,
        resolved: Meaning,
        denied: Answer,
        beside: Beside,
        started: Instant,
    ) -> Result<Fetch, Failure> {
        let path = self.name.path_to_open("_field_caps");
        let joint = if path.contains('?') { '&' } else { '?' };
        let caps = self.optional(&format!("{path}{joint}fields=*")).await?;
        let known = matches!(resolved, Meaning::Resolved(_));
        if !caps.is_success() {
            let failure = denied_for(&denied, Privilege::Metadata, &self.name.text);
            return if known || caps.status != 403 {
                Err(failure)
            } else {
                Ok(self.not_found(Some(failure)).await)
            };
        }
        let mut problem = denied_for(&denied, Privilege::Metadata, &self.name.text).problem;
        "MAPPING_NOT_READ".clone_into(&mut problem.code);
        "The mapping could not be read: the columns have names and types, but no analyzers, formats and other parameters.".clone_into(&mut problem.title);
        self.warnings.push(*problem);
        let indices: Vec<String> = caps.body["indices"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|index| index.as_str().map(str::to_owned))
            .collect();
        let mappings: Vec<IndexMapping> = indices
            .into_iter()
            .map(|index| IndexMapping { index, root: serde_json::Map::new() })
            .collect();
        let found = field_caps::columns(&caps.body);
        self.finish(resolved, &mappings, found, beside, 0, started).await
    }
}
