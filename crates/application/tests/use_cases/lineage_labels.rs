//! What nodes are called: kept in memory, and never what they were called before.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;

use ariadne_application::domain::{Field, TableId};
use ariadne_application::{Admin, Options};
use ariadne_application::{At, Catalog, Node, TablePatch};
use ariadne_testkit::Backend;
use ariadne_testkit::fakes::Calls;
use uuid::Uuid;

use crate::world::{World, ctx, renamed};

fn node(id: Uuid, table: TableId) -> Node {
    Node { id, table }
}

fn admin_of(catalog: &Catalog) -> Admin {
    catalog.admin(&local_administrator()).expect("an administrator")
}

/// The printed labels at `at`.
async fn called(admin: &Admin, at: At, nodes: &[Node]) -> Vec<String> {
    let labels = admin.labels(at, nodes).await.expect("labels").into_iter();
    let text = |label: Option<ariadne_application::NodeLabel>| match label {
        None => "-".to_owned(),
        Some(label) => match label.column {
            None => label.table.name.to_string(),
            Some(path) => format!("{}: {path}", label.table.name),
        },
    };
    labels.map(text).collect()
}

async fn rename(admin: &Admin, id: TableId, name: &str) {
    let found = admin.tables(At::Head, &[id]).await.expect("tables");
    let patch = TablePatch { name: Field::Set(name.to_owned()), ..TablePatch::default() };
    admin.update_table(ctx(), id, found[&id].version, patch).await.expect("renamed");
}

#[tokio::test(start_paused = true)]
async fn labels_are_read_once_and_follow_every_change() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let column = world.column_id(a, "a").await;
    let nodes =
        [node(b.0, b), node(column, a), node(a.0, a), node(Uuid::nil(), TableId(Uuid::nil()))];
    let old = world.seq().await;

    let (counted, calls) = Calls::counted(Backend::of(world.repo.clone(), Box::new(())));
    let server = world.server_with(|ports| {
        (ports.tables, ports.columns) = (counted.tables, counted.columns);
    });
    let admin = admin_of(&server);
    assert_eq!(called(&admin, At::Head, &nodes).await, ["b", "a: a", "a", "-"]);
    let follows = tokio::spawn(async move { server.follow_lineage().await });
    let known = &nodes[..3];
    loop {
        calls.reset();
        assert_eq!(called(&admin, At::Head, known).await, ["b", "a: a", "a"]);
        if calls.seen().is_empty() {
            break;
        }
        tokio::time::sleep(Options::default().feed_interval).await;
    }

    // What this server writes shows at once, what another writes soon.
    rename(&admin, a, "new").await;
    assert_eq!(called(&admin, At::Head, known).await, ["b", "new: a", "new"]);
    rename(world.admin(), b, "other").await;
    let edit = renamed(ariadne_application::domain::ColumnId(column), "path");
    let version = world.table(a).await.version;
    world.admin().update_columns(ctx(), a, version, &[edit]).await.expect("renamed");
    while called(&admin, At::Head, known).await != ["other", "new: path", "new"] {
        tokio::time::sleep(Options::default().feed_interval).await;
    }
    assert_eq!(called(&admin, At::Seq(old), known).await, ["b", "a: a", "a"]);

    let version = world.table(b).await.version;
    let deleted = admin.delete_table(ctx(), b, version).await.expect("deleted");
    assert_eq!(called(&admin, At::Head, known).await, ["-", "new: path", "new"]);
    let changeset = deleted.changeset.expect("a changeset").id;
    admin.undo_changeset(ctx(), changeset).await.expect("undone");
    assert_eq!(called(&admin, At::Head, known).await, ["other", "new: path", "new"]);
    follows.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_reader_brings_an_old_label_back() {
    let world = World::new();
    let [a] = world.add_tables(["a"]).await;
    let nodes = [node(a.0, a)];
    let catalog = world.catalog.clone();
    let follows = tokio::spawn(async move { catalog.follow_lineage().await });
    let admin = Arc::new(world.admin().clone());
    let done = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (admin, done) = (admin.clone(), done.clone());
            tokio::spawn(async move {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    called(&admin, At::Head, &nodes).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for round in 0..200 {
        let name = format!("a{round}");
        rename(&admin, a, &name).await;
        assert_eq!(called(&admin, At::Head, &nodes).await, [name]);
    }
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    for reader in readers {
        reader.await.expect("a reader");
    }
    follows.abort();
}
