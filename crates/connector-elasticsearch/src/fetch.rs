//! Fetching one table: a constant number of requests, whatever else the cluster holds.

use std::time::{Duration, Instant};

use ariadne_domain::{Evidence, FetchedTable, Problem};
use ariadne_ports::{Deadline, Fetch, FetchRequest, NotFound, Progress, ProgressSink, Visibility};
use futures_util::join;
use serde_json::Value as Json;

use crate::answer::Answer;
use crate::client::{Client, Session};
use crate::columns::{Columns, columns};
use crate::config::Auth;
use crate::documents;
use crate::error::Failure;
use crate::facts::{Parts, closed_index};
use crate::field_caps;
use crate::grant::{Engine, Privilege, denied_for};
use crate::names::{self, Name};
use crate::resolve::{self, Resolved, Target};
use crate::suggest;
use crate::tree::IndexMapping;

/// Answers of the optional requests.
struct Beside {
    settings: Result<Answer, Failure>,
    aliases: Result<Answer, Failure>,
    count: Result<Answer, Failure>,
    stream: Option<Result<Answer, Failure>>,
}

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

/// The engine could not make a name of it.
fn unreadable_date_math(answer: &Answer) -> Fetch {
    let (code, message) = answer.engine_words();
    let problem = Problem::new("INVALID_NAME", "The engine cannot make a name of this date math.")
        .with_cause("What stands in the braces is not an expression that it reads.")
        .with_remedy(
            "Write it like <logs-{now/d}> or <logs-{now/M-1M{yyyy.MM}}>, or type the name itself.",
        )
        .with_engine(code, message);
    Fetch::NotFound(NotFound { visibility: Visibility::Missing, problem, suggestions: Vec::new() })
}

fn is_missing(answer: &Answer) -> bool {
    answer.status == 404 || answer.error_type() == Some("invalid_index_name_exception")
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

    /// A request whose failure costs a part of the answer only, and so may not use up the time.
    async fn optional(&self, path: &str) -> Result<Answer, Failure> {
        self.session.get_within(path, self.part_of_the_rest()).await
    }

    fn part_of_the_rest(&self) -> Duration {
        self.session.deadline.remaining().mul_f64(0.7)
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

    async fn beside(&self, target: Option<Target>) -> Beside {
        let (settings, count) = (self.name.path("_settings"), self.name.path_to_open("_count"));
        // an alias of data streams is told only when it is asked for by its own name
        let aliases = match target {
            Some(Target::Alias) => format!("/_alias/{}", self.name.segment),
            _ => self.name.path("_alias"),
        };
        let data_stream = format!("/_data_stream/{}", self.name.segment);
        let of_stream = async {
            if target == Some(Target::DataStream) {
                Some(self.optional(&data_stream).await)
            } else {
                None
            }
        };
        let (settings, aliases, count, stream) = join!(
            self.optional(&settings),
            self.optional(&aliases),
            self.optional(&count),
            of_stream
        );
        Beside { settings, aliases, count, stream }
    }

    /// The body of an optional answer, or a warning that says what is missing, why, and which role gives it.
    fn warn_part(
        &mut self,
        code: &str,
        what: &str,
        privilege: Privilege,
        answer: Result<Answer, Failure>,
    ) -> Option<Json> {
        let failure = match answer {
            Ok(answer) if answer.is_success() => return Some(answer.body),
            Ok(answer) if answer.status == 403 => denied_for(&answer, privilege, &self.name.text),
            Ok(answer) => answer.failure(),
            Err(failure) => failure,
        };
        let mut problem = failure.problem;
        let title = format!("{what} could not be read.");
        let why = std::mem::replace(&mut problem.title, title);
        problem.cause =
            Some(format!("{why} {}", problem.cause.unwrap_or_default()).trim_end().to_owned());
        code.clone_into(&mut problem.code);
        self.warnings.push(*problem);
        None
    }

    fn count(&mut self, answer: Result<Answer, Failure>) -> Option<u64> {
        if let Ok(closed) = &answer
            && closed.error_type() == Some("index_closed_exception")
        {
            let index =
                closed.body["error"]["index"].as_str().unwrap_or(&self.name.text).to_owned();
            self.warnings.push(
                closed_index(&index).with_engine(closed.engine_words().0, closed.engine_words().1),
            );
            return None;
        }
        let body = self.warn_part(
            "ROW_COUNT_NOT_READ",
            "The number of documents",
            Privilege::Read,
            answer,
        )?;
        if body["_shards"]["failed"].as_u64().unwrap_or(0) > 0 {
            self.warnings.push(
                Problem::new(
                    "ROW_COUNT_INCOMPLETE",
                    "Not all parts of the index answered: the number of documents is too low.",
                )
                .with_remedy(
                    "`GET /_cluster/health?level=indices` shows which indices are not complete.",
                ),
            );
        }
        body["count"].as_u64()
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

    /// Looks at documents; answers how many it saw.
    async fn look(&mut self, found: &mut Columns, sample: u32) -> Option<u64> {
        let size = sample.min(documents::MOST);
        if size < sample {
            self.warnings.push(
                Problem::new(
                    "SAMPLE_LIMITED",
                    format!("{size} documents were looked at, not {sample}."),
                )
                .with_cause(
                    "That is the most that one look takes, so that the cluster is not burdened.",
                ),
            );
        }
        let path = self.name.path_to_open("_search");
        let joint = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{joint}size={size}&sort=_doc&track_total_hits=false");
        let answer = self.optional(&path).await;
        let body = self.warn_part("DOCUMENTS_NOT_READ", "Documents", Privilege::Read, answer)?;
        let hits = body["hits"]["hits"].as_array().map_or(&[][..], Vec::as_slice);
        let (looked, warnings) = documents::look(&mut found.columns, hits);
        self.warnings.extend(warnings);
        Some(looked)
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

    /// Nothing of this name, as far as the login can see; `denied` when the engine refused to say.
    async fn not_found(self, denied: Option<Failure>) -> Fetch {
        let name = &self.name.text;
        let suggestions = suggest::similar(&self.session, name).await;
        let auth = self.session.client.config.auth;
        if denied.is_none() && auth == Auth::None {
            let problem = Problem::new("TABLE_NOT_FOUND", format!("There is no index, alias or data stream {name}."))
                .with_cause("The cluster knows no such name. Names are compared exactly; those of indices are in lower case.")
                .with_remedy("Take one of the suggested names, or list them with `GET /_cat/indices?v` and `GET /_cat/aliases?v`.");
            return Fetch::NotFound(NotFound {
                visibility: Visibility::Missing,
                problem,
                suggestions,
            });
        }
        let engine_words =
            denied.map(|f| (f.problem.engine_code, f.problem.engine_message)).unwrap_or_default();
        let grant = Privilege::Metadata.grant(Engine::Either, name);
        let problem = Problem::new("TABLE_NOT_FOUND", format!("This login sees no index, alias or data stream {name}."))
            .with_cause("Either it does not exist, or the login may not see it: the cluster answers the same in both cases.")
            .with_remedy(format!("Ask an administrator to look with `GET /_resolve/index/{}`. If it exists: {grant}", self.name.segment))
            .with_engine(engine_words.0, engine_words.1);
        Fetch::NotFound(NotFound { visibility: Visibility::MissingOrHidden, problem, suggestions })
    }
}
