//! `SearchReader`: what is found.

use ariadne_domain::{Delta, EntityKind};
use ariadne_ports::{Count, PageRequest};

use super::World;
use super::world::{column_ref, source_ref, table_ref};
use crate::Backend;
use crate::builders::{ColumnBuilder, FactsBuilder, SourceBuilder, TableBuilder};

/// Labels of all hits in order: `T name`, `C path`, `S name`.
pub(super) async fn found(backend: &Backend, text: &str) -> Vec<String> {
    let page = backend.search.search(text, &PageRequest::first(1_000)).await.expect("a page");
    let count = backend.search.count_hits(text, 1_000).await.expect("a count");
    assert_eq!(count, Count { value: page.items.len() as u64, exact: true }, "{text:?}");
    let mut labels = Vec::new();
    for hit in page.into_items() {
        let world = World::new(backend);
        labels.push(match hit.entity.kind {
            EntityKind::Table => {
                format!("T {}", world.table(hit.entity.id.into()).await.value.name)
            }
            EntityKind::Source => {
                format!("S {}", world.source(hit.entity.id.into()).await.value.name)
            }
            EntityKind::Column => {
                let column = world.column(hit.entity.id.into()).await.value;
                assert_eq!(hit.table, Some(column.table), "a column's hit names its table");
                format!("C {}", column.path)
            }
            EntityKind::Edge | EntityKind::Assertion => panic!("lineage is not searched: {hit:?}"),
        });
    }
    labels
}

/// Asserts what each text finds, in any order.
async fn finds(backend: &Backend, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let mut labels = found(backend, text).await;
        labels.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(labels, expected, "{text:?}");
    }
}

/// Tables by schema, name and description, columns by path and description,
/// sources by name and description.
pub async fn each_kind_is_found_by_its_texts(backend: &Backend) {
    let world = World::new(backend);
    let table = TableBuilder::new(world.id(), "invoices").schema("billing").description("who pays");
    world
        .add_table_with(table, |world, table| {
            let path = "customer.address";
            vec![ColumnBuilder::manual(world.id(), table, path).description("where to").build()]
        })
        .await;
    let source = SourceBuilder::new(world.id(), "Ledger").description("the books");
    world.add_built_source(source).await;
    finds(
        backend,
        &[
            ("invoices", &["T invoices"]),
            ("billing", &["T invoices"]),
            ("pays", &["T invoices"]),
            ("customer", &["C customer.address"]),
            ("address", &["C customer.address"]),
            ("r.add", &["C customer.address"]),
            ("where", &["C customer.address"]),
            ("ledger", &["S Ledger"]),
            ("books", &["S Ledger"]),
            ("nothing", &[]),
        ],
    )
    .await;
}

/// Every word has to be a substring; their order does not count.
pub async fn every_word_is_a_substring(backend: &Backend) {
    let world = World::new(backend);
    for name in ["order items", "order_lines", "reorders", "items"] {
        world.add_table(name).await;
    }
    world.add_built_table(TableBuilder::new(world.id(), "x").description("items in order")).await;
    finds(
        backend,
        &[
            ("order", &["T order items", "T order_lines", "T reorders", "T x"]),
            ("items order", &["T order items", "T x"]),
            ("ITEMS\torder  ", &["T order items", "T x"]),
            ("rder ine", &["T order_lines"]),
            ("order order", &["T order items", "T order_lines", "T reorders", "T x"]),
            ("orders items", &[]),
            ("orderitems", &[]),
            ("order_items", &[]),
        ],
    )
    .await;
}

/// Words do not reach across the parts of a text.
pub async fn words_do_not_span_parts(backend: &Backend) {
    let world = World::new(backend);
    let table = TableBuilder::new(world.id(), "north").schema("far").description("pole");
    world.add_built_table(table).await;
    finds(backend, &[("farnorth", &[]), ("northpole", &[]), ("far north pole", &["T north"])])
        .await;
}

