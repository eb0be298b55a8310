//! The schema in process, over the in-memory fakes of every port.

mod as_of;
mod describe;
mod dry_run;
mod errors;
mod hidden;
mod idempotency;
mod limits;
mod lineage_behind;
mod lineage_cycles;
mod lineage_outage;
mod lineage_questions;
mod lineage_review;
mod lineage_tables;
mod lineage_world;
mod lineage_writes;
mod loading;
mod main_job;
mod paging;
mod roles;
mod search;
mod secrets;
mod settings;
mod subscriptions;
mod tables;
mod undo;
mod world;
