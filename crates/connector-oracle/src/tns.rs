//! The opening of a conversation with a listener: the packets that come before a
//! connection is accepted, read without any side effect.

/// A packet of the opening: until then lengths have 16 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) kind: Kind,
    pub(crate) flags: u8,
    /// All of it, header included.
    pub(crate) bytes: Vec<u8>,
}

/// The kinds of packets that a listener answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Accept,
    Refuse,
    Redirect,
    Data,
    Resend,
}

/// Length of a packet's header.
pub(crate) const HEADER: usize = 8;

/// Of a RESEND: make a new TLS handshake on the same connection first.
pub(crate) const RENEGOTIATE_TLS: u8 = 0x08;

/// The lowest version of the protocol that the thin driver speaks (12.1).
pub(crate) const MIN_VERSION: u16 = 315;

/// Bytes that are no packet of a listener, told in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// An alert of TLS.
    TlsAlert,
    Other(String),
}

/// Takes the first packet off `buffer`; `None` when more bytes are needed.
pub(crate) fn take(buffer: &mut Vec<u8>) -> Result<Option<Packet>, Foreign> {
    if buffer.starts_with(&[0x15, 0x03]) {
        return Err(Foreign::TlsAlert);
    }
    if buffer.len() < HEADER {
        return if looks_like_text(buffer) && buffer.len() >= 4 {
            Err(foreign(buffer))
        } else {
            Ok(None)
        };
    }
    let length = usize::from(u16::from_be_bytes([buffer[0], buffer[1]]));
    let kind = match buffer[4] {
        2 => Kind::Accept,
        4 => Kind::Refuse,
        5 => Kind::Redirect,
        6 => Kind::Data,
        11 => Kind::Resend,
        _ => return Err(foreign(buffer)),
    };
    if length < HEADER {
        return Err(foreign(buffer));
    }
    if buffer.len() < length {
        return Ok(None);
    }
    let rest = buffer.split_off(length);
    let bytes = std::mem::replace(buffer, rest);
    Ok(Some(Packet { kind, flags: bytes[5], bytes }))
}

fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| b.is_ascii_graphic() || matches!(b, b' ' | b'\r' | b'\n'))
}

fn foreign(bytes: &[u8]) -> Foreign {
    let told = if bytes.starts_with(b"HTTP/") || bytes.starts_with(b"<") {
        "It answers like a web server.".to_owned()
    } else if looks_like_text(bytes) {
        let line: String =
            bytes.iter().map(|b| char::from(*b)).take_while(|c| !c.is_control()).take(60).collect();
        format!("It answers \"{line}\".")
    } else {
        "What it answers is no packet of this protocol.".to_owned()
    };
    Foreign::Other(told)
}

/// What an accepting server says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// Version of the protocol: 315 is 12.1, 318 is 18c, 319 is 23ai.
    pub(crate) version: u16,
    /// It demands native network encryption.
    pub(crate) demands_encryption: bool,
}

impl Packet {
    fn body(&self) -> &[u8] {
        &self.bytes[HEADER..]
    }

    /// Of an ACCEPT; `None` when it is too short to be one.
    pub(crate) fn accepted(&self) -> Option<Accepted> {
        let body = self.body();
        let version = u16::from_be_bytes([*body.first()?, *body.get(1)?]);
        let demands = |at: usize| body.get(at).is_some_and(|flags| flags & 0x10 != 0);
        Some(Accepted { version, demands_encryption: demands(14) })
    }

    /// Of a REFUSE: the listener's number.
    pub(crate) fn refusal(&self) -> Option<u32> {
        let text = String::from_utf8_lossy(self.body());
        let number = |key: &str| {
            let at = text.find(key)? + key.len();
            let digits: String = text[at..].chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok().filter(|n| *n != 0)
        };
        number("(ERR=").or_else(|| number("(CODE="))
    }

    /// Of a REDIRECT: how many bytes of text follow in DATA packets.
    pub(crate) fn redirect_length(&self) -> Option<usize> {
        let body = self.body();
        Some(usize::from(u16::from_be_bytes([*body.first()?, *body.get(1)?])))
    }

    /// Of a DATA packet: what it carries.
    pub(crate) fn data(&self) -> &[u8] {
        self.body().get(2..).unwrap_or_default()
    }

    /// The same packet without these flags.
    pub(crate) fn without_flags(mut self, flags: u8) -> Self {
        self.flags &= !flags;
        self.bytes[5] = self.flags;
        self
    }
}

/// Where a listener sends its clients on to, with what they are to ask there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Whether the new place wants TLS.
    pub(crate) tls: bool,
    /// The connect data for the new place.
    asked: Vec<u8>,
}

/// Reads the text of a redirection: an address, U+0000, connect data.
pub(crate) fn redirect(text: &[u8]) -> Option<Redirect> {
    let middle = text.iter().position(|b| *b == 0)?;
    let address = std::str::from_utf8(&text[..middle]).ok()?;
    let part = |key: &str| {
        let upper = address.to_ascii_uppercase();
        let at = upper.find(&format!("({key}="))? + key.len() + 2;
        let end = address[at..].find(')')?;
        Some(address[at..at + end].trim().to_owned())
    };
    Some(Redirect {
        host: part("HOST")?,
        port: part("PORT")?.parse().ok()?,
        tls: part("PROTOCOL").is_some_and(|p| p.eq_ignore_ascii_case("tcps")),
        asked: text[middle + 1..].to_vec(),
    })
}