/// Case, width and form do not count.
pub async fn texts_are_folded(backend: &Backend) {
    let world = World::new(backend);
    for name in ["CUSTOMER_Id", "Straße", "ＷＩＤＥ", "ﬁle", "Ärger", "İstanbul", "ΣΟΦΟΣ"]
    {
        world.add_table(name).await;
    }
    finds(
        backend,
        &[
            ("customer_ID", &["T CUSTOMER_Id"]),
            ("STRASSE", &["T Straße"]),
            ("straße", &["T Straße"]),
            ("wide", &["T ＷＩＤＥ"]),
            ("ｗｉｄｅ", &["T ＷＩＤＥ"]),
            ("FILE", &["T ﬁle"]),
            ("a\u{308}RGER", &["T Ärger"]),
            ("σοφοσ", &["T ΣΟΦΟΣ"]),
            ("σοφος", &["T ΣΟΦΟΣ"]),
        ],
    )
    .await;
}

/// Chinese words of two characters and of one find names that hold them.
pub async fn chinese_words_find_names(backend: &Backend) {
    let world = World::new(backend);
    for name in ["客户订单", "订单明细", "客户", "单订", "供应商"] {
        world.add_table(name).await;
    }
    world
        .add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
            ["订单.编号", "金额"]
                .map(|path| ColumnBuilder::manual(world.id(), table, path).build())
                .to_vec()
        })
        .await;
    world.add_source("订单库").await;
    finds(
        backend,
        &[
            ("订单", &["T 客户订单", "T 订单明细", "C 订单.编号", "S 订单库"]),
            ("客户 订单", &["T 客户订单"]),
            ("单", &["T 客户订单", "T 订单明细", "T 单订", "C 订单.编号", "S 订单库"]),
            ("供应商", &["T 供应商"]),
            ("客户订单", &["T 客户订单"]),
            ("编号", &["C 订单.编号"]),
            ("单.编", &["C 订单.编号"]),
            ("库", &["S 订单库"]),
        ],
    )
    .await;
}

/// Words of one or two characters look at names only, a column's at its path.
pub async fn short_words_look_at_names_only(backend: &Backend) {
    let world = World::new(backend);
    let table = TableBuilder::new(world.id(), "ab").schema("cd").description("ef 订单 xyz");
    world
        .add_table_with(table, |world, table| {
            let column = ColumnBuilder::manual(world.id(), table, "gh.ij");
            vec![column.description("kl").build()]
        })
        .await;
    let source = SourceBuilder::new(world.id(), "mn").description("op");
    world.add_built_source(source).await;
    finds(
        backend,
        &[
            ("ab", &["T ab"]),
            ("b", &["T ab"]),
            ("cd", &[]),
            ("ef", &[]),
            ("订单", &[]),
            ("gh", &["C gh.ij"]),
            ("j", &["C gh.ij"]),
            ("h.", &["C gh.ij"]),
            ("kl", &[]),
            ("mn", &["S mn"]),
            ("op", &[]),
            ("xyz", &["T ab"]),
            ("ab xyz", &["T ab"]),
            ("cd xyz", &[]),
        ],
    )
    .await;
}

