//! What is remembered of a client between its messages, and how each is answered.

use std::collections::HashMap;
use std::sync::Arc;

use crate::log::StatementRecord;
use crate::login::{LoggedIn, Login};
use crate::shared::{Shared, lock};
use crate::sql::{self, Outcome, SqlError, Statement};
use crate::sql::{OutputColumn, Row};
use crate::value::Value;
use crate::wire::answer::{self, Ending, NO_MORE_ROWS};
use crate::wire::piggyback::Piggyback;
use crate::wire::request::{BindType, Context, DataTypes, Execute, Request};
use crate::wire::rows::{self, Column};
use crate::wire::values::WireType;
use crate::wire::writer::Writer;

/// The most cursors that a session may have open.
const MOST_CURSORS: usize = 300;

/// The bytes of an answer and what they mean for the connection.
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_error: bool,
    /// Whether the server hangs up afterwards.
    pub(crate) closes: bool,
}

/// A statement with its result, as far as it has not been fetched.
struct Cursor {
    text: Arc<str>,
    statement: Arc<Statement>,
    bind_types: Vec<BindType>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// The number of rows sent so far.
    sent: usize,
}

pub(crate) struct Session<'a> {
    shared: &'a Shared,
    number: u64,
    /// The version of messages in force.
    field_version: u8,
    ends_responses: bool,
    login: Login,
    user: Option<LoggedIn>,
    cursors: HashMap<u64, Cursor>,
    last_cursor: u64,
}

impl<'a> Session<'a> {
    pub(crate) fn new(shared: &'a Shared, number: u64, service: String) -> Self {
        Self {
            shared,
            number,
            field_version: shared.settings.profile.field_version(),
            ends_responses: false,
            login: Login::new(number, service),
            user: None,
            cursors: HashMap::new(),
            last_cursor: 0,
        }
    }

    /// Whether the client reads a mark at the end of each response.
    pub(crate) fn ends_responses(&self) -> bool {
        self.ends_responses
    }

