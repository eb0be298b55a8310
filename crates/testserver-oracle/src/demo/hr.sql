-- People and where they work: six tables, a view, a synonym for everybody.
alter session set current_schema = HR;

create table regions (
  region_id number constraint region_id_nn not null,
  region_name varchar2(25),
  constraint reg_id_pk primary key (region_id)
);
comment on table regions is 'Parts of the world in which the company has offices.';
comment on column regions.region_id is 'Number of the region.';
comment on column regions.region_name is 'Name of the region, in English.';
insert into regions values (10, 'Europe');
insert into regions values (20, 'Americas');
insert into regions values (30, 'Asia');
insert into regions values (40, 'Oceania');

create table countries (
  country_id char(2) constraint country_id_nn not null,
  country_name varchar2(60),
  region_id number,
  constraint country_c_id_pk primary key (country_id),
  constraint countr_reg_fk foreign key (region_id) references regions (region_id)
) organization index;
comment on table countries is 'Countries, stored in their primary key.';
insert into countries values ('AT', 'Austria', 10);
insert into countries values ('BR', 'Brazil', 20);
insert into countries values ('CA', 'Canada', 20);
insert into countries values ('JP', 'Japan', 30);
insert into countries values ('NZ', 'New Zealand', 40);

create table locations (
  location_id number(4),
  street_address varchar2(40),
  postal_code varchar2(12),
  city varchar2(30) constraint loc_city_nn not null,
  state_province varchar2(25),
  country_id char(2),
  constraint loc_id_pk primary key (location_id),
  constraint loc_c_id_fk foreign key (country_id) references countries (country_id)
);
create index loc_city_ix on locations (city);
create index loc_city_upper_ix on locations (upper(city));
comment on column locations.postal_code is 'Postal code; its form depends on the country.';
insert into locations values (1000, 'Lindengasse 12', '1070', 'Wien', null, 'AT');
insert into locations values (1100, 'Rua das Flores 7', '01310-100', 'São Paulo', 'SP', 'BR');
insert into locations values (1200, '99 Harbour Road', 'V6B 1A1', 'Vancouver', 'British Columbia', 'CA');
insert into locations values (1300, '3-2-1 Ginza', '104-0061', 'Tokyo', null, 'JP');

create table jobs (
  job_id varchar2(10),
  job_title varchar2(35) constraint job_title_nn not null,
  min_salary number(6),
  max_salary number(6),
  constraint job_id_pk primary key (job_id),
  constraint job_salary_order check (min_salary <= max_salary)
);
comment on table jobs is 'Kinds of work and what they pay.';
insert into jobs values ('PRESIDENT', 'President', 20000, 40000);
insert into jobs values ('SALES_REP', 'Sales representative', 4000, 12000);
insert into jobs values ('ENGINEER', 'Engineer', 5000, 15000);
insert into jobs values ('CLERK', 'Clerk', 2000, null);

create table departments (
  department_id number(4),
  department_name varchar2(30) constraint dept_name_nn not null,
  manager_id number(6),
  location_id number(4),
  constraint dept_id_pk primary key (department_id),
  constraint dept_loc_fk foreign key (location_id) references locations (location_id)
);
comment on table departments is 'Departments; each sits in one place and may have a manager.';
insert into departments values (10, 'Direction', 100, 1000);
insert into departments values (20, 'Sales', 101, 1100);
insert into departments values (30, 'Engineering', 102, 1200);
insert into departments values (40, 'Archive', null, null);

