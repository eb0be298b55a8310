//! Fluent builders of domain values: what a test does not care about is set
//! already.

pub mod access;
mod column;
mod fetched;
mod head;
mod lineage;
mod source;
mod table;

use ariadne_domain::{Actor, ActorId, ActorKind, Caller, Role};
use uuid::Uuid;

pub use column::{ColumnBuilder, FactsBuilder};
pub use fetched::FetchedBuilder;
pub use head::HeadBuilder;
pub use lineage::{ClaimBuilder, column_edge, machine, table_edge};
pub use source::SourceBuilder;
pub use table::TableBuilder;

/// The administrator that tests act as; the person whom history names from before people
/// could sign in.
pub fn local_administrator() -> Caller {
    let actor = Actor {
        id: ActorId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001)),
        name: "local administrator".to_owned(),
        kind: ActorKind::Person,
    };
    caller(actor, Role::Admin)
}

/// An actor with a role.
pub fn caller(actor: Actor, role: Role) -> Caller {
    Caller { actor, role, session: None, address: None }
}

/// A person of this name; the same name is the same person.
pub fn person(name: &str) -> Actor {
    let number = name.bytes().fold(0x00a1_1ce5_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0100_0000_01b3) & (u128::MAX >> 20)
    });
    Actor { id: ActorId(Uuid::from_u128(number)), name: name.to_owned(), kind: ActorKind::Person }
}
