//! Names: as typed, quoted, unknown, hidden, refused; and suggestions.

use ariadne_ports::{ErrorKind, Visibility};
use ariadne_testserver_oracle::{Profile, TestServerBuilder};

use crate::support::{
    PASSWORD, absent, apart, bare, company, connector, fetch, found, missing, on_every_version,
    request, seconds, server, settings, try_fetch,
};

on_every_version! {
    quotes_keep_the_case,
    a_name_with_its_schema_apart_is_exact_first,
    what_cannot_be_a_name_costs_no_connection,
    statements_as_names_are_not_found,
    unknown_names_get_suggestions,
    schemas_that_are_not_there_or_show_nothing,
    a_schema_in_another_case_is_told_of,
    grants_name_what_can_exist,
    forgotten_quotes_are_suggested,
    a_name_that_is_not_found_costs_a_bounded_number_of_statements,
    suggestions,
    without_a_schema_all_that_is_seen_is_offered,
    the_own_schema_is_never_said_to_be_missing,
}

const ODD: &str = r#"
    create user "odd ones" identified by x;
    create table "odd ones"."employees" (lower number);
    create table "odd ones".EMPLOYEES (upper number);
    create table "odd ones"."Mixed Case" (a number);
    create table "odd ones"."a.b" (dotted number);
    create table "odd ones"."mail@home" (at_sign number);
    create table "odd ones"."заказы" (n number);
    create table "odd ones"."SELECT" (reserved number);
    create table "odd ones"."x'; drop table t --" (n number);
    create table "odd ones"."100%_\" (n number);
    grant select any table to app;
"#;

fn odd(profile: Profile) -> TestServerBuilder {
    server(profile).user("APP", PASSWORD).script(ODD)
}

async fn quotes_keep_the_case(profile: Profile) {
    let server = odd(profile).start().await.unwrap();
    let settings = bare(server.port()).with("schema", "\"odd ones\"");
    for (typed, column) in [
        ("employees", "UPPER"),
        ("Employees", "UPPER"),
        ("\"employees\"", "LOWER"),
        ("\"odd ones\".\"employees\"", "LOWER"),
        ("\"odd ones\".employees", "UPPER"),
        ("\"Mixed Case\"", "A"),
        ("Mixed Case", "A"),
        ("\"a.b\"", "DOTTED"),
        ("\"mail@home\"", "AT_SIGN"),
        ("\"заказы\"", "N"),
        ("заказы", "N"),
        ("select", "RESERVED"),
        ("\"x'; drop table t --\"", "N"),
        ("\"100%_\\\"", "N"),
    ] {
        let table = fetch(&settings, typed).await;
        assert_eq!(table.columns[0].path.to_string(), column, "{typed}");
    }
}

/// Names that come from a list or from the catalog are exact.
async fn a_name_with_its_schema_apart_is_exact_first(profile: Profile) {
    let server = odd(profile).start().await.unwrap();
    let settings = bare(server.port());
    for (schema, name, column) in [
        ("odd ones", "employees", "LOWER"),
        ("odd ones", "EMPLOYEES", "UPPER"),
        ("odd ones", "Employees", "UPPER"),
        ("odd ones", "a.b", "DOTTED"),
        ("odd ones", "mail@home", "AT_SIGN"),
        ("\"odd ones\"", "\"employees\"", "LOWER"),
    ] {
        let table = found(try_fetch(&settings, &apart(schema, name)).await);
        assert_eq!(table.columns[0].path.to_string(), column, "{schema} {name}");
        assert_eq!(table.facts.external.schema.as_deref(), Some("odd ones"));
    }
}

async fn what_cannot_be_a_name_costs_no_connection(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    for name in ["", "  ", "\"open", "hr.", "a.b.c", "\"a\"b", "nul\0here", &"x".repeat(10_000)] {
        let error = try_fetch(&settings(server.port()), &request(name)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SourceUnsupported, "{name:?}");
        let problem = error.problem().unwrap();
        assert_eq!(problem.code, "INVALID_NAME");
        assert!(problem.cause.is_some() && problem.remedy.is_some());
    }
    assert_eq!(server.accepted_connections(), 0);
    for name in [request("emp@remote"), request("\"emp\"@remote"), apart("HR", "emp@remote")] {
        let link = try_fetch(&settings(server.port()), &name).await.unwrap_err();
        assert_eq!(link.kind(), ErrorKind::SourceUnsupported);
        let problem = link.problem().unwrap();
        assert_eq!(problem.code, "REMOTE_OBJECT");
        assert!(problem.cause.as_deref().unwrap().contains("@remote"), "{problem:?}");
        assert!(problem.remedy.as_deref().unwrap().contains("a source of their own"));
    }
}

