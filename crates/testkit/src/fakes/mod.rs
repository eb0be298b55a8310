//! In-memory stand-ins for the outside: simple enough to be seen to be right.

mod calls;
mod connector;
mod memory;
mod vault;

pub use calls::Calls;
pub use connector::{FakeConnector, FakeFactory, FakeFetch, SECRET_CANARY};
pub use memory::MemoryRepo;
pub use vault::MemoryVault;
