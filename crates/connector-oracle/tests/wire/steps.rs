//! Testing a connection: what each step says when it fails.

use ariadne_domain::{StepStatus, Value};
use ariadne_testserver_oracle::{LoginState, Profile, TlsMode, User, unrelated_ca_pem};

use crate::support::{
    PASSWORD, SCRIPT, bare, company, on_every_version, problem, server, settings, stopped_at, test,
};

on_every_version! {
    a_port_where_nobody_listens,
    services_that_the_listener_does_not_know,
    listeners_that_refuse,
    a_wrong_password_and_an_unknown_user,
    native_encryption_fails_at_the_protocol,
    views_that_cannot_be_read,
    schemas_that_show_nothing,
    tls,
    tls_on_one_side_alone,
}

#[tokio::test]
async fn everything_passes_on_every_version() {
    for profile in Profile::ALL {
        let server = company(profile).start().await.unwrap();
        let report = test(&settings(server.port())).await;
        assert_eq!(report.status(), StepStatus::Passed, "{profile:?}: {report:#?}");
        let names: Vec<&str> = report.steps.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names[..6], ["dns", "tcp", "listener", "protocol", "authentication", "version"]);
        assert_eq!(names.last(), Some(&"object"));
        assert!(names.contains(&"all_tab_cols") && names.contains(&"all_constraints"));
        assert_eq!(report.server_version.as_deref(), Some(profile.version()));
        let object = report.steps.last().unwrap().detail.as_deref().unwrap();
        assert_eq!(object, "HR.DEPARTMENTS has 2 column(s).");
        server.connections_down_to(0).await;
    }
}

#[tokio::test]
async fn a_name_that_nobody_knows() {
    let report = test(&bare(1521).with("host", "no-such-host.invalid")).await;
    assert_eq!(stopped_at(&report), "dns");
    assert_eq!(problem(&report).code, "DNS_NOT_FOUND");
}

async fn a_port_where_nobody_listens(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let port = server.port();
    server.stop().await;
    let report = test(&settings(port)).await;
    assert_eq!(stopped_at(&report), "tcp");
    let problem = problem(&report);
    assert_eq!(problem.code, "CONNECTION_REFUSED");
    assert!(problem.remedy.unwrap().contains("lsnrctl status"));
}

async fn services_that_the_listener_does_not_know(profile: Profile) {
    let server = company(profile).services(["FREEPDB1"]).sids(["FREE"]).start().await.unwrap();
    let service = settings(server.port()).with("serviceName", "nowhere");
    let mut sid = settings(server.port()).with("sid", "NOWHERE");
    sid.set("serviceName", Value::Null);
    for (value, code, told) in
        [(service, "ORA-12514", "service nowhere"), (sid, "ORA-12505", "SID NOWHERE")]
    {
        let report = test(&value).await;
        assert_eq!(stopped_at(&report), "listener");
        let problem = problem(&report);
        assert_eq!(
            (problem.code.as_str(), problem.engine_code.as_deref()),
            ("UNKNOWN_SERVICE", Some(code))
        );
        assert!(problem.title.contains(told), "{}", problem.title);
        assert!(problem.remedy.unwrap().contains("lsnrctl services"));
    }
}

async fn listeners_that_refuse(profile: Profile) {
    for (number, code) in [
        (12_516, "TOO_MANY_SESSIONS"),
        (12_520, "TOO_MANY_SESSIONS"),
        (12_526, "RESTRICTED"),
        (12_528, "DATABASE_NOT_OPEN"),
        (12_541, "CONNECTION_REFUSED"),
        (12_999, "LISTENER_REFUSED"),
    ] {
        let server = company(profile).refuse(number).start().await.unwrap();
        let report = test(&settings(server.port())).await;
        assert_eq!(stopped_at(&report), "listener");
        let problem = problem(&report);
        assert_eq!(problem.code, code, "{number}");
        assert_eq!(problem.engine_code, Some(format!("ORA-{number}")));
    }
}

