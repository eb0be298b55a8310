//! Cycles that new lineage closes.

use std::sync::Arc;

use ariadne_application::domain::{
    Claims, Confidence, EdgeId, EdgeState, LineageLevel, LineageOrigin, LineageStatus, TableId,
};
use ariadne_application::{LineageInput, Node, Options, Outcome, ReviewInput};
use ariadne_ports::{EdgeEnds, GraphRow, GraphRows, LineageGraph, Result};
use ariadne_testkit::fakes::MemoryGraph;
use async_trait::async_trait;
use uuid::Uuid;

use crate::lineage_world::{claim, imported, review, warned};
use crate::world::{World, ctx, dry, named_table};

/// The cycles that warnings show.
fn causes<T>(outcome: &Outcome<T>) -> Vec<&str> {
    outcome.warnings.iter().filter_map(|warning| warning.cause.as_deref()).collect()
}

impl World {
    /// What drawing these edges warns of, first tried, then done.
    async fn promised(&self, input: Vec<LineageInput>) -> Vec<String> {
        let tried = self.admin().create_lineage(dry(), input.clone()).await.expect("tried");
        let done = self.admin().create_lineage(ctx(), input).await.expect("drawn");
        assert_eq!(tried.warnings, done.warnings);
        causes(&done).into_iter().map(str::to_owned).collect()
    }

    async fn many(&self, number: usize) -> Vec<TableId> {
        let tables = (0..number).map(|at| named_table(&format!("t{at}"))).collect();
        let made = self.admin().create_tables(ctx(), tables).await.expect("tables").value;
        made.iter().map(|view| view.table.value.id).collect()
    }
}

#[tokio::test]
async fn a_try_promises_what_the_write_does() {
    let world = World::new();
    let of = world.add_tables(["a", "b", "c", "d", "e"]).await.map(|table| table.0);
    world.claims(vec![imported(of[0], of[1]), claim(of[4], of[2])]).await;
    let seq = world.seq().await;
    // A new edge and an old one, two new ones, two new ones and an old one.
    let input = || {
        let pairs = [(0, 1), (1, 0), (2, 3), (3, 2), (3, 4)];
        pairs.map(|(from, to)| claim(of[from], of[to])).to_vec()
    };
    let tried = world.admin().create_lineage(dry(), input()).await.expect("tried");
    assert_eq!((tried.changeset.as_ref(), world.seq().await), (None, seq));
    let told = |views: &[ariadne_application::EdgeView]| -> Vec<_> {
        let of = |view: &ariadne_application::EdgeView| {
            (view.edge.state, view.version, view.assertions.len())
        };
        views.iter().map(of).collect()
    };
    let done = world.claims(input()).await;
    assert_eq!(told(&tried.value), told(&done.value));
    assert_eq!(tried.warnings, done.warnings, "the cycles are foreseen");
    assert_eq!(causes(&done), ["b -> a -> b", "c -> d -> c", "d -> e -> c -> d"]);
}

#[tokio::test]
async fn a_cycle_is_written_with_a_warning_that_shows_it() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let open = world.claims(vec![claim(a.0, b.0), claim(b.0, c.0)]).await;
    assert_eq!(warned(&open), Vec::<&str>::new());
    let closed = world.claims(vec![claim(c.0, a.0)]).await;
    assert_eq!(warned(&closed), ["CYCLE"]);
    assert_eq!(closed.warnings[0].cause.as_deref(), Some("c -> a -> b -> c"));
    assert_eq!(world.edge(closed.value[0].edge.id).await, Some(LineageStatus::Approved));

    let of = async |table| world.column_id(table, "a").await;
    let (a, b) = (of(a).await, of(b).await);
    let both = world.claims(vec![claim(a, b), claim(b, a)]).await;
    assert_eq!(both.warnings[0].cause.as_deref(), Some("a: a -> b: a -> a: a"));
    let rejected = LineageInput { status: Some(LineageStatus::Rejected), ..claim(b, of(c).await) };
    world.claims(vec![claim(of(c).await, a)]).await;
    let no_way = world.claims(vec![rejected]).await;
    assert_eq!(warned(&no_way), Vec::<&str>::new(), "no data goes along it");
}

#[tokio::test]
async fn many_edges_are_looked_at_together() {
    let world = World::new();
    let tables = world.many(40).await;
    let along = |nodes: &[TableId]| -> Vec<LineageInput> {
        nodes.windows(2).map(|step| claim(step[0].0, step[1].0)).collect()
    };
    // An old way that is longer than the first looks go.
    world.claims(along(&tables[20..])).await;
    let mut ring = along(&tables[..=20]);
    assert_eq!(world.promised(ring.clone()).await, Vec::<String>::new());
    ring.push(claim(tables[39].0, tables[0].0));
    let around: Vec<String> = (0..40).chain([0]).map(|at| format!("t{at}")).collect();
    let closed = world.promised(ring).await;
    assert_eq!(closed.len(), 1, "{closed:?}");
    assert_eq!(closed[0], ["t39".to_owned(), around[..40].join(" -> ")].join(" -> "));
}

