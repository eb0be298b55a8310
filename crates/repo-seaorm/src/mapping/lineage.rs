//! Edges and assertions.

use ariadne_domain::{
    Assertion, AssertionId, Claims, Confidence, Edge, EdgeId, EdgeState, LineageLevel,
    LineageOrigin, LineageStatus, Stored, TableId, Timestamp,
};

use super::actor::actor;
use super::document::{Corrupt, word};
use super::keys::claim_hash;
use crate::entities::{assertion, edge};

pub(crate) fn edge_row(stored: &Stored<Edge>) -> edge::Model {
    let edge = &stored.value;
    edge::Model {
        id: edge.id.0,
        level: edge.level.as_str().to_owned(),
        from_id: edge.from,
        to_id: edge.to,
        from_table: edge.from_table.0,
        to_table: edge.to_table.0,
        status: edge.state.status.as_str().to_owned(),
        claims: edge.state.claims.bits().cast_signed(),
        seq: stored.seq.cast_signed(),
        version: stored.version.cast_signed(),
        created_at: stored.created_at.0,
        updated_at: stored.updated_at.0,
    }
}

pub(crate) fn edge_of(row: &edge::Model) -> Result<Stored<Edge>, Corrupt> {
    let value = Edge {
        id: EdgeId(row.id),
        level: lineage_level(&row.level)?,
        from: row.from_id,
        to: row.to_id,
        from_table: TableId(row.from_table),
        to_table: TableId(row.to_table),
        state: edge_state(&row.status, row.claims)?,
    };
    Ok(Stored {
        value,
        seq: row.seq.cast_unsigned(),
        version: row.version.cast_unsigned(),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}

pub(crate) fn lineage_level(text: &str) -> Result<LineageLevel, Corrupt> {
    word("lineage level", text, LineageLevel::from_name)
}

/// What is held of an edge, from its two columns.
pub(crate) fn edge_state(status: &str, claims: i64) -> Result<EdgeState, Corrupt> {
    Ok(EdgeState {
        status: word("lineage status", status, LineageStatus::from_name)?,
        claims: Claims::from_bits(claims.cast_unsigned())
            .ok_or_else(|| Corrupt::new("sum of claims", claims))?,
    })
}

pub(crate) fn assertion_row(stored: &Stored<Assertion>) -> assertion::Model {
    let claim = &stored.value;
    assertion::Model {
        id: claim.id.0,
        edge_id: claim.edge.0,
        key_hash: claim_hash(&claim.key()),
        origin: claim.origin.as_str().to_owned(),
        status: claim.status.as_str().to_owned(),
        claimant_id: claim.claimant.id.0,
        claimant_name: claim.claimant.name.clone(),
        claimant_kind: claim.claimant.kind.as_str().to_owned(),
        process: claim.process.clone(),
        at: claim.at.0,
        confidence: claim.confidence.map(|confidence| i32::from(confidence.thousandths())),
        transformation: claim.transformation.clone(),
        note: claim.note.clone(),
        seq: stored.seq.cast_signed(),
        version: stored.version.cast_signed(),
        created_at: stored.created_at.0,
        updated_at: stored.updated_at.0,
    }
}

pub(crate) fn assertion_of(row: assertion::Model) -> Result<Stored<Assertion>, Corrupt> {
    let confidence = |thousandths: i32| {
        let number = u16::try_from(thousandths).ok().and_then(Confidence::from_thousandths);
        number.ok_or_else(|| Corrupt::new("confidence", thousandths))
    };
    let value = Assertion {
        id: AssertionId(row.id),
        edge: EdgeId(row.edge_id),
        origin: word("lineage origin", &row.origin, LineageOrigin::from_name)?,
        status: word("lineage status", &row.status, LineageStatus::from_name)?,
        claimant: actor(row.claimant_id, row.claimant_name, &row.claimant_kind)?,
        process: row.process,
        at: Timestamp(row.at),
        confidence: row.confidence.map(confidence).transpose()?,
        transformation: row.transformation,
        note: row.note,
    };
    Ok(Stored {
        value,
        seq: row.seq.cast_unsigned(),
        version: row.version.cast_unsigned(),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}
