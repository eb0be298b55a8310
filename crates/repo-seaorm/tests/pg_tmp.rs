use std::sync::Arc;
use ariadne_repo_seaorm::{Database, Location, OpenOptions};
use ariadne_testkit::{Backend, FixedClock, SeqIds, time_of_day};
use sea_orm::ConnectionTrait;
static N: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
async fn make_backend() -> Backend {
    let base = "postgres://postgres@127.0.0.1:54991";
    let n = N.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let name = format!("r{}_{n}", std::process::id());
    let admin = sea_orm::Database::connect(format!("{base}/postgres")).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")).await.unwrap();
    admin.close().await.unwrap();
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let options = OpenOptions { readers: 3, ..OpenOptions::new(Location::Postgres(format!("{base}/{name}")), clock, Arc::new(SeqIds::default())) };
    let repo = Database::open(options).await.expect("opens");
    Backend::of(Arc::new(repo), Box::new(()))
}
ariadne_testkit::catalog_suite!(make_backend);
