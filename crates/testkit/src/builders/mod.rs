//! Fluent builders of domain values: what a test does not care about is set
//! already.

mod column;
mod fetched;
mod head;
mod lineage;
mod source;
mod table;

use ariadne_domain::{Actor, ActorId, ActorKind};
use uuid::Uuid;

pub use column::{ColumnBuilder, FactsBuilder};
pub use fetched::FetchedBuilder;
pub use head::HeadBuilder;
pub use lineage::{ClaimBuilder, column_edge, machine, table_edge};
pub use source::SourceBuilder;
pub use table::TableBuilder;

/// A person of this name; the same name is the same person.
pub fn person(name: &str) -> Actor {
    let number = name.bytes().fold(0x00a1_1ce5_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0100_0000_01b3) & (u128::MAX >> 20)
    });
    Actor { id: ActorId(Uuid::from_u128(number)), name: name.to_owned(), kind: ActorKind::Person }
}
