//! What follows a restore.

use std::sync::Arc;

use ariadne_domain::Value;
use ariadne_ports::{ChangesetReader, Job, JobStatus, JobStore};
use ariadne_repo_seaorm::{Database, Location, OpenOptions};
use ariadne_testkit::builders::person;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};

#[tokio::test]
async fn the_epoch_rises_and_jobs_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("a.db"));
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let options = OpenOptions::new(location, clock, Arc::new(SeqIds::default()));
    let repo = Database::open(options).await.expect("opens");
    let ids = SeqIds::after(1_000);
    let mut jobs = Vec::new();
    for status in [JobStatus::Queued, JobStatus::Running, JobStatus::Done] {
        let job = Job {
            id: ids.make(),
            kind: "import".into(),
            actor: person("Ada"),
            created_at: time_of_day(0),
            status,
            version: 1,
            state: Value::object(),
            expires: time_of_day(60),
        };
        repo.create(&job).await.expect("created");
        jobs.push(job);
    }
    let before = repo.state().await.expect("state");
    let first = repo.mark_restored().await.expect("marked");
    let second = repo.mark_restored().await.expect("marked");
    assert!(before.epoch < first.epoch && first.epoch < second.epoch);
    let after = repo.state().await.expect("state");
    assert_eq!((after.catalog, after.seq, after.epoch), (before.catalog, before.seq, second.epoch));
    let mut found = Vec::new();
    for job in jobs {
        found.push(repo.job(job.id, time_of_day(0)).await.expect("read").expect("there").status);
    }
    assert_eq!(found, [JobStatus::Failed, JobStatus::Failed, JobStatus::Done]);
    repo.close().await.expect("closes");
}