impl Redirect {
    /// The packets that send the driver to `port` of this machine instead.
    pub(crate) fn to_loopback(&self, port: u16) -> Option<Vec<u8>> {
        let mut text =
            format!("(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT={port}))").into_bytes();
        text.push(0);
        text.extend(&self.asked);
        let length = u16::try_from(text.len()).ok()?;
        let whole = u16::try_from(HEADER + 2 + text.len()).ok()?;
        let mut packets = vec![0, 10, 0, 0, 5, 0, 0, 0];
        packets.extend(length.to_be_bytes());
        packets.extend(whole.to_be_bytes());
        packets.extend([0, 0, 6, 0, 0, 0, 0, 0]);
        packets.extend(text);
        Some(packets)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packet(kind: u8, flags: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(HEADER + body.len()).unwrap().to_be_bytes();
        let mut bytes = vec![length[0], length[1], 0, 0, kind, flags, 0, 0];
        bytes.extend(body);
        bytes
    }

    fn read(bytes: &[u8]) -> Packet {
        take(&mut bytes.to_vec()).unwrap().unwrap()
    }

    #[test]
    fn a_packet_needs_all_its_bytes() {
        let whole = packet(4, 0, b"\x22\x00\x00\x0c(ERR=12514)");
        for end in 0..whole.len() {
            assert_eq!(take(&mut whole[..end].to_vec()), Ok(None), "{end}");
        }
        let mut two = [whole.clone(), vec![1, 2]].concat();
        assert_eq!(take(&mut two).unwrap().unwrap().refusal(), Some(12514));
        assert_eq!(two, [1, 2]);
    }

    #[test]
    fn refusals_have_numbers() {
        let text = b"\x22\x00\x00\x55(DESCRIPTION=(TMP=)(ERR=0)(ERROR_STACK=(ERROR=(CODE=12505)(EMFI=4))))";
        assert_eq!(read(&packet(4, 0, text)).refusal(), Some(12505));
        assert_eq!(read(&packet(4, 0, b"\x22\x00\x00\x00")).refusal(), None);
        assert_eq!(read(&packet(4, 0, b"(ERR=99999999999999)")).refusal(), None);
    }

    #[test]
    fn an_accept_tells_version_and_encryption() {
        let mut body = vec![0; 37];
        body[..2].copy_from_slice(&319_u16.to_be_bytes());
        let plain = read(&packet(2, 0, &body)).accepted().unwrap();
        assert_eq!(plain, Accepted { version: 319, demands_encryption: false });
        body[14] = 0x10;
        assert!(read(&packet(2, 0, &body)).accepted().unwrap().demands_encryption);
        assert_eq!(read(&packet(2, 0, &[1])).accepted(), None);
    }

    #[test]
    fn other_protocols_are_known_by_their_first_bytes() {
        let told = |bytes: &[u8]| match take(&mut bytes.to_vec()) {
            Err(Foreign::Other(told)) => told,
            other => panic!("{other:?}"),
        };
        assert_eq!(told(b"HTTP/1.1 400 Bad Request\r\n"), "It answers like a web server.");
        assert_eq!(
            told(b"220 mail.example ESMTP ready\r\n"),
            "It answers \"220 mail.example ESMTP ready\"."
        );
        assert!(told(&[0, 4, 0, 0, 2, 0, 0, 0]).contains("no packet"));
        assert!(told(&[0x4a; 20][..]).contains("answers"));
        assert_eq!(take(&mut vec![0x15, 3, 3, 0, 2, 2, 40]), Err(Foreign::TlsAlert));
    }

    #[test]
    fn a_redirection_is_turned_to_this_machine() {
        let text = b"(ADDRESS=(PROTOCOL=TCP)(HOST=node2.example)(PORT=1522))\0(DESCRIPTION=(CONNECT_DATA=(SID=A)))";
        let redirect = redirect(text).unwrap();
        assert_eq!(
            (redirect.host.as_str(), redirect.port, redirect.tls),
            ("node2.example", 1522, false)
        );
        let mut packets = redirect.to_loopback(4711).unwrap();
        let first = take(&mut packets).unwrap().unwrap();
        let second = take(&mut packets).unwrap().unwrap();
        assert_eq!(first.kind, Kind::Redirect);
        assert_eq!(first.redirect_length(), Some(second.data().len()));
        let text = String::from_utf8(second.data().to_vec()).unwrap();
        assert_eq!(
            text,
            "(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=4711))\0(DESCRIPTION=(CONNECT_DATA=(SID=A)))"
        );
        assert!(packets.is_empty());
        assert_eq!(super::redirect(b"(ADDRESS=(HOST=x))"), None);
        assert_eq!(super::redirect(b"(ADDRESS=(HOST=x))\0y"), None);
    }

    #[test]
    fn flags_are_taken_off() {
        let packet = read(&packet(11, RENEGOTIATE_TLS, b"")).without_flags(RENEGOTIATE_TLS);
        assert_eq!((packet.flags, packet.bytes[5]), (0, 0));
    }

    proptest! {
        /// No bytes make it panic.
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let mut buffer = bytes.clone();
            if let Ok(Some(packet)) = take(&mut buffer) {
                let _ = (packet.accepted(), packet.refusal(), packet.redirect_length());
                let _ = redirect(packet.data());
            }
        }
    }
}
