"""Logs in to the Oracle test server with python-oracledb in thin mode and reads, so that a
misunderstanding shared by the server and the Rust driver shows.

Standard input is JSON: {"servers": {name: "host:port/service" of a server that answers well},
"refusing": a listener that refuses with 12516, "native": a server that demands native encryption,
"tls": [connect string of a TLS server, directory of its CA's ewallet.pem], "slow": a server that
takes long for statements that hold the word `slowly`}. Exits with 0 when every check has passed.
"""

import asyncio
import datetime
import decimal
import json
import sys
import threading

import oracledb

PASSWORDS = {"app": "app-secret"}

COLUMNS = """
select c.column_id, c.column_name, c.data_type, c.data_type_mod, c.data_type_owner, c.data_length,
       c.data_precision, c.data_scale, c.char_length, c.char_used, c.nullable, c.virtual_column,
       c.identity_column, c.default_on_null, c.hidden_column, c.data_default
  from all_tab_cols c
 where c.owner = :1 and c.table_name = :2 and c.user_generated = 'YES'
 order by c.column_id nulls last, c.internal_column_id"""

KEYS = """
select k.constraint_name, k.constraint_type, k.status, k.r_owner, k.r_constraint_name, cc.column_name, cc.position
  from all_constraints k join all_cons_columns cc
    on cc.owner = k.owner and cc.constraint_name = k.constraint_name and cc.table_name = k.table_name
 where k.owner = :1 and k.table_name = :2 and k.constraint_type in ('P','U','R')
 order by case k.constraint_type when 'P' then 1 when 'U' then 2 else 3 end, k.constraint_name, cc.position"""

PARENTS = """
select rc.owner, rc.constraint_name, rc.table_name, rcc.column_name
  from all_constraints k
  join all_constraints rc on rc.owner = k.r_owner and rc.constraint_name = k.r_constraint_name
  join all_cons_columns rcc on rcc.owner = rc.owner and rcc.constraint_name = rc.constraint_name
 where k.owner = :1 and k.table_name = :2 and k.constraint_type = 'R'
 order by rc.owner, rc.constraint_name, rcc.position"""


def equal(got, expected, what):
    if got != expected:
        raise AssertionError(f"{what}: expected {expected!r}, got {got!r}")


def refused(action, code, what):
    try:
        result = action()
    except oracledb.Error as error:
        if f"{code}:" not in str(error):
            raise AssertionError(f"{what}: expected {code}, got {error}") from error
        return error.args[0]
    raise AssertionError(f"{what}: expected {code}, got the result {result!r}")


def login(dsn, user="app", password=None, **options):
    return oracledb.connect(user=user, password=password or f"{user}-secret", dsn=dsn, **options)


def rows(connection, sql, *binds, size=100):
    with connection.cursor() as cursor:
        cursor.arraysize = size
        cursor.execute(sql, binds)
        return cursor.fetchall()


def one(connection, sql, *binds):
    found = rows(connection, sql, *binds)
    equal(len(found), 1, f"the number of rows of {sql}")
    return found[0]


def check_session(dsn, version):
    with login(dsn) as connection:
        equal(connection.version, version, "the version")
        equal(one(connection, "select user, sys_context('USERENV', 'CURRENT_SCHEMA') from dual"), ("APP", "APP"), "who")
        connection.ping()
        connection.commit()
        connection.rollback()
        connection.module = "proof"
        connection.action = "reading"
        connection.client_identifier = "someone"
        connection.current_schema = "HR"
        equal(one(connection, "select sys_context('USERENV', 'CURRENT_SCHEMA') from dual"), ("HR",), "the schema")
        equal(one(connection, "select count(*) from employees"), (6,), "a table of that schema")
        # More statements than the driver keeps open: cursors are closed along the way.
        for number in range(60):
            equal(one(connection, f"select {number} from dual"), (number,), "one of many statements")


