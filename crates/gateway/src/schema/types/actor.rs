use ariadne_application::domain;
use async_graphql::{ID, Object};

use super::enums::ActorKind;

/// Who acts.
#[derive(Clone, Debug)]
pub(crate) struct Actor(pub(crate) domain::Actor);

/// Who acts: a person, a script by its token, or the system.
#[Object]
impl Actor {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its name at the time.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is.
    async fn kind(&self) -> ActorKind {
        self.0.kind.into()
    }
}