/// What a database takes for a pattern is text like any other.
pub async fn wildcards_are_text(backend: &Backend) {
    let world = World::new(backend);
    for name in
        ["100%_done", "100 done", r"back\slash", "it's", "a\"b", "x*y", "under_score", "[set]"]
    {
        world.add_table(name).await;
    }
    finds(
        backend,
        &[
            ("%", &["T 100%_done"]),
            ("0%_d", &["T 100%_done"]),
            ("1__", &[]),
            ("100%done", &[]),
            ("_", &["T 100%_done", "T under_score"]),
            (r"\", &[r"T back\slash"]),
            (r"k\s", &[r"T back\slash"]),
            (r"\s", &[r"T back\slash"]),
            (r"\%_", &[]),
            ("'", &["T it's"]),
            ("t's", &["T it's"]),
            ("\"", &["T a\"b"]),
            ("x*y", &["T x*y"]),
            ("xay", &[]),
            ("[set]", &["T [set]"]),
            ("[a-z]", &[]),
            ("AND", &[]),
            ("100 OR it's", &[]),
            ("-100", &[]),
            ("back*", &[]),
        ],
    )
    .await;
}

/// A text without a word finds nothing.
pub async fn a_text_without_words_finds_nothing(backend: &Backend) {
    let world = World::new(backend);
    world.add_table(" ").await;
    finds(backend, &[("", &[]), ("   ", &[]), ("\t\n", &[]), ("\u{3000}", &[])]).await;
}

/// Hidden columns are not found, and are when they come back.
pub async fn hidden_columns_are_not_found(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("t", &["secret_total", "total"]).await.value.id;
    let hidden = world.columns_of(table).await.remove(0).value.id;
    world.update_column(hidden, |c| c.overrides.hidden = true).await;
    finds(backend, &[("total", &["C total"]), ("se", &[])]).await;
    world.update_column(hidden, |c| c.overrides.hidden = false).await;
    finds(backend, &[("total", &["C secret_total", "C total"])]).await;
}

/// The effective description is searched: a person's text stands for the comment.
pub async fn the_effective_description_is_searched(backend: &Backend) {
    let world = World::new(backend);
    let fetched = world.tick();
    let table = TableBuilder::new(world.id(), "t").fetched(fetched, Some("from the source"));
    let id = world
        .add_table_with(table, |world, table| {
            let facts = FactsBuilder::new("c", "int").comment("source's note").build();
            vec![ColumnBuilder::observed(world.id(), table, facts).build()]
        })
        .await
        .value
        .id;
    finds(backend, &[("source", &["T t", "C c"])]).await;
    world.update_table(id, |t| t.set_description(Some("by hand".into()))).await;
    let column = world.columns_of(id).await.remove(0).value.id;
    world.update_column(column, |c| c.set_description(Some("also by hand".into()))).await;
    finds(backend, &[("source", &[]), ("hand", &["T t", "C c"])]).await;
}

/// A change and a deletion are found out at once.
pub async fn search_follows_changes(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("before", &["before_id"]).await.value.id;
    let source = world.add_source("before src").await.value.id;
    world.update_table(table, |t| t.name = "after".into()).await;
    let column = world.columns_of(table).await.remove(0).value.id;
    world.update_column(column, |c| c.path = ariadne_domain::Path::key("after_id")).await;
    world.update_source(source, |s| s.name = "after src".into()).await;
    finds(backend, &[("before", &[]), ("after", &["T after", "C after_id", "S after src"])]).await;
    world.update_table(table, |t| t.name = "客户".into()).await;
    finds(backend, &[("客户", &["T 客户"])]).await;
    world.update_table(table, |t| t.name = "订单".into()).await;
    finds(backend, &[("客户", &[]), ("客", &[]), ("订单", &["T 订单"])]).await;
    world.commit(world.deletion(table).await).await;
    let gone = world.source(source).await;
    world.commit(vec![Delta::deleted(gone).into()]).await;
    finds(backend, &[("after", &[]), ("af", &[]), ("订单", &[])]).await;
}

/// A hit names its entity, a column's its table, and its rank.
pub async fn a_hit_names_entity_table_and_rank(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["orders_id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    let source = SourceBuilder::new(world.id(), "shop").description("orders");
    let source = world.add_built_source(source).await.value.id;
    let page = backend.search.search("orders", &PageRequest::first(9)).await.expect("a page");
    let hits: Vec<_> =
        page.into_items().into_iter().map(|hit| (hit.entity, hit.table, hit.rank)).collect();
    let expected = [
        (table_ref(table), None, 0),
        (column_ref(column), Some(table), 1),
        (source_ref(source), None, 4),
    ];
    assert_eq!(hits, expected);
}

/// A count is exact up to the cap.
pub async fn hit_counts_are_capped(backend: &Backend) {
    let world = World::new(backend);
    for n in 0..5 {
        world.add_table(&format!("orders{n}")).await;
    }
    let count = async |text, cap| backend.search.count_hits(text, cap).await.expect("a count");
    for text in ["orders", "or"] {
        assert_eq!(count(text, 6).await, Count { value: 5, exact: true });
        assert_eq!(count(text, 5).await, Count { value: 5, exact: true });
        assert_eq!(count(text, 4).await, Count { value: 4, exact: false });
    }
    assert_eq!(count("nothing", 4).await, Count { value: 0, exact: true });
}

/// A long text and a word longer than any name are answered.
pub async fn long_texts_are_answered(backend: &Backend) {
    let world = World::new(backend);
    let long = "z".repeat(1_024);
    world.add_table(&long).await;
    assert_eq!(found(backend, &long).await.len(), 1);
    assert_eq!(found(backend, &format!("{long}z")).await.len(), 0);
    assert_eq!(found(backend, &"zz ".repeat(200)).await.len(), 1);
}
