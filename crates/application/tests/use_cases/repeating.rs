//! A request that is sent twice is written once.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;

use ariadne_application::domain::{Actor, Changeset, ChangesetId, EntityChange};
use ariadne_application::{
    BindInput, ErrorKind, IdempotencyKey, OnSourceDelete, Options, Result, SourcePatch, TablePatch,
    WriteContext,
};
use ariadne_ports::{CatalogWriter, Committed, Head, SecretVault};
use ariadne_testkit::SeqIds;
use ariadne_testkit::fakes::MemoryVault;
use async_trait::async_trait;

use crate::lineage_world::claim;
use crate::world::{
    World, ctx, kept, manual, named_table, new_column, refused, set, source_input, violations,
};

/// The request `key` with a body of this hash.
fn request(key: &str, body: u8) -> WriteContext {
    let idempotency = Some(IdempotencyKey { key: key.to_owned(), body_hash: [body; 32] });
    WriteContext { idempotency, ..WriteContext::default() }
}

#[tokio::test]
async fn creations_answer_the_same_things_again() {
    let world = World::new();
    let admin = world.admin();
    let context = request("tables", 1);
    let inputs = || vec![manual("b", &["x"]), named_table("a")];
    let first = admin.create_tables(&context, inputs()).await.expect("created");
    let again = admin.create_tables(&context, inputs()).await.expect("answered");
    let ids = |views: &[ariadne_application::TableView]| -> Vec<_> {
        views.iter().map(|v| v.table.clone()).collect()
    };
    assert_eq!(ids(&again.value), ids(&first.value), "in the same order");
    assert_eq!(again.changeset, first.changeset);

    let context = request("source", 1);
    let first = admin.create_source(&context, source_input("Shop")).await.expect("created");
    let again = admin.create_source(&context, source_input("Shop")).await.expect("answered");
    assert_eq!((&again.value, &again.changeset), (&first.value, &first.changeset));
    assert_eq!(world.seq().await, 2);

    // Another server answers alike.
    let other = world.other_server().admin(&local_administrator()).expect("an administrator");
    let again = other.create_source(&context, source_input("Shop")).await.expect("answered");
    assert_eq!(again.value, first.value);
}

#[tokio::test]
async fn changes_and_ends_are_made_once() {
    let world = World::new();
    let admin = world.admin();
    let source = world.add_source("Shop").await.value.id;
    let table = world.add_table("t", &["a"]).await.value.id;
    let a = world.column(table, "a").await.id;
    let mut seq = world.seq().await;
    macro_rules! twice {
        ($name:literal, $call:expr) => {{
            let context = request($name, 1);
            let call = $call;
            let first = call(context.clone()).await.expect($name);
            let again = call(context.clone()).await.expect($name);
            assert!(first.changeset.is_some(), $name);
            assert_eq!(first.changeset, again.changeset, $name);
            seq += 1;
            assert_eq!(world.seq().await, seq, $name);
        }};
    }
    let patch = || TablePatch { owner: set("Ada"), ..TablePatch::default() };
    twice!(
        "update",
        |c: WriteContext| async move { admin.update_table(&c, table, 1, patch()).await }
    );
    twice!("columns", |c: WriteContext| async move {
        admin.save_columns(&c, table, 2, &[kept(a), new_column("b", "text")]).await
    });
    twice!("bind", |c: WriteContext| async move {
        let bind = BindInput { source: Some(source), ..BindInput::default() };
        admin.bind_table(&c, table, 3, bind).await
    });
    twice!("source", |c: WriteContext| async move {
        let patch = SourcePatch { description: set("x"), ..SourcePatch::default() };
        admin.update_source(&c, source, 1, patch).await
    });
    twice!("delete table", |c: WriteContext| async move { admin.delete_table(&c, table, 4).await });
    twice!("delete source", |c: WriteContext| async move {
        admin.delete_source(&c, source, 2, OnSourceDelete::Delete, None).await
    });
    let last: ChangesetId = world
        .admin()
        .list_changesets(
            &ariadne_application::ChangesetFilter::default(),
            &ariadne_application::PageRequest::first(1),
        )
        .await
        .expect("history")
        .items[0]
        .0
        .id;
    twice!("undo", |c: WriteContext| async move { admin.undo_changeset(&c, last).await });
}

#[tokio::test]
async fn another_body_under_the_same_key_is_a_conflict() {
    let world = World::new();
    let admin = world.admin();
    admin.create_table(&request("k", 1), named_table("a")).await.expect("created");
    let other = admin.create_table(&request("k", 2), named_table("b")).await;
    let error = refused(other, ErrorKind::Conflict);
    assert!(error.to_string().contains("idempotency key"), "{error}");
    let elsewhere = admin.create_source(&request("k", 2), source_input("Shop")).await;
    refused(elsewhere, ErrorKind::Conflict);
    assert_eq!(world.seq().await, 1);
}

#[tokio::test]
async fn a_key_can_be_asked_for_before_the_first_write() {
    let world = World::new();
    let key = |body| request("k", body).idempotency.expect("a key");
    world.admin().check_key(&key(1)).await.expect("nobody used it");
    world.admin().create_table(&request("k", 1), named_table("a")).await.expect("created");
    world.admin().check_key(&key(1)).await.expect("for the same request");
    refused(world.admin().check_key(&key(2)).await, ErrorKind::Conflict);
}

