//! Every use case over in-memory ports: what it does, what it refuses, and what
//! it leaves behind.

mod binding;
mod bulk;
mod bulk_jobs;
mod bulk_random;
mod columns;
mod feed;
mod fetched;
mod lineage_asking;
mod lineage_behind;
mod lineage_claims;
mod lineage_cycles;
mod lineage_ends;
mod lineage_graph;
mod lineage_history;
mod lineage_labels;
mod lineage_proposals;
mod lineage_races;
mod lineage_reviews;
mod lineage_undo;
mod lineage_waiting;
mod lineage_world;
mod live;
mod live_limits;
mod reading;
mod repeating;
mod rights;
mod secrets;
mod source_delete;
mod sources;
mod tables_create;
mod tables_delete;
mod tables_update;
mod undo;
mod undo_refused;
mod world;
