//! Actors and changesets.

use ariadne_domain::{
    Actor, ActorId, ActorKind, Changeset, ChangesetId, ChangesetOrigin, Timestamp,
};
use uuid::Uuid;

use super::document::{Corrupt, word};
use crate::entities::changeset::Model;

pub(crate) fn actor(id: Uuid, name: String, kind: &str) -> Result<Actor, Corrupt> {
    Ok(Actor { id: ActorId(id), name, kind: word("actor kind", kind, ActorKind::from_name)? })
}

/// `undone_by` is known from other rows and filled in by the reader.
pub(crate) fn changeset(row: Model) -> Result<Changeset, Corrupt> {
    Ok(Changeset {
        id: ChangesetId(row.id),
        seq: row.seq.unsigned_abs(),
        actor: actor(row.actor_id, row.actor_name, &row.actor_kind)?,
        at: Timestamp(row.at),
        origin: word("changeset origin", &row.origin, ChangesetOrigin::from_name)?,
        message: row.message,
        undoes: row.undoes.map(ChangesetId),
        undone_by: None,
    })
}
