//! Scripts, and what the dictionary says of what they made.

use std::sync::Arc;

use super::super::Catalog;
use crate::sql;

fn made(script: &str) -> Arc<Catalog> {
    let mut catalog = Catalog::new();
    catalog.run(script).unwrap_or_else(|error| panic!("{error}"));
    Arc::new(catalog)
}

fn ask(catalog: &Arc<Catalog>, query: &str) -> Vec<String> {
    let rows = sql::rows_of_query(catalog, "A", query).unwrap_or_else(|error| panic!("{error:?}"));
    let text = |value: &crate::value::Value| value.to_text().map_or("-".into(), |text| text);
    rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(",")).collect()
}

fn mistake(script: &str) -> (usize, String) {
    let mut catalog = Catalog::new();
    let error = catalog.run(script).expect_err("the script is wrong");
    (error.line, error.message)
}

#[test]
fn columns_are_what_they_were_declared() {
    let catalog = made(
        "alter session set current_schema = A;
         create table t (
           id number generated always as identity primary key,
           n number(5,-2) default 0 not null, -- with a remark
           d date default on null sysdate,
           v as (n * 2),
           h varchar2(5 char) invisible,
           \"Quoted Name\" char(3)
         );
         create index i on t (n, upper(\"Quoted Name\"));",
    );
    let columns = ask(
        &catalog,
        "select column_id, internal_column_id, column_name, nullable, identity_column, virtual_column, \
         hidden_column, user_generated, default_on_null from all_tab_cols where table_name = 'T' \
         order by internal_column_id",
    );
    assert_eq!(
        columns,
        [
            "1,1,ID,N,YES,NO,NO,YES,NO",
            "2,2,N,N,NO,NO,NO,YES,NO",
            "3,3,D,N,NO,NO,NO,YES,YES",
            "4,4,V,Y,NO,YES,NO,YES,NO",
            "-,5,H,Y,NO,NO,YES,YES,NO",
            "5,6,Quoted Name,Y,NO,NO,NO,YES,NO",
            "-,7,SYS_NC00007$,Y,NO,YES,YES,NO,NO",
        ]
    );
    let defaults =
        ask(&catalog, "select data_default from all_tab_cols where column_name in ('N', 'V')");
    assert_eq!(defaults, ["0 ", "n * 2"], "blanks before what follows are kept");
    let shown = ask(&catalog, "select count(*) from all_tab_columns where table_name = 'T'");
    assert_eq!(shown, ["5"]);
}

#[test]
fn keys_refer_to_keys() {
    let catalog = made(
        "create table a.parent (x number, y number, z number unique, constraint p_pk primary key (y, x));
         create table a.child (
           x number, y number, z number references a.parent (z) on delete cascade,
           constraint c_fk foreign key (y, x) references a.parent disable,
           constraint c_ck check (x > 0 and y > 0) rely disable
         );
         alter table a.parent add constraint self_fk foreign key (z) references a.parent (z);
         alter table a.child enable constraint c_fk;
         alter table a.parent rename column y to why;",
    );
    let keys = ask(
        &catalog,
        "select c.constraint_name, c.constraint_type, c.r_constraint_name, c.status, c.delete_rule, c.rely \
         from all_constraints c where c.generated = 'USER NAME' order by 1",
    );
    assert_eq!(
        keys,
        [
            "C_CK,C,-,DISABLED,-,RELY",
            "C_FK,R,P_PK,ENABLED,NO ACTION,-",
            "P_PK,P,-,ENABLED,-,-",
            "SELF_FK,R,SYS_C008001,ENABLED,NO ACTION,-",
        ]
    );
    let columns = ask(
        &catalog,
        "select constraint_name, column_name, position from all_cons_columns \
         where constraint_name in ('P_PK', 'C_CK') order by 1, 3, 2",
    );
    assert_eq!(columns, ["C_CK,X,-", "C_CK,Y,-", "P_PK,WHY,1", "P_PK,X,2"]);
}

#[test]
fn views_have_the_columns_of_their_queries() {
    let catalog = made(
        "create table a.t (id number(4) not null, name varchar2(10 char));
         insert into a.t values (1, 'one');
         create view a.v (\"Key\", label, constraint v_pk primary key (\"Key\") rely disable) as
           select id, name || '!' from t with read only;
         create force view a.broken as select nothing from nowhere;
         create materialized view a.m refresh fast on commit as select count(*) n from t;
         comment on materialized view a.m is 'counted';",
    );
    let columns = ask(
        &catalog,
        "select table_name, column_name, data_type, data_length, nullable from all_tab_cols \
         where owner = 'A' and table_name in ('V', 'M', 'BROKEN') order by table_name, column_id",
    );
    assert_eq!(columns, ["M,N,NUMBER,22,Y", "V,Key,NUMBER,22,N", "V,LABEL,VARCHAR2,41,Y"]);
    let objects = ask(
        &catalog,
        "select object_name, object_type, status from all_objects where owner = 'A' \
         and object_type <> 'INDEX' order by 1, 2",
    );
    assert_eq!(
        objects,
        [
            "BROKEN,VIEW,INVALID",
            "M,MATERIALIZED VIEW,VALID",
            "M,TABLE,VALID",
            "T,TABLE,VALID",
            "V,VIEW,VALID"
        ]
    );
    assert_eq!(
        ask(&catalog, "select refresh_mode, refresh_method, query from all_mviews"),
        ["COMMIT,FAST,select count(*) n from t"]
    );
    assert_eq!(ask(&catalog, "select comments from all_mview_comments"), ["counted"]);
    assert_eq!(
        ask(
            &catalog,
            "select text, read_only from all_views where owner = 'A' and view_name = 'V'"
        ),
        ["select id, name || '!' from t,Y"]
    );
    assert_eq!(ask(&catalog, "select * from v"), ["1,one!"]);
    assert_eq!(ask(&catalog, "select * from m"), ["1"]);
}

#[test]
fn storage_and_statistics_are_told() {
    let catalog = made(
        "create global temporary table a.g (x number) on commit preserve rows;
         create table a.i (x number primary key) organization index;
         create table a.e (x number) organization external (type oracle_loader default directory d location ('f'));
         create table a.p (x number, y date) tablespace users partition by range (y) interval (numtoyminterval(1, 'month'))
           (partition p1 values less than (date '2020-01-01'));
         create table a.h (x number) partition by hash (x) partitions 8;
         insert into a.i values (1);
         exec dbms_stats.gather_table_stats('A', 'I');
         begin
           dbms_stats.set_table_stats(ownname => 'A', tabname => 'P', numrows => 12);
         end;
         /",
    );
    let tables = ask(
        &catalog,
        "select table_name, temporary, duration, iot_type, partitioned, external, num_rows, last_analyzed \
         from all_tables order by 1",
    );
    assert_eq!(
        tables,
        [
            "E,N,-,-,NO,YES,-,-",
            "G,Y,SYS$SESSION,-,NO,NO,-,-",
            "H,N,-,-,YES,NO,-,-",
            "I,N,-,IOT,NO,NO,1,15-JAN-26",
            "P,N,-,-,YES,NO,12,15-JAN-26",
        ]
    );
    assert_eq!(
        ask(
            &catalog,
            "select table_name, partitioning_type, partition_count from all_part_tables order by 1"
        ),
        ["H,HASH,8", "P,RANGE,1048575"]
    );
    assert_eq!(ask(&catalog, "select default_directory_name from all_external_tables"), ["D"]);
}

#[test]
fn a_wrong_script_says_where_and_changes_nothing() {
    for (script, line, message) in [
        ("create table a.t (x number);\ncreate table a.t (y number);", 2, "is taken"),
        ("create table a.t (x nosuch);", 1, "there is no type"),
        ("create table a.t (x number,\n x date);", 2, "there already"),
        ("create table a.t (x number references a.u (y));", 1, "there is no table"),
        ("\n\ncreate view a.v as select 1 from nosuch;", 3, "ORA-00942"),
        ("insert into a.t values (1);", 1, "there is no table"),
        ("create table a.t (x number(2));\ninsert into a.t values (100);", 2, "ORA-01438"),
        ("create table a.t (x number not null);\ninsert into a.t values (null);", 2, "ORA-01400"),
        ("comment on column a.t.x is 'x';", 1, "there is no table"),
        ("grant select on a.t to b;", 1, "there is no"),
        ("frobnicate;", 1, "FROBNICATE"),
        ("create table a.t (x varchar2);", 1, "expected ("),
    ] {
        let (found_line, found) = mistake(script);
        assert_eq!(found_line, line, "{script}: {found}");
        assert!(found.contains(message), "{script}: {found}");
    }
    let mut catalog = Catalog::new();
    catalog.run("create table a.t (x number);").unwrap();
    catalog.run("alter table a.t add y number; drop table a.nosuch;").unwrap_err();
    assert_eq!(
        ask(&Arc::new(catalog), "select column_name from all_tab_cols where owner = 'A'"),
        ["X"]
    );
}

#[test]
fn tables_change() {
    let catalog = made(
        "alter session set current_schema = A;
         create table t (x number constraint x_pk primary key, y number);
         insert into t values (1, 2);
         alter table t add (z varchar2(5) default 'q', constraint z_uk unique (z));
         alter table t modify (y varchar2(10) not null, x default 5);
         alter table t drop column z;
         alter table t drop constraint x_pk;
         alter table t rename to u;
         create synonym s for u;
         create or replace synonym s for a.u;
         create public synonym p for s;
         drop public synonym p;
         create user empty identified by nothing;",
    );
    let columns = ask(
        &catalog,
        "select table_name, column_name, data_type, data_default from all_tab_cols where owner = 'A' order by 2",
    );
    assert_eq!(columns, ["U,X,NUMBER,5", "U,Y,VARCHAR2,-"]);
    assert_eq!(ask(&catalog, "select x, y from s"), ["1,2"]);
    assert_eq!(
        ask(
            &catalog,
            "select count(*) from all_constraints where owner = 'A' and constraint_type <> 'C'"
        ),
        ["0"]
    );
    assert_eq!(ask(&catalog, "select username from all_users where username = 'EMPTY'"), ["EMPTY"]);
}

/// `NULLABLE` says N for constraints that are enabled and validated alone.
#[test]
fn a_key_that_is_not_enforced_lets_null_in() {
    let catalog = made(
        "create table a.t (
           enforced number, free number, wanted number not null,
           loose number not null disable, back number not null,
           constraint t_pk primary key (enforced)
         );
         create table a.u (id number, constraint u_pk primary key (id) disable);
         create table a.w (id number constraint w_pk primary key);
         create table a.x (id number constraint x_pk primary key);
         create table a.y (id number not null constraint y_pk primary key);
         create table a.z (id number constraint z_pk primary key enable novalidate);
         alter table a.t modify (back null);
         alter table a.w disable constraint w_pk;
         alter table a.x drop primary key;
         alter table a.y disable constraint y_pk;
         insert into a.u values (null);",
    );
    let nullable = ask(
        &catalog,
        "select table_name, column_name, nullable from all_tab_cols where owner = 'A' \
         order by table_name, internal_column_id",
    );
    assert_eq!(
        nullable,
        [
            "T,ENFORCED,N",
            "T,FREE,Y",
            "T,WANTED,N",
            "T,LOOSE,Y",
            "T,BACK,Y",
            "U,ID,Y",
            "W,ID,Y",
            "X,ID,Y",
            "Y,ID,N",
            "Z,ID,Y",
        ]
    );
    let (_, refused) = mistake(
        "create table a.k (id number primary key);
         insert into a.k values (null);",
    );
    assert!(refused.contains("ORA-01400"), "{refused}");
}

#[test]
fn collections_have_elements() {
    let catalog = made(
        "create type a.point as object (x number, y number);
         create type a.phones as varray(5) of varchar2(25);
         create type a.line as table of point;
         create type a.amounts as varying array (3) of number(8,2);
         create type a.moments as table of timestamp(3) with time zone;",
    );
    let types = ask(
        &catalog,
        "select t.type_name, t.typecode, e.coll_type, e.upper_bound, e.elem_type_owner, e.elem_type_name, \
         e.length, e.precision, e.scale from all_types t left join all_coll_types e \
         on e.owner = t.owner and e.type_name = t.type_name where t.owner = 'A' order by 1",
    );
    assert_eq!(
        types,
        [
            "AMOUNTS,COLLECTION,VARYING ARRAY,3,-,NUMBER,-,8,2",
            "LINE,COLLECTION,TABLE,-,A,POINT,-,-,-",
            "MOMENTS,COLLECTION,TABLE,-,-,TIMESTAMP WITH TZ,-,-,3",
            "PHONES,COLLECTION,VARYING ARRAY,5,-,VARCHAR2,25,-,-",
            "POINT,OBJECT,-,-,-,-,-,-,-",
        ]
    );
}
