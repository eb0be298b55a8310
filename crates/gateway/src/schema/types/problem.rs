use ariadne_application::domain;
use async_graphql::Object;

/// Something that a person should know.
#[derive(Clone, Debug)]
pub(crate) struct Problem(pub(crate) domain::Problem);

/// Something that a person should know, with what to do about it.
#[Object]
impl Problem {
    /// A stable upper-case word that scripts match on.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// What happened, in one short sentence.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Why, as far as it is known.
    async fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// What to do: the exact grant, role, setting or command.
    async fn remedy(&self) -> Option<&str> {
        self.0.remedy.as_deref()
    }

    /// The engine's own code.
    async fn engine_code(&self) -> Option<&str> {
        self.0.engine_code.as_deref()
    }

    /// The engine's own message.
    async fn engine_message(&self) -> Option<&str> {
        self.0.engine_message.as_deref()
    }
}

/// Problems as the schema answers them.
pub(crate) fn problems(problems: &[domain::Problem]) -> Vec<Problem> {
    problems.iter().cloned().map(Problem).collect()
}
