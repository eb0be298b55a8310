//! Sources.

use ariadne_domain::{Source, SourceId, SourceKind, Stored, Timestamp, filter_text};

use super::document::{Corrupt, word};
use super::keys::{folded_name, name_hash};
use super::value::{value_from_text, value_to_text};
use crate::entities::source::Model;

pub(crate) fn source_row(stored: &Stored<Source>, doc: Option<i64>) -> Model {
    let source = &stored.value;
    Model {
        id: source.id.0,
        name: source.name.clone(),
        kind: source.kind.as_str().to_owned(),
        description: source.description.clone(),
        settings: value_to_text(&source.settings),
        secret: source.secret.map(i64::from),
        is_active: source.is_active,
        name_hash: name_hash(&source.name),
        order_key: folded_name(&source.name),
        filter_text: filter_text([Some(source.name.as_str()), source.description.as_deref()]),
        seq: stored.seq.cast_signed(),
        version: stored.version.cast_signed(),
        created_at: stored.created_at.0,
        updated_at: stored.updated_at.0,
        doc,
    }
}

pub(crate) fn source_of(row: Model) -> Result<Stored<Source>, Corrupt> {
    let value = Source {
        id: SourceId(row.id),
        name: row.name,
        kind: word("source kind", &row.kind, SourceKind::from_name)?,
        description: row.description,
        settings: value_from_text("settings", &row.settings)?,
        secret: row.secret.and_then(|n| u32::try_from(n).ok()),
        is_active: row.is_active,
    };
    Ok(Stored {
        value,
        seq: row.seq.cast_unsigned(),
        version: row.version.cast_unsigned(),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}
