use std::sync::mpsc;
use std::time::Duration;

use super::*;

fn soon() -> Deadline {
    Deadline::after(Duration::from_millis(50))
}

fn later() -> Deadline {
    Deadline::after(Duration::from_mins(1))
}

/// Waits until a count is what it should be; a guard ends the test when it never is.
async fn becomes(what: impl Fn() -> usize, wanted: usize) {
    let waiting = async {
        while what() != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap();
}

#[tokio::test]
async fn a_source_has_its_share_and_all_have_theirs() {
    let threads = Threads::default();
    let mut places = Vec::new();
    for _ in 0..MAX_THREADS_OF_A_SOURCE {
        places.push(threads.enter("a", later()).await.unwrap());
    }
    let refused = threads.enter("a", soon()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::OwnLimit);
    let mut others = Vec::new();
    for n in 0..MAX_THREADS - MAX_THREADS_OF_A_SOURCE {
        others.push(threads.enter(&format!("other {n}"), later()).await.unwrap());
    }
    assert_eq!(threads.enter("one more", soon()).await.unwrap_err().reason, Reason::OwnLimit);
    places.pop();
    threads.enter("one more", later()).await.unwrap();
    threads.enter("a", later()).await.unwrap();
}

#[tokio::test]
async fn a_place_is_held_until_its_thread_ends() {
    let threads = Threads::default();
    let (go, wait) = mpsc::channel::<()>();
    let place = threads.enter("a", later()).await.unwrap();
    let watch = place.spawn(move || assert!(wait.recv().is_err())).unwrap();
    let second = threads.enter("a", later()).await.unwrap();
    assert_eq!((threads.running(), threads.abandoned()), (1, 0));
    drop(watch);
    assert_eq!((threads.running(), threads.abandoned()), (1, 1), "nobody waits for it");
    assert_eq!(threads.enter("a", soon()).await.unwrap_err().reason, Reason::OwnLimit);
    drop(go);
    becomes(|| threads.running(), 0).await;
    assert_eq!(threads.abandoned(), 0);
    drop(threads.enter("a", later()).await.unwrap());
    drop(second);
}

#[tokio::test]
async fn a_thread_that_panics_gives_its_place_back() {
    let threads = Threads::default();
    let place = threads.enter("a", later()).await.unwrap();
    let watch = place.spawn(|| std::panic::resume_unwind(Box::new("odd"))).unwrap();
    becomes(|| threads.running(), 0).await;
    drop(watch);
    assert_eq!(threads.abandoned(), 0);
}
