//! Every use case over in-memory ports: what it does, what it refuses, and what
//! it leaves behind.

mod sources;
mod world;