/// SQL in every field is data.
async fn statements_as_names_are_not_found(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    for name in ["x' or '1'='1", "employees--", "%", "_", "employees; drop table hr.employees", "*"]
    {
        let not_found = missing(&settings(server.port()), &format!("\"{name}\"")).await;
        assert_eq!(not_found.problem.code, "TABLE_NOT_FOUND");
    }
    fetch(&settings(server.port()), "employees").await;
    // in the settings, in the schema beside the name, in what is typed for suggestions
    let sql = "x' union select password from dba_users --";
    let schema = settings(server.port()).with("schema", format!("\"{sql}\""));
    let not_found = missing(&schema, "employees").await;
    assert!(not_found.problem.cause.unwrap().contains(&format!("no schema \"{sql}\"")));
    let found = absent(try_fetch(&settings(server.port()), &apart(sql, sql)).await);
    assert_eq!(found.visibility, Visibility::Missing);
    for text in [sql, "';--", "\\", "%", "a.b.c'"] {
        let found = connector(&settings(server.port())).suggest(text, 10, seconds(10)).await;
        assert_eq!(found.unwrap(), [], "{text}");
    }
    let login = connector(&settings(server.port()).with("username", sql));
    let error = login.suggest("", 10, seconds(10)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceAuthFailed);
    for statement in server.statements() {
        assert!(!statement.sql.contains("dba_users"), "{statement:?}");
    }
}

async fn unknown_names_get_suggestions(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let not_found = missing(&settings(server.port()), "employes").await;
    assert_eq!(not_found.visibility, Visibility::MissingOrHidden);
    assert_eq!(not_found.problem.code, "TABLE_NOT_FOUND");
    assert_eq!(not_found.suggestions[0].name, "EMPLOYEES");
    assert_eq!(not_found.suggestions[0].schema.as_deref(), Some("HR"));
    let remedy = not_found.problem.remedy.unwrap();
    assert!(remedy.contains("GRANT SELECT ON \"HR\".\"EMPLOYES\" TO \"APP\";"), "{remedy}");
    assert_eq!(missing(&settings(server.port()), "zzzzzz").await.suggestions, []);
    // in another schema
    let elsewhere = missing(&bare(server.port()), "employees").await;
    assert_eq!(elsewhere.suggestions[0].schema.as_deref(), Some("HR"));
    assert_eq!(elsewhere.visibility, Visibility::Missing, "the login sees all of its own schema");
    // what is there but hidden is suggested to nobody
    let hidden = missing(&settings(server.port()), "secrets").await;
    assert_eq!((hidden.visibility, hidden.suggestions.len()), (Visibility::MissingOrHidden, 0));
}

/// A schema given apart was looked for in both spellings: the one that exists is told of.
async fn a_schema_in_another_case_is_told_of(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let settings = bare(server.port());
    let told = absent(try_fetch(&settings, &apart("hr", "employes")).await);
    assert_eq!(told.visibility, Visibility::MissingOrHidden);
    let cause = told.problem.cause.unwrap();
    assert!(!cause.contains("no schema"), "{cause}");
    assert!(cause.ends_with("It was looked for as HR.\"employes\" and as HR.EMPLOYES."), "{cause}");
    let remedy = told.problem.remedy.unwrap();
    assert!(remedy.ends_with("GRANT SELECT ON \"HR\".\"EMPLOYES\" TO \"APP\";"), "{remedy}");
    assert_eq!(told.suggestions[0].name, "EMPLOYEES");

    let neither = absent(try_fetch(&settings, &apart("nowhere", "employees")).await);
    assert_eq!(neither.visibility, Visibility::Missing);
    let cause = neither.problem.cause.unwrap();
    assert_eq!(cause, "The database has no schema NOWHERE, and none \"nowhere\".");
    assert_eq!(neither.suggestions[0].schema.as_deref(), Some("HR"), "the same name elsewhere");
}

