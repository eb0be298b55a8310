//! What is asked beside the mapping: a failure costs that part of the answer only, and is told as a warning.

use std::time::Duration;

use ariadne_domain::Problem;
use futures_util::join;
use serde_json::Value as Json;

use super::Run;
use crate::answer::Answer;
use crate::columns::Columns;
use crate::documents;
use crate::error::Failure;
use crate::facts::closed_index;
use crate::grant::{Privilege, denied_for};
use crate::resolve::Target;

/// Answers of the optional requests.
pub(super) struct Beside {
    pub(super) settings: Result<Answer, Failure>,
    pub(super) aliases: Result<Answer, Failure>,
    pub(super) count: Result<Answer, Failure>,
    pub(super) stream: Option<Result<Answer, Failure>>,
}

impl Run<'_> {
    /// A request whose failure costs a part of the answer only, and so may not use up the time.
    pub(super) async fn optional(&self, path: &str) -> Result<Answer, Failure> {
        self.session.get_within(path, self.part_of_the_rest()).await
    }

    fn part_of_the_rest(&self) -> Duration {
        self.session.deadline.remaining().mul_f64(0.7)
    }

    pub(super) async fn beside(&self, target: Option<Target>) -> Beside {
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
    pub(super) fn warn_part(
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

    pub(super) fn count(&mut self, answer: Result<Answer, Failure>) -> Option<u64> {
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

    /// Looks at documents; answers how many it saw.
    pub(super) async fn look(&mut self, found: &mut Columns, sample: u32) -> Option<u64> {
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
}
