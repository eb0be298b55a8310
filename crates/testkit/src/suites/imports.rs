//! `ImportStore`.

use ariadne_domain::{JobId, Value};
use ariadne_ports::{ErrorKind, ImportPart, Job, JobStatus};

use super::World;
use super::expect::refused;
use crate::builders::person;
use crate::{Backend, time_of_day};

async fn put(backend: &Backend, job: JobId, part: ImportPart, number: u32, bytes: &[u8]) {
    backend.imports.put_piece(job, part, number, bytes.to_vec()).await.expect("put");
}

async fn got(backend: &Backend, job: JobId, part: ImportPart, number: u32) -> Option<Vec<u8>> {
    backend.imports.piece(job, part, number).await.expect("a read")
}

/// A piece is got back as it was put; one that was not put is none.
pub async fn a_piece_is_got_back_as_put(backend: &Backend) {
    let job = JobId(World::new(backend).id());
    let bytes: Vec<u8> = (0..=255).collect();
    put(backend, job, ImportPart::File, 0, &bytes).await;
    put(backend, job, ImportPart::File, 1, &[]).await;
    assert_eq!(got(backend, job, ImportPart::File, 0).await, Some(bytes));
    assert_eq!(got(backend, job, ImportPart::File, 1).await, Some(Vec::new()));
    assert_eq!(got(backend, job, ImportPart::File, 2).await, None);
}

/// Putting a piece again replaces it.
pub async fn putting_a_piece_again_replaces_it(backend: &Backend) {
    let job = JobId(World::new(backend).id());
    put(backend, job, ImportPart::Fixes, 0, b"one").await;
    put(backend, job, ImportPart::Fixes, 0, b"two").await;
    assert_eq!(got(backend, job, ImportPart::Fixes, 0).await, Some(b"two".to_vec()));
}

/// Parts of an import, plans of it, and other imports are apart from each other.
pub async fn parts_and_imports_are_apart(backend: &Backend) {
    let world = World::new(backend);
    let (one, other) = (JobId(world.id()), JobId(world.id()));
    let parts = [
        (one, ImportPart::File),
        (one, ImportPart::Fixes),
        (one, ImportPart::Changes(1)),
        (one, ImportPart::Changes(2)),
        (one, ImportPart::Problems(1)),
        (other, ImportPart::File),
    ];
    for (number, (job, part)) in (0_u8..).zip(parts) {
        put(backend, job, part, 0, &[number]).await;
    }
    for (number, (job, part)) in (0_u8..).zip(parts) {
        assert_eq!(got(backend, job, part, 0).await, Some(vec![number]), "{part:?}");
    }
}

/// A dropped part has no piece; the others stay.
pub async fn a_dropped_part_has_no_piece(backend: &Backend) {
    let world = World::new(backend);
    let (job, other) = (JobId(world.id()), JobId(world.id()));
    for part in [ImportPart::File, ImportPart::Changes(1), ImportPart::Problems(1)] {
        put(backend, job, part, 0, b"a").await;
        put(backend, job, part, 1, b"b").await;
        put(backend, other, part, 0, b"c").await;
    }
    let dropped = [ImportPart::Changes(1), ImportPart::Problems(1)];
    backend.imports.drop_parts(job, &dropped).await.expect("dropped");
    for part in dropped {
        assert_eq!(got(backend, job, part, 0).await, None);
        assert_eq!(got(backend, job, part, 1).await, None);
        assert_eq!(got(backend, other, part, 0).await, Some(b"c".to_vec()));
    }
    assert_eq!(got(backend, job, ImportPart::File, 1).await, Some(b"b".to_vec()));
}

/// Pieces go when a job that is created drops theirs as expired.
pub async fn pieces_go_with_their_job(backend: &Backend) {
    let world = World::new(backend);
    let job = |created: i64, expires: i64| Job {
        id: JobId(world.id()),
        kind: "import".into(),
        actor: person("Ada"),
        created_at: time_of_day(created),
        status: JobStatus::Queued,
        version: 1,
        state: Value::object(),
        expires: time_of_day(expires),
    };
    let (short, long, later) = (job(0, 10), job(0, 60), job(10, 60));
    for job in [&short, &long] {
        backend.jobs.create(job).await.expect("created");
        put(backend, job.id, ImportPart::File, 0, b"kept").await;
    }
    backend.jobs.create(&later).await.expect("created");
    assert_eq!(got(backend, short.id, ImportPart::File, 0).await, None);
    assert_eq!(got(backend, long.id, ImportPart::File, 0).await, Some(b"kept".to_vec()));
}

/// A piece of more than 16 MiB is refused; one of 16 MiB is kept.
pub async fn a_huge_piece_is_refused(backend: &Backend) {
    let job = JobId(World::new(backend).id());
    let whole = vec![7; 16 * 1024 * 1024];
    backend.imports.put_piece(job, ImportPart::File, 0, whole.clone()).await.expect("put");
    assert_eq!(got(backend, job, ImportPart::File, 0).await, Some(whole.clone()));
    let more = [whole, vec![7]].concat();
    refused(backend.imports.put_piece(job, ImportPart::File, 1, more).await, ErrorKind::Limit);
    assert_eq!(got(backend, job, ImportPart::File, 1).await, None);
}