#[tokio::test]
async fn logins_that_are_refused() {
    for (state, code, engine, remedy) in [
        (LoginState::Locked, "ACCOUNT_LOCKED", "ORA-28000", "ALTER USER \"APP\" ACCOUNT UNLOCK;"),
        (LoginState::Expired, "PASSWORD_EXPIRED", "ORA-28001", "ALTER USER \"APP\" IDENTIFIED BY"),
        (
            LoginState::NoCreateSession,
            "NO_CREATE_SESSION",
            "ORA-01045",
            "GRANT CREATE SESSION TO \"APP\";",
        ),
    ] {
        for profile in Profile::ALL {
            let account = User::new("APP", PASSWORD).state(state.clone());
            let server = server(profile).account(account).script(SCRIPT).start().await.unwrap();
            let report = test(&settings(server.port())).await;
            assert_eq!(stopped_at(&report), "authentication", "{profile:?}");
            let problem = problem(&report);
            assert_eq!(
                (problem.code.as_str(), problem.engine_code.as_deref()),
                (code, Some(engine)),
                "{profile:?}"
            );
            assert!(problem.remedy.as_deref().unwrap().contains(remedy), "{problem:?}");
            server.connections_down_to(0).await;
        }
    }
}

async fn a_wrong_password_and_an_unknown_user(profile: Profile) {
    let server = server(profile).user("APP", "another one").start().await.unwrap();
    for user in ["app", "nobody"] {
        let report = test(&settings(server.port()).with("username", user)).await;
        assert_eq!(stopped_at(&report), "authentication");
        let problem = problem(&report);
        assert_eq!(problem.code, "AUTHENTICATION_FAILED");
        assert_eq!(problem.engine_code.as_deref(), Some("ORA-01017"));
        assert!(problem.title.contains(&user.to_uppercase()));
    }
}

async fn native_encryption_fails_at_the_protocol(profile: Profile) {
    let server = company(profile).native_encryption_required().start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(stopped_at(&report), "protocol");
    let problem = problem(&report);
    assert_eq!(problem.code, "NATIVE_ENCRYPTION_REQUIRED");
    assert!(problem.remedy.unwrap().contains("OCI driver"));
}

async fn views_that_cannot_be_read(profile: Profile) {
    let poor = User::new("APP", PASSWORD).without_view("ALL_CONSTRAINTS").without_view("ALL_VIEWS");
    let server = server(profile).account(poor).script(SCRIPT).start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(report.status(), StepStatus::Warning, "{report:#?}");
    let warned: Vec<&str> = report
        .steps
        .iter()
        .filter(|s| s.status == StepStatus::Warning)
        .map(|s| s.name.as_str())
        .collect();
    // the targets of foreign keys are read from the view of constraints too
    assert_eq!(warned, ["all_constraints", "all_cons_columns", "all_views"]);
    let problem = problem(&report);
    assert_eq!(problem.engine_code.as_deref(), Some("ORA-00942"));
    assert!(problem.remedy.unwrap().contains("GRANT SELECT ON SYS.ALL_CONSTRAINTS TO \"APP\";"));

    let server = company(profile).without_view("ALL_TAB_COLS").start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(stopped_at(&report), "all_tab_cols");
}

async fn schemas_that_show_nothing(profile: Profile) {
    let vault = "create user vault identified by x; create table vault.gold (n number);
        create user bare identified by x;";
    let server = company(profile).script(vault).start().await.unwrap();
    let own = test(&bare(server.port())).await;
    assert_eq!(own.status(), StepStatus::Warning);
    let told = problem(&own);
    assert_eq!(told.code, "SCHEMA_SHOWS_NOTHING");
    assert!(told.remedy.unwrap().contains("Set \"Schema\""));
    // a schema with tables that are hidden, and one without any, look the same
    for (schema, grant) in [("vault", "\"VAULT\".\"<table>\""), ("bare", "\"BARE\".\"<table>\"")] {
        let report = test(&bare(server.port()).with("schema", schema)).await;
        assert_eq!(report.status(), StepStatus::Warning);
        let told = problem(&report);
        assert_eq!(told.code, "SCHEMA_SHOWS_NOTHING");
        assert!(told.cause.unwrap().starts_with("It holds nothing, or no right"));
        assert!(told.remedy.unwrap().contains(&format!("GRANT SELECT ON {grant} TO \"APP\";")));
    }
    let nowhere = problem(&test(&bare(server.port()).with("schema", "nowhere")).await);
    assert_eq!(nowhere.code, "SCHEMA_SHOWS_NOTHING");
    assert_eq!(nowhere.cause.as_deref(), Some("The database has no schema of this name."));
    assert!(!nowhere.remedy.unwrap().contains("GRANT"));
}

