use ariadne_domain::{Actor, ChangesetId, ChangesetOrigin, SourceId, Timestamp};
use ariadne_ports::{Ciphertext, Head, IdempotencyKey, Requirement, SecretChange};

use super::person;

/// Builds a [`Head`]: Ada at the API, requiring nothing, if nothing else is said.
#[derive(Clone, Debug)]
pub struct HeadBuilder(Head);

impl HeadBuilder {
    /// A head of this id and time.
    pub fn new(id: impl Into<ChangesetId>, at: Timestamp) -> Self {
        Self(Head {
            id: id.into(),
            actor: person("Ada"),
            at,
            origin: ChangesetOrigin::Api,
            message: None,
            undoes: None,
            requires: Vec::new(),
            secrets: Vec::new(),
            idempotency: None,
        })
    }

    /// By this actor.
    #[must_use]
    pub fn actor(mut self, actor: Actor) -> Self {
        self.0.actor = actor;
        self
    }

    /// At this time.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.0.at = at;
        self
    }

    /// From there.
    #[must_use]
    pub fn origin(mut self, origin: ChangesetOrigin) -> Self {
        self.0.origin = origin;
        self
    }

    /// For this reason.
    #[must_use]
    pub fn message(mut self, text: &str) -> Self {
        self.0.message = Some(text.to_owned());
        self
    }

    /// As the undo of a changeset.
    #[must_use]
    pub fn undoes(mut self, changeset: ChangesetId) -> Self {
        self.0.undoes = Some(changeset);
        self.0.origin = ChangesetOrigin::Undo;
        self
    }

    /// Only if this is true.
    #[must_use]
    pub fn requires(mut self, requirement: Requirement) -> Self {
        self.0.requires.push(requirement);
        self
    }

    /// Puts a sealed secret.
    #[must_use]
    pub fn put_secret(mut self, source: SourceId, sealed: Ciphertext) -> Self {
        self.0.secrets.push(SecretChange::Put(source, sealed));
        self
    }

    /// Destroys a secret.
    #[must_use]
    pub fn destroy_secret(mut self, source: SourceId) -> Self {
        self.0.secrets.push(SecretChange::Destroy(source));
        self
    }

    /// Under an idempotency key, asked with what has this fingerprint.
    #[must_use]
    pub fn idempotency(mut self, key: &str, fingerprint: [u8; 32]) -> Self {
        self.0.idempotency = Some(IdempotencyKey { key: key.to_owned(), fingerprint });
        self
    }

    /// The head.
    pub fn build(self) -> Head {
        self.0
    }
}
