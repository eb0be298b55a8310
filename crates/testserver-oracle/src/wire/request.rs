//! What clients ask.

use std::collections::HashMap;

use super::piggyback::{self, Piggyback};
use super::reader::{Read, ReadError, Reader};
use super::values;
use crate::value::Value;

/// From this version on a function's header has a token.
const TOKENS: u8 = 18;
/// The version at which the login in a fast one is written.
const FAST_LOGIN_VERSION: u8 = 13;
/// Values that may be longer than this come after all others.
const LONGEST_STRING: u64 = 32_767;

/// A message of a client.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) piggybacks: Vec<Piggyback>,
    pub(crate) request: Request,
}

#[derive(Debug, Clone)]
pub(crate) enum Request {
    Protocol,
    DataTypes(DataTypes),
    FastLogin(DataTypes, Login),
    Account(Login),
    Password(Login),
    Execute(Execute),
    Reexecute {
        cursor: u64,
        rows: usize,
        fetch: bool,
        binds: Vec<Value>,
    },
    Fetch {
        cursor: u64,
        rows: usize,
    },
    Commit,
    Rollback,
    Ping,
    Logoff,
    /// A function that the server does not know.
    Unknown(u8),
}

/// The client's capabilities and how it represents each type.
#[derive(Debug, Clone)]
pub(crate) struct DataTypes {
    /// The version of messages that the client knows.
    pub(crate) field_version: u8,
    /// Whether it reads a mark at the end of each response.
    pub(crate) ends_responses: bool,
    /// The list as it was sent, which is also the answer.
    pub(crate) list: Vec<u8>,
}

/// A message of a login: an account and named values.
#[derive(Debug, Clone)]
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) values: HashMap<String, String>,
}

impl Login {
    pub(crate) fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }
}

/// The type of a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BindType {
    code: u8,
    form: u8,
    size: u64,
}

/// A statement to parse, execute, fetch from, or several of these at once.
#[derive(Debug, Clone)]
pub(crate) struct Execute {
    pub(crate) options: u64,
    pub(crate) cursor: u64,
    pub(crate) sql: Option<String>,
    pub(crate) rows: usize,
    pub(crate) bind_types: Vec<BindType>,
    pub(crate) binds: Vec<Value>,
}

impl Execute {
    pub(crate) fn describes_only(&self) -> bool {
        self.options & 0x20000 != 0
    }

    pub(crate) fn executes(&self) -> bool {
        self.options & 0x20 != 0
    }

    pub(crate) fn fetches(&self) -> bool {
        self.options & 0x40 != 0
    }
}

/// What has to be known to read a message.
pub(crate) struct Context<'a> {
    pub(crate) field_version: u8,
    pub(crate) bind_types: &'a dyn BindTypes,
}

/// Remembers the types of a cursor's placeholders from when it was executed first.
pub(crate) trait BindTypes {
    fn of(&self, cursor: u64) -> Vec<BindType>;
}

/// Reads a message from its beginning.
pub(crate) fn parse(bytes: &[u8], context: &Context<'_>) -> Read<Message> {
    let mut reader = Reader::new(bytes);
    let mut piggybacks = Vec::new();
    loop {
        match reader.u8()? {
            1 => {
                protocol(&mut reader)?;
                return Ok(Message { piggybacks, request: Request::Protocol });
            }
            2 => {
                let types = data_types(&mut reader)?;
                return Ok(Message { piggybacks, request: Request::DataTypes(types) });
            }
            3 => {
                let code = reader.u8()?;
                header(&mut reader, context.field_version)?;
                let request = function(code, &mut reader, context)?;
                return Ok(Message { piggybacks, request });
            }
            17 => {
                let code = reader.u8()?;
                header(&mut reader, context.field_version)?;
                piggybacks.push(piggyback::parse(code, &mut reader)?);
            }
            34 => {
                let request = fast_login(&mut reader)?;
                return Ok(Message { piggybacks, request });
            }
            other => return Err(ReadError::Wrong(format!("the message {other}"))),
        }
    }
}

/// What follows a function's code: a sequence number and perhaps a token.
fn header(reader: &mut Reader<'_>, field_version: u8) -> Read<()> {
    reader.u8()?;
    if field_version >= TOKENS {
        reader.ub()?;
    }
    Ok(())
}

fn protocol(reader: &mut Reader<'_>) -> Read<()> {
    reader.skip(2)?;
    while reader.u8()? != 0 {}
    Ok(())
}

