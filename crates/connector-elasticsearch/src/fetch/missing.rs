//! The answer when there is no such name, or none that the login may see.

use ariadne_domain::Problem;
use ariadne_ports::{Fetch, NotFound, Visibility};

use super::Run;
use crate::answer::Answer;
use crate::config::Auth;
use crate::error::Failure;
use crate::grant::{Engine, Privilege};
use crate::suggest;

/// The engine could not make a name of it.
pub(super) fn unreadable_date_math(answer: &Answer) -> Fetch {
    let (code, message) = answer.engine_words();
    let problem = Problem::new("INVALID_NAME", "The engine cannot make a name of this date math.")
        .with_cause("What stands in the braces is not an expression that it reads.")
        .with_remedy(
            "Write it like <logs-{now/d}> or <logs-{now/M-1M{yyyy.MM}}>, or type the name itself.",
        )
        .with_engine(code, message);
    Fetch::NotFound(NotFound { visibility: Visibility::Missing, problem, suggestions: Vec::new() })
}

pub(super) fn is_missing(answer: &Answer) -> bool {
    answer.status == 404 || answer.error_type() == Some("invalid_index_name_exception")
}

impl Run<'_> {
    /// Nothing of this name, as far as the login can see; `denied` when the engine refused to say.
    pub(super) async fn not_found(self, denied: Option<Failure>) -> Fetch {
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