/// A grant names what can exist: upper case, unless the name needs quotes.
async fn grants_name_what_can_exist(profile: Profile) {
    let vault = "create user \"Odd Ones\" identified by x;
        create table \"Odd Ones\".secrets (n number); create table \"Odd Ones\".\"Top Secret\" (n number);";
    let server = company(profile).script(vault).start().await.unwrap();
    for (asked, object) in [
        (apart("Odd Ones", "secrets"), "\"Odd Ones\".\"SECRETS\""),
        (apart("Odd Ones", "\"secrets\""), "\"Odd Ones\".\"secrets\""),
        (apart("Odd Ones", "Top Secret"), "\"Odd Ones\".\"Top Secret\""),
        (request("v$session"), "\"SYS\".\"V_$SESSION\""),
    ] {
        let told = absent(try_fetch(&settings(server.port()), &asked).await);
        let remedy = told.problem.remedy.unwrap();
        assert!(remedy.ends_with(&format!("GRANT SELECT ON {object} TO \"APP\";")), "{remedy}");
    }
}

async fn forgotten_quotes_are_suggested(profile: Profile) {
    let server = odd(profile).start().await.unwrap();
    for typed in ["odd ones.mixed case", "Odd Ones.MIXED CASE"] {
        let told = missing(&bare(server.port()), typed).await;
        let found = &told.suggestions[0];
        assert_eq!(
            (found.schema.as_deref(), found.name.as_str()),
            (Some("odd ones"), "Mixed Case"),
            "{typed}"
        );
    }
}

async fn schemas_that_are_not_there_or_show_nothing(profile: Profile) {
    let server = company(profile)
        .script("create user vault identified by x; create table vault.gold (n number);")
        .start()
        .await
        .unwrap();
    let settings = settings(server.port());
    let none = missing(&settings, "nowhere.employees").await;
    assert_eq!(none.visibility, Visibility::Missing);
    assert!(none.problem.cause.unwrap().contains("no schema NOWHERE"));
    assert_eq!(none.suggestions[0].name, "EMPLOYEES", "the same name elsewhere");
    let closed = missing(&settings, "vault.gold").await;
    assert_eq!(closed.visibility, Visibility::MissingOrHidden);
    assert!(closed.problem.cause.unwrap().starts_with("Nothing of the schema VAULT"));
    assert!(
        closed.problem.remedy.unwrap().contains("GRANT SELECT ON \"VAULT\".\"GOLD\" TO \"APP\";")
    );
    let quoted = absent(try_fetch(&settings, &apart("\"hr\"", "EMPLOYEES")).await);
    assert_eq!(quoted.visibility, Visibility::Missing);
}

async fn a_name_that_is_not_found_costs_a_bounded_number_of_statements(profile: Profile) {
    let mut counts = Vec::new();
    for others in [3, 300] {
        let tables: Vec<String> = (0..others)
            .map(|n| {
                format!(
                    "create table hr.emp_{n:04} (n number); grant select on hr.emp_{n:04} to app;"
                )
            })
            .collect();
        let server = company(profile).script(tables.join(" ")).start().await.unwrap();
        missing(&settings(server.port()), "emp_xyz").await;
        counts.push(server.statements().len());
        assert!(server.round_trips() < 400, "{}", server.round_trips());
        let before = server.statements().len();
        absent(try_fetch(&settings(server.port()), &apart("nowhere", "emp_xyz")).await);
        let apart = server.statements().len() - before;
        assert!(apart <= 17, "{apart}");
    }
    assert!(counts.iter().all(|count| *count <= 12), "{counts:?}");
}

