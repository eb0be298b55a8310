//! Commands: which exist, who may run them and when.

mod catalog;
mod handshake;
mod read;
mod write;

use mongodb::bson::Document;

use crate::builder::Role;
use crate::connection::Session;
use crate::error::CommandError;
use crate::shared::{Shared, lock};
use crate::shell;
use crate::users::User;
use crate::wire::Dialect;

/// One command to run.
pub(crate) struct Command<'a> {
    pub(crate) name: &'a str,
    pub(crate) database: &'a str,
    pub(crate) body: &'a Document,
    pub(crate) dialect: Dialect,
}

/// What a command's implementation works with.
struct Context<'a> {
    shared: &'a Shared,
    session: &'a mut Session,
    command: &'a Command<'a>,
}

/// Since which wire version `hello` exists.
const HELLO_WIRE: i32 = 9;
/// Up to which wire version commands may come as `OP_QUERY`.
const LAST_QUERY_WIRE: i32 = 13;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Runs without a login.
    Open,
    /// Runs with a login, in every role.
    Member,
    /// Reads: refused where reads are.
    Read,
    /// Writes: refused where writes are.
    Write,
}

type Run = fn(&mut Context<'_>) -> Result<Document, CommandError>;

fn find(name: &str) -> Option<(Class, Run)> {
    Some(match name {
        "hello" | "isMaster" | "ismaster" => (Class::Open, handshake::hello),
        "ping" => (Class::Open, handshake::ping),
        "buildInfo" | "buildinfo" => (Class::Open, handshake::build_info),
        "connectionStatus" => (Class::Open, handshake::connection_status),
        "saslStart" => (Class::Open, handshake::sasl_start),
        "saslContinue" => (Class::Open, handshake::sasl_continue),
        "logout" => (Class::Open, handshake::logout),
        "endSessions" => (Class::Member, handshake::ping),
        "listDatabases" => (Class::Read, catalog::list_databases),
        "listCollections" => (Class::Read, catalog::list_collections),
        "listIndexes" => (Class::Read, catalog::list_indexes),
        "collStats" | "collstats" => (Class::Read, catalog::coll_stats),
        "find" => (Class::Read, read::find),
        "aggregate" => (Class::Read, read::aggregate),
        "count" => (Class::Read, read::count),
        "getMore" => (Class::Read, read::get_more),
        "killCursors" => (Class::Member, read::kill_cursors),
        "insert" => (Class::Write, write::insert),
        "create" => (Class::Write, write::create),
        "createIndexes" => (Class::Write, write::create_indexes),
        "drop" => (Class::Write, write::drop),
        _ => return None,
    })
}

/// Runs a command; the reply without `ok`.
pub(crate) fn run(
    shared: &Shared,
    session: &mut Session,
    command: &Command<'_>,
) -> Result<Document, CommandError> {
    let name = command.name;
    let wire = shared.settings.wire;
    let is_hello = matches!(name, "hello" | "isMaster" | "ismaster");
    if command.dialect == Dialect::Query && wire > LAST_QUERY_WIRE && !is_hello {
        return Err(CommandError::new(
            352,
            format!(
                "Unsupported OP_QUERY command: {name}. The client driver may require an upgrade."
            ),
        ));
    }
    let (class, run) = find(name)
        .filter(|_| name != "hello" || wire >= HELLO_WIRE)
        .ok_or_else(|| CommandError::new(59, format!("no such command: '{name}'")))?;
    if name == "listDatabases" && command.database != "admin" {
        return Err(CommandError::unauthorized(format!(
            "{name} may only be run against the admin database."
        )));
    }
    let mut context = Context { shared, session, command };
    if class != Class::Open && shared.users.login_required() && context.user().is_none() {
        return Err(CommandError::unauthorized(format!("command {name} requires authentication")));
    }
    context.check_role(class)?;
    run(&mut context)
}

impl<'a> Context<'a> {
    fn user(&self) -> Option<&'a User> {
        self.session.login.user(self.shared)
    }

    fn owner(&self) -> Option<String> {
        self.session.login.user_name(self.shared)
    }

    fn body(&self) -> &'a Document {
        self.command.body
    }

    fn check_role(&self, class: Class) -> Result<(), CommandError> {
        let role = *lock(&self.shared.role);
        match (role, class) {
            (Role::Primary, _) | (_, Class::Open | Class::Member) => Ok(()),
            (_, Class::Write) => Err(CommandError::new(10107, "not primary")),
            (Role::Recovering, Class::Read) => Err(CommandError::new(
                13436,
                "not primary or secondary; cannot currently read from this replSet member",
            )),
            (Role::Secondary, Class::Read) => {
                let mode = self
                    .body()
                    .get_document("$readPreference")
                    .and_then(|preference| preference.get_str("mode"));
                if mode.is_ok_and(|mode| mode != "primary") {
                    Ok(())
                } else {
                    Err(CommandError::new(13435, "not primary and secondaryOk=false"))
                }
            }
        }
    }

    /// The collection that the command names.
    fn collection(&self) -> Result<&'a str, CommandError> {
        let name = self.command.name;
        match self.body().get_str(name) {
            Ok("") => Err(CommandError::new(
                73,
                format!("Invalid namespace specified '{}.'", self.command.database),
            )),
            Ok(collection) => Ok(collection),
            Err(_) => Err(CommandError::new(73, "collection name has invalid type")),
        }
    }

    fn namespace(&self, collection: &str) -> String {
        format!("{}.{collection}", self.command.database)
    }

    /// Code 13 unless the account may do this to the collection, or to the database when the
    /// name is empty.
    fn require(&self, collection: &str, action: &str) -> Result<(), CommandError> {
        let database = self.command.database;
        match self.user() {
            Some(user) if !user.privileges.may(database, collection, action) => Err(self.refusal()),
            _ => Ok(()),
        }
    }

    fn refusal(&self) -> CommandError {
        CommandError::unauthorized(format!(
            "not authorized on {} to execute command {}",
            self.command.database,
            shell::render(self.body())
        ))
    }

    /// Refuses fields that the real command does not have, as its parser does.
    fn only_fields(&self, known: &[&str]) -> Result<(), CommandError> {
        const GENERIC: &[&str] = &[
            "$db",
            "$clusterTime",
            "$readPreference",
            "apiDeprecationErrors",
            "apiStrict",
            "apiVersion",
            "comment",
            "lsid",
            "maxTimeMS",
            "readConcern",
            "txnNumber",
            "writeConcern",
        ];
        let name = self.command.name;
        match self.body().keys().find(|key| {
            let key = key.as_str();
            key != name && !known.contains(&key) && !GENERIC.contains(&key)
        }) {
            None => Ok(()),
            Some(key) => Err(CommandError::new(
                40415,
                format!("BSON field '{name}.{key}' is an unknown field."),
            )),
        }
    }
}
