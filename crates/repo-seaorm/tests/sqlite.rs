//! The contracts of the repo's ports, on SQLite.

use std::sync::Arc;

use ariadne_repo_seaorm::{Database, Location, OpenOptions};
use ariadne_testkit::{Backend, FixedClock, SeqIds, time_of_day};

async fn make_backend() -> Backend {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = Location::Sqlite(folder.path().join("catalog.db"));
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let options = OpenOptions::new(location, clock, Arc::new(SeqIds::default()));
    let repo = Database::open(options).await.expect("opens");
    Backend::of(Arc::new(repo), Box::new(folder))
}

ariadne_testkit::catalog_suite!(make_backend);
