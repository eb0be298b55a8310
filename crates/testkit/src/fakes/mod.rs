//! In-memory stand-ins for the outside: simple enough to be seen to be right.

mod calls;
mod closed;
mod connector;
mod graph;
mod memory;
mod outage;
mod passwords;
mod stalled;
mod sum;
mod vault;

pub use calls::Calls;
pub use closed::ClosedWriter;
pub use connector::{FakeConnector, FakeFactory, FakeFetch, SECRET_CANARY};
pub use graph::MemoryGraph;
pub use memory::MemoryRepo;
pub use outage::GraphOutage;
pub use passwords::FakeHasher;
pub use stalled::StalledSearch;
pub use vault::MemoryVault;