async fn suggestions(profile: Profile) {
    let script = "create table hr.old_employees (n number); grant select on hr.old_employees to app;
        create user app identified by x; create synonym app.staff for hr.staff; create table app.\"emp lower\" (n number);";
    let server = company(profile).script(script).start().await.unwrap();
    let source = connector(&settings(server.port()));
    let names = |text: &'static str, limit| {
        let source = source.clone();
        async move {
            let found = source.suggest(text, limit, seconds(10)).await.unwrap();
            found
                .into_iter()
                .map(|n| format!("{}.{}", n.schema.unwrap(), n.name))
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(names("emp", 10).await, ["HR.EMPLOYEES", "HR.OLD_EMPLOYEES"]);
    assert_eq!(names("emp", 1).await, ["HR.EMPLOYEES"]);
    assert_eq!(names("", 10).await.len(), 4);
    assert_eq!(names("hr.DEP", 10).await, ["HR.DEPARTMENTS"]);
    assert_eq!(names("app.", 10).await, ["APP.STAFF", "APP.emp lower"]);
    assert_eq!(names("\"APP\".\"emp", 10).await, ["APP.emp lower"]);
    assert_eq!(names("departmants", 10).await, ["HR.DEPARTMENTS"]);
    assert_eq!(names("nothing like it", 10).await, Vec::<String>::new());
    assert_eq!(names("%", 10).await, Vec::<String>::new());
}

/// Nobody said where to look: the own schema comes first, then what other people made.
async fn without_a_schema_all_that_is_seen_is_offered(profile: Profile) {
    let script = "create user app identified by x; create table app.my_employees (n number);
        create user oe identified by x; create table oe.emp_orders (n number);
        create table oe.\"emp lower\" (n number); create table oe.hidden_emp (n number);
        grant select on oe.emp_orders to app; grant select on oe.\"emp lower\" to app;";
    let server = company(profile).script(script).start().await.unwrap();
    let source = connector(&bare(server.port()));
    let offered = async |text: &str, limit| {
        let found = source.suggest(text, limit, seconds(10)).await.unwrap();
        let told = |n: ariadne_domain::TableName| format!("{}.{}", n.schema.unwrap(), n.name);
        found.into_iter().map(told).collect::<Vec<_>>()
    };
    let all = ["APP.MY_EMPLOYEES", "HR.EMPLOYEES", "OE.emp lower", "OE.EMP_ORDERS"];
    assert_eq!(offered("emp", 10).await, all);
    assert_eq!(offered("emp", 2).await, all[..2]);
    assert_eq!(offered("MPLOYEE", 10).await, all[..2], "inside a name too");
    assert_eq!(offered("employes", 10).await, all[1..2], "letters away");
    assert_eq!(offered("", 10).await.len(), 6);
    assert_eq!(offered("hr.emp", 10).await, ["HR.EMPLOYEES"], "the schema was said");
    // what Oracle brings along is not what people look for
    assert_eq!(offered("all_tab", 10).await, Vec::<String>::new());

    let own = connector(&settings(server.port())).suggest("emp", 10, seconds(10)).await.unwrap();
    assert!(own.iter().all(|n| n.schema.as_deref() == Some("HR")), "the settings say HR: {own:?}");
}

/// A login has a schema, though nothing is in it; the test of the source says so too.
async fn the_own_schema_is_never_said_to_be_missing(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    for typed in ["employes", "emp"] {
        let told = missing(&bare(server.port()), typed).await;
        let found = &told.suggestions[0];
        assert_eq!(
            (found.schema.as_deref(), found.name.as_str()),
            (Some("HR"), "EMPLOYEES"),
            "{typed}"
        );
        let cause = told.problem.cause.unwrap();
        assert!(
            cause.starts_with("APP is the login's own schema, and it holds nothing."),
            "{cause}"
        );
        assert!(told.problem.remedy.unwrap().contains("set \"Schema\""));
        assert_eq!(told.visibility, Visibility::Missing);
    }
    let filled = company(profile)
        .script("create user app identified by x; create table app.other (n number);")
        .start()
        .await
        .unwrap();
    let told = missing(&bare(filled.port()), "employes").await;
    assert!(told.problem.cause.unwrap().contains("nothing there has this name"));
    assert_eq!(told.suggestions[0].name, "EMPLOYEES");
    // a schema that nobody has: what it may have been is looked for everywhere
    let nowhere = missing(&bare(filled.port()), "nowhere.employes").await;
    assert_eq!(nowhere.suggestions[0].schema.as_deref(), Some("HR"));
}
