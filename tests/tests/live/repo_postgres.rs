//! The contracts of the repo's ports, on `PostgreSQL`.

use std::sync::Arc;

use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};
use ariadne_testkit::{Backend, FixedClock, SeqIds, time_of_day};
use ariadne_tests::services;

pub(crate) fn options(url: String) -> OpenOptions {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    // few readers: hundreds of tests share one server's connections
    OpenOptions { readers: 2, ..OpenOptions::new(Location::Postgres(url), clock, Arc::new(SeqIds::default())) }
}

async fn open() -> Repo {
    let url = services::postgres().await.create_database("repo").await;
    Database::open(options(url)).await.expect("opens")
}

async fn make_backend() -> Backend {
    Backend::of(Arc::new(open().await), Box::new(()))
}

ariadne_testkit::catalog_suite!(make_backend);
