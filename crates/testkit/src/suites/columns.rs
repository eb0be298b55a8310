//! `ColumnReader`.

use ariadne_domain::{Column, ColumnId, Delta, LogicalType, Path, Segment, TableId, Value};
use ariadne_ports::{At, PageRequest};

use super::World;
use crate::Backend;
use crate::builders::{ColumnBuilder, FactsBuilder, TableBuilder};

async fn listed(backend: &Backend, table: TableId, text: Option<&str>) -> Vec<String> {
    let page =
        backend.columns.list_columns(At::Head, table, text, &PageRequest::first(1_000)).await;
    let items = page.expect("a page").into_items();
    items.into_iter().map(|row| row.value.path.to_string()).collect()
}

/// A column is read as it was written, whatever its path and facts hold.
pub async fn a_column_is_read_as_written(backend: &Backend) {
    let world = World::new(backend);
    let strange = Path::new([
        Segment::Key("a.b \"c\" \\ []".into()),
        Segment::Element,
        Segment::Key(String::new()),
        Segment::MapValue,
        Segment::Key("[]".into()),
        Segment::Key("\\{}".into()),
        Segment::Key("字\u{1}\t".into()),
    ]);
    let mut facts = FactsBuilder::new("x", "array<string|int>")
        .required()
        .comment("note 'x'")
        .default("''")
        .property("presence", Value::Number("0.25".into()))
        .property("empty", "")
        .build();
    facts.path = strange.clone();
    facts.generated = Some("VIRTUAL: a + b".into());
    facts.logical_type = LogicalType::Unknown;
    let stored = world.add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
        let mut observed = ColumnBuilder::observed(world.id(), table, facts)
            .ordinal(3)
            .data_type("override")
            .description("# text")
            .tags(["b", "a"])
            .hidden()
            .build();
        observed.overrides.logical_type = Some(LogicalType::array(LogicalType::Object));
        observed.overrides.nullable = Some(true);
        observed.overrides.default = Some(String::new());
        observed.overrides.properties = Some(Value::object());
        observed.path = strange.child(Segment::Key("renamed".into()));
        vec![observed, ColumnBuilder::manual(world.id(), table, "plain").ordinal(4).build()]
    });
    let table = stored.await.value.id;
    let written = backend.changesets.entity_changes(1).await.expect("changes");
    let columns = world.columns_of(table).await;
    assert_eq!(columns.len(), 2);
    for row in columns {
        let created = written.iter().any(|change| {
            matches!(change, ariadne_domain::EntityChange::Column(d) if d.after.as_ref() == Some(&row.value))
        });
        assert!(created, "{row:?}");
    }
    let hidden = world.columns_of(table).await.remove(0).value;
    assert_eq!(hidden.path.segments().len(), 8);
    assert_eq!(hidden.observed.as_ref().map(|o| &o.facts.path), Some(&strange));
    assert_eq!(
        hidden.observed.as_ref().and_then(|o| o.facts.generated.clone()).as_deref(),
        Some("VIRTUAL: a + b")
    );
    assert_eq!(hidden.overrides.properties, Some(Value::object()));
    assert_eq!(hidden.overrides.default.as_deref(), Some(""));
    assert_eq!(hidden.tags, ["a", "b"]);
}

/// Ids that are not there are left out.
pub async fn unknown_columns_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    let rows = world.columns_of(table).await;
    let ids = [rows[2].value.id, world.ids.make(), rows[0].value.id, rows[2].value.id];
    let mut found = backend.columns.columns(At::Head, &ids).await.expect("columns");
    found.sort_by_key(|row| row.value.ordinal);
    assert_eq!(found, [rows[0].clone(), rows[2].clone()]);
}

/// `columns_of_tables` answers hidden ones too, by table and ordinal.
pub async fn all_columns_of_tables_come_by_table_and_ordinal(backend: &Backend) {
    let world = World::new(backend);
    let build = |world: &World<'_>, table: TableId| -> Vec<Column> {
        let column =
            |path, ordinal| ColumnBuilder::manual(world.id(), table, path).ordinal(ordinal);
        vec![column("c", 2).build(), column("a", 0).hidden().build(), column("b", 1).build()]
    };
    let first = world.add_table_with(TableBuilder::new(world.id(), "t1"), build).await.value.id;
    let second = world.add_table_with(TableBuilder::new(world.id(), "t2"), build).await.value.id;
    world.add_table_of("t3", &["x"]).await;
    let rows =
        backend.columns.columns_of_tables(At::Head, &[second, first, world.ids.make()]).await;
    let found: Vec<(TableId, String)> = rows
        .expect("columns")
        .into_iter()
        .map(|c| (c.value.table, c.value.path.to_string()))
        .collect();
    let expected: Vec<(TableId, String)> = [first, second]
        .into_iter()
        .flat_map(|table| ["a", "b", "c"].map(|path| (table, path.to_owned())))
        .collect();
    assert_eq!(found, expected);
}

