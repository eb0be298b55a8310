//! One client's connection, from the handshake to its end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use mongodb::bson::Document;
use tokio::net::TcpStream;

use crate::commands::{self, Command};
use crate::error::CommandError;
use crate::fault::Effect;
use crate::log::CommandRecord;
use crate::login::Login;
use crate::peer::Peer;
use crate::shared::{Connected, Shared};
use crate::values;
use crate::wire::{self, Request};

/// An absurd length and nothing that is BSON.
const GARBAGE: &[u8] = &[0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed, 0xfa, 0xce, 0x00, 0xff, 0x7f, 0x80];

/// What a common web server says to bytes that are not HTTP.
const BAD_REQUEST: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Connection: close\r\nContent-Length: 15\r\n\r\n400 Bad Request";

/// What is remembered of a client between its commands.
pub(crate) struct Session {
    pub(crate) number: u64,
    pub(crate) login: Login,
}

/// Serves until the client leaves, a fault ends it or the server is told to disconnect.
pub(crate) async fn serve(shared: Arc<Shared>, socket: TcpStream) {
    let mut disconnects = shared.disconnects.subscribe();
    let connected = shared.connect();
    tokio::select! {
        // An error means that the client has gone or speaks another protocol: the connection
        // ends either way, which is all that the client is told by a real server.
        _ = run(&shared, &connected, socket) => {}
        _ = disconnects.changed() => {}
    }
}

async fn run(shared: &Shared, connected: &Connected<'_>, socket: TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    if let Some(effect) = shared.faults.on_connection() {
        return misbehave(Peer::new(socket), &effect).await;
    }
    let mut peer = match &shared.tls {
        Some(tls) => Peer::new(tls.acceptor.accept(socket).await?),
        None => Peer::new(socket),
    };
    let mut session = Session { number: connected.number, login: Login::default() };
    while let Some(frame) = peer.frame().await? {
        let request = wire::parse(&frame).map_err(io::Error::other)?;
        if !answer(shared, &mut peer, &mut session, request).await? {
            break;
        }
    }
    Ok(())
}

async fn misbehave(mut peer: Peer, effect: &Effect) -> io::Result<()> {
    let bytes = match effect {
        Effect::Silence => return peer.stay_silent().await,
        Effect::Http => BAD_REQUEST,
        Effect::Garbage => GARBAGE,
        _ => return Ok(()),
    };
    if peer.first_bytes().await? {
        peer.send(bytes).await?;
    }
    Ok(())
}

/// Runs one command and replies; false when the connection is to end.
async fn answer(
    shared: &Shared,
    peer: &mut Peer,
    session: &mut Session,
    request: Request,
) -> io::Result<bool> {
    let Some(name) = request.body.keys().next().cloned() else {
        return Ok(false);
    };
    shared.log.push(CommandRecord {
        connection: session.number,
        database: request.database.clone(),
        name: name.clone(),
        document: request.body.clone(),
        user: session.login.user_name(shared),
    });
    let effect = shared.faults.on_command(&name, &request.body);
    let reply = match &effect {
        Some(Effect::Silence) => {
            peer.stay_silent().await?;
            return Ok(false);
        }
        Some(Effect::Close) => return Ok(false),
        Some(Effect::Error { code, message }) => {
            CommandError::new(*code, message.clone()).into_reply()
        }
        Some(Effect::SlowCommand(time)) => {
            let Some(reply) = run_slowly(shared, peer, session, &request, &name, *time).await?
            else {
                return Ok(false);
            };
            reply
        }
        _ => execute(shared, session, &request, &name),
    };
    if let Some(Effect::SlowReply(time)) = effect
        && !peer.pause(time).await?
    {
        return Ok(false);
    }
    if !request.wants_reply {
        return Ok(true);
    }
    let bytes = wire::encode_reply(request.dialect, shared.next_reply(), request.id, &reply)
        .map_err(io::Error::other)?;
    deliver(peer, &bytes, &request, effect.as_ref()).await
}

async fn deliver(
    peer: &mut Peer,
    bytes: &[u8],
    request: &Request,
    effect: Option<&Effect>,
) -> io::Result<bool> {
    let half = &bytes[..bytes.len() / 2];
    match effect {
        Some(Effect::SilenceMidReply) => {
            peer.send(half).await?;
            peer.stay_silent().await?;
            Ok(false)
        }
        Some(Effect::CloseMidReply) => {
            peer.send(half).await?;
            Ok(false)
        }
        Some(Effect::Garbage) => {
            peer.send(GARBAGE).await?;
            Ok(false)
        }
        Some(Effect::BrokenBson) => {
            let broken = wire::encode_broken_reply(request.id).map_err(io::Error::other)?;
            peer.send(&broken).await?;
            Ok(true)
        }
        _ => {
            peer.send(bytes).await?;
            Ok(true)
        }
    }
}

async fn run_slowly(
    shared: &Shared,
    peer: &mut Peer,
    session: &mut Session,
    request: &Request,
    name: &str,
    time: Duration,
) -> io::Result<Option<Document>> {
    let limit = values::count(&request.body, "maxTimeMS")
        .ok()
        .flatten()
        .filter(|limit| *limit > 0)
        .and_then(|limit| u64::try_from(limit).ok())
        .map(Duration::from_millis);
    let late = limit.is_some_and(|limit| limit < time);
    if !peer.pause(limit.map_or(time, |limit| limit.min(time))).await? {
        return Ok(None);
    }
    Ok(Some(if late {
        CommandError::exceeded_time_limit().into_reply()
    } else {
        execute(shared, session, request, name)
    }))
}

fn execute(shared: &Shared, session: &mut Session, request: &Request, name: &str) -> Document {
    let command = Command {
        name,
        database: &request.database,
        body: &request.body,
        dialect: request.dialect,
    };
    match commands::run(shared, session, &command) {
        Ok(mut reply) => {
            reply.insert("ok", 1.0);
            reply
        }
        Err(error) => error.into_reply(),
    }
}