def check_kinds(dsn, version):
    oracledb.defaults.fetch_decimals = True
    try:
        with login(dsn) as connection:
            kinds = {row[0]: row[1:] for row in rows(connection, "select * from kinds order by id")}
            number = decimal.Decimal
            first = kinds[number(1)]
            equal(first[:6], (0, 0, 0, 0, 0.0, 0.0), "zeros")
            equal(first[6:10], ("plain", "ten", "n", "ab  "), "texts")
            equal(first[10], bytes.fromhex("00ff10"), "bytes")
            equal(first[11], datetime.datetime(2024, 2, 29), "a day")
            equal(first[12], datetime.datetime(2024, 2, 29, 23, 59, 59, 123456), "a moment")
            equal(first[13], datetime.datetime(2024, 3, 1, 1, 30), "a moment with a zone")
            equal((first[14].years, first[14].months), (1, 2), "years and months")
            equal(
                first[15],
                datetime.timedelta(days=3, hours=4, minutes=5, seconds=6, milliseconds=789),
                "days and seconds",
            )
            second = kinds[number(2)]
            equal(second[0], number("12345678901234567890123456789012345678"), "38 digits")
            equal(second[1:4], (number("-1234567890.12"), number("-99999999999999999999"), number("-0.5")), "negatives")
            equal(second[4:6], (-1.5, -2.25), "negative floats")
            equal(second[6:9], ("äöü ß € 中文 😀", "ÄÖÜ", "中文 é"), "letters of the world")
            equal(second[10], b"\xff" * 20, "twenty bytes")
            equal(second[11], datetime.datetime(1, 1, 1), "the first day")
            equal(second[12], datetime.datetime(1969, 12, 31), "a moment before 1970")
            equal(second[13], datetime.datetime(1999, 12, 31, 23, 0), "a moment with a zone in the west")
            equal((second[14].years, second[14].months), (-3, -11), "negative years and months")
            equal(second[15], -datetime.timedelta(days=1, seconds=1), "negative days and seconds")
            third = kinds[number(3)]
            equal(third[0], number("0.00000000000000000001"), "a small number")
            equal(third[1:4], (number("0.01"), 100, 1000000), "trailing zeros")
            equal(third[6], "long " + ("abc" * 1400)[:3995], "4000 bytes")
            equal(third[11], datetime.datetime(9999, 12, 31), "the last day")
            equal(kinds[number(4)], (None,) * 16, "NULLs")
            equal((kinds[number(5)][0], kinds[number(5)][6]), (number("-0.1"), "it's \"quoted\" & more"), "the fifth")
    finally:
        oracledb.defaults.fetch_decimals = False


def check_description(dsn, version):
    with login(dsn) as connection, connection.cursor() as cursor:
        cursor.parse("select * from kinds")
        described = [
            (column.name, column.type_code.name, column.precision, column.scale, column.internal_size, column.null_ok)
            for column in cursor.description
        ]
        equal(
            described[:5],
            [
                ("ID", "DB_TYPE_NUMBER", 3, 0, None, False),
                ("PLAIN", "DB_TYPE_NUMBER", 0, -127, None, True),
                ("MONEY", "DB_TYPE_NUMBER", 12, 2, None, True),
                ("WHOLE", "DB_TYPE_NUMBER", 38, 0, None, True),
                ("SMALL_FLOAT", "DB_TYPE_NUMBER", 10, -127, None, True),
            ],
            "numbers described",
        )
        equal(
            [column[1] for column in described[5:]],
            [
                "DB_TYPE_BINARY_FLOAT",
                "DB_TYPE_BINARY_DOUBLE",
                "DB_TYPE_VARCHAR",
                "DB_TYPE_VARCHAR",
                "DB_TYPE_NVARCHAR",
                "DB_TYPE_CHAR",
                "DB_TYPE_RAW",
                "DB_TYPE_DATE",
                "DB_TYPE_TIMESTAMP",
                "DB_TYPE_TIMESTAMP_TZ",
                "DB_TYPE_INTERVAL_YM",
                "DB_TYPE_INTERVAL_DS",
            ],
            "types described",
        )
        cursor.execute("select 'a' \"Mixed Case\", 1 + 1, n from repeats")
        equal([column.name for column in cursor.description], ["Mixed Case", "1+1", "N"], "headings")


