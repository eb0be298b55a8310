//! Editing columns by hand.

mod common;

use ariadne_domain::{
    Column, ColumnEdit, EditMode, Field, KeyKind, Merge, Path, Table, Violation, edit_columns,
    primary_key_position, unique_alone,
};
use common::{column, facts, fetched, ids, key, paths, table_of};

fn start() -> (Table, Vec<Column>) {
    let mut fetch = fetched(vec![
        facts("_id", "objectId"),
        facts("address", "object"),
        facts("address.city", "string"),
        facts("email", "string"),
    ]);
    fetch.facts.keys = vec![key(KeyKind::Primary, &["_id"])];
    table_of(&fetch)
}

fn path(text: &str) -> Field<Path> {
    Field::Set(text.parse().expect("a printed path"))
}

fn new(at: &str, data_type: &str) -> ColumnEdit {
    ColumnEdit { path: path(at), data_type: Field::Set(data_type.into()), ..ColumnEdit::default() }
}

fn edit(column: &Column) -> ColumnEdit {
    ColumnEdit { id: Some(column.id), ..ColumnEdit::default() }
}

fn apply(
    table: &Table,
    columns: &[Column],
    edits: &[ColumnEdit],
    mode: EditMode,
) -> Result<Merge, Vec<Violation>> {
    edit_columns(table, columns, edits, mode, ids(1_000))
}

#[test]
fn a_whole_list_orders_hides_ends_and_adds() {
    let (table, columns) = start();
    let first = apply(
        &table,
        &columns,
        &[edit(&columns[3]), new("note", "VARCHAR(50)"), edit(&columns[0])],
        EditMode::Whole,
    )
    .expect("valid");
    assert_eq!(paths(&first.columns), ["email", "note", "_id"]);
    assert_eq!(first.removed, [], "observed columns are hidden, not removed");
    assert_eq!(first.columns.iter().filter(|c| c.overrides.hidden).count(), 2);
    assert_eq!(column(&first.columns, "note").logical_type().to_string(), "string(50)");

    let note = column(&first.columns, "note").id;
    let second = apply(
        &first.table,
        &first.columns,
        &[edit(column(&first.columns, "_id")), new("address", "object")],
        EditMode::Whole,
    )
    .expect("valid");
    assert_eq!(second.removed, [note], "a manual column ends");
    assert_eq!(column(&second.columns, "address").id, columns[1].id, "the hidden one comes back");
}

#[test]
fn a_whole_list_by_path_orders_hides_patches_and_adds() {
    let (table, columns) = start();
    let described = ColumnEdit {
        path: path("email"),
        description: Field::Set("Where to write".into()),
        ..ColumnEdit::default()
    };
    let kept = ColumnEdit { path: path("_id"), ..ColumnEdit::default() };
    let list = [described, new("note", "VARCHAR(50)"), kept];
    let merge = apply(&table, &columns, &list, EditMode::WholeByPath).expect("valid");
    assert_eq!(paths(&merge.columns), ["email", "note", "_id"]);
    let email = column(&merge.columns, "email");
    assert_eq!((email.id, email.description()), (columns[3].id, Some("Where to write")));
    assert_eq!(column(&merge.columns, "_id"), &Column { ordinal: 2, ..columns[0].clone() });
    let hidden: Vec<String> = merge
        .columns
        .iter()
        .filter(|column| column.overrides.hidden)
        .map(|column| column.path.to_string())
        .collect();
    assert_eq!(hidden, ["address", "address.city"], "the fetch knows them still");
    let none = apply(&table, &columns, &[], EditMode::WholeByPath).expect("valid");
    assert_eq!(paths(&none.columns), Vec::<String>::new());
}

#[test]
fn a_path_in_another_case_is_no_new_column() {
    let (table, columns) = start();
    for mode in [EditMode::ByPath, EditMode::WholeByPath] {
        for typed in [new("Email", "string"), new("ADDRESS.City", "string")] {
            let violations = apply(&table, &columns, &[typed], mode).expect_err("refused");
            assert_eq!(violations.len(), 1, "{violations:?}");
            assert_eq!(violations[0].path, ["columns", "0", "path"]);
            assert!(violations[0].message.contains("did you mean"), "{violations:?}");
        }
        // Who lists both means both, and another name is another column.
        let both = [ColumnEdit { path: path("email"), ..ColumnEdit::default() }, new("Email", "x")];
        let merge = apply(&table, &columns, &both, mode).expect("valid");
        assert!(paths(&merge.columns).contains(&"Email".to_owned()), "{mode:?}");
        let other = apply(&table, &columns, &[new("e-mail", "x")], mode).expect("valid");
        assert!(paths(&other.columns).contains(&"e-mail".to_owned()), "{mode:?}");
    }
    let listed: Vec<ColumnEdit> = columns.iter().map(edit).chain([new("Email", "x")]).collect();
    let merge = apply(&table, &columns, &listed, EditMode::Whole).expect("valid");
    assert!(paths(&merge.columns).contains(&"Email".to_owned()), "ids say which ones are meant");
}