    /// What has to be known to read the next message.
    pub(crate) fn reading(&self) -> Context<'_> {
        Context { field_version: self.field_version, bind_types: self }
    }

    /// The statement that a request is about.
    pub(crate) fn statement_of(&self, request: &Request) -> Option<Arc<str>> {
        let of_cursor = |cursor: &u64| self.cursors.get(cursor).map(|one| Arc::clone(&one.text));
        match request {
            Request::Execute(execute) => match &execute.sql {
                Some(sql) => Some(sql.as_str().into()),
                None => of_cursor(&execute.cursor),
            },
            Request::Reexecute { cursor, .. } | Request::Fetch { cursor, .. } => of_cursor(cursor),
            _ => None,
        }
    }

    /// Writes an execution into the log.
    pub(crate) fn record(&self, request: &Request) {
        let binds = match request {
            Request::Execute(execute) if execute.executes() => &execute.binds,
            Request::Reexecute { binds, .. } => binds,
            _ => return,
        };
        let (Some(user), Some(sql)) = (&self.user, self.statement_of(request)) else {
            return;
        };
        self.shared.log.statement(StatementRecord {
            connection: self.number,
            user: user.name.clone(),
            sql: sql.to_string(),
            binds: binds.iter().map(|bind| bind.to_text().map(|text| text.to_string())).collect(),
        });
    }

    /// Does what a client sent along with its request.
    pub(crate) fn take_along(&mut self, piggybacks: &[Piggyback]) {
        for piggyback in piggybacks {
            match piggyback {
                Piggyback::CloseCursors(cursors) => {
                    for cursor in cursors {
                        self.cursors.remove(cursor);
                    }
                }
                Piggyback::SetSchema(schema) => {
                    if let Some(user) = &mut self.user {
                        user.schema = sql::fold_name(schema);
                    }
                }
                Piggyback::Ignored => {}
            }
        }
    }

    /// Answers a request.
    pub(crate) fn answer(&mut self, request: Request) -> Answer {
        let mut writer = Writer::new();
        let result = self.write(&mut writer, request);
        match result {
            Ok(closes) => self.finish(writer, false, closes),
            Err(error) => Answer { closes: self.user.is_none(), ..self.failure(&error) },
        }
    }

    /// Refuses a request with an error, whatever it asks for. A fast login is still told what
    /// was negotiated first, or the client could not read the error.
    pub(crate) fn refuse(&mut self, request: &Request, error: &SqlError) -> Answer {
        let mut writer = Writer::new();
        if let Request::FastLogin(types, _) = request {
            self.negotiate(types);
            answer::protocol(&mut writer, &self.shared.settings);
            answer::data_types(&mut writer, &types.list);
        }
        self.failure_after(writer, error)
    }

    /// The answer that says what went wrong.
    pub(crate) fn failure(&self, error: &SqlError) -> Answer {
        self.failure_after(Writer::new(), error)
    }

    fn failure_after(&self, mut writer: Writer, error: &SqlError) -> Answer {
        let ending = Ending {
            code: error.code,
            message: error.text(),
            position: error.position,
            ..Ending::default()
        };
        answer::ending(&mut writer, self.field_version, &ending);
        self.finish(writer, true, false)
    }

    fn finish(&self, mut writer: Writer, is_error: bool, closes: bool) -> Answer {
        if self.ends_responses {
            writer.u8(29);
        }
        Answer { bytes: writer.into_bytes(), is_error, closes }
    }

    /// Writes the answer; whether the server hangs up afterwards.
    fn write(&mut self, writer: &mut Writer, request: Request) -> Result<bool, SqlError> {
        let settings = &self.shared.settings;
        match request {
            Request::Protocol => {
                answer::protocol(writer, settings);
                return Ok(false);
            }
            Request::DataTypes(types) => {
                self.negotiate(&types);
                answer::data_types(writer, &types.list);
                return Ok(false);
            }
            Request::FastLogin(types, account) => {
                self.negotiate(&types);
                answer::protocol(writer, settings);
                answer::data_types(writer, &types.list);
                self.login.begin(self.shared, writer, &account);
            }
            Request::Account(account) => self.login.begin(self.shared, writer, &account),
            Request::Password(password) => {
                self.user = Some(self.login.complete(self.shared, writer, &password)?);
            }
            other => return self.write_call(writer, other),
        }
        answer::done(writer, settings, self.field_version);
        Ok(false)
    }

    fn negotiate(&mut self, types: &DataTypes) {
        let profile = self.shared.settings.profile;
        self.field_version = profile.field_version().min(types.field_version);
        self.ends_responses = profile.fast_login() && types.ends_responses;
    }

    /// As [`Self::write`], for what only a client does that has logged in.
    fn write_call(&mut self, writer: &mut Writer, request: Request) -> Result<bool, SqlError> {
        if self.user.is_none() {
            return Err(SqlError::new(1012, "not logged on"));
        }
        match request {
            Request::Execute(execute) => self.execute(writer, &execute)?,
            Request::Reexecute { cursor, rows, fetch, binds } => {
                self.run(cursor, &binds)?;
                self.send_rows(writer, cursor, if fetch { rows } else { 0 }, true)?;
            }
            Request::Fetch { cursor, rows } => self.send_rows(writer, cursor, rows, false)?,
            Request::Commit | Request::Rollback | Request::Ping => {
                answer::done(writer, &self.shared.settings, self.field_version);
            }
            Request::Logoff => answer::done(writer, &self.shared.settings, self.field_version),
            Request::Unknown(code) => {
                return Err(SqlError::new(
                    3120,
                    format!("two-task conversion routine: function {code} is not served here"),
                ));
            }
            _ => unreachable!("the login's requests have been answered"),
        }
        Ok(false)
    }

    fn execute(&mut self, writer: &mut Writer, execute: &Execute) -> Result<(), SqlError> {
        let parsed = execute.sql.is_some();
        let cursor = match &execute.sql {
            Some(sql) => self.open(sql, execute.cursor)?,
            None => execute.cursor,
        };
        if execute.describes_only() || (parsed && !execute.executes()) {
            self.describe(cursor)?;
        }
        if !execute.bind_types.is_empty() {
            self.cursor(cursor)?.bind_types.clone_from(&execute.bind_types);
        }
        if execute.executes() {
            self.run(cursor, &execute.binds)?;
        }
        let field_version = self.field_version;
        let one = self.cursor(cursor)?;
        if parsed && !one.columns.is_empty() {
            rows::describe(writer, field_version, &one.columns);
        }
        let wanted = if execute.fetches() { execute.rows } else { 0 };
        self.send_rows(writer, cursor, wanted, true)
    }

    /// A cursor for a statement: the given one, or a new one.
    fn open(&mut self, sql: &str, cursor: u64) -> Result<u64, SqlError> {
        let statement = Arc::new(sql::parse(sql)?);
        let number = if cursor == 0 { self.last_cursor + 1 } else { cursor };
        if self.cursors.len() >= MOST_CURSORS {
            return Err(SqlError::new(1000, "maximum open cursors exceeded"));
        }
        self.last_cursor = self.last_cursor.max(number);
        let opened = Cursor {
            text: sql.into(),
            statement,
            bind_types: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            sent: 0,
        };
        self.cursors.insert(number, opened);
        Ok(number)
    }

    fn cursor(&mut self, number: u64) -> Result<&mut Cursor, SqlError> {
        self.cursors.get_mut(&number).ok_or_else(|| SqlError::new(1001, "invalid cursor"))
    }

    fn describe(&mut self, cursor: u64) -> Result<(), SqlError> {
        let statement = Arc::clone(&self.cursor(cursor)?.statement);
        let catalog = self.shared.catalog();
        let columns = sql::describe(&self.view(&catalog), &statement)?;
        self.cursor(cursor)?.columns = wire_columns(columns)?;
        Ok(())
    }

    fn run(&mut self, cursor: u64, binds: &[Value]) -> Result<(), SqlError> {
        let statement = Arc::clone(&self.cursor(cursor)?.statement);
        let catalog = self.shared.catalog();
        let outcome = sql::execute(&self.view(&catalog), &statement, binds)?;
        match outcome {
            Outcome::Rows { columns, rows } => {
                let columns = wire_columns(columns)?;
                let cursor = self.cursor(cursor)?;
                cursor.columns = columns;
                cursor.rows = rows;
                cursor.sent = 0;
            }
            Outcome::SetSchema(schema) => {
                if let Some(user) = &mut self.user {
                    user.schema = schema;
                }
            }
            Outcome::Nothing => {}
        }
        Ok(())
    }

    /// What a statement of this session can see.
    fn view<'b>(&'b self, catalog: &'b Arc<crate::catalog::Catalog>) -> sql::Session<'b> {
        let user = self.user.as_ref().expect("only those who have logged in execute");
        let mut hidden = lock(&self.shared.hidden_views).clone();
        hidden.extend(user.hidden_views.iter().cloned());
        sql::Session {
            catalog,
            user: &user.name,
            schema: &user.schema,
            hidden_views: hidden,
            profile: self.shared.settings.profile,
            service: &user.service,
            program: &user.program,
            number: self.number,
            depth: 0,
        }
    }

    /// Sends up to so many rows, and whether there are more.
    fn send_rows(
        &mut self,
        writer: &mut Writer,
        number: u64,
        wanted: usize,
        executed: bool,
    ) -> Result<(), SqlError> {
        let compression = self.shared.settings.compression;
        let field_version = self.field_version;
        let cursor = self.cursor(number)?;
        let left = cursor.rows.len() - cursor.sent;
        let is_query = !cursor.columns.is_empty();
        if is_query && wanted > 0 {
            rows::header(writer, cursor.columns.len(), wanted);
            for _ in 0..wanted.min(left) {
                let before = cursor.sent.checked_sub(1).map(|at| &*cursor.rows[at]);
                let before = before.filter(|_| compression);
                rows::row(writer, &cursor.columns, &cursor.rows[cursor.sent], before);
                cursor.sent += 1;
            }
        }
        if executed {
            answer::execution(writer);
        }
        let at_end = is_query && wanted > left;
        let ending = Ending {
            code: if at_end { NO_MORE_ROWS } else { 0 },
            message: if at_end { "ORA-01403: no data found\n".to_owned() } else { String::new() },
            cursor: number,
            rows: u64::try_from(cursor.sent).expect("memory is addressed by 64 bits"),
            ..Ending::default()
        };
        answer::ending(writer, field_version, &ending);
        Ok(())
    }
}

/// Columns as they are sent. Large objects and the like are not.
fn wire_columns(columns: Vec<OutputColumn>) -> Result<Vec<Column>, SqlError> {
    columns
        .into_iter()
        .map(|column| {
            let wire = WireType::of(&column.column_type).ok_or_else(|| {
                let message = format!(
                    "unsupported network datatype or representation ({} {})",
                    column.name,
                    column.column_type.data_type()
                );
                SqlError::new(3115, message)
            })?;
            Ok(Column { name: column.name, wire, nullable: column.nullable })
        })
        .collect()
}

impl crate::wire::request::BindTypes for Session<'_> {
    fn of(&self, cursor: u64) -> Vec<BindType> {
        self.cursors.get(&cursor).map(|one| one.bind_types.clone()).unwrap_or_default()
    }
}
