//! Who is at the other end of a request: the peer, or the client that a trusted proxy
//! speaks for.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::uri::Authority;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

use super::forwarded::{Forwarding, address};

/// The other end of a connection, put into every request by whoever accepts connections.
/// Without one (a router that is called in process) nothing that a request says of its
/// way is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub address: IpAddr,
    /// Whether the connection is encrypted.
    pub secure: bool,
}

/// Who sent a request; the request extension that everything takes it from.
///
/// `address` is the peer's, unless the peer is a trusted proxy: then it is the rightmost
/// address of `X-Forwarded-For` (or of `Forwarded`, RFC 7239, when there is none of the
/// former) that is not itself a trusted proxy's. What stands further left came from the
/// client and is not believed. An IPv4 address that was mapped into IPv6 is the IPv4 one.
///
/// `secure` says that the client's own connection is encrypted: it came by TLS, or a
/// trusted proxy says that its client did. Cookies are marked `Secure` then (and when the
/// public address is an `https` one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address, `0.0.0.0` when nobody knows it.
    pub address: IpAddr,
    /// Whether the client's connection is encrypted.
    pub secure: bool,
}

impl Client {
    /// The client of the request with these extensions.
    pub fn of(extensions: &Extensions) -> Self {
        let unknown = Self { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), secure: false };
        extensions.get::<Self>().copied().unwrap_or(unknown)
    }
}

/// The host that a client named to a trusted proxy.
#[derive(Clone, Debug)]
pub(super) struct ForwardedHost(pub(super) Authority);

/// The networks whose word about their clients is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(Vec<IpNet>);

impl Proxies {
    pub(super) fn new(networks: &[IpNet]) -> Self {
        Self(networks.to_vec())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Finds out who sent a request and puts it into its extensions.
    pub(super) fn recognise(&self, headers: &HeaderMap, extensions: &mut Extensions) -> Client {
        let Some(peer) = extensions.get::<Peer>().copied() else {
            return Client::of(extensions);
        };
        let peer = Peer { address: peer.address.to_canonical(), ..peer };
        let mut client = Client { address: peer.address, secure: peer.secure };
        if self.trusts(peer.address) {
            let forwarding = Forwarding::of(headers);
            let hop = self.nearest_stranger(&forwarding.addresses);
            if let Some((_, address)) = hop {
                client.address = address;
            }
            let from_right = hop.map_or(0, |(from_right, _)| from_right);
            client.secure = forwarding.scheme(from_right).map_or(peer.secure, |scheme| {
                scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("wss")
            });
            if let Some(host) = forwarding.host(from_right).and_then(|host| host.parse().ok()) {
                extensions.insert(ForwardedHost(host));
            }
        }
        extensions.insert(client);
        client
    }

    /// The first address from the right that is not a trusted proxy's, else the leftmost
    /// one, with its place counted from the right. One that is no address ends the search:
    /// nothing left of it can be believed.
    fn nearest_stranger(&self, addresses: &[String]) -> Option<(usize, IpAddr)> {
        let mut nearest = None;
        for (from_right, text) in addresses.iter().rev().enumerate() {
            let Some(address) = address(text) else { break };
            nearest = Some((from_right, address));
            if !self.trusts(address) {
                break;
            }
        }
        nearest
    }
}

#[cfg(test)]
#[path = "client_test.rs"]
mod tests;
