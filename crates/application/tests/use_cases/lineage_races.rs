//! Writes of lineage that somebody else overtakes.

use ariadne_testkit::builders::local_administrator;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ariadne_application::domain::{Actor, Changeset, EntityChange};
use ariadne_application::{Admin, IdempotencyKey, WriteContext};
use ariadne_ports::{CatalogWriter, Committed, Head, Result};
use async_trait::async_trait;

use crate::lineage_world::{claim, imported};
use crate::world::{World, ctx, violations};

type Meanwhile = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A writer whose first commit comes after what somebody else does.
struct Overtaken {
    inner: Arc<dyn CatalogWriter>,
    meanwhile: Mutex<Option<Meanwhile>>,
    commits: AtomicUsize,
}

impl fmt::Debug for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overtaken").field("commits", &self.commits).finish_non_exhaustive()
    }
}

#[async_trait]
impl CatalogWriter for Overtaken {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        let meanwhile = self.meanwhile.lock().expect("no panic").take();
        if let Some(meanwhile) = meanwhile {
            meanwhile.await;
        }
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.inner.commit(head, changes).await
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        self.inner.replay(actor, key).await
    }

    async fn ready(&self) -> Result<()> {
        self.inner.ready().await
    }
}

impl World {
    /// Another server over the same record, which `meanwhile` overtakes once.
    fn overtaken(
        &self,
        meanwhile: impl Future<Output = ()> + Send + 'static,
    ) -> (Admin, Arc<Overtaken>) {
        let mut writer = None;
        let server = self.server_with(|ports| {
            let overtaken = Arc::new(Overtaken {
                inner: ports.writer.clone(),
                meanwhile: Mutex::new(Some(Box::pin(meanwhile))),
                commits: AtomicUsize::new(0),
            });
            writer = Some(overtaken.clone());
            ports.writer = overtaken;
        });
        let admin = server.admin(&local_administrator()).expect("an administrator");
        (admin, writer.expect("it was made"))
    }
}

#[tokio::test]
async fn a_claim_that_is_made_meanwhile_ends_with_its_edge() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let edge = world.link(a.0, b.0).await.edge.id;
    let first = world.admin().clone();
    let (second, writer) = world.overtaken(async move {
        let claimed = first.create_lineage(ctx(), vec![imported(a.0, b.0)]).await;
        assert_eq!(claimed.expect("claimed").value[0].assertions.len(), 2);
    });
    second.delete_lineage(ctx(), &[edge]).await.expect("ended");
    assert_eq!(writer.commits.load(Ordering::SeqCst), 2);
    assert_eq!(world.edge(edge).await, None);
    world.in_sync().await;
}

#[tokio::test]
async fn a_claim_about_what_is_gone_is_told_at_its_row() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let first = world.admin().clone();
    let (second, writer) = world.overtaken(async move {
        first.delete_table(ctx(), c, 1).await.expect("deleted");
    });
    // This server has read what they are called, and nobody tells it what ends.
    let node = |id: ariadne_application::domain::TableId| ariadne_application::Node {
        id: id.0,
        table: id,
    };
    let at = ariadne_application::At::Head;
    second
        .wait_for(ariadne_application::MinSeq::within(1, std::time::Duration::ZERO))
        .await
        .expect("read");
    second.labels(at, &[a, b, c].map(node)).await.expect("named");
    let input = vec![claim(a.0, b.0), claim(b.0, c.0)];
    let told = violations(second.create_lineage(ctx(), input).await);
    assert_eq!(told, ["input.1.to NOT_FOUND"]);
    assert_eq!(writer.commits.load(Ordering::SeqCst), 1, "it is not tried in vain");
}

#[tokio::test]
async fn the_same_request_at_the_same_time_is_answered_and_not_computed_anew() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let key = IdempotencyKey { key: "k".to_owned(), body_hash: [1; 32] };
    let context = WriteContext { idempotency: Some(key), ..WriteContext::default() };
    let (first, twin) = (world.admin().clone(), context.clone());
    let (second, writer) = world.overtaken(async move {
        first.create_lineage(&twin, vec![claim(a.0, b.0)]).await.expect("claimed");
    });
    let answered = second.create_lineage(&context, vec![claim(a.0, b.0)]).await.expect("answered");
    assert_eq!(answered.changeset.expect("the twin's").seq, world.seq().await);
    assert_eq!(answered.value[0].assertions.len(), 1);
    assert_eq!(writer.commits.load(Ordering::SeqCst), 1);
}
