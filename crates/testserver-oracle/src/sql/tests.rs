//! Statements over small catalogs.

use std::sync::Arc;

use super::*;

const SCRIPT: &str = "
    alter session set current_schema = HR;
    create table dept (id number(4) primary key, name varchar2(20) not null);
    insert into dept values (10, 'Sales');
    insert into dept values (20, 'Stock');
    insert into dept values (30, 'Empty');
    create table emp (id number(4), name varchar2(20), pay number(8,2), dept number(4), code char(3));
    insert into emp values (1, 'Ada', 100, 10, 'x');
    insert into emp values (2, 'Bob', 50.5, 10, 'xy');
    insert into emp values (3, 'Cyd', null, 20, null);
    insert into emp values (4, 'Dan', 70, null, 'xyz');
    create view rich as select e.name, e.pay from emp e where e.pay > 60;
    create table notes (id number, body long);
    insert into notes values (1, 'text');
    create table secret (id number);
    create synonym people for emp;
    create view circle as select id from emp;
    create or replace view circle as select id from circle;
    create public synonym everybody for hr.people;
    create table sums (a number, b number, total as (a + b));
    insert into sums (a, b) values (1, 2);
    create table written (id number);
    grant insert, update on written to APP;
    create synonym people2 for people;
    grant select on emp to APP;
    grant select on dept to APP;
    grant select on notes to APP;
    grant select on rich to APP;
    grant select on sums to APP;
";

fn catalog() -> Arc<Catalog> {
    let mut catalog = Catalog::new();
    catalog.run(SCRIPT).unwrap();
    Arc::new(catalog)
}

fn ask_as(user: &str, sql: &str, binds: &[Value]) -> SqlResult<Vec<String>> {
    let catalog = catalog();
    let session = Session {
        catalog: &catalog,
        user,
        schema: user,
        hidden_views: vec!["ALL_MVIEWS".to_owned()],
        profile: Profile::V19,
        service: "freepdb1",
        program: "test",
        number: 1,
        depth: 0,
    };
    let Outcome::Rows { rows, .. } = execute(&session, &parse(sql)?, binds)? else {
        return Ok(Vec::new());
    };
    let line = |row: &Row| {
        let cells: Vec<String> = row
            .iter()
            .map(|value| value.to_text().map_or("-".to_owned(), |t| t.to_string()))
            .collect();
        cells.join(",")
    };
    Ok(rows.iter().map(line).collect())
}

fn ask(sql: &str) -> Vec<String> {
    ask_as("HR", sql, &[]).unwrap_or_else(|error| panic!("{sql}: {error:?}"))
}

fn fails(sql: &str) -> u32 {
    match ask_as("HR", sql, &[]) {
        Ok(rows) => panic!("{sql} answered {rows:?}"),
        Err(error) => error.code,
    }
}

#[test]
fn rows_are_joined_filtered_and_put_in_order() {
    let cases: [(&str, &[&str]); 14] = [
        ("select name from emp where pay > 60 order by pay desc", &["Ada", "Dan"]),
        (
            "select e.name, d.name from emp e join dept d on d.id = e.dept order by e.name",
            &["Ada,Sales", "Bob,Sales", "Cyd,Stock"],
        ),
        (
            "select d.name, e.name from dept d left join emp e on e.dept = d.id and e.pay > 60 order by 1",
            &["Empty,-", "Sales,Ada", "Stock,-"],
        ),
        ("select e.id from emp e, dept d where e.dept = d.id and d.name = 'Stock'", &["3"]),
        ("select pay from emp order by pay", &["50.5", "70", "100", "-"]),
        ("select pay from emp order by pay desc", &["-", "100", "70", "50.5"]),
        ("select pay from emp order by pay desc nulls last", &["100", "70", "50.5", "-"]),
        ("select id from emp where rownum <= 2", &["1", "2"]),
        ("select id from (select id from emp order by id desc) where rownum < 3", &["4", "3"]),
        ("select rownum, id from emp where id > 2", &["1,3", "2,4"]),
        ("select id from emp order by id offset 1 rows fetch first 2 rows only", &["2", "3"]),
        ("select distinct dept from emp order by dept nulls first", &["-", "10", "20"]),
        ("select name from rich order by name", &["Ada", "Dan"]),
        ("select a, b, total from sums", &["1,2,3"]),
    ];
    for (sql, expected) in cases {
        assert_eq!(ask(sql), expected, "{sql}");
    }
}

