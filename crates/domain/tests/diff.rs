//! The three-way diff and accepting it.

mod common;

use std::collections::BTreeSet;

use ariadne_domain::{
    Column, DiffKind, KeyKind, NewColumn, Table, TableId, Timestamp, diff_fetched, merge_fetched,
    primary_key_position,
};
use common::{column, facts, fetched, ids, key, paths, table_of};
use proptest::prelude::*;
use uuid::Uuid;

fn entry_ids(table: &Table, columns: &[Column], now: &ariadne_domain::FetchedTable) -> Vec<String> {
    diff_fetched(table, columns, now).entries.into_iter().map(|e| e.id).collect()
}

#[test]
fn the_same_again_is_no_difference() {
    let fetch = fetched(vec![facts("_id", "objectId"), facts("items", "array<object>")]);
    let (table, columns) = table_of(&fetch);
    assert_eq!(entry_ids(&table, &columns, &fetch), Vec::<String>::new());
}

#[test]
fn added_removed_and_changed_are_told_apart() {
    let (table, columns) =
        table_of(&fetched(vec![facts("a", "int"), facts("b", "int"), facts("c", "int")]));
    let now = fetched(vec![facts("a", "string"), facts("c", "int"), facts("d", "string")]);
    let ids = entry_ids(&table, &columns, &now);
    assert_eq!(ids, ["changed/a/dataType", "changed/a/logicalType", "added/d", "removed/b"]);
}

#[test]
fn a_rename_is_offered_and_keeps_the_column() {
    let (table, mut columns) = table_of(&fetched(vec![facts("a", "int"), facts("b", "string")]));
    columns[1].set_description(Some("the person's words".into()));
    let id = columns[1].id;
    let now = fetched(vec![facts("a", "int"), facts("bee", "string")]);
    let diff = diff_fetched(&table, &columns, &now);
    assert_eq!(diff.entries[0].kind, DiffKind::Renamed);
    assert_eq!(diff.entries[0].column, Some(id));

    let all = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&all.columns), ["a", "bee"]);
    assert_eq!(column(&all.columns, "bee").id, id);
    assert_eq!(column(&all.columns, "bee").description(), Some("the person's words"));
    assert!(all.removed.is_empty());

    let apart: BTreeSet<String> = ["added/bee".to_owned(), "removed/b".to_owned()].into();
    let some = merge_fetched(&table, &columns, &now, Some(&apart), Timestamp(2), ids(200));
    assert_eq!(some.removed, [id]);
    assert_ne!(column(&some.columns, "bee").id, id);
    assert_eq!(some.warnings[0].code, "COLUMN_WITH_TEXTS_REMOVED");
}

#[test]
fn what_a_person_set_stands() {
    let (table, mut columns) = table_of(&fetched(vec![facts("a", "int"), facts("b", "int")]));
    columns[0].set_data_type(Some("NUMBER(10)".into()));
    columns[0].set_nullable(Some(false));
    columns[1].path = "beta".parse().expect("a path");
    let mut now = fetched(vec![facts("a", "long"), facts("b", "string")]);
    now.columns[0].comment = Some("from the source".into());
    let diff = diff_fetched(&table, &columns, &now);
    assert_eq!(diff.entries[0].overridden, "NUMBER(10)".into());

    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    let a = column(&merge.columns, "a");
    assert_eq!((a.data_type(), a.nullable()), ("NUMBER(10)", false));
    assert_eq!(a.description(), Some("from the source"));
    assert_eq!(a.overridden(), ["dataType", "nullable"]);
    assert_eq!(column(&merge.columns, "beta").data_type(), "string", "a person's name stays");

    now.columns[0].data_type = "NUMBER(10)".into();
    let agreed = merge_fetched(&merge.table, &merge.columns, &now, None, Timestamp(3), ids(300));
    assert_eq!(
        column(&agreed.columns, "a").overridden(),
        ["nullable"],
        "agreeing drops the override"
    );
}

#[test]
fn a_hidden_column_stays_hidden() {
    let fetch = fetched(vec![facts("a", "int"), facts("b", "int")]);
    let (table, mut columns) = table_of(&fetch);
    columns[1].overrides.hidden = true;
    let now = fetched(vec![facts("a", "int"), facts("b", "string")]);
    assert_eq!(entry_ids(&table, &columns, &now), Vec::<String>::new());
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["a"]);
}

