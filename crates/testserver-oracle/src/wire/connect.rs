//! The listener's messages: who asks for what, and whether he may come in.

use super::writer::Writer;

/// The version of the transport that is spoken from ACCEPT on.
const VERSION: u16 = 319;
/// Where the connect data begin in a CONNECT packet, counted with its header, at the least.
const BODY_OFFSET: usize = 8;
/// Longer connect data come in a packet of their own.
const LONGEST_INLINE: usize = 230;

/// Bits in the ACCEPT packet.
const FAST_LOGIN: u32 = 0x1000_0000;
const END_OF_RESPONSE: u32 = 0x0200_0000;
const NO_NATIVE_SERVICES: u8 = 0x04;
const NATIVE_ENCRYPTION_REQUIRED: u8 = 0x10;

/// A CONNECT packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Connect {
    pub(crate) version: u16,
    pub(crate) sdu: usize,
    /// `None` when they come in the next packet.
    pub(crate) data: Option<String>,
}

impl Connect {
    /// `None` when the body is too short for one.
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let short = |at: usize| Some(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?]));
        let version = short(0)?;
        let mut sdu = usize::from(short(6)?);
        if let Some(large) = body.get(50..54)
            && version >= 315
        {
            let large = u32::from_be_bytes(large.try_into().ok()?);
            sdu = usize::try_from(large).ok()?.clamp(512, 2_097_152);
        }
        let length = usize::from(short(16)?);
        let offset = usize::from(short(18)?).checked_sub(BODY_OFFSET)?;
        let data = if length > LONGEST_INLINE && body.len() <= offset {
            None
        } else {
            let bytes = body.get(offset..offset + length)?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        Some(Self { version, sdu, data })
    }
}

/// What the client wants, from its connect data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Service(String),
    Sid(String),
    Nothing,
}

impl Target {
    pub(crate) fn of(data: &str) -> Self {
        match (value(data, "SERVICE_NAME"), value(data, "SID")) {
            (Some(service), _) => Self::Service(service),
            (None, Some(sid)) => Self::Sid(sid),
            (None, None) => Self::Nothing,
        }
    }
}

/// The value of a parameter such as `(SID=x)`, whose name is in any case.
fn value(data: &str, name: &str) -> Option<String> {
    let upper = data.to_ascii_uppercase();
    let start = upper.find(&format!("({name}="))? + name.len() + 2;
    let length = data[start..].find(')')?;
    Some(data[start..start + length].trim().to_owned())
}

/// Whether the server can do what newer clients ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    pub(crate) sdu: u16,
    pub(crate) fast_login: bool,
    pub(crate) native_encryption: bool,
}

/// The body of ACCEPT.
pub(crate) fn accept(accepted: Accepted) -> Vec<u8> {
    let native =
        if accepted.native_encryption { NATIVE_ENCRYPTION_REQUIRED } else { NO_NATIVE_SERVICES };
    let features = if accepted.fast_login { FAST_LOGIN | END_OF_RESPONSE } else { 0 };
    let mut writer = Writer::new();
    writer
        .u16(VERSION)
        .u16(0) // no out-of-band breaks
        .u16(accepted.sdu)
        .u16(accepted.sdu)
        .u16(0x0100)
        .u16(0)
        .u16(45) // the length of this packet
        .u8(native)
        .u8(0x08)
        .zeros(8)
        .u32(accepted.sdu.into())
        .u32(accepted.sdu.into())
        .u8(0)
        .u32(features);
    writer.into_bytes()
}

/// The body of REFUSE.
pub(crate) fn refuse(code: u32) -> Vec<u8> {
    let text = format!(
        "(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR={code})\
         (ERROR_STACK=(ERROR=(CODE={code})(EMFI=4))))"
    );
    let length = u16::try_from(text.len()).expect("the text is short");
    let mut writer = Writer::new();
    writer.u8(0x22).u8(0).u16(length).raw(text.as_bytes());
    writer.into_bytes()
}

/// What follows a REDIRECT packet: where to go, and what to say there.
pub(crate) fn redirection(port: u16, data: &str) -> Vec<u8> {
    format!("(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT={port}))\0{data}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connect_data_name_a_service_or_a_sid() {
        let data = "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=FreePdb1)(CID=(PROGRAM=x))))";
        assert_eq!(Target::of(data), Target::Service("FreePdb1".to_owned()));
        let data = "(DESCRIPTION=(CONNECT_DATA=(sid= FREE )))";
        assert_eq!(Target::of(data), Target::Sid("FREE".to_owned()));
        assert_eq!(Target::of("(DESCRIPTION=)"), Target::Nothing);
    }

    #[test]
    fn a_connect_packet_is_read() {
        let data = b"(CONNECT_DATA=(SID=X))";
        let mut body = vec![0; 66];
        body[..2].copy_from_slice(&319_u16.to_be_bytes());
        body[16..18].copy_from_slice(&u16::try_from(data.len()).unwrap().to_be_bytes());
        body[18..20].copy_from_slice(&74_u16.to_be_bytes());
        body[50..54].copy_from_slice(&8192_u32.to_be_bytes());
        body.extend_from_slice(data);
        let connect = Connect::parse(&body).unwrap();
        assert_eq!(connect.version, 319);
        assert_eq!(connect.sdu, 8192);
        assert_eq!(connect.data.as_deref(), Some("(CONNECT_DATA=(SID=X))"));
        for cut in 0..20 {
            assert_eq!(Connect::parse(&body[..cut]), None);
        }
    }
}
