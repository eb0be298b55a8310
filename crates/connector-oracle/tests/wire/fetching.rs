//! Fetching: on every version, kinds of objects, the number of statements.

use ariadne_domain::{KeyKind, TableKind, Value};
use ariadne_testserver_oracle::{FinalMessage, Profile, TlsMode, Verifier};

use crate::support::{
    Ear, apart, bare, codes, columns, company, connector, fetch, found, on_every_version, request,
    seconds, settings, test, try_fetch,
};

on_every_version! {
    what_else_is_there_costs_no_statement,
    the_most_statements_of_a_fetch,
    names_are_binds_and_the_program_is_told,
    a_view_keeps_its_text,
    kinds_of_tables_and_their_facts,
    synonyms_are_followed,
    a_circle_of_synonyms_ends,
    the_same_table_gives_the_same_answer,
    progress_is_told,
    a_sid_and_an_old_verifier,
}

fn member(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    match found {
        Value::String(text) | Value::Number(text) => Some(text.clone()),
        other => Some(format!("{other:?}")),
    }
}

#[tokio::test]
async fn a_table_is_the_same_on_every_version() {
    for profile in Profile::ALL {
        let server = company(profile).start().await.unwrap();
        let table = fetch(&settings(server.port()), "employees").await;
        assert_eq!(table.facts.kind, TableKind::Table, "{profile:?}");
        assert_eq!(table.facts.external.schema.as_deref(), Some("HR"));
        assert_eq!(table.facts.comment.as_deref(), Some("People who work here"));
        assert_eq!(table.facts.row_count, Some(107));
        assert!(member(&table.facts.properties, &["statistics", "lastAnalyzed"]).is_some());
        assert_eq!(
            columns(&table),
            [
                "ID NUMBER(6)",
                "LAST_NAME VARCHAR2(25 BYTE)",
                "EMAIL VARCHAR2(40 CHAR)?",
                "SALARY NUMBER(8,2)?",
                "HIRED DATE",
                "DEPARTMENT NUMBER(4)?"
            ],
            "{profile:?}"
        );
        assert_eq!(table.columns[0].generated.as_deref(), Some("IDENTITY"));
        assert_eq!(table.columns[2].default.as_deref(), Some("'none'"));
        assert_eq!(table.columns[2].comment.as_deref(), Some("Where to write to"));
        let keys: Vec<_> =
            table.facts.keys.iter().map(|k| (k.kind, k.name.as_deref().unwrap())).collect();
        assert_eq!(
            keys,
            [(KeyKind::Primary, "EMPLOYEES_PK"), (KeyKind::Foreign, "EMPLOYEES_DEPARTMENT_FK")]
        );
        let target = table.facts.keys[1].references.as_ref().unwrap();
        assert_eq!(
            (target.name.as_str(), target.columns.as_slice()),
            ("DEPARTMENTS", &["ID".to_owned()][..])
        );
        assert_eq!(table.facts.keys[1].enabled, Some(true));
        assert_eq!(codes(&table), Vec::<&str>::new(), "{profile:?}: {:?}", table.warnings);
        assert_eq!(
            table.evidence.resolved_from.as_deref(),
            Some("employees → HR.EMPLOYEES (names without quotes are upper case)")
        );
        server.connections_down_to(0).await;
    }
}

/// Variants of the protocol that a real server may use.
#[tokio::test]
async fn the_same_by_every_way_of_talking() {
    let reference = company(Profile::V19).start().await.unwrap();
    let mut expected = fetch(&settings(reference.port()), "employees").await;
    expected.evidence.elapsed = std::time::Duration::ZERO;
    for profile in Profile::ALL {
        for (what, builder) in [
            ("markers", company(profile).markers(true)),
            ("small packets", company(profile).sdu(1_024)),
            ("no compression", company(profile).duplicate_compression(false)),
            ("a status at the end", company(profile).final_message(FinalMessage::Status)),
            ("a request to resend", company(profile).resend(true)),
            ("a redirection", company(profile).redirect(true)),
        ] {
            let server = builder.start().await.unwrap();
            let mut table = fetch(&settings(server.port()), "employees").await;
            table.evidence.elapsed = std::time::Duration::ZERO;
            assert_eq!(table, expected, "{profile:?} with {what}");
            server.connections_down_to(0).await;
        }
    }
}

