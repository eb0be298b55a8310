//! What the tests of the whole product share: its process, real servers from the package registries, a proxy that stands in
//! front of Elasticsearch and misbehaves on demand, a wire to `PostgreSQL` that is cut on demand, certificates, and
//! the sample data of the tour.
//!
//! The crate is never published and holds no product code.

pub mod api;
pub mod ariadne;
pub mod certificates;
pub mod demo;
pub mod fixture;
pub mod full_disk;
pub mod process;
pub mod proxy;
pub mod python;
pub mod services;
pub mod sessions;
pub mod soundness;
pub mod wire;