#[test]
fn accepting_some_leaves_the_rest() {
    let (table, columns) = table_of(&fetched(vec![facts("a", "int"), facts("b", "int")]));
    let now = fetched(vec![facts("a", "string"), facts("c", "int"), facts("d", "object")]);
    let some: BTreeSet<String> = ["added/d".to_owned()].into();
    let merge = merge_fetched(&table, &columns, &now, Some(&some), Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["a", "b", "d"]);
    assert_eq!(column(&merge.columns, "a").data_type(), "int");
    let left = entry_ids(&merge.table, &merge.columns, &now);
    assert!(
        left.contains(&"changed/a/dataType".to_owned()) && left.contains(&"added/c".to_owned())
    );
}

#[test]
fn manual_columns_are_adopted_by_path_and_keep_their_texts() {
    let table = Table::new(TableId(Uuid::from_u128(1)), None, "orders".into());
    let new = |data_type: &str| NewColumn {
        data_type: data_type.into(),
        description: Some("by hand".into()),
        ..NewColumn::default()
    };
    let path = |text: &str| text.parse().expect("a path");
    let mut next = ids(10);
    let columns = vec![
        Column::manual(next(), table.id, path("total"), 0, new("decimal128")),
        Column::manual(next(), table.id, path("only_here"), 1, new("string")),
    ];
    let now = fetched(vec![facts("_id", "objectId"), facts("total", "decimal128")]);
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["_id", "total", "only_here"]);
    let total = column(&merge.columns, "total");
    assert_eq!(total.id, columns[0].id);
    assert_eq!(total.overridden(), ["description"]);
    assert!(column(&merge.columns, "only_here").is_manual());
}

#[test]
fn a_persons_order_is_kept_and_new_columns_follow_their_neighbour() {
    let (table, mut columns) =
        table_of(&fetched(vec![facts("a", "int"), facts("b", "int"), facts("c", "int")]));
    columns.reverse();
    for (ordinal, column) in (0..).zip(&mut columns) {
        column.ordinal = ordinal;
    }
    let now =
        fetched(vec![facts("a", "int"), facts("a2", "int"), facts("b", "int"), facts("c", "int")]);
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["c", "b", "a", "a2"]);
}

#[test]
fn keys_follow_columns_and_go_with_them() {
    let mut fetch = fetched(vec![facts("_id", "objectId"), facts("email", "string")]);
    fetch.facts.keys = vec![key(KeyKind::Primary, &["_id"]), key(KeyKind::Unique, &["email"])];
    let (table, columns) = table_of(&fetch);
    assert_eq!(primary_key_position(table.keys(), columns[0].id), Some(1));
    let mut now = fetched(vec![facts("_id", "objectId")]);
    now.facts.keys = vec![key(KeyKind::Primary, &["_id"])];
    let gone: BTreeSet<String> = ["removed/email".to_owned()].into();
    let merge = merge_fetched(&table, &columns, &now, Some(&gone), Timestamp(2), ids(200));
    assert_eq!(merge.table.keys().len(), 1, "a key without its column is no key");
}

fn columns_strategy() -> impl Strategy<Value = Vec<(String, &'static str)>> {
    let names = proptest::sample::subsequence(vec!["a", "b", "c", "d", "e", "f"], 0..=6);
    names.prop_shuffle().prop_flat_map(|names| {
        let types = proptest::collection::vec(
            proptest::sample::select(vec!["int", "string", "object"]),
            names.len(),
        );
        types.prop_map(move |types| names.iter().map(|n| (*n).to_owned()).zip(types).collect())
    })
}

proptest! {
    /// Accepting everything leaves nothing to accept, and shows the source's columns.
    #[test]
    fn accepting_all_converges(old in columns_strategy(), new in columns_strategy()) {
        let fetch_of = |columns: &[(String, &str)]| {
            fetched(columns.iter().map(|(path, data_type)| facts(path, data_type)).collect())
        };
        let (table, columns) = table_of(&fetch_of(&old));
        let now = fetch_of(&new);
        let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(500));
        prop_assert_eq!(entry_ids(&merge.table, &merge.columns, &now), Vec::<String>::new());
        let names: Vec<String> = new.iter().map(|(path, _)| path.clone()).collect();
        prop_assert_eq!(paths(&merge.columns), names);
        for (expected, (path, data_type)) in (0_u32..).zip(&new) {
            let column = column(&merge.columns, path);
            prop_assert_eq!((column.ordinal, column.data_type()), (expected, *data_type));
        }
    }

    /// Accepting entry by entry, in any order, ends where accepting all at once does.
    #[test]
    fn accepting_one_by_one_ends_the_same(old in columns_strategy(), new in columns_strategy()) {
        let fetch_of = |columns: &[(String, &str)]| {
            fetched(columns.iter().map(|(path, data_type)| facts(path, data_type)).collect())
        };
        let (mut table, mut columns) = table_of(&fetch_of(&old));
        let now = fetch_of(&new);
        let mut next = ids(500);
        for _ in 0..64 {
            let Some(first) = entry_ids(&table, &columns, &now).into_iter().next() else { break };
            let one: BTreeSet<String> = [first].into();
            let merge = merge_fetched(&table, &columns, &now, Some(&one), Timestamp(2), &mut next);
            (table, columns) = (merge.table, merge.columns);
        }
        prop_assert_eq!(entry_ids(&table, &columns, &now), Vec::<String>::new());
        let mut here = paths(&columns);
        here.sort();
        let mut names: Vec<String> = new.iter().map(|(path, _)| path.clone()).collect();
        names.sort();
        prop_assert_eq!(here, names);
    }
}