fn data_types(reader: &mut Reader<'_>) -> Read<DataTypes> {
    reader.skip(5)?;
    let capabilities = reader.clr()?.unwrap_or_default();
    let runtime = reader.clr()?.unwrap_or_default();
    if runtime.get(1).is_some_and(|flag| *flag != 0) {
        reader.skip(11)?; // the client's time zone
    }
    let mut list = Vec::new();
    loop {
        let data_type = reader.take(2)?;
        list.extend_from_slice(data_type);
        if data_type == [0, 0] {
            let field_version = capabilities.get(7).copied().unwrap_or_default();
            let ends_responses = capabilities.get(40).is_some_and(|flags| flags & 0x20 != 0);
            return Ok(DataTypes { field_version, ends_responses, list });
        }
        let converted = reader.take(2)?;
        list.extend_from_slice(converted);
        if converted != [0, 0] {
            list.extend_from_slice(reader.take(4)?);
        }
    }
}

fn fast_login(reader: &mut Reader<'_>) -> Read<Request> {
    reader.skip(3)?;
    let expect = |reader: &mut Reader<'_>, message: u8| match reader.u8()? {
        found if found == message => Ok(()),
        other => Err(ReadError::Wrong(format!("the message {other} in a fast login"))),
    };
    expect(reader, 1)?;
    protocol(reader)?;
    reader.skip(6)?;
    expect(reader, 2)?;
    let types = data_types(reader)?;
    expect(reader, 3)?;
    expect(reader, 118)?;
    header(reader, FAST_LOGIN_VERSION)?;
    Ok(Request::FastLogin(types, login(reader)?))
}

fn login(reader: &mut Reader<'_>) -> Read<Login> {
    let has_user = reader.u8()? != 0;
    reader.skip_ub(2)?;
    reader.u8()?;
    let count = reader.count()?;
    reader.skip(2)?;
    let user = if has_user { reader.clr()?.unwrap_or_default() } else { Vec::new() };
    let mut values = HashMap::new();
    for _ in 0..count {
        let name = reader.text()?;
        let value = reader.text()?;
        reader.ub()?;
        values.insert(name, value);
    }
    let user = String::from_utf8(user)
        .map_err(|_| ReadError::Wrong("an account's name that is no UTF-8".to_owned()))?;
    Ok(Login { user, values })
}

fn function(code: u8, reader: &mut Reader<'_>, context: &Context<'_>) -> Read<Request> {
    Ok(match code {
        118 => Request::Account(login(reader)?),
        115 => Request::Password(login(reader)?),
        94 => Request::Execute(execute(reader, context)?),
        4 | 78 => {
            let cursor = reader.ub()?;
            let rows = reader.count()?;
            reader.skip_ub(2)?;
            let types = context.bind_types.of(cursor);
            let binds = if types.is_empty() { Vec::new() } else { row(reader, &types)? };
            Request::Reexecute { cursor, rows, fetch: code == 78, binds }
        }
        5 => Request::Fetch { cursor: reader.ub()?, rows: reader.count()? },
        9 => Request::Logoff,
        14 => Request::Commit,
        15 => Request::Rollback,
        147 => Request::Ping,
        other => Request::Unknown(other),
    })
}

fn execute(reader: &mut Reader<'_>, context: &Context<'_>) -> Read<Execute> {
    let options = reader.ub()?;
    let cursor = reader.ub()?;
    let has_sql = reader.u8()? != 0;
    reader.ub()?;
    reader.u8()?;
    reader.ub()?;
    reader.skip(2)?;
    reader.ub()?;
    let rows = reader.count()?;
    reader.ub()?;
    reader.u8()?;
    let bind_count = reader.count()?;
    reader.skip(6)?;
    let define_count = reader.count()?;
    reader.ub()?;
    reader.skip(3)?;
    reader.ub()?;
    reader.u8()?;
    reader.skip_ub(2)?;
    reader.u8()?;
    reader.ub()?;
    reader.u8()?;
    if context.field_version >= 8 {
        reader.u8()?;
        reader.ub()?;
        reader.u8()?;
        reader.ub()?;
        reader.u8()?;
    }
    if context.field_version >= 9 {
        reader.u8()?;
        reader.ub()?;
    }
    let sql = if has_sql { reader.clr()? } else { None };
    let sql = sql
        .map(String::from_utf8)
        .transpose()
        .map_err(|_| ReadError::Wrong("a statement that is no UTF-8".to_owned()))?;
    let mut settings = [0; 13];
    for setting in &mut settings {
        *setting = reader.ub()?;
    }
    for _ in 0..define_count {
        column(reader, context.field_version)?;
    }
    let mut bind_types = Vec::new();
    let mut binds = Vec::new();
    if bind_count > 0 && define_count == 0 {
        for _ in 0..bind_count {
            bind_types.push(column(reader, context.field_version)?);
        }
        // A query has one set of values, other statements as many as they are executed.
        let sets = if settings[7] == 0 { settings[1].max(1) } else { 1 };
        for _ in 0..sets {
            binds = row(reader, &bind_types)?;
        }
    }
    Ok(Execute { options, cursor, sql, rows, bind_types, binds })
}