async fn tls(profile: Profile) {
    let good = company(profile).tls(TlsMode::Valid).start().await.unwrap();
    let ca = good.ca_pem().unwrap().to_owned();
    let value = settings(good.port()).with("tls", true);
    let report = test(&value.clone().with("caCertificate", ca.as_str())).await;
    assert_eq!(report.status(), StepStatus::Passed, "{report:#?}");
    assert!(
        report.steps[2].detail.as_deref().unwrap().starts_with("TLS 1.3, certificate verified.")
    );
    let unchecked = test(&value.clone().with("verifyCertificate", false)).await;
    assert_eq!(unchecked.status(), StepStatus::Warning);
    assert_eq!(problem(&unchecked).code, "CERTIFICATE_NOT_VERIFIED");
    let public = test(&value).await;
    assert_eq!(
        (stopped_at(&public), problem(&public).code.as_str()),
        ("tls", "TLS_UNKNOWN_ISSUER")
    );
    let other = value.with("caCertificate", unrelated_ca_pem().unwrap());
    assert_eq!(problem(&test(&other).await).code, "TLS_UNKNOWN_ISSUER");
    for (mode, code) in [
        (TlsMode::Expired, "TLS_CERTIFICATE_EXPIRED"),
        (TlsMode::WrongHost, "TLS_WRONG_HOST"),
        (TlsMode::SelfSigned, "TLS_UNKNOWN_ISSUER"),
    ] {
        let server = company(profile).tls(mode).start().await.unwrap();
        let value = settings(server.port())
            .with("tls", true)
            .with("caCertificate", server.ca_pem().unwrap());
        let report = test(&value).await;
        assert_eq!(
            (stopped_at(&report), problem(&report).code.as_str()),
            ("tls", code),
            "{mode:?}"
        );
    }
}

async fn tls_on_one_side_alone(profile: Profile) {
    let plain = company(profile).start().await.unwrap();
    let report = test(&settings(plain.port()).with("tls", true)).await;
    assert_eq!(stopped_at(&report), "tls");
    let code = problem(&report).code;
    assert!(
        matches!(code.as_str(), "TLS_NOT_SPOKEN" | "TLS_NO_ANSWER" | "CONNECTION_CLOSED"),
        "{code}"
    );
    let encrypted = company(profile).tls(TlsMode::Valid).start().await.unwrap();
    let report = test(&settings(encrypted.port())).await;
    assert_eq!(stopped_at(&report), "listener");
    let code = problem(&report).code;
    assert!(matches!(code.as_str(), "TLS_REQUIRED" | "CONNECTION_CLOSED"), "{code}");
}

/// Without Instant Client on this machine the other driver says what is missing; with it,
/// the test server's subset of the protocol may not be enough.
#[tokio::test]
async fn the_oci_driver_says_what_it_needs() {
    let server = company(Profile::V19).start().await.unwrap();
    let report = test(&settings(server.port()).with("driver", "OCI")).await;
    assert_eq!(report.steps[0].name, "driver");
    if report.steps[0].status == StepStatus::Failed {
        assert_eq!(stopped_at(&report), "driver", "what is missing here is told first");
        let problem = problem(&report);
        assert_eq!(problem.code, "DRIVER_MISSING", "{problem:?}");
        assert!(problem.remedy.unwrap().contains("Instant Client"));
    }
}