#[test]
fn keys_written_by_hand_join_the_observed_ones() {
    let mut table = Table::new(TableId(Uuid::from_u128(1)), None, "orders".into());
    let mut next = ids(10);
    let new = |data_type: &str| NewColumn { data_type: data_type.into(), ..NewColumn::default() };
    let columns = vec![
        Column::manual(next(), table.id, "_id".parse().expect("a path"), 0, new("objectId")),
        Column::manual(next(), table.id, "name".parse().expect("a path"), 1, new("object")),
    ];
    table.set_keys(vec![by_hand(KeyKind::Primary, columns[0].id)]);
    let mut now = fetched(vec![
        facts("_id", "objectId"),
        facts("name", "object"),
        facts("name.first", "string"),
        facts("email", "string"),
    ]);
    now.facts.keys = vec![key(KeyKind::Primary, &["_id"]), key(KeyKind::Unique, &["email"])];
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(merge.table.overrides.keys, None, "the source says it too");
    assert_eq!(merge.table.keys().len(), 2);

    table.set_keys(vec![by_hand(KeyKind::Primary, columns[1].id)]);
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    let kinds: Vec<KeyKind> = merge.table.keys().iter().map(|k| k.kind).collect();
    assert_eq!(kinds, [KeyKind::Unique, KeyKind::Primary], "the person's primary key stands");
}

fn by_hand(kind: KeyKind, column: ariadne_domain::ColumnId) -> ariadne_domain::Key {
    ariadne_domain::Key { kind, name: None, columns: vec![column], references: None, enabled: None }
}

#[test]
fn a_hand_written_column_stays_behind_its_neighbour_and_what_lies_below_it() {
    let (table, mut columns) = table_of(&fetched(vec![facts("name", "object"), facts("z", "int")]));
    let extra = NewColumn { data_type: "string".into(), ..NewColumn::default() };
    columns
        .insert(1, Column::manual(ids(70)(), table.id, "extra".parse().expect("a path"), 1, extra));
    columns[2].ordinal = 2;
    let now =
        fetched(vec![facts("name", "object"), facts("name.first", "string"), facts("z", "int")]);
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["name", "name.first", "extra", "z"]);
}

/// A table written by hand: its columns are `paths`, its primary key the first of them.
fn by_hand_with(columns: &[&str]) -> (Table, Vec<Column>) {
    let mut table = Table::new(TableId(Uuid::from_u128(1)), None, "departments".into());
    let mut next = ids(10);
    let columns: Vec<Column> = (0_u32..)
        .zip(columns)
        .map(|(ordinal, path)| {
            let new = NewColumn {
                data_type: "int".into(),
                description: Some("by hand".into()),
                tags: vec!["kept".into()],
                ..NewColumn::default()
            };
            Column::manual(next(), table.id, path.parse().expect("a path"), ordinal, new)
        })
        .collect();
    table.set_keys(vec![by_hand(KeyKind::Primary, columns[0].id)]);
    (table, columns)
}

fn departments() -> ariadne_domain::FetchedTable {
    let mut now =
        fetched(vec![facts("DEPARTMENT_ID", "NUMBER(4)"), facts("MANAGER_ID", "NUMBER(6)")]);
    let mut primary = key(KeyKind::Primary, &["DEPARTMENT_ID"]);
    primary.name = Some("DEPT_ID_PK".into());
    now.facts.keys = vec![primary];
    now
}