fn column(reader: &mut Reader<'_>, field_version: u8) -> Read<BindType> {
    let code = reader.u8()?;
    reader.skip(3)?;
    let size = reader.ub()?;
    reader.skip_ub(2)?;
    reader.dalc()?;
    reader.skip_ub(2)?;
    let form = reader.u8()?;
    reader.ub()?;
    if field_version >= 8 {
        reader.ub()?;
    }
    Ok(BindType { code, form, size })
}

fn row(reader: &mut Reader<'_>, types: &[BindType]) -> Read<Vec<Value>> {
    match reader.u8()? {
        7 => {}
        other => return Err(ReadError::Wrong(format!("the message {other} in place of values"))),
    }
    let mut row = vec![Value::Null; types.len()];
    for long in [false, true] {
        for (value, bind) in row.iter_mut().zip(types) {
            if (bind.size > LONGEST_STRING) == long {
                *value = values::decode(bind.code, bind.form, reader.clr()?)?;
            }
        }
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;
    use super::*;

    /// An execution of `select :1 from dual` with one text bound, as version 12 writes it.
    fn statement() -> Vec<u8> {
        let mut writer = Writer::new();
        writer.raw(&[17, 105, 1, 1]).ub(1_u8).ub(9_u8); // close cursor 9
        writer.raw(&[3, 94, 2]).ub(0x8069_u16).ub(0_u8).u8(1).ub(19_u8).u8(1).ub(13_u8);
        writer.zeros(2).ub(0_u8).ub(2_u8).ub(0x7fff_ffff_u32).u8(1).ub(1_u8).zeros(6);
        writer.ub(0_u8).ub(0_u8).zeros(3).ub(0_u8).u8(0).ub(0_u8).ub(0_u8).u8(0).ub(0_u8).u8(0);
        writer.u8(0).ub(0_u8).u8(0).ub(0_u8).u8(0).u8(0).ub(0_u8);
        writer.clr(b"select :1 from dual");
        for setting in [1_u8, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] {
            writer.ub(setting);
        }
        writer.raw(&[1, 1, 0, 0]).ub(4000_u16).ub(0_u8).ub(0_u8).ub(0_u8).ub(0_u8);
        writer.ub(873_u16).u8(1).ub(0_u8).ub(0_u8);
        writer.u8(7).clr("é".as_bytes());
        writer.into_bytes()
    }

    struct NoCursors;

    impl BindTypes for NoCursors {
        fn of(&self, _cursor: u64) -> Vec<BindType> {
            Vec::new()
        }
    }

    fn read(bytes: &[u8]) -> Read<Message> {
        parse(bytes, &Context { field_version: 12, bind_types: &NoCursors })
    }

    #[test]
    fn a_statement_is_read_however_it_is_cut() {
        let bytes = statement();
        let message = read(&bytes).unwrap();
        assert_eq!(message.piggybacks, [Piggyback::CloseCursors(vec![9])]);
        let Request::Execute(execute) = message.request else { panic!("{message:?}") };
        assert_eq!(execute.sql.as_deref(), Some("select :1 from dual"));
        assert_eq!(execute.rows, 2);
        assert_eq!(execute.binds, [Value::text("é")]);
        assert!(execute.executes() && execute.fetches() && !execute.describes_only());
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]).unwrap_err(), ReadError::Short, "cut at {cut}");
        }
    }

    #[test]
    fn what_no_client_sends_is_refused() {
        assert!(matches!(read(&[99]), Err(ReadError::Wrong(_))));
        assert!(matches!(read(b"GET / HTTP/1.1"), Err(ReadError::Wrong(_))));
    }
}
