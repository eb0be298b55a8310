//! State beside the catalog.

mod audit;
mod fetches;
mod jobs;
mod secrets;