#[test]
fn a_hand_written_column_in_another_case_is_offered_as_a_rename() {
    let (table, columns) = by_hand_with(&["department_id", "planned"]);
    let now = departments();
    let diff = diff_fetched(&table, &columns, &now);
    let renamed: Vec<_> = diff.entries.iter().filter(|e| e.kind == DiffKind::Renamed).collect();
    assert_eq!(renamed.len(), 1, "{diff:?}");
    assert_eq!(renamed[0].id, "renamed/DEPARTMENT_ID");
    assert_eq!(renamed[0].column, Some(columns[0].id));
    assert_eq!(renamed[0].observed, "DEPARTMENT_ID".into());
    assert_eq!(renamed[0].stored, "department_id".into(), "what the person wrote");
    assert_eq!(renamed[0].overridden, ariadne_domain::Value::Null, "it does not stand");
    assert!(diff.entries.iter().any(|e| e.id == "added/DEPARTMENT_ID"), "the other way stays");

    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["DEPARTMENT_ID", "planned", "MANAGER_ID"]);
    let kept = column(&merge.columns, "DEPARTMENT_ID");
    assert_eq!(kept.id, columns[0].id);
    assert_eq!(kept.description(), Some("by hand"));
    assert_eq!(kept.tags, ["kept"]);
    assert!(!kept.is_manual() && !kept.overridden().contains(&"path"));
    assert_eq!(merge.table.overrides.keys, None, "the source says the same key");
    assert_eq!(primary_key_position(merge.table.keys(), kept.id), Some(1));
    assert_eq!(entry_ids(&merge.table, &merge.columns, &now), Vec::<String>::new());
}

#[test]
fn the_column_of_another_case_can_be_taken_as_another_one() {
    let (table, columns) = by_hand_with(&["department_id"]);
    let now = departments();
    let apart: BTreeSet<String> = ["added/DEPARTMENT_ID".to_owned()].into();
    let merge = merge_fetched(&table, &columns, &now, Some(&apart), Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["department_id", "DEPARTMENT_ID"]);
    assert!(column(&merge.columns, "department_id").is_manual());
    let left = entry_ids(&merge.table, &merge.columns, &now);
    assert!(!left.contains(&"renamed/DEPARTMENT_ID".to_owned()), "both are there now: {left:?}");
}

#[test]
fn what_several_could_mean_is_no_rename() {
    let renames = |by_hand: &[&str], source: &[&str]| {
        let (table, columns) = by_hand_with(by_hand);
        let now = fetched(source.iter().map(|path| facts(path, "int")).collect());
        let ids = entry_ids(&table, &columns, &now);
        ids.into_iter().filter(|id| id.starts_with("renamed/")).collect::<Vec<_>>()
    };
    assert_eq!(renames(&["total"], &["TOTAL"]), ["renamed/TOTAL"]);
    assert_eq!(renames(&["Straße.Nr"], &["STRASSE.NR"]), ["renamed/STRASSE.NR"]);
    assert_eq!(renames(&["total", "Total"], &["TOTAL"]), Vec::<String>::new());
    assert_eq!(renames(&["total"], &["TOTAL", "Total"]), Vec::<String>::new());
    assert_eq!(renames(&["total"], &["TOTAL", "total"]), Vec::<String>::new());
    assert_eq!(renames(&["total"], &["TOTALS"]), Vec::<String>::new());
}

/// However the entries are accepted, the primary key by hand ends once the source says it.
#[test]
fn a_hand_written_key_follows_its_column_one_entry_at_a_time() {
    for keys_first in [false, true] {
        let (mut table, mut columns) = by_hand_with(&["department_id"]);
        let mut now = departments();
        now.facts.keys.push(key(KeyKind::Unique, &["MANAGER_ID"]));
        let mut steps = vec!["changed//kind", "added/MANAGER_ID", "renamed/DEPARTMENT_ID"];
        steps.insert(if keys_first { 2 } else { 3 }, "changed//keys");
        steps.push("changed//keys");
        for step in steps {
            let one: BTreeSet<String> = [step.to_owned()].into();
            let merge = merge_fetched(&table, &columns, &now, Some(&one), Timestamp(2), ids(200));
            (table, columns) = (merge.table, merge.columns);
        }
        assert_eq!(table.overrides.keys, None, "keys first: {keys_first}");
        assert_eq!(table.keys().len(), 2);
        assert_eq!(table.keys()[0].name.as_deref(), Some("DEPT_ID_PK"));
    }
}

#[test]
fn what_only_a_person_has_below_a_respelled_column_follows_it() {
    let (table, columns) = by_hand_with(&["Items", "Items.sku", "Items.planned"]);
    let now = fetched(vec![facts("items", "object"), facts("items.SKU", "string")]);
    let merge = merge_fetched(&table, &columns, &now, None, Timestamp(2), ids(200));
    assert_eq!(paths(&merge.columns), ["items", "items.SKU", "items.planned"]);
    assert_eq!(column(&merge.columns, "items.SKU").id, columns[1].id);
    let parent: BTreeSet<String> = ["renamed/items".to_owned()].into();
    let some = merge_fetched(&table, &columns, &now, Some(&parent), Timestamp(2), ids(200));
    assert_eq!(paths(&some.columns), ["items", "Items.sku", "items.planned"]);
}
