//! Partial rights: a partial answer, with a warning for each missing part.

use ariadne_ports::ErrorKind;
use ariadne_testserver_oracle::{TestServer, User};

use crate::support::{
    PASSWORD, SCRIPT, codes, company, fetch, missing, request, settings, try_fetch,
};

#[tokio::test]
async fn each_missing_view_is_a_warning() {
    for (view, title, table) in [
        ("ALL_COL_COMMENTS", "The comments of columns", "employees"),
        ("ALL_TAB_COMMENTS", "The comment", "employees"),
        ("ALL_TABLES", "The row estimate", "employees"),
        ("ALL_EXTERNAL_TABLES", "The place of the external data", "employees"),
        ("ALL_TAB_IDENTITY_COLS", "How identity columns are filled", "employees"),
        ("ALL_VIEWS", "The text of the view", "staff"),
    ] {
        let server = company().without_view(view).start().await.unwrap();
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

#[tokio::test]
async fn without_constraints_the_columns_remain() {
    let poor = User::new("APP", PASSWORD).without_view("ALL_CONSTRAINTS");
    let server = TestServer::builder().account(poor).script(SCRIPT).start().await.unwrap();
    let table = fetch(&settings(server.port()), "employees").await;
    assert_eq!((table.columns.len(), table.facts.keys.len()), (6, 0));
    assert_eq!(codes(&table), ["PART_MISSING"]);
}

#[tokio::test]
async fn without_the_columns_there_is_no_answer() {
    for view in ["ALL_OBJECTS", "ALL_TAB_COLS"] {
        let server = company().without_view(view).start().await.unwrap();
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

#[tokio::test]
async fn without_synonyms_that_is_told() {
    let server = company().without_view("ALL_SYNONYMS").start().await.unwrap();
    let not_found = missing(&settings(server.port()), "worker").await;
    assert!(not_found.problem.cause.unwrap().contains("Synonyms were not looked at"));
    fetch(&settings(server.port()), "employees").await;
}

#[tokio::test]
async fn a_parent_that_cannot_be_seen() {
    let script = "
        create table hr.vault (id number primary key);
        create table hr.keyring (id number, vault number references hr.vault (id));
        grant select on hr.keyring to app;";
    let server = company().script(script).start().await.unwrap();
    let table = fetch(&settings(server.port()), "keyring").await;
    assert_eq!(codes(&table), ["TARGET_HIDDEN"]);
    assert_eq!((table.facts.keys.len(), table.facts.keys[0].references.is_none()), (1, true));
}

#[tokio::test]
async fn a_view_that_does_not_compile() {
    let script = "
        create force view hr.broken as select nothing from hr.nowhere;
        grant select on hr.broken to app;";
    let server = company().script(script).start().await.unwrap();
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
