//! The listener's part of a connection: to find the service that a client asks for.

use std::io;

use crate::fault::{Effect, Moment};
use crate::misbehaviour::{self, Verdict};
use crate::peer::Peer;
use crate::shared::Shared;
use crate::wire::connect::{self, Accepted, Connect, Target};
use crate::wire::packet::Kind;

/// The flag of a CONNECT by a client that has been redirected.
const REDIRECTED: u8 = 0x04;

/// TNS numbers of refusals.
const UNKNOWN_SID: u32 = 12505;
const NO_SERVICE: u32 = 12504;
const UNKNOWN_SERVICE: u32 = 12514;

/// Lets a client in, or not; the service that it asked for, empty when it asked for a SID.
pub(crate) async fn admit(shared: &Shared, peer: &mut Peer) -> io::Result<Option<String>> {
    let settings = &shared.settings;
    let mut resend = settings.manner.resend;
    loop {
        let Some(packet) = peer.packet().await? else {
            return Ok(None);
        };
        let connect = packet
            .is(Kind::Connect)
            .then(|| Connect::parse(&packet.body))
            .flatten()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no CONNECT packet"))?;
        let data = match connect.data {
            Some(data) => data,
            None => match peer.packet().await? {
                Some(more) => String::from_utf8_lossy(more.payload()).into_owned(),
                None => return Ok(None),
            },
        };
        let effect = shared.faults.strike(Moment::Listener, None);
        if let Some(Effect::Error { code, .. }) = effect {
            return refuse(peer, code).await;
        }
        if misbehaviour::before_answer(peer, effect.as_ref()).await? == Verdict::Stop {
            return Ok(None);
        }
        if resend {
            resend = false;
            peer.send_packet(Kind::Resend, &[]).await?;
            continue;
        }
        if let Some(code) = settings.manner.refuse {
            return refuse(peer, code).await;
        }
        let service = match Target::of(&data) {
            Target::Service(name) if settings.services.contains(&name.to_lowercase()) => name,
            Target::Sid(name) if settings.sids.contains(&name.to_lowercase()) => String::new(),
            Target::Service(_) => return refuse(peer, UNKNOWN_SERVICE).await,
            Target::Sid(_) => return refuse(peer, UNKNOWN_SID).await,
            Target::Nothing => return refuse(peer, NO_SERVICE).await,
        };
        if settings.manner.redirect && packet.flags & REDIRECTED == 0 {
            let target = connect::redirection(shared.port, &data);
            let length = u16::try_from(target.len()).map_err(io::Error::other)?;
            peer.send_packet(Kind::Redirect, &length.to_be_bytes()).await?;
            let body = [&[0, 0], target.as_slice()].concat();
            peer.send_packet(Kind::Data, &body).await?;
            peer.hang_up().await?;
            return Ok(None);
        }
        let sdu = usize::from(settings.sdu).min(connect.sdu);
        let accepted = Accepted {
            sdu: u16::try_from(sdu).expect("no larger than the setting"),
            fast_login: settings.profile.fast_login(),
            native_encryption: settings.native_encryption,
        };
        let body = connect::accept(accepted);
        if !misbehaviour::deliver(peer, &peer.framing.packet(Kind::Accept, &body), effect.as_ref())
            .await?
        {
            return Ok(None);
        }
        peer.framing.large = connect.version >= 315;
        peer.framing.sdu = sdu;
        return Ok(Some(service));
    }
}

async fn refuse(peer: &mut Peer, code: u32) -> io::Result<Option<String>> {
    peer.send_packet(Kind::Refuse, &connect::refuse(code)).await?;
    peer.hang_up().await?;
    Ok(None)
}
