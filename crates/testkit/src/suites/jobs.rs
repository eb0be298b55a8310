//! `JobStore`.

use ariadne_domain::{JobId, Value};
use ariadne_ports::{ErrorKind, Job, JobStatus, PageRequest};

use super::World;
use super::expect::refused;
use crate::builders::person;
use crate::{Backend, time_of_day};

fn job(world: &World<'_>) -> Job {
    Job {
        id: JobId(world.id()),
        kind: "import".into(),
        actor: person("Ada"),
        created_at: time_of_day(0),
        status: JobStatus::Queued,
        version: 1,
        state: Value::object().with("done", 0_u32).with("z", Value::Null),
        expires: time_of_day(60),
    }
}

async fn read(backend: &Backend, id: JobId) -> Option<Job> {
    backend.jobs.job(id, time_of_day(1)).await.expect("a read")
}

/// A job is read as it was created.
pub async fn a_job_is_read_as_created(backend: &Backend) {
    let world = World::new(backend);
    let created = job(&world);
    backend.jobs.create(&created).await.expect("created");
    assert_eq!(read(backend, created.id).await, Some(created));
    assert_eq!(read(backend, world.ids.make()).await, None);
}

/// An update of the stored version replaces the job and raises its version by one.
pub async fn an_update_raises_the_version(backend: &Backend) {
    let world = World::new(backend);
    let mut job = job(&world);
    backend.jobs.create(&job).await.expect("created");
    for status in [JobStatus::Running, JobStatus::Cancelled, JobStatus::Failed, JobStatus::Done] {
        job.status = status;
        job.state.set("step", status.as_str());
        job.expires = job.expires.plus_micros(1);
        let version = backend.jobs.update(&job).await.expect("updated");
        assert_eq!(version, job.version + 1);
        job.version = version;
        assert_eq!(read(backend, job.id).await, Some(job.clone()));
    }
}

/// An update of another version is a conflict and changes nothing.
pub async fn an_update_of_another_version_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let created = job(&world);
    backend.jobs.create(&created).await.expect("created");
    for wrong in [0, 2] {
        let other = Job { version: wrong, status: JobStatus::Done, ..created.clone() };
        refused(backend.jobs.update(&other).await, ErrorKind::Conflict);
    }
    assert_eq!(read(backend, created.id).await, Some(created));
}

/// An update of a job that is not there is not found.
pub async fn an_update_of_nothing_is_not_found(backend: &Backend) {
    let world = World::new(backend);
    refused(backend.jobs.update(&job(&world)).await, ErrorKind::NotFound);
}

/// A raced update has one winner.
pub async fn a_raced_update_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let created = job(&world);
    backend.jobs.create(&created).await.expect("created");
    let updates = (0..8).map(|n: u32| {
        let (jobs, mut job) = (backend.jobs.clone(), created.clone());
        job.state.set("winner", n);
        tokio::spawn(async move { jobs.update(&job).await })
    });
    let mut won = 0;
    for update in updates.collect::<Vec<_>>() {
        match update.await.expect("no panic") {
            Ok(version) => {
                assert_eq!(version, 2);
                won += 1;
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}"),
        }
    }
    assert_eq!(won, 1);
}

/// A job past its time is not answered.
pub async fn an_expired_job_is_not_answered(backend: &Backend) {
    let world = World::new(backend);
    let created = job(&world);
    backend.jobs.create(&created).await.expect("created");
    let at = async |now| backend.jobs.job(created.id, now).await.expect("a read");
    assert!(at(created.expires.plus_micros(-1)).await.is_some());
    assert_eq!(at(created.expires).await, None);
    assert_eq!(at(created.expires.plus_micros(1)).await, None);
}

/// A list has the living jobs of one kind and one actor, newest first, page by page.
pub async fn jobs_are_listed_by_kind_and_actor_newest_first(backend: &Backend) {
    let world = World::new(backend);
    let of = async |name: &str, kind: &str, second: i64, expires| {
        let job = Job {
            actor: person(name),
            kind: kind.into(),
            created_at: time_of_day(second),
            expires: time_of_day(expires),
            ..job(&world)
        };
        backend.jobs.create(&job).await.expect("created");
        job.id
    };
    let first = of("Eve", "import", 1, 60).await;
    let twins = [of("Eve", "import", 3, 60).await, of("Eve", "import", 3, 60).await];
    let second = of("Eve", "import", 2, 60).await;
    of("Eve", "import", 4, 5).await;
    of("Eve", "other", 2, 60).await;
    of("Ada", "import", 2, 60).await;
    let mut twins = twins.to_vec();
    twins.sort_unstable_by(|one, other| other.cmp(one));
    let expected = [twins[0], twins[1], second, first];
    for size in [1, 3, 4, 10] {
        let mut found = Vec::new();
        let mut page = PageRequest::first(size);
        loop {
            let eve = person("Eve").id;
            let listed = backend.jobs.jobs_of("import", eve, time_of_day(5), &page).await;
            let listed = listed.expect("a list");
            page.after = listed.items.last().map(|(_, cursor)| cursor.clone());
            found.extend(listed.items.iter().map(|(job, _)| job.id));
            assert!(listed.items.len() <= size);
            if !listed.has_next {
                break;
            }
        }
        assert_eq!(found, expected, "pages of {size}");
    }
}