/// Lists and counts leave hidden columns out; reads by id answer them.
pub async fn hidden_columns_are_in_no_list_and_no_count(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    let hidden = world.columns_of(table).await.remove(1).value.id;
    world.update_column(hidden, |c| c.overrides.hidden = true).await;
    assert_eq!(listed(backend, table, None).await, ["a", "c"]);
    assert_eq!(listed(backend, table, Some("b")).await, [""; 0]);
    let counts = backend.columns.count_columns(At::Head, &[table]).await.expect("counts");
    assert_eq!(counts, [(table, 2)]);
    assert_eq!(world.column(hidden).await.value.path, Path::key("b"));
    world.update_column(hidden, |c| c.overrides.hidden = false).await;
    assert_eq!(listed(backend, table, None).await, ["a", "b", "c"]);
}

/// A page is by ordinal, then id.
pub async fn columns_are_listed_by_ordinal(backend: &Backend) {
    let world = World::new(backend);
    let stored = world.add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
        let ordinals = [("c", 10), ("a", 2), ("b1", 9), ("b2", 9), ("d", 70_000)];
        let column = |(path, n)| ColumnBuilder::manual(world.id(), table, path).ordinal(n).build();
        ordinals.map(column).to_vec()
    });
    let table = stored.await.value.id;
    assert_eq!(listed(backend, table, None).await, ["a", "b1", "b2", "c", "d"]);
}

/// Every word of the text is within the folded printed path or description.
pub async fn a_text_filters_columns_word_by_word(backend: &Backend) {
    let world = World::new(backend);
    let stored = world.add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
        let manual = |path, n| ColumnBuilder::manual(world.id(), table, path).ordinal(n);
        let commented = FactsBuilder::new("total", "int").comment("Sum of 订单 lines").build();
        vec![
            manual("Customer.Address.City", 0).build(),
            manual("customer.name", 1).description("Who ORDERED it").build(),
            ColumnBuilder::observed(world.id(), table, commented).ordinal(2).build(),
            manual("share_%", 3).build(),
            manual(r#""a\b""#, 4).build(),
        ]
    });
    let table = stored.await.value.id;
    for (text, expected) in [
        ("customer", &["Customer.Address.City", "customer.name"][..]),
        ("CITY cust", &["Customer.Address.City"]),
        ("s.city", &["Customer.Address.City"]),
        ("ordered", &["customer.name"]),
        ("name who", &["customer.name"]),
        ("订单", &["total"]),
        ("单", &["total"]),
        ("_", &["share_%"]),
        ("%", &["share_%"]),
        (r"\", &[r#""a\b""#]),
        ("total nothing", &[]),
    ] {
        assert_eq!(listed(backend, table, Some(text)).await, expected, "{text:?}");
    }
    assert_eq!(listed(backend, table, Some("  ")).await.len(), 5);
}

/// A person's text hides the source's comment from the filter, as from people.
pub async fn the_effective_description_is_filtered(backend: &Backend) {
    let world = World::new(backend);
    let stored = world.add_table_with(TableBuilder::new(world.id(), "t"), |world, table| {
        let facts = FactsBuilder::new("total", "int").comment("from the source").build();
        vec![ColumnBuilder::observed(world.id(), table, facts).description("by hand").build()]
    });
    let table = stored.await.value.id;
    assert_eq!(listed(backend, table, Some("hand")).await, ["total"]);
    assert!(listed(backend, table, Some("source")).await.is_empty());
}

/// Counts are per table; a table without visible columns is left out.
pub async fn counts_are_per_table_and_leave_empty_ones_out(backend: &Backend) {
    let world = World::new(backend);
    let two = world.add_table_of("two", &["a", "b"]).await.value.id;
    let empty = world.add_table("empty").await.value.id;
    let hidden = world.add_table_of("hidden", &["a"]).await.value.id;
    let column = world.columns_of(hidden).await.remove(0).value.id;
    world.update_column(column, |c| c.overrides.hidden = true).await;
    let three = world.add_table_of("three", &["a", "b", "c"]).await.value.id;
    let ids = [three, empty, hidden, two, world.ids.make()];
    let mut counts = backend.columns.count_columns(At::Head, &ids).await.expect("counts");
    counts.sort_unstable();
    assert_eq!(counts, [(two, 2), (three, 3)]);
}

/// A table that is not there has no columns.
pub async fn an_unknown_table_has_no_columns(backend: &Backend) {
    let world = World::new(backend);
    assert!(listed(backend, world.ids.make(), None).await.is_empty());
    assert!(world.columns_of(world.ids.make()).await.is_empty());
}

/// A deleted column is in no answer.
pub async fn a_deleted_column_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b"]).await.value.id;
    let gone = world.columns_of(table).await.remove(0);
    let id: ColumnId = gone.value.id;
    let touch = world.touch(table).await;
    world.commit(vec![touch, Delta::deleted(gone).into()]).await;
    assert_eq!(backend.columns.columns(At::Head, &[id]).await.expect("columns"), []);
    assert_eq!(listed(backend, table, None).await, ["b"]);
}
