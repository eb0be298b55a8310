-- The history of sales: partitions, keys that nobody checks, materialized views, a table in files.
alter session set current_schema = SH;

create table times (
  time_id date not null,
  day_name varchar2(9) not null,
  calendar_month_desc varchar2(8) not null,
  calendar_year number(4) not null,
  constraint times_pk primary key (time_id)
);
comment on table times is 'One row for each day on which something was sold.';
insert into times values (date '2024-01-15', 'Monday', '2024-01', 2024);
insert into times values (date '2024-02-29', 'Thursday', '2024-02', 2024);
insert into times values (date '2025-02-28', 'Friday', '2025-02', 2025);

create table channels (
  channel_id number not null,
  channel_desc varchar2(20) not null,
  channel_class char(8) not null,
  constraint channels_pk primary key (channel_id) rely
);
insert into channels values (2, 'Partners', 'Others');
insert into channels values (3, 'Direct sales', 'Direct');
insert into channels values (4, 'Internet', 'Indirect');

create table products (
  prod_id number(6) not null,
  prod_name varchar2(50 char) not null,
  prod_desc varchar2(4000 byte),
  prod_list_price number(8,2) not null,
  prod_valid binary_double,
  constraint products_pk primary key (prod_id)
);
insert into products values (13, 'Camera', 'Takes pictures', 899.99, 1);
insert into products values (14, 'Tripod', 'Holds cameras', 49.5, 0.5);

create table sales (
  prod_id number(6) not null,
  time_id date not null,
  channel_id number not null,
  quantity_sold number(10,2) not null,
  amount_sold number(10,2) not null,
  constraint sales_product_fk foreign key (prod_id) references products (prod_id) rely disable novalidate,
  constraint sales_time_fk foreign key (time_id) references times (time_id) rely disable novalidate,
  constraint sales_channel_fk foreign key (channel_id) references channels (channel_id) disable
)
partition by range (time_id) (
  partition sales_2023 values less than (date '2024-01-01'),
  partition sales_2024 values less than (date '2025-01-01'),
  partition sales_2025 values less than (maxvalue)
);
comment on table sales is 'Facts: one row for each thing sold, partitioned by year.';
comment on column sales.amount_sold is 'What was paid, in euros.';
insert into sales values (13, date '2024-01-15', 3, 1, 899.99);
insert into sales values (13, date '2024-02-29', 4, 2, 1799.98);
insert into sales values (14, date '2024-02-29', 4, 1, 49.5);
insert into sales values (14, date '2025-02-28', 2, 10, 450);
exec dbms_stats.set_table_stats('SH', 'SALES', numrows => 918843);

create table clicks (
  session_id raw(16),
  region varchar2(2),
  clicked_at timestamp(6)
)
partition by list (region) subpartition by hash (session_id) subpartitions 4 (
  partition europe values ('AT', 'DE'),
  partition elsewhere values (default)
);

create table sales_transactions_ext (
  prod_id number,
  time_id date,
  amount_sold number
)
organization external (
  type oracle_loader default directory data_files
  access parameters (records delimited by newline)
  location ('sale1v3.dat')
);
comment on table sales_transactions_ext is 'The file that the shops deliver each night.';

create materialized view cal_month_sales_mv
build immediate refresh complete on demand
as
select t.calendar_month_desc, sum(s.amount_sold) dollars, count(*) sales
  from sales s, times t
 where s.time_id = t.time_id
 group by t.calendar_month_desc;

create materialized view channel_sales_mv
build deferred refresh fast on commit
as select s.channel_id, count(*) sales from sales s group by s.channel_id;
comment on materialized view channel_sales_mv is 'How often each channel sold something.';

create view profits as
select s.channel_id, s.prod_id, p.prod_name, s.quantity_sold, s.amount_sold,
       round(s.amount_sold - p.prod_list_price * s.quantity_sold, 2) difference,
       case when s.quantity_sold > 1 then 'bulk' else 'single' end kind
  from sales s join products p on s.prod_id = p.prod_id;

grant select on times to APP;
grant select on channels to APP;
grant select on products to APP;
grant select on sales to APP;
grant select on clicks to APP;
grant select on sales_transactions_ext to APP;
grant select on cal_month_sales_mv to APP;
grant select on channel_sales_mv to APP;
grant select on profits to APP;