create table employees (
  employee_id number(6),
  first_name varchar2(20),
  last_name varchar2(25) constraint emp_last_name_nn not null,
  email varchar2(25) constraint emp_email_nn not null,
  phone_number varchar2(20),
  hire_date date constraint emp_hire_date_nn not null,
  job_id varchar2(10) constraint emp_job_nn not null,
  salary number(8,2),
  commission_pct number(2,2),
  manager_id number(6),
  department_id number(4),
  constraint emp_salary_min check (salary > 0),
  constraint emp_email_uk unique (email),
  constraint emp_emp_id_pk primary key (employee_id),
  constraint emp_dept_fk foreign key (department_id) references departments (department_id),
  constraint emp_job_fk foreign key (job_id) references jobs (job_id),
  constraint emp_manager_fk foreign key (manager_id) references employees (employee_id)
);
alter table departments add constraint dept_mgr_fk foreign key (manager_id) references employees (employee_id);
create index emp_name_ix on employees (last_name, first_name);
comment on table employees is 'Everybody who works for the company.';
comment on column employees.employee_id is 'Primary key, given out by a sequence.';
comment on column employees.email is 'Mail address without the part after the at sign.';
comment on column employees.commission_pct is 'Share of a sale, as a fraction; sales people only.';
comment on column employees.manager_id is 'Who the person reports to; the president reports to nobody.';
insert into employees values (100, 'Ada', 'Winter', 'AWINTER', '+43.1.555.0100', date '2012-03-01', 'PRESIDENT', 30000, null, null, 10);
insert into employees values (101, 'Bruno', 'Costa', 'BCOSTA', '+55.11.555.0101', date '2014-07-15', 'SALES_REP', 11500.5, .25, 100, 20);
insert into employees values (102, 'Chloé', 'Tremblay', 'CTREMBLA', null, date '2015-01-05', 'ENGINEER', 14200, null, 100, 30);
insert into employees values (103, 'Daiki', 'Mori', 'DMORI', '+81.3.555.0103', date '2019-10-21', 'ENGINEER', 9800.75, null, 102, 30);
insert into employees values (104, null, 'Silva', 'SILVA', null, date '2021-02-28', 'SALES_REP', 6100, .1, 101, 20);
insert into employees values (105, 'Eva', 'Horvath', 'EHORVATH', '+43.1.555.0105', date '2023-12-31', 'CLERK', 2600, null, 100, null);

create table job_history (
  employee_id number(6) constraint jhist_employee_nn not null,
  start_date date constraint jhist_start_date_nn not null,
  end_date date constraint jhist_end_date_nn not null,
  job_id varchar2(10) constraint jhist_job_nn not null,
  department_id number(4),
  constraint jhist_emp_id_st_date_pk primary key (employee_id, start_date),
  constraint jhist_date_interval check (end_date > start_date),
  constraint jhist_job_fk foreign key (job_id) references jobs (job_id),
  constraint jhist_emp_fk foreign key (employee_id) references employees (employee_id) on delete cascade,
  constraint jhist_dept_fk foreign key (department_id) references departments (department_id)
);
comment on table job_history is 'What people did before their present job.';
insert into job_history values (102, date '2013-05-01', date '2014-12-31', 'CLERK', 30);
insert into job_history values (101, date '2012-09-01', date '2014-07-14', 'CLERK', 20);

create view emp_details_view as
select e.employee_id, e.first_name, e.last_name, e.salary, d.department_name, j.job_title, l.city, c.country_name
  from employees e
  join jobs j on j.job_id = e.job_id
  left join departments d on d.department_id = e.department_id
  left join locations l on l.location_id = d.location_id
  left join countries c on c.country_id = l.country_id
with read only;
comment on table emp_details_view is 'People with the names of what their rows refer to.';
comment on column emp_details_view.city is 'Where the department sits.';

create sequence employees_seq start with 207 increment by 1;
create public synonym employees for hr.employees;
exec dbms_stats.gather_table_stats('HR', 'EMPLOYEES');
exec dbms_stats.set_table_stats('HR', 'JOB_HISTORY', numrows => 10);

grant select on regions to APP;
grant select on countries to APP;
grant select on locations to APP;
grant select on jobs to APP;
grant select on departments to APP;
grant select on employees to APP;
grant select on job_history to APP;
grant select on emp_details_view to APP;
