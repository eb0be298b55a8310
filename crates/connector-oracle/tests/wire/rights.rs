//! Partial rights: a partial answer, with a warning for each missing part.

use ariadne_ports::ErrorKind;
use ariadne_testserver_oracle::{Profile, User};

use crate::support::{
    PASSWORD, SCRIPT, codes, company, fetch, missing, on_every_version, request, server, settings,
    try_fetch,
};

on_every_version! {
    each_missing_view_is_a_warning,
    either_view_of_a_join_is_granted,
    types_of_users_are_objects_and_collections,
    without_constraints_the_columns_remain,
    without_the_columns_there_is_no_answer,
    without_synonyms_that_is_told,
    a_parent_that_cannot_be_seen,
    a_view_that_does_not_compile,
}

/// What has facts of its own beside those of a plain table.
const MORE: &str = "
    alter session set current_schema = HR;
    create materialized view totals as select department, salary from employees;
    create table sales (sold date) partition by range (sold) (partition p1 values less than (maxvalue));
    create type address_t as object (street varchar2(40));
    create table people (home address_t);
    grant select on totals to app;
    grant select on sales to app;
    grant select on people to app;
    grant execute on address_t to app;
";

async fn each_missing_view_is_a_warning(profile: Profile) {
    for (view, title, table) in [
        ("ALL_COL_COMMENTS", "The comments of columns", "employees"),
        ("ALL_TAB_COMMENTS", "The comment", "employees"),
        ("ALL_TABLES", "The row estimate", "employees"),
        ("ALL_EXTERNAL_TABLES", "The place of the external data", "employees"),
        ("ALL_TAB_IDENTITY_COLS", "How identity columns are filled", "employees"),
        ("ALL_VIEWS", "The text of the view", "staff"),
        ("ALL_MVIEWS", "The query of the materialized view", "totals"),
        ("ALL_MVIEW_COMMENTS", "The comment", "totals"),
        ("ALL_PART_TABLES", "The partitioning", "sales"),
        ("ALL_PART_KEY_COLUMNS", "The columns of the partitioning", "sales"),
        ("ALL_TYPES", "What the types of users are", "people"),
    ] {
        let server = company(profile).script(MORE).without_view(view).start().await.unwrap();
        let fetched = fetch(&settings(server.port()), table).await;
        assert!(!fetched.columns.is_empty());
        assert_eq!(codes(&fetched), ["PART_MISSING"], "{view}: {:?}", fetched.warnings);
        let warning = &fetched.warnings[0];
        assert!(warning.title.starts_with(title), "{}", warning.title);
        assert_eq!(warning.engine_code.as_deref(), Some("ORA-00942"));
        let grant = format!("GRANT SELECT ON SYS.{view} TO \"APP\";");
        assert!(warning.remedy.as_deref().unwrap().contains(&grant), "{warning:?}");
    }
}

async fn without_constraints_the_columns_remain(profile: Profile) {
    let poor = User::new("APP", PASSWORD).without_view("ALL_CONSTRAINTS");
    let server = server(profile).account(poor).script(SCRIPT).start().await.unwrap();
    let table = fetch(&settings(server.port()), "employees").await;
    assert_eq!((table.columns.len(), table.facts.keys.len()), (6, 0));
    assert_eq!(codes(&table), ["PART_MISSING"]);
}

/// The server does not tell which of two joined views is missing: both are granted.
async fn either_view_of_a_join_is_granted(profile: Profile) {
    let server = company(profile).without_view("ALL_CONS_COLUMNS").start().await.unwrap();
    let table = fetch(&settings(server.port()), "departments").await;
    assert_eq!(codes(&table), ["PART_MISSING"]);
    let warning = &table.warnings[0];
    assert!(warning.title.contains("ALL_CONSTRAINTS or ALL_CONS_COLUMNS"), "{}", warning.title);
    for view in ["ALL_CONSTRAINTS", "ALL_CONS_COLUMNS"] {
        let grant = format!("GRANT SELECT ON SYS.{view} TO \"APP\";");
        assert!(warning.remedy.as_deref().unwrap().contains(&grant), "{warning:?}");
    }
}

async fn types_of_users_are_objects_and_collections(profile: Profile) {
    let script = "
        alter session set current_schema = HR;
        create type point_t as object (x number, y number);
        create type phones_t as varray(5) of varchar2(25);
        create type line_t as table of point_t;
        create type hidden_t as object (x number);
        create table places (spot point_t, phones phones_t, edge line_t, near ref point_t, dark hidden_t, darker hidden_t);
        grant select on places to app;
        grant execute on point_t to app;
        grant execute on phones_t to app;
        grant execute on line_t to app;";
    let server = company(profile).script(script).start().await.unwrap();
    let table = fetch(&settings(server.port()), "places").await;
    let types: Vec<String> =
        table.columns.iter().map(|c| format!("{} {}", c.data_type, c.logical_type)).collect();
    assert_eq!(
        types,
        [
            "HR.POINT_T object",
            "HR.PHONES_T array<string>",
            "HR.LINE_T array<object>",
            "REF HR.POINT_T unknown",
            "HR.HIDDEN_T unknown",
            "HR.HIDDEN_T unknown",
        ]
    );
    assert_eq!(codes(&table), ["TYPE_HIDDEN"], "once for each type: {:?}", table.warnings);
    let remedy = table.warnings[0].remedy.as_deref().unwrap();
    assert!(remedy.contains("GRANT EXECUTE ON \"HR\".\"HIDDEN_T\" TO \"APP\";"), "{remedy}");
}

async fn without_the_columns_there_is_no_answer(profile: Profile) {
    for view in ["ALL_OBJECTS", "ALL_TAB_COLS"] {
        let server = company(profile).without_view(view).start().await.unwrap();
        let error = try_fetch(&settings(server.port()), &request("employees")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SourcePermissionDenied);
        let problem = error.problem().unwrap();
        assert!(problem.title.contains(view), "{problem:?}");
        assert!(
            problem
                .remedy
                .as_deref()
                .unwrap()
                .contains(&format!("GRANT SELECT ON SYS.{view} TO \"APP\";"))
        );
    }
}

async fn without_synonyms_that_is_told(profile: Profile) {
    let server = company(profile).without_view("ALL_SYNONYMS").start().await.unwrap();
    let not_found = missing(&settings(server.port()), "worker").await;
    assert!(not_found.problem.cause.unwrap().contains("Synonyms were not looked at"));
    fetch(&settings(server.port()), "employees").await;
}

async fn a_parent_that_cannot_be_seen(profile: Profile) {
    let script = "
        create table hr.vault (id number primary key);
        create table hr.keyring (id number, vault number references hr.vault (id));
        grant select on hr.keyring to app;";
    let server = company(profile).script(script).start().await.unwrap();
    let table = fetch(&settings(server.port()), "keyring").await;
    assert_eq!(codes(&table), ["TARGET_HIDDEN"]);
    assert_eq!((table.facts.keys.len(), table.facts.keys[0].references.is_none()), (1, true));
}

async fn a_view_that_does_not_compile(profile: Profile) {
    let script = "
        create force view hr.broken as select nothing from hr.nowhere;
        grant select on hr.broken to app;";
    let server = company(profile).script(script).start().await.unwrap();
    let view = fetch(&settings(server.port()), "broken").await;
    assert!(codes(&view).contains(&"OBJECT_INVALID"), "{:?}", view.warnings);
    assert!(
        view.warnings[0]
            .remedy
            .as_deref()
            .unwrap()
            .contains("ALTER VIEW \"HR\".\"BROKEN\" COMPILE;")
    );
}
