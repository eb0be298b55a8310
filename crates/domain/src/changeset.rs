//! Who changed the catalog, when and why.

use uuid::Uuid;

use crate::names::names;
use crate::{ActorId, ChangesetId, Timestamp};

names! {
    /// What kind of actor it is.
    pub enum ActorKind {
        /// A person; a machine never overwrites what one wrote.
        Person = "PERSON",
        /// A script by its token.
        Token = "TOKEN",
        /// The system itself.
        System = "SYSTEM",
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its name at the time, which history keeps.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

impl Actor {
    /// Whoever is not known: somebody who did not sign in.
    pub fn nobody() -> Self {
        Self { id: ActorId(Uuid::nil()), name: "nobody".to_owned(), kind: ActorKind::System }
    }

    /// The server itself.
    pub fn server() -> Self {
        let id = ActorId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0002));
        Self { id, name: "Ariadne".to_owned(), kind: ActorKind::System }
    }
}

names! {
    /// Where a changeset came from.
    pub enum ChangesetOrigin {
        /// The web app.
        Ui = "UI",
        /// A script or another client of the API.
        Api = "API",
        /// A file.
        Import = "IMPORT",
        /// An accepted fetch.
        Fetch = "FETCH",
        /// The undo of another changeset.
        Undo = "UNDO",
        /// The system itself.
        System = "SYSTEM",
    }
}

/// One committed write of the catalog, without its changes (they are read in pages).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changeset {
    /// Its id.
    pub id: ChangesetId,
    /// Its place in the one order of all writes; gap-free, from 1.
    pub seq: u64,
    /// Who.
    pub actor: Actor,
    /// When; never earlier than that of the changeset before it.
    pub at: Timestamp,
    /// Where from.
    pub origin: ChangesetOrigin,
    /// Why, in the actor's words.
    pub message: Option<String>,
    /// The changeset that this one undoes.
    pub undoes: Option<ChangesetId>,
    /// The changeset that undid this one and is itself not undone.
    pub undone_by: Option<ChangesetId>,
}
