-- Names and objects as unusual as the database allows.
alter session set current_schema = "Odd Ones";

create table "Mixed Case" ("Id" number(3) primary key, "id" number, "ID" number, "Select" varchar2(1), "a.b" varchar2(3));
create table "mixed case" (id number);
create table "with.dots and spaces" ("first.name" varchar2(10), " leading blank" number, "100%" number);
create table "It's; drop table x --" ("1st" number, "''" number);
create table "таблица 表 ταβλε" ("имя" nvarchar2(30), "数量" number, "ñandú" varchar2(10 char));
create table money$#_1 (amount$ number(5,-2), rate# number(*,3), any_number number(*,0));
create table "SELECT" ("FROM" date, "WHERE" number);
create table n12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345 (
  c12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345 number
);

create type point_t as object (x number, y number);
/
create table every_type (
  c_varchar2 varchar2(10),
  c_varchar2_char varchar2(10 char),
  c_nvarchar2 nvarchar2(10),
  c_char char(10),
  c_nchar nchar(10),
  c_number number,
  c_number_p number(10),
  c_number_ps number(10,2),
  c_number_negative number(5,-2),
  c_integer integer,
  c_float float,
  c_float_p float(63),
  c_binary_float binary_float,
  c_binary_double binary_double,
  c_date date,
  c_timestamp timestamp,
  c_timestamp_0 timestamp(0),
  c_timestamp_tz timestamp(9) with time zone,
  c_timestamp_ltz timestamp with local time zone,
  c_interval_ym interval year(4) to month,
  c_interval_ds interval day(3) to second(0),
  c_raw raw(16),
  c_long long,
  c_clob clob,
  c_nclob nclob,
  c_blob blob,
  c_bfile bfile,
  c_rowid rowid,
  c_urowid urowid,
  c_urowid_n urowid(100),
  c_xml xmltype,
  c_json json,
  c_boolean boolean,
  c_vector vector(3, float32),
  c_object point_t,
  c_ref ref point_t,
  c_any anydata,
  c_shape mdsys.sdo_geometry
);

create table defaults (
  plain number default 42,
  text varchar2(20) default 'it''s'   not null,
  called date default sysdate,
  nothing varchar2(5) default null,
  forced number default on null 7,
  hidden number invisible default 1,
  computed number generated always as (plain * 2) virtual
);

create view "All of it" ("Plain One", kind) as select plain, 'fixed' from defaults;
create table secrets (id number primary key, text varchar2(100));
comment on table secrets is 'Granted to nobody.';
create table child_of_secret (id number references secrets (id));

create synonym step3 for defaults;
create synonym step2 for step3;
create synonym step1 for step2;
create synonym loop_a for loop_b;
create synonym loop_b for loop_a;
create synonym far_away for remote_owner.remote_table@sales.example.com;
create public synonym odd_defaults for "Odd Ones".step1;
create synonym lost for no_such_table;

grant select on "Mixed Case" to APP;
grant select on "mixed case" to APP;
grant select on "with.dots and spaces" to APP;
grant select on "It's; drop table x --" to APP;
grant select on "таблица 表 ταβλε" to APP;
grant select on money$#_1 to APP;
grant select on "SELECT" to APP;
grant select on n12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345 to APP;
grant select on every_type to APP;
grant execute on point_t to APP;
grant select on defaults to APP;
grant select on "All of it" to APP;
grant select on child_of_secret to APP;
