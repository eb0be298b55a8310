-- Values at the edges of their types, for clients to read.
alter session set current_schema = APP;

create table kinds (
  id number(3) constraint kinds_pk primary key,
  plain number,
  money number(12,2),
  whole number(*,0),
  small_float float(10),
  single binary_float,
  twice binary_double,
  text varchar2(4000 byte),
  letters varchar2(10 char),
  national nvarchar2(20),
  fixed char(4),
  bytes raw(20),
  day date,
  moment timestamp(9),
  zoned timestamp(6) with time zone,
  years interval year to month,
  days interval day to second(6)
);
insert into kinds values (1, 0, 0, 0, 0, 0, 0, 'plain', 'ten', 'n', 'ab', hextoraw('00ff10'), date '2024-02-29',
  timestamp '2024-02-29 23:59:59.123456789', timestamp '2024-03-01 01:30:00 +02:00', interval '1-02' year to month,
  interval '3 04:05:06.789' day to second);
insert into kinds values (2, 12345678901234567890123456789012345678, -1234567890.12, -99999999999999999999, -0.5, -1.5, -2.25,
  'äöü ß € 中文 😀', 'ÄÖÜ', '中文 é', 'é', hextoraw('ffffffffffffffffffffffffffffffffffffffff'), date '0001-01-01',
  timestamp '1969-12-31 00:00:00', timestamp '1999-12-31 23:00:00 -11:30', interval '-3-11' year to month,
  interval '-1 00:00:01' day to second);
insert into kinds values (3, 0.00000000000000000001, 0.01, 100, 1000000, 16777216, 12345678.5, rpad('long ', 4000, 'abc'),
  'x', null, 'abcd', null, date '9999-12-31', null, null, null, null);
insert into kinds (id) values (4);
insert into kinds (id, plain, text) values (5, -0.1, 'it''s "quoted" & more');

create table letters (id number, body long);
insert into letters values (1, rpad('short', 10, '.'));
insert into letters values (2, rpad('ab', 70001, 'cdé'));
insert into letters values (3, null);
insert into letters values (4, rpad('z', 32768, 'y'));
insert into letters values (5, rpad('z', 252, 'y'));
insert into letters values (6, rpad('z', 253, 'y'));

create table repeats (n number, word varchar2(10), flag varchar2(1), note varchar2(20));
insert into repeats values (1, 'abc', 'y', null);
insert into repeats values (2, 'xyz', 'y', null);
insert into repeats values (3, 'xyz', 'y', 'a note');
insert into repeats values (4, 'xyz', 'n', 'a note');
insert into repeats values (5, 'abc', 'n', 'a note');
insert into repeats values (5, 'abc', 'n', 'a note');
insert into repeats values (5, 'abc', 'n', null);
insert into repeats values (6, null, null, null);
insert into repeats values (7, null, null, null);