#[tokio::test]
async fn a_key_counts_for_a_day() {
    let world = World::new();
    let context = request("k", 1);
    world.admin().create_table(&context, named_table("a")).await.expect("created");
    world.clock.advance(24 * 60 * 60 * 1_000_000);
    let late = world.admin().create_table(&context, named_table("a")).await;
    assert_eq!(violations(late), ["name DUPLICATE"], "it is a new request");
    world.admin().create_table(&request("k", 2), named_table("b")).await.expect("created");
}

#[tokio::test]
async fn a_try_and_a_refusal_use_no_key() {
    let world = World::new();
    let admin = world.admin();
    let tried = WriteContext { dry_run: true, ..request("k", 1) };
    admin.create_table(&tried, named_table("a")).await.expect("tried");
    assert_eq!(
        violations(admin.create_table(&request("k", 2), named_table("")).await),
        ["name REQUIRED"]
    );
    let written = admin.create_table(&request("k", 3), named_table("a")).await.expect("created");
    assert!(written.changeset.is_some());
    // A try after the write is a try, not the write's answer.
    let tried = WriteContext { dry_run: true, ..request("k", 3) };
    let again = admin.create_table(&tried, named_table("a")).await;
    assert_eq!(violations(again), ["name DUPLICATE"]);
}

#[tokio::test]
async fn messages_have_bounds_and_an_empty_one_is_none() {
    let world = World::new();
    let admin = world.admin();
    let said = |text: &str, dry_run| WriteContext {
        message: Some(text.to_owned()),
        dry_run,
        ..WriteContext::default()
    };
    for dry_run in [true, false] {
        let long = admin.create_table(&said(&"x".repeat(2_001), dry_run), named_table("t")).await;
        assert_eq!(violations(long), ["message TOO_LONG"]);
        let bell = admin.create_table(&said("\u{7}", dry_run), named_table("t")).await;
        assert_eq!(violations(bell), ["message CONTROL_CHARACTER"]);
    }
    let created = admin.create_table(&said("", false), named_table("t")).await.expect("created");
    assert_eq!(created.changeset.expect("one").message, None);
}

/// A writer before which a twin of every request gets through.
#[derive(Debug)]
struct Overtaken(Arc<dyn CatalogWriter>);

#[async_trait]
impl CatalogWriter for Overtaken {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        let twin = Head { id: ChangesetId(SeqIds::nth(7_000_000)), ..head.clone() };
        self.0.commit(twin, changes.clone()).await?;
        self.0.commit(head, changes).await
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        self.0.replay(actor, key).await
    }

    async fn ready(&self) -> Result<()> {
        self.0.ready().await
    }
}

/// The hash of what was asked is not kept: by trial, a password would be found in it.
#[tokio::test]
async fn what_was_asked_is_kept_under_the_vaults_key() {
    let world = World::new();
    let context = request("k", 1);
    world.admin().create_table(&context, manual("t", &["a"])).await.expect("created");
    let asked = context.idempotency.expect("a key");
    let kept = world.repo.replay(&local_administrator().actor, "k").await.expect("replay");
    let (print, _) = kept.expect("it was kept");
    assert_ne!(print, asked.body_hash);
    assert_eq!(print, MemoryVault::default().fingerprint(&asked.body_hash));
}

#[tokio::test]
async fn a_request_whose_twin_was_faster_is_answered_like_it() {
    let world = World::with(Options::default(), |ports| {
        ports.writer = Arc::new(Overtaken(ports.writer.clone()));
    });
    let created = world.admin().create_table(&request("k", 1), manual("t", &["a"])).await;
    let created = created.expect("answered");
    assert_eq!(world.seq().await, 1);
    let changeset = created.changeset.expect("the twin's changeset");
    assert_eq!(changeset.id, ChangesetId(SeqIds::nth(7_000_000)));
    assert_eq!(world.table(created.value.table.value.id).await, created.value.table);

    // Without a key the slower one is told.
    let id = created.value.table.value.id;
    let patch = TablePatch { owner: set("Ada"), ..TablePatch::default() };
    let slower = world.admin().update_table(ctx(), id, 1, patch).await;
    let error = refused(slower, ErrorKind::Conflict);
    assert_eq!(error.conflict_with().and_then(|with| with.version), Some(2));
}

/// Its edge is there already, so that the slower one finds nothing to write.
#[tokio::test]
async fn lineage_whose_twin_was_faster_is_answered_like_it() {
    let mut plain = None;
    let world = World::with(Options::default(), |ports| {
        plain = Some(ports.writer.clone());
        ports.writer = Arc::new(Overtaken(ports.writer.clone()));
    });
    let before = world.server_with(|ports| ports.writer = plain.expect("a writer"));
    let before = before.admin(&local_administrator()).expect("an administrator");
    let tables = before.create_tables(ctx(), vec![named_table("a"), named_table("b")]).await;
    let tables = tables.expect("created").value;
    let [a, b] = [&tables[0], &tables[1]].map(|view| view.table.value.id.0);
    let drawn = world.admin().create_lineage(&request("k", 1), vec![claim(a, b)]).await;
    let drawn = drawn.expect("answered");
    let changeset = drawn.changeset.expect("the twin's changeset");
    assert_eq!(changeset.id, ChangesetId(SeqIds::nth(7_000_000)));
    assert_eq!((drawn.value.len(), drawn.value[0].assertions.len()), (1, 1));
    assert_eq!(world.seq().await, 2);
}