async fn what_else_is_there_costs_no_statement(profile: Profile) {
    let mut counts = Vec::new();
    for others in [3, 60] {
        let mut builder = company(profile);
        for n in 0..others {
            builder = builder.script(format!(
                "create table hr.other{n} (a number, b number); grant select on hr.other{n} to app;"
            ));
        }
        let server = builder.start().await.unwrap();
        let table = fetch(&settings(server.port()), "employees").await;
        let sent = server.statements();
        assert_eq!(sent.len(), table.evidence.statements.len(), "every statement is evidence");
        counts.push((sent.len(), server.round_trips()));
    }
    assert_eq!(counts[0], counts[1]);
    // object, columns, comments, identity, keys, targets, comment, facts, external
    assert_eq!(counts[0].0, 9, "{counts:?}");
}

/// A table that has everything costs the most statements that there can be.
async fn the_most_statements_of_a_fetch(profile: Profile) {
    let script = "
        alter session set current_schema = HR;
        create type note_t as object (text varchar2(40));
        create table everything (
          id number(6) generated always as identity constraint everything_pk primary key,
          department number(4) references departments (id), note note_t, sold date not null
        ) partition by range (sold) (partition p1 values less than (maxvalue));
        grant select on everything to app;
        grant execute on note_t to app;
    ";
    let server = company(profile).script(script).start().await.unwrap();
    let table = fetch(&settings(server.port()), "everything").await;
    assert_eq!(codes(&table), Vec::<&str>::new(), "{:?}", table.warnings);
    // those of a plain table, identity, targets, types, partitioning, its columns
    assert_eq!(server.statements().len(), 12);
}

async fn names_are_binds_and_the_program_is_told(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    fetch(&settings(server.port()), "employees").await;
    for statement in server.statements() {
        assert!(
            !statement.sql.contains("EMPLOYEES") && !statement.sql.contains("HR"),
            "{statement:?}"
        );
        assert_eq!(statement.user, "APP");
    }
    assert!(
        server.sessions().iter().all(|session| session.program == "ariadne"),
        "{:?}",
        server.sessions()
    );
}

async fn a_view_keeps_its_text(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let view = fetch(&settings(server.port()), "hr.staff").await;
    assert_eq!(view.facts.kind, TableKind::View);
    assert!(view.facts.definition.as_deref().unwrap().to_lowercase().contains("from employees"));
    assert_eq!(columns(&view), ["ID NUMBER(6)", "LAST_NAME VARCHAR2(25 BYTE)"]);
    assert_eq!((view.facts.row_count, view.facts.keys.len()), (None, 0));
    assert_eq!(codes(&view), Vec::<&str>::new());
}

async fn kinds_of_tables_and_their_facts(profile: Profile) {
    let script = "
        alter session set current_schema = HR;
        create global temporary table basket (id number) on commit preserve rows;
        create table codes (code varchar2(10) primary key, text varchar2(20)) organization index;
        create table sales (sold date, amount number) partition by range (sold) (partition p1 values less than (maxvalue));
        create table feed (line varchar2(100)) organization external (type oracle_loader default directory data_dir location ('a.txt'));
        create materialized view totals refresh complete on demand as select department, salary from employees;
        grant select on basket to app; grant select on codes to app; grant select on sales to app;
        grant select on feed to app; grant select on totals to app;
    ";
    let server = company(profile).script(script).start().await.unwrap();
    let settings = settings(server.port());
    let temporary = fetch(&settings, "basket").await;
    assert_eq!(member(&temporary.facts.properties, &["temporary"]).as_deref(), Some("SESSION"));
    let index = fetch(&settings, "codes").await;
    assert_eq!(member(&index.facts.properties, &["organization"]).as_deref(), Some("INDEX"));
    let parts = fetch(&settings, "sales").await;
    assert_eq!(
        member(&parts.facts.properties, &["partitioning", "type"]).as_deref(),
        Some("RANGE")
    );
    assert_eq!(
        parts.facts.properties.get("partitioning").unwrap().get("columns"),
        Some(&Value::Array(vec!["SOLD".into()]))
    );
    let external = fetch(&settings, "feed").await;
    assert_eq!(member(&external.facts.properties, &["organization"]).as_deref(), Some("EXTERNAL"));
    assert_eq!(
        member(&external.facts.properties, &["external", "directory"]).as_deref(),
        Some("DATA_DIR")
    );
    let totals = fetch(&settings, "totals").await;
    assert_eq!(totals.facts.kind, TableKind::MaterializedView);
    assert_eq!(totals.facts.comment, None, "the comment that Oracle writes is none");
    assert!(totals.facts.definition.is_some());
    assert_eq!(
        member(&totals.facts.properties, &["materializedView", "refreshMode"]).as_deref(),
        Some("DEMAND")
    );
    for table in [&temporary, &index, &parts, &external, &totals] {
        assert_eq!(codes(table), Vec::<&str>::new(), "{:?}", table.warnings);
    }
}

