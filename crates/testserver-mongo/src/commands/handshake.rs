//! What clients say to learn of the server and to log in.

use mongodb::bson::{Bson, DateTime, Document, doc};

use super::{Context, HELLO_WIRE};
use crate::builder::Role;
use crate::error::CommandError;
use crate::shared::lock;
use crate::values::truthy;
use crate::wire::MAX_MESSAGE;

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(super) fn hello(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let settings = &context.shared.settings;
    let role = *lock(&context.shared.role);
    let writable = if context.command.name == "hello" { "isWritablePrimary" } else { "ismaster" };
    let mut reply = doc! { writable: role == Role::Primary };
    if truthy(context.body(), "helloOk") && settings.wire >= HELLO_WIRE {
        reply.insert("helloOk", true);
    }
    if let Some(name) = &settings.replica_set {
        let host = &context.shared.name;
        reply.extend(doc! {
            "hosts": [host],
            "setName": name,
            "setVersion": 1,
            "secondary": role == Role::Secondary,
            "me": host,
        });
        if role == Role::Primary {
            reply.insert("primary", host);
        }
    }
    if settings.mongos {
        reply.insert("msg", "isdbgrid");
    }
    reply.extend(doc! {
        "maxBsonObjectSize": 16 * 1024 * 1024,
        "maxMessageSizeBytes": i32::try_from(MAX_MESSAGE).unwrap_or(i32::MAX),
        "maxWriteBatchSize": 100_000,
        "localTime": DateTime::now(),
        "logicalSessionTimeoutMinutes": 30,
        "connectionId": i32::try_from(context.session.number).unwrap_or(i32::MAX),
        "minWireVersion": 0,
        "maxWireVersion": settings.wire,
        "readOnly": false,
    });
    if let Ok(name) = context.body().get_str("saslSupportedMechs") {
        let mechanisms = supported_mechanisms(context, name);
        if !mechanisms.is_empty() {
            reply.insert("saslSupportedMechs", mechanisms);
        }
    }
    if let Ok(start) = context.body().get_document("speculativeAuthenticate") {
        let database = start.get_str("db").unwrap_or(context.command.database);
        // A failure is not told here: the client tries again in the open.
        if let Ok(started) = context.session.login.start(context.shared, database, start) {
            reply.insert("speculativeAuthenticate", started);
        }
    }
    Ok(reply)
}

/// The mechanisms of the account `database.name`.
fn supported_mechanisms(context: &Context<'_>, name: &str) -> Vec<Bson> {
    let users = &context.shared.users;
    let Some(number) = name.split_once('.').and_then(|(database, user)| users.find(database, user))
    else {
        return Vec::new();
    };
    users
        .get(number)
        .mechanisms
        .iter()
        .filter(|mechanism| context.shared.settings.mechanisms.contains(mechanism))
        .map(|mechanism| Bson::from(mechanism.name()))
        .collect()
}

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(super) fn ping(_: &mut Context<'_>) -> Result<Document, CommandError> {
    Ok(Document::new())
}

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(super) fn build_info(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let version = &context.shared.settings.version;
    let mut numbers: Vec<i32> =
        version.split(['.', '-']).filter_map(|part| part.parse().ok()).collect();
    numbers.resize(4, 0);
    Ok(doc! {
        "version": version,
        "gitVersion": "0000000000000000000000000000000000000000",
        "modules": [],
        "allocator": "tcmalloc",
        "javascriptEngine": "mozjs",
        "versionArray": numbers,
        "bits": 64,
        "debug": false,
        "maxBsonObjectSize": 16 * 1024 * 1024,
        "storageEngines": ["wiredTiger"],
    })
}

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(super) fn connection_status(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let user = context.user();
    let users: Vec<Document> =
        user.iter().map(|user| doc! { "user": &user.name, "db": &user.database }).collect();
    let roles = user.map(|user| user.privileges.role_documents()).unwrap_or_default();
    let mut info = doc! { "authenticatedUsers": users, "authenticatedUserRoles": roles };
    if truthy(context.body(), "showPrivileges") {
        let privileges = user.map(|user| user.privileges.privilege_documents()).unwrap_or_default();
        info.insert("authenticatedUserPrivileges", privileges);
    }
    Ok(doc! { "authInfo": info })
}

pub(super) fn sasl_start(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let (database, body) = (context.command.database, context.body());
    context.session.login.start(context.shared, database, body)
}

pub(super) fn sasl_continue(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.session.login.proceed(body)
}

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(super) fn logout(context: &mut Context<'_>) -> Result<Document, CommandError> {
    context.session.login.forget();
    Ok(Document::new())
}
