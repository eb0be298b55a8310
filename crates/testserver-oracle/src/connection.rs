//! One client's connection, from the handshake to its end.

use std::io;
use std::sync::Arc;

use tokio::net::TcpStream;

use crate::fault::{Effect, Moment};
use crate::listener;
use crate::misbehaviour::{self, Verdict};
use crate::peer::{Incoming, Peer};
use crate::session::{Answer, Session};
use crate::shared::{Connected, Shared};
use crate::sql::SqlError;
use crate::wire::packet::RESET;
use crate::wire::request::{self, Message, Request};

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
    if let Some(effect) = shared.faults.strike(Moment::Connection, None) {
        let mut peer = Peer::new(socket);
        return misbehaviour::on_connection(&mut peer, Some(&effect)).await.map(drop);
    }
    let mut peer = match &shared.tls {
        Some(tls) => Peer::new(tls.acceptor.accept(socket).await?),
        None => Peer::new(socket),
    };
    let Some(service) = listener::admit(shared, &mut peer).await? else {
        return Ok(());
    };
    let mut session = Session::new(shared, connected.number, service);
    loop {
        let incoming = peer.message(|bytes| request::parse(bytes, &session.reading())).await?;
        let alive = match incoming {
            Incoming::End => false,
            // The rest of a handshake that has been answered.
            Incoming::Marker(RESET) => true,
            // A cancellation that came too late: there is nothing left to cancel, yet the
            // client waits for the handshake.
            Incoming::Marker(_) => cancel(shared, &mut peer, &session).await?,
            Incoming::Message(message) => answer(shared, &mut peer, &mut session, message).await?,
        };
        if !alive {
            return Ok(());
        }
    }
}

/// The moment of a request, if faults may strike at it.
fn moment(request: &Request) -> Option<Moment> {
    Some(match request {
        Request::Protocol | Request::FastLogin(..) => Moment::Negotiation,
        Request::Account(_) => Moment::Account,
        Request::Password(_) => Moment::Password,
        Request::Execute(_) | Request::Reexecute { .. } => Moment::Execute,
        Request::Fetch { .. } => Moment::Fetch,
        Request::Logoff => Moment::Logoff,
        _ => return None,
    })
}

/// Answers one message; false when the connection is to end.
async fn answer(
    shared: &Shared,
    peer: &mut Peer,
    session: &mut Session<'_>,
    message: Message,
) -> io::Result<bool> {
    let Message { piggybacks, request } = message;
    session.take_along(&piggybacks);
    session.record(&request);
    let sql = session.statement_of(&request);
    let strike =
        |moment: Option<Moment>| moment.and_then(|at| shared.faults.strike(at, sql.as_deref()));
    let mut effect = strike(moment(&request));
    // A fast login names the account in the same message.
    if effect.is_none() && matches!(request, Request::FastLogin(..)) {
        effect = strike(Some(Moment::Account));
    }
    match misbehaviour::before_answer(peer, effect.as_ref()).await? {
        Verdict::Answer => {}
        Verdict::Cancelled => return cancel(shared, peer, session).await,
        Verdict::Stop => return Ok(false),
    }
    let answer = match &effect {
        Some(Effect::Error { code, message }) => {
            session.refuse(&request, &SqlError::new(*code, message.clone()))
        }
        _ => session.answer(request),
    };
    shared.log.round_trip();
    deliver(shared, peer, session, &answer, effect.as_ref()).await
}

async fn deliver(
    shared: &Shared,
    peer: &mut Peer,
    session: &Session<'_>,
    answer: &Answer,
    effect: Option<&Effect>,
) -> io::Result<bool> {
    if answer.is_error && shared.settings.markers && !peer.shake_hands().await? {
        return Ok(false);
    }
    let bytes = peer.framing.message(&answer.bytes, session.ends_responses());
    Ok(misbehaviour::deliver(peer, &bytes, effect).await? && !answer.closes)
}

/// Ends what is running on the client's wish; false when the client left meanwhile.
async fn cancel(shared: &Shared, peer: &mut Peer, session: &Session<'_>) -> io::Result<bool> {
    shared.log.cancel();
    if !peer.shake_hands().await? {
        return Ok(false);
    }
    let answer = session.failure(&SqlError::cancelled());
    let bytes = peer.framing.message(&answer.bytes, session.ends_responses());
    peer.send(&bytes).await?;
    Ok(true)
}