#[test]
fn groups_sets_and_queries_within_queries() {
    let cases: [(&str, &[&str]); 12] = [
        (
            "select count(*), count(pay), sum(pay), min(name), max(pay) from emp",
            &["4,3,220.5,Ada,100"],
        ),
        ("select avg(pay) from emp where dept = 10", &["75.25"]),
        ("select count(*) from emp where id > 100", &["0"]),
        ("select dept, count(*) n from emp group by dept having count(*) > 1", &["10,2"]),
        (
            "select upper(name), count(distinct dept) from emp group by upper(name) order by 1 fetch first 1 row only",
            &["ADA,1"],
        ),
        ("select id from dept minus select dept from emp order by 1", &["30"]),
        ("select 1 from dual union all select 1 from dual", &["1", "1"]),
        ("select 1 from dual union select 1 from dual", &["1"]),
        ("select id from dept intersect select dept from emp order by id", &["10", "20"]),
        (
            "select name from dept d where exists (select 1 from emp e where e.dept = d.id) order by 1",
            &["Sales", "Stock"],
        ),
        (
            "select (select max(pay) from emp e where e.dept = d.id) from dept d order by d.id",
            &["100", "-", "-"],
        ),
        (
            "with rich as (select * from emp where pay > 60), few as (select id from rich) select count(*) from few",
            &["2"],
        ),
    ];
    for (sql, expected) in cases {
        assert_eq!(ask(sql), expected, "{sql}");
    }
    assert_eq!(ask("select id from emp where dept not in (select dept from emp)"), [""; 0]);
}

#[test]
fn null_is_the_empty_text_and_equals_nothing() {
    let cases = [
        ("select '' || 'a' || null from dual", "a"),
        ("select count(*) from emp where code = ''", "0"),
        ("select count(*) from emp where code is null", "1"),
        ("select count(*) from emp where not (pay > 60)", "1"),
        ("select count(*) from emp where pay in (100, null)", "1"),
        ("select count(*) from emp where pay not in (100, null)", "0"),
        ("select nvl(null, 'x'), nvl2(null, 1, 2), coalesce(null, null, 3) from dual", "x,2,3"),
        ("select decode(null, null, 'same', 'other'), decode(2, 1, 'a', 'b') from dual", "same,b"),
        ("select length(''), length('äb'), lengthb('äb') from dual", "-,2,3"),
        ("select case when null = null then 1 else 2 end from dual", "2"),
        ("select case name when 'Ada' then 1 end from emp where id = 1", "1"),
    ];
    for (sql, expected) in cases {
        assert_eq!(ask(sql), [expected], "{sql}");
    }
}

#[test]
fn texts_of_fixed_length_are_compared_without_blanks() {
    assert_eq!(ask("select id from emp where code = 'xy'"), ["2"]);
    assert_eq!(ask("select '[' || code || ']' from emp where id = 1"), ["[x  ]"]);
    let bound = ask_as("HR", "select id from emp where code = :1", &[Value::text("xy")]);
    assert_eq!(bound, Ok(Vec::new()), "a bound text has a length of its own");
}

#[test]
fn functions_do_what_their_names_say() {
    let cases = [
        (
            "select substr('abcdef', 2, 3), substr('abc', -2), substr('abc', 5) from dual",
            "bcd,bc,-",
        ),
        (
            "select instr('banana', 'an'), instr('banana', 'an', 1, 2), instr('banana', 'a', -1) from dual",
            "2,4,6",
        ),
        ("select upper('äb'), lower('ÄB'), initcap('two words') from dual", "ÄB,äb,Two Words"),
        ("select lpad('7', 3, '0'), rpad('a', 3) || '|', trim('  x ') from dual", "007,a  |,x"),
        (
            "select round(2.345, 2), trunc(-2.7), mod(7, 3), abs(-3), floor(-1.5), ceil(1.2) from dual",
            "2.35,-2,1,3,-2,2",
        ),
        ("select greatest(1, 3, 2), least('b', 'a'), nullif(1, 1) from dual", "3,a,-"),
        (
            "select to_char(date '2024-02-29', 'YYYY/MM'), to_char(1234.5, '9,999.00') from dual",
            "2024/02, 1,234.50",
        ),
        ("select to_number('12.5') + 1, '3' * 2, 7 / 2 from dual", "13.5,6,3.5"),
        ("select cast('12' as number(5)), cast(12 as varchar2(10)) from dual", "12,12"),
        ("select utl_match.edit_distance('EMPLOYES', 'EMPLOYEES') from dual", "1"),
        ("select replace('aXbX', 'X', '-'), replace('aX', 'X') from dual", "a-b-,a"),
        ("select user, sys_context('userenv', 'current_schema') from dual", "HR,HR"),
        ("select sysdate + 1 from dual", "16-JAN-26"),
        ("select date '2024-03-01' - 1 from dual", "29-FEB-24"),
        ("select q'[it's]' from dual", "it's"),
    ];
    for (sql, expected) in cases {
        assert_eq!(ask(sql), [expected], "{sql}");
    }
}

#[test]
fn placeholders_are_numbered_by_where_they_stand() {
    let binds = [Value::text("a"), Value::number(2), Value::text("c")];
    assert_eq!(ask_as("HR", "select :x, :y, :x from dual", &binds), Ok(vec!["a,2,c".to_owned()]));
    assert_eq!(ask_as("HR", "select :1, :2 from dual", &binds[..1]).unwrap_err().code, 1008);
    assert_eq!(ask_as("HR", "select :1 from dual", &binds).unwrap_err().code, 1036);
    // What looks like one in a text or a comment is none.
    assert_eq!(ask("select ':1' /* :2 */ from dual -- :3"), [":1"]);
}