#[tokio::test]
async fn of_very_many_cycles_some_are_shown_and_the_rest_is_said() {
    let world = World::new();
    let tables = world.many(24).await;
    let both = |pair: &[TableId]| {
        let (a, b) = (pair[0].0, pair[1].0);
        [claim(a, b), claim(b, a)]
    };
    let input: Vec<LineageInput> = tables.chunks(2).flat_map(both).collect();
    let drawn = world.claims(input).await;
    assert_eq!(warned(&drawn), ["CYCLE"; 11]);
    assert_eq!(causes(&drawn).len(), 10);
    assert!(drawn.warnings[10].title.contains("more cycles"), "{:?}", drawn.warnings[10]);
}

#[tokio::test]
async fn what_columns_will_imply_is_foreseen() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let (from, to) = (world.column_id(b, "a").await, world.column_id(a, "a").await);
    assert_eq!(world.promised(vec![claim(a.0, b.0), claim(from, to)]).await, ["a -> b -> a"]);
    // A rejected edge of their own hides what columns imply.
    let no = LineageInput { status: Some(LineageStatus::Rejected), ..claim(c.0, b.0) };
    let column = claim(world.column_id(c, "a").await, from);
    let input = vec![no, column, claim(b.0, c.0)];
    assert_eq!(world.promised(input).await, Vec::<String>::new());
}

/// Edges of columns that only the graph knows.
struct Edges(Vec<(Node, Node)>);

#[async_trait]
impl GraphRows for Edges {
    async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
        let mut claims = Claims::default();
        claims.add(LineageOrigin::Manual, Confidence::CERTAIN);
        let state = EdgeState { status: LineageStatus::Approved, claims };
        let row = |((from, to), number): ((Node, Node), u128)| GraphRow::Edge {
            ends: EdgeEnds {
                id: EdgeId(Uuid::from_u128(number)),
                level: LineageLevel::Column,
                from,
                to,
            },
            state,
            from_seq: 1,
            to_seq: None,
        };
        let rows: Vec<GraphRow> = self.0.drain(..).zip(1 << 64..).map(row).collect();
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }
}

#[tokio::test]
async fn what_is_too_far_to_look_at_is_said() {
    const MANY: u128 = 21;
    let options = Options { cycle_nodes: 20, ..Options::default() };
    let graph = Arc::new(MemoryGraph::default());
    let shared = graph.clone();
    let world = World::with(options, |ports| ports.graph = shared);
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let of = async |table| Node { id: world.column_id(table, "a").await, table };
    let (a, b, c) = (of(a).await, of(b).await, of(c).await);
    world.link(c.id, b.id).await;
    let far = |number: u128| Node { id: Uuid::from_u128(1 << 80 | number), table: a.table };
    let edges = (0..MANY).flat_map(|n| [(b, far(n)), (far(MANY + n), a)]).chain([(c, b)]);
    let applied = graph.applied().await.expect("answers").expect("loaded");
    graph.reset(applied, &mut Edges(edges.collect())).await.expect("loaded");
    let tried = async |edges: &[(Node, Node)]| {
        let input = edges.iter().map(|(from, to)| claim(from.id, to.id)).collect();
        world.admin().create_lineage(dry(), input).await.expect("tried")
    };
    let unknown = tried(&[(a, b)]).await;
    assert_eq!(warned(&unknown), ["CYCLE_UNKNOWN"]);
    let remedy = unknown.warnings[0].remedy.as_deref().expect("a remedy");
    assert!(remedy.contains("lineageCycles"), "{remedy}");
    // Too much on one side is no matter when the other ends, and what is near is found.
    assert_eq!(causes(&tried(&[(b, c)]).await), ["b: a -> c: a -> b: a"]);
    let beside = of(world.add_table("beside", &["a"]).await.value.id).await;
    assert_eq!(warned(&tried(&[(beside, b)]).await), Vec::<&str>::new());
    assert_eq!(warned(&tried(&[(a, b), (b, a)]).await), ["CYCLE_UNKNOWN", "CYCLE"]);
}