#[test]
fn renaming_a_parent_renames_its_children() {
    let (table, columns) = start();
    let rename = ColumnEdit { path: path("home"), ..edit(&columns[1]) };
    let merge =
        apply(&table, &columns, std::slice::from_ref(&rename), EditMode::Some).expect("valid");
    assert_eq!(paths(&merge.columns), ["_id", "home", "home.city", "email"]);
    assert_eq!(column(&merge.columns, "home").overridden(), ["path"]);

    // A whole list repeats the children's old paths: they follow all the same.
    let whole: Vec<ColumnEdit> = columns
        .iter()
        .map(|c| ColumnEdit { path: Field::Set(c.path.clone()), ..edit(c) })
        .map(|e| if e.id == rename.id { rename.clone() } else { e })
        .collect();
    let merge = apply(&table, &columns, &whole, EditMode::Whole).expect("valid");
    assert_eq!(paths(&merge.columns), ["_id", "home", "home.city", "email"]);

    let apart = ColumnEdit { path: path("town"), ..edit(&columns[2]) };
    let merge = apply(&table, &columns, &[rename, apart], EditMode::Some).expect("valid");
    assert_eq!(paths(&merge.columns), ["_id", "home", "town", "email"]);

    let back = ColumnEdit { path: Field::Clear, ..edit(&merge.columns[1]) };
    let merge = apply(&merge.table, &merge.columns, &[back], EditMode::Some).expect("valid");
    assert_eq!(paths(&merge.columns), ["_id", "address", "town", "email"]);
}

#[test]
fn keys_are_edited_through_columns() {
    let (table, columns) = start();
    let merge = apply(
        &table,
        &columns,
        &[
            ColumnEdit { primary_key: Field::Set(2), ..edit(&columns[0]) },
            ColumnEdit {
                primary_key: Field::Set(1),
                unique: Field::Set(true),
                ..edit(&columns[3])
            },
        ],
        EditMode::Some,
    )
    .expect("valid");
    let keys = merge.table.keys();
    assert_eq!(primary_key_position(keys, columns[3].id), Some(1));
    assert_eq!(primary_key_position(keys, columns[0].id), Some(2));
    assert!(unique_alone(keys, columns[3].id) && !unique_alone(keys, columns[0].id));

    let back = apply(
        &merge.table,
        &merge.columns,
        &[
            ColumnEdit { primary_key: Field::Set(1), ..edit(&columns[0]) },
            ColumnEdit {
                primary_key: Field::Clear,
                unique: Field::Set(false),
                ..edit(&columns[3])
            },
        ],
        EditMode::Some,
    )
    .expect("valid");
    assert_eq!(back.table.overrides.keys, None, "saying what was observed sets no override");
}

#[test]
fn null_goes_back_to_what_was_observed() {
    let (table, columns) = start();
    let set = ColumnEdit {
        data_type: Field::Set("VARCHAR(9)".into()),
        nullable: Field::Set(false),
        description: Field::Set("where".into()),
        ..edit(&columns[3])
    };
    let merge = apply(&table, &columns, &[set], EditMode::Some).expect("valid");
    assert_eq!(
        column(&merge.columns, "email").overridden(),
        ["dataType", "nullable", "description"]
    );
    let clear = ColumnEdit {
        data_type: Field::Clear,
        nullable: Field::Clear,
        description: Field::Clear,
        ..edit(&columns[3])
    };
    let merge = apply(&merge.table, &merge.columns, &[clear], EditMode::Some).expect("valid");
    assert_eq!(merge.columns, columns);
}