def check_longs(dsn, version):
    with login(dsn) as connection:
        expected = [
            (1, "short....."),
            (2, "ab" + ("cdé" * 23334)[:69999]),
            (3, None),
            (4, "z" + "y" * 32767),
            (5, "z" + "y" * 251),
            (6, "z" + "y" * 252),
        ]
        for size in (1, 2, 100):
            equal(rows(connection, "select id, body from letters order by id", size=size), expected, "long texts")
        refused(lambda: rows(connection, "select * from letters where body = 'x'"), "ORA-00997", "a LONG compared")
        refused(lambda: rows(connection, "select upper(body) from letters"), "ORA-00932", "a LONG in a function")


def check_fetches(dsn, version):
    repeats = [
        (1, "abc", "y", None),
        (2, "xyz", "y", None),
        (3, "xyz", "y", "a note"),
        (4, "xyz", "n", "a note"),
        (5, "abc", "n", "a note"),
        (5, "abc", "n", "a note"),
        (5, "abc", "n", None),
        (6, None, None, None),
        (7, None, None, None),
    ]
    wide = "select owner, table_name, column_name, data_type, nullable from all_tab_cols order by owner, table_name, column_id"
    with login(dsn) as connection:
        all_columns = rows(connection, wide, size=10_000)
        if len(all_columns) < 300:
            raise AssertionError(f"only {len(all_columns)} columns to fetch")
        equal(one(connection, "select count(*) from all_tab_cols")[0], len(all_columns), "how many columns there are")
        for size in (1, 2, 3, 7, 100):
            equal(rows(connection, "select * from repeats", size=size), repeats, f"repeats in fetches of {size}")
            equal(rows(connection, wide, size=size), all_columns, f"columns in fetches of {size}")
        with connection.cursor() as cursor:
            cursor.prefetchrows = 0
            cursor.execute("select * from repeats")
            equal(cursor.fetchone(), repeats[0], "the first row without a prefetch")
            equal(cursor.fetchmany(3), repeats[1:4], "the next three")
            # What is left is given up, and the statement is executed anew.
            cursor.execute("select * from repeats")
            equal(cursor.fetchall(), repeats, "all rows at the second execution")
            cursor.execute("select * from repeats where n > 100")
            equal(cursor.fetchall(), [], "no rows")


def check_binds(dsn, version):
    with login(dsn) as connection:
        for value in ("text", "äöü 中文", 0, -17, 10**30, 1.5, None, b"\x00\xff", datetime.datetime(2020, 2, 29, 1, 2, 3)):
            expected = value.hex().upper() if isinstance(value, bytes) else value
            if isinstance(value, datetime.datetime):
                found = one(connection, "select to_char(:1, 'YYYY-MM-DD HH24:MI:SS') from dual", value)
                equal(found, ("2020-02-29 01:02:03",), "a bound moment")
                continue
            found = one(connection, "select :1 from dual", value)[0]
            equal(found, None if value is None else str(expected), f"{value!r} bound")
        with connection.cursor() as cursor:
            sql = "select last_name from hr.employees where department_id = :dept and salary > :least order by 1"
            for department, least, names in ((30, 0, ["Mori", "Tremblay"]), (30, 10_000, ["Tremblay"]), (20, 1, ["Costa", "Silva"])):
                cursor.execute(sql, dept=department, least=least)
                equal([row[0] for row in cursor], names, "people by bound values")
            cursor.execute("select :a || :b || :a from dual", ["1", "2", "3"])
            equal(cursor.fetchone(), ("123",), "every occurrence has its own value")
        long = "x" * 40_000
        equal(one(connection, "select length(:1) from dual", long), (40_000,), "a text too long for VARCHAR2")
        refused(lambda: one(connection, "select to_number(:1) from dual", "x"), "ORA-01722", "no number")