#[tokio::test]
async fn an_edge_that_comes_back_closes_its_cycle_anew() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let drawn = world.claims(vec![claim(a.0, b.0), claim(b.0, c.0), claim(c.0, a.0)]).await;
    assert_eq!(warned(&drawn), ["CYCLE"]);
    let back = drawn.value[2].edge.id;
    let decide = async |context, decision| {
        let done = world.admin().review_lineage(context, review(back, decision)).await;
        done.expect("reviewed")
    };
    let rejected = decide(ctx(), LineageStatus::Rejected).await;
    assert_eq!(warned(&rejected), Vec::<&str>::new(), "it is no way for data any more");
    let again = ReviewInput {
        note: Some("still wrong".to_owned()),
        ..review(back, LineageStatus::Rejected)
    };
    let again = world.admin().review_lineage(ctx(), again).await.expect("reviewed");
    assert_eq!(warned(&again), Vec::<&str>::new());
    let tried = decide(dry(), LineageStatus::Approved).await;
    let approved = decide(ctx(), LineageStatus::Approved).await;
    assert_eq!(causes(&approved), ["c -> a -> b -> c"]);
    assert_eq!(tried.warnings, approved.warnings, "the cycle is foreseen");
    let settled = decide(ctx(), LineageStatus::Approved).await;
    assert_eq!(warned(&settled), Vec::<&str>::new(), "it was there before");

    // Claiming it again brings it back as well.
    decide(ctx(), LineageStatus::Rejected).await;
    let claimed = world.claims(vec![claim(c.0, a.0)]).await;
    assert_eq!(causes(&claimed), ["c -> a -> b -> c"]);
}

/// What a rejected table edge hid comes back when the rejection goes, however it goes.
#[tokio::test]
async fn a_derived_edge_that_comes_back_closes_its_cycle() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let of = async |table| world.column_id(table, "a").await;
    world.claims(vec![claim(b.0, a.0), claim(of(a).await, of(b).await)]).await;
    let reject = async || {
        let no = LineageInput { status: Some(LineageStatus::Rejected), ..claim(a.0, b.0) };
        let done = world.claims(vec![no]).await;
        assert_eq!(warned(&done), Vec::<&str>::new());
        (done.value[0].edge.id, done.value[0].assertions[0].id, done.changeset.expect("made").id)
    };

    let (_, claim_id, _) = reject().await;
    let tried = world.admin().withdraw_assertions(dry(), &[claim_id]).await.expect("tried");
    let done = world.admin().withdraw_assertions(ctx(), &[claim_id]).await.expect("withdrawn");
    assert_eq!(causes(&done), ["a -> b -> a"]);
    assert_eq!(tried.warnings, done.warnings, "the cycle is foreseen");

    let (edge, ..) = reject().await;
    let ended = world.admin().delete_lineage(ctx(), &[edge]).await.expect("ended");
    assert_eq!(causes(&ended), ["a -> b -> a"]);

    let (.., changeset) = reject().await;
    let tried = world.admin().undo_changeset(dry(), changeset).await.expect("tried");
    let undone = world.admin().undo_changeset(ctx(), changeset).await.expect("undone");
    assert_eq!(causes(&undone), ["a -> b -> a"]);
    assert_eq!(tried.warnings, undone.warnings, "the cycle is foreseen");

    // nothing comes back where no column edge implies it
    let [c, d] = world.add_tables(["c", "d"]).await;
    world.claims(vec![claim(d.0, c.0)]).await;
    let no = LineageInput { status: Some(LineageStatus::Rejected), ..claim(c.0, d.0) };
    let claim_id = world.claims(vec![no]).await.value[0].assertions[0].id;
    let done = world.admin().withdraw_assertions(ctx(), &[claim_id]).await.expect("withdrawn");
    assert_eq!(warned(&done), Vec::<&str>::new());
}

#[tokio::test]
async fn lineage_that_an_undo_brings_back_closes_its_cycle() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    world.claims(vec![claim(a.0, b.0), claim(b.0, c.0), claim(c.0, a.0)]).await;
    let seq = world.seq().await;
    let gone = world.admin().delete_tables(ctx(), &[(b, 1)]).await.expect("deleted");
    let gone = gone.changeset.expect("a changeset");
    assert_eq!(gone.seq, seq + 1);
    let tried = world.admin().undo_changeset(dry(), gone.id).await.expect("tried");
    let undone = world.admin().undo_changeset(ctx(), gone.id).await.expect("undone");
    let mut told = causes(&undone);
    told.sort_unstable();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(["a -> b -> c -> a", "b -> c -> a -> b"].contains(&told[0]), "{told:?}");
    assert_eq!(warned(&tried), ["CYCLE"], "{:?}", causes(&tried));
    assert!(causes(&tried)[0].contains('b'), "what is not there yet has its name");
}