#[test]
fn every_mistake_is_reported_with_its_row() {
    let (table, columns) = start();
    let mistakes = [
        new("fine", "int"),
        ColumnEdit { path: Field::Set(Path::key("")), ..new("x", "int") },
        ColumnEdit { path: path("untyped"), ..ColumnEdit::default() },
        ColumnEdit { id: Some(ids(9_999)()), ..ColumnEdit::default() },
        ColumnEdit { logical_type: Field::Set("nonsense".into()), ..edit(&columns[0]) },
        ColumnEdit { primary_key: Field::Set(0), ..edit(&columns[1]) },
        edit(&columns[1]),
    ];
    let violations = apply(&table, &columns, &mistakes, EditMode::Whole).expect_err("refused");
    let found: Vec<(u32, &str, &str)> =
        violations.iter().map(|v| (v.row.expect("a row"), v.path[2].as_str(), v.code)).collect();
    for expected in [
        (1, "path", "REQUIRED"),
        (2, "dataType", "REQUIRED"),
        (3, "id", "NOT_FOUND"),
        (4, "logicalType", "INVALID"),
        (5, "primaryKey", "INVALID"),
        (6, "id", "DUPLICATE"),
    ] {
        assert!(found.contains(&expected), "{expected:?} is missing in {found:?}");
    }
}

#[test]
fn two_columns_of_one_path_are_refused() {
    let (table, columns) = start();
    let twice = ColumnEdit { path: path("email"), ..edit(&columns[2]) };
    let violations = apply(&table, &columns, &[twice], EditMode::Some).expect_err("refused");
    assert_eq!((violations[0].code, violations[0].path[2].as_str()), ("DUPLICATE", "path"));
}

#[test]
fn a_column_that_is_there_is_not_added_again() {
    let (table, columns) = start();
    let observed = columns.iter().find(|c| !c.is_manual()).expect("an observed column");
    let added = || ColumnEdit { path: Field::Set(observed.path.clone()), ..new("x", "int") };
    // Whether or not the list keeps the one that is there.
    for list in [vec![added()], vec![edit(observed), added()]] {
        let violations = apply(&table, &columns, &list, EditMode::Whole).expect_err("refused");
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].code, "DUPLICATE");
        assert_eq!(violations[0].row.map(|row| row as usize), Some(list.len() - 1));
        let message = &violations[0].message;
        assert!(message.contains(&format!("give its id {}", observed.id)), "{message}");
    }
}

#[test]
fn an_empty_tag_is_told_in_its_own_words() {
    let (table, columns) = start();
    let tagged =
        ColumnEdit { tags: Field::Set(vec!["a".into(), String::new()]), ..edit(&columns[0]) };
    let violations = apply(&table, &columns, &[tagged], EditMode::Some).expect_err("refused");
    assert_eq!((violations[0].code, violations[0].path[2].as_str()), ("REQUIRED", "tags"));
    assert!(violations[0].message.contains("tag is empty"), "{}", violations[0].message);
}

#[test]
fn by_path_patches_what_is_there_and_adds_the_rest() {
    let (table, columns) = start();
    let described = ColumnEdit {
        path: path("address.city"),
        description: Field::Set("the town".into()),
        ..ColumnEdit::default()
    };
    let merge = apply(&table, &columns, &[described, new("extra", "int")], EditMode::ByPath)
        .expect("valid");
    assert_eq!(paths(&merge.columns), ["_id", "address", "address.city", "email", "extra"]);
    assert_eq!(column(&merge.columns, "address.city").description(), Some("the town"));
    assert_eq!(column(&merge.columns, "address.city").data_type(), "string");
}

#[test]
fn a_patch_by_a_path_that_was_not_fetched_says_which_was_meant() {
    let (table, columns) = start();
    let patch = |at: &str| ColumnEdit {
        path: path(at),
        description: Field::Set("the town".into()),
        ..ColumnEdit::default()
    };
    let told = |at: &str| {
        let violations = apply(&table, &columns, &[patch(at)], EditMode::ByPath).unwrap_err();
        assert_eq!(violations.len(), 1, "{violations:?}");
        let violation = &violations[0];
        format!("{} {} {}", violation.path.join("."), violation.code, violation.message)
    };
    assert_eq!(
        told("Address.CITY"),
        "columns.0.path NOT_FOUND The fetch has no column Address.CITY; did you mean address.city?"
    );
    let other = told("town");
    assert!(other.contains("The fetch has no column town. Check its spelling;"), "{other}");
    assert!(other.contains("enter a type, for example VARCHAR(50)."), "{other}");
}
