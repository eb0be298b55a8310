//! An edge.

use uuid::Uuid;

use super::{EdgeState, LineageLevel};
use crate::{EdgeId, TableId};

/// Lineage between two tables or two columns. There is one edge for a pair; what
/// makes it true are its assertions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its id, as long as it lives.
    pub id: EdgeId,
    /// What it runs between.
    pub level: LineageLevel,
    /// Id of the table or column that the data comes from.
    pub from: Uuid,
    /// Id of the table or column that the data goes to, never `from`.
    pub to: Uuid,
    /// The table of `from`, or `from` itself.
    pub from_table: TableId,
    /// The table of `to`, or `to` itself.
    pub to_table: TableId,
    /// What its assertions add up to ([`super::settle`]). It is derived, so it is no
    /// field that history shows or an undo restores.
    pub state: EdgeState,
}

/// Namespace of the ids of derived edges (a random UUID).
const DERIVED: Uuid = Uuid::from_u128(0x6f1d_8a52_93c4_4b6e_a0d7_52c1_0e4b_7f39);

/// The id of the table edge that column edges between two tables imply: a UUID of
/// version 5 (RFC 9562) over both ids.
pub fn derived_edge_id(from: TableId, to: TableId) -> EdgeId {
    let mut name = [0_u8; 32];
    name[..16].copy_from_slice(from.0.as_bytes());
    name[16..].copy_from_slice(to.0.as_bytes());
    EdgeId(Uuid::new_v5(&DERIVED, &name))
}