def check_catalog(dsn, version):
    with login(dsn) as connection:
        columns = rows(connection, COLUMNS, "HR", "EMPLOYEES", size=1)
        equal(len(columns), 11, "the number of columns")
        equal(
            columns[0],
            (1, "EMPLOYEE_ID", "NUMBER", None, None, 22, 6, 0, 0, None, "N", "NO", "NO", "NO", "NO", None),
            "the first column",
        )
        keys = rows(connection, KEYS, "HR", "JOB_HISTORY")
        equal(
            [(key[0], key[1], key[5], key[6]) for key in keys],
            [
                ("JHIST_EMP_ID_ST_DATE_PK", "P", "EMPLOYEE_ID", 1),
                ("JHIST_EMP_ID_ST_DATE_PK", "P", "START_DATE", 2),
                ("JHIST_DEPT_FK", "R", "DEPARTMENT_ID", 1),
                ("JHIST_EMP_FK", "R", "EMPLOYEE_ID", 1),
                ("JHIST_JOB_FK", "R", "JOB_ID", 1),
            ],
            "the keys",
        )
        equal(rows(connection, KEYS, "HR", "JOB_HISTORY", size=1), keys, "the keys one by one")
        equal(
            rows(connection, PARENTS, "HR", "JOB_HISTORY"),
            [
                ("HR", "DEPT_ID_PK", "DEPARTMENTS", "DEPARTMENT_ID"),
                ("HR", "EMP_EMP_ID_PK", "EMPLOYEES", "EMPLOYEE_ID"),
                ("HR", "JOB_ID_PK", "JOBS", "JOB_ID"),
            ],
            "the parents",
        )
        text = one(connection, "select v.text from all_views v where v.owner = :1 and v.view_name = :2", "HR", "EMP_DETAILS_VIEW")
        equal(text[0].startswith("select e.employee_id"), True, "the text of a view")
        target = one(connection, "select table_owner, table_name from all_synonyms where owner = 'PUBLIC' and synonym_name = :1", "EMPLOYEES")
        equal(target, ("HR", "EMPLOYEES"), "what the synonym stands for")
        equal(one(connection, "select count(*) from employees"), (6,), "rows through the synonym")
        table = one(connection, "select t.num_rows, t.last_analyzed from all_tables t where t.owner = :1 and t.table_name = :2", "HR", "EMPLOYEES")
        equal(table, (6, datetime.datetime(2026, 1, 15, 10, 30)), "the row estimate")
        like = "select o.object_name from all_objects o where o.owner = :1 and o.object_name like :2 escape '\\' and o.object_type = 'TABLE' order by o.object_name fetch first 2 rows only"
        equal(rows(connection, like, "HR", "%\\_HIST%"), [("JOB_HISTORY",)], "names like a pattern")
        equal(len(rows(connection, like, "HR", "%")), 2, "the first two names")
        equal(len(rows(connection, "select * from hr.jobs where rownum <= 3")), 3, "the first three rows")
    with login(dsn, "nobody") as connection:
        equal(rows(connection, COLUMNS, "HR", "EMPLOYEES"), [], "what nobody sees")
        refused(lambda: rows(connection, "select * from hr.employees"), "ORA-00942", "a table that was not granted")


def check_errors(dsn, version):
    with login(dsn) as connection:
        for sql, code, offset in (
            ("select * from nosuch", "ORA-00942", 14),
            ("select nosuch from dual", "ORA-00904", 7),
            ("select 1 from dual where", "ORA-00936", None),
            ("select 1 from dual order", "ORA-00933", None),
            ("nonsense", "ORA-00900", None),
            ("select 1/0 from dual", "ORA-01476", None),
            ("select last_name, count(*) from hr.employees", "ORA-00937", None),
            ("select last_name from hr.employees e, hr.departments d where department_id = 1", "ORA-00918", None),
            ("select (select n from repeats) from dual", "ORA-01427", None),
            ("insert into repeats values (1, 'x', 'y', null)", "ORA-16000", None),
            ("drop table repeats", "ORA-16000", None),
        ):
            error = refused(lambda: rows(connection, sql), code, sql)
            if offset is not None:
                equal(error.offset, offset, f"where {sql} is wrong")
            equal(one(connection, "select 7 from dual"), (7,), f"the session after {sql}")


async def read_asynchronously(dsn):
    async with oracledb.connect_async(user="app", password="app-secret", dsn=dsn) as connection:
        found = await connection.fetchall("select * from repeats order by n, note", arraysize=2)
        equal(len(found), 9, "rows read asynchronously")
        long = await connection.fetchone("select body from letters where id = 2")
        equal(len(long[0]), 70001, "a long text read asynchronously")
        try:
            await connection.fetchall("select * from nosuch")
        except oracledb.DatabaseError as error:
            equal(error.args[0].full_code, "ORA-00942", "an error read asynchronously")
        else:
            raise AssertionError("a missing table was read asynchronously")