async fn synonyms_are_followed(profile: Profile) {
    let script = "
        create user app identified by x;
        create synonym app.emp for hr.employees;
        create synonym app.worker for app.emp;
        create public synonym people for app.worker;
        create synonym app.far for remote_employees@head_office;
        create synonym app.nowhere for hr.gone;
        create synonym app.hidden for hr.secrets;
    ";
    let server = company(profile).script(script).start().await.unwrap();
    let settings = bare(server.port());
    let private = fetch(&settings, "emp").await;
    assert_eq!(private.facts.external.name, "EMPLOYEES");
    assert_eq!(
        private.evidence.resolved_from.as_deref(),
        Some("emp → APP.EMP (synonym) → HR.EMPLOYEES")
    );
    let chained = fetch(&settings, "people").await;
    assert_eq!(
        chained.evidence.resolved_from.as_deref(),
        Some(
            "people → PEOPLE (public synonym) → APP.WORKER (synonym) → APP.EMP (synonym) → HR.EMPLOYEES"
        )
    );
    let remote = try_fetch(&settings, &request("far")).await.unwrap_err();
    let problem = remote.problem().unwrap();
    assert_eq!(problem.code, "REMOTE_OBJECT");
    assert!(problem.cause.as_deref().unwrap().contains("@HEAD_OFFICE"), "{problem:?}");
    for name in ["nowhere", "hidden"] {
        let not_found = crate::support::missing(&settings, name).await;
        let remedy = not_found.problem.remedy.unwrap();
        assert!(
            remedy.contains("GRANT SELECT ON \"HR\".\"") && remedy.contains("TO \"APP\";"),
            "{remedy}"
        );
    }
}

async fn a_circle_of_synonyms_ends(profile: Profile) {
    let synonyms: Vec<String> =
        (0..12).map(|n| format!("create synonym app.s{n} for app.s{};", (n + 1) % 12)).collect();
    let script = format!("create user app identified by x; {}", synonyms.join(" "));
    let server = company(profile).script(script).start().await.unwrap();
    let error = try_fetch(&bare(server.port()), &request("s0")).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "SYNONYM_LOOP");
    assert!(server.statements().len() < 40);
}

async fn the_same_table_gives_the_same_answer(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let mut table = found(try_fetch(&settings(server.port()), &apart("HR", "EMPLOYEES")).await);
        table.evidence.elapsed = std::time::Duration::ZERO;
        answers.push(table);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].evidence.resolved_from, None, "it was named in full");
}

async fn progress_is_told(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let ear = Ear::default();
    let source = connector(&settings(server.port()));
    source.fetch_table(&request("employees"), seconds(20), &ear).await.unwrap();
    let phases = ear.phases.lock().unwrap();
    assert_eq!(phases.first().map(String::as_str), Some("Looking up employees"));
    assert!(phases.iter().any(|p| p == "Reading columns"));
}

/// A listener may send its clients on; what began with TLS goes on with it.
#[tokio::test]
async fn a_redirection_over_tls() {
    for profile in Profile::ALL {
        let server = company(profile).tls(TlsMode::Valid).redirect(true).start().await.unwrap();
        let value = settings(server.port())
            .with("tls", true)
            .with("caCertificate", server.ca_pem().unwrap());
        assert_eq!(fetch(&value, "employees").await.columns.len(), 6, "{profile:?}");
        server.connections_down_to(0).await;
    }
}

async fn a_sid_and_an_old_verifier(profile: Profile) {
    let by_sid = company(profile).sids(["FREE"]).start().await.unwrap();
    let mut value = settings(by_sid.port()).with("sid", "FREE");
    value.set("serviceName", Value::Null);
    fetch(&value, "employees").await;
    let old = company(profile).verifier(Verifier::V11g).start().await.unwrap();
    let report = test(&settings(old.port())).await;
    assert_eq!(crate::support::stopped_at(&report), "authentication");
    let problem = crate::support::problem(&report);
    assert_eq!(problem.code, "PASSWORD_VERSION", "{problem:?}");
    assert!(problem.remedy.unwrap().contains("ALTER USER \"APP\" IDENTIFIED BY"));
}