#[test]
fn what_is_wrong_has_its_number() {
    for (sql, code) in [
        ("select * from nosuch", 942),
        ("select nosuch from emp", 904),
        ("select e.nosuch from emp e", 904),
        ("select name from emp, dept", 918),
        ("select nosuch(1) from dual", 904),
        ("select id, count(*) from emp", 937),
        ("select name, count(*) from emp group by id", 979),
        ("select id from emp where count(*) > 1", 934),
        ("select id from emp where pay = 'x'", 1722),
        ("select 1/0 from dual", 1476),
        ("select (select id from emp) from dual", 1427),
        ("select upper() from dual", 938),
        ("select upper(1, 2) from dual", 939),
        ("select 1", 923),
        ("select 1 from dual limit 1", 933),
        ("select 1 from dual where", 936),
        ("select (1 from dual", 907),
        ("select 1 from dual;", 911),
        ("hello", 900),
        ("delete from emp", 16000),
        ("begin null; end;", 439),
        ("select level from dual connect by level < 3", 439),
        ("select row_number() over (order by id) from emp", 439),
        ("select * from emp@elsewhere", 2019),
        ("select sys_context('USERENV', 'NOSUCH') from dual", 2003),
        ("select 'a' like 'b' escape 'xx' from dual", 1425),
        ("select id from emp union select id, name from emp", 1789),
        ("select id from emp order by 5", 1785),
        ("select sysdate + 10000000 from dual", 1841),
        ("select * from circle", 1731),
        ("select body from notes where body = 'text'", 997),
        ("select body from notes order by body", 997),
        ("select distinct body from notes", 997),
        ("select length(body) from notes", 932),
    ] {
        assert_eq!(fails(sql), code, "{sql}");
    }
    let error = ask_as("HR", "select id,\n nosuch\nfrom emp", &[]).unwrap_err();
    assert_eq!(error.position, 12);
    assert_eq!(ask("select body from notes"), ["text"]);
}

#[test]
fn an_account_sees_what_it_was_granted() {
    let app = |sql: &str| ask_as("APP", sql, &[]);
    assert_eq!(app("select count(*) from hr.emp"), Ok(vec!["4".to_owned()]));
    assert_eq!(app("select count(*) from emp").unwrap_err().code, 942);
    assert_eq!(app("select count(*) from hr.secret").unwrap_err().code, 942);
    assert_eq!(app("select count(*) from hr.written").unwrap_err().code, 1031);
    let chain = app("select synonym_name from all_synonyms where owner = 'HR' order by 1");
    assert_eq!(chain, Ok(vec!["PEOPLE".to_owned(), "PEOPLE2".to_owned()]));
    assert_eq!(app("select count(*) from everybody"), Ok(vec!["4".to_owned()]));
    assert_eq!(
        app("select count(*) from hr.rich"),
        Ok(vec!["2".to_owned()]),
        "by its owner's rights"
    );
    let seen = app("select table_name from all_tables order by 1").unwrap();
    assert_eq!(seen, ["DEPT", "EMP", "NOTES", "SUMS", "WRITTEN"]);
    assert_eq!(app("select count(*) from user_tables"), Ok(vec!["0".to_owned()]));
    assert_eq!(app("select count(*) from dba_tables").unwrap_err().code, 942);
    assert_eq!(app("select count(*) from all_mviews").unwrap_err().code, 942, "it is hidden");
    assert_eq!(
        ask("select table_name from user_tables where table_name like 'S%' order by 1"),
        ["SECRET", "SUMS"]
    );
    let sys = app("select count(*) from sys.all_tables where owner = 'HR'");
    assert_eq!(sys, Ok(vec!["5".to_owned()]));
}

#[test]
fn results_have_the_types_of_what_they_are_made_of() {
    let catalog = catalog();
    let session = source::owner_session(&catalog, "HR", Profile::V19, 0);
    let sql = "select id, name, pay * 2 double, name || code both, count(*) over_all, 'abc' c, \
               nvl(name, 'x') from emp group by id, name, pay, code";
    let columns = describe(&session, &parse(sql).unwrap()).unwrap();
    let types: Vec<String> = columns
        .iter()
        .map(|column| {
            let of = &column.column_type;
            format!("{} {}({})", column.name, of.data_type(), of.data_length())
        })
        .collect();
    assert_eq!(
        types,
        [
            "ID NUMBER(22)",
            "NAME VARCHAR2(20)",
            "DOUBLE NUMBER(22)",
            "BOTH VARCHAR2(23)",
            "OVER_ALL NUMBER(22)",
            "C CHAR(3)",
            "NVL(NAME,'X') VARCHAR2(20)",
        ]
    );
}