def check_asynchronous(dsn, version):
    asyncio.run(read_asynchronously(dsn))


def check_refusals(dsn):
    refused(lambda: login(dsn, password="wrong"), "ORA-01017", "a wrong password")
    refused(lambda: login(dsn, "unknown"), "ORA-01017", "an unknown account")
    refused(lambda: login(dsn, "locked"), "ORA-28000", "a locked account")
    refused(lambda: login(dsn, "expired"), "ORA-28001", "an expired password")
    refused(lambda: login(dsn, "expired", "wrong"), "ORA-01017", "a wrong password of an expired account")
    refused(lambda: login(dsn, "nosession"), "ORA-01045", "an account without CREATE SESSION")
    host = dsn.split("/")[0]
    refused(lambda: login(f"{host}/nosuch"), "DPY-6001", "an unknown service")
    sid = "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST={})(PORT={}))(CONNECT_DATA=(SID={})))"
    refused(lambda: login(sid.format(*host.split(":"), "NOSUCH")), "DPY-6003", "an unknown SID")
    with login(sid.format(*host.split(":"), "FREE")) as connection:
        equal(one(connection, "select 1 from dual"), (1,), "a login by SID")
    # A description so long that it needs a packet of its own.
    long = "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST={})(PORT={}))(CONNECT_DATA=(SERVICE_NAME=FREEPDB1)))"
    with login(long.format(*host.split(":")), program="p" * 300) as connection:
        equal(one(connection, "select 1 from dual"), (1,), "a login with a long description")


def check_listener(refusing, native):
    error = refused(lambda: login(refusing), "DPY-6000", "a listener that refuses")
    equal("12516" in error.message, True, "the listener's number")
    refused(lambda: login(native), "DPY-3001", "native encryption")


def check_tls(dsn, directory):
    options = {"wallet_location": directory, "wallet_password": None}
    # The driver compares names of certificates with names of hosts, not with addresses.
    dsn = dsn.replace("127.0.0.1", "localhost")
    with login("tcps://" + dsn, **options) as connection:
        equal(one(connection, "select 1 from dual"), (1,), "a row over TLS")
        equal(len(rows(connection, "select body from letters")), 6, "long texts over TLS")
    refused(lambda: login("tcps://" + dsn), "DPY-6005", "a CA that is not trusted")


def check_cancel(dsn):
    with login(dsn) as connection:
        connection.call_timeout = 300
        for _ in range(2):
            refused(lambda: rows(connection, "select 'slowly' from dual"), "DPY-4024", "a call that times out")
            equal(one(connection, "select 7 from dual"), (7,), "the session after it")
        connection.call_timeout = 0
        running = threading.Event()

        def cancel():
            running.wait()
            connection.cancel()

        thread = threading.Thread(target=cancel)
        thread.start()
        running.set()
        refused(lambda: rows(connection, "select 'slowly' from dual"), "ORA-01013", "a call that is cancelled")
        thread.join()
        equal(one(connection, "select 8 from dual"), (8,), "the session after that")


def main():
    given = json.load(sys.stdin)
    done = []

    def passed(name):
        done.append(name)
        print(f"oracledb {oracledb.__version__}: {name}: passed", flush=True)

    checks = (
        check_session,
        check_kinds,
        check_description,
        check_longs,
        check_fetches,
        check_binds,
        check_catalog,
        check_errors,
        check_asynchronous,
    )
    for name, (dsn, version) in given["servers"].items():
        for check in checks:
            try:
                check(dsn, version)
            except Exception as error:
                raise AssertionError(f"{name}: {check.__name__}: {error!r}") from error
        check_refusals(dsn)
        passed(name)
    check_listener(given["refusing"], given["native"])
    passed("listener")
    check_tls(*given["tls"])
    passed("TLS")
    check_cancel(given["slow"])
    passed("cancel")


if __name__ == "__main__":
    main()
