//! What the server answers, but for rows.

use super::values::{UTF8, UTF16};
use super::writer::Writer;
use crate::builder::Settings;
use crate::profile::FinalMessage;

/// The number that says that no more rows follow.
pub(crate) const NO_MORE_ROWS: u32 = 1403;

/// An error message, also the one that says that all went well.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ending {
    /// 0 for success.
    pub(crate) code: u32,
    /// With `ORA-…: ` before it.
    pub(crate) message: String,
    /// Where in the statement, counted from 0.
    pub(crate) position: usize,
    pub(crate) cursor: u64,
    /// The rows sent or changed so far.
    pub(crate) rows: u64,
}

/// The answer to the negotiation of the protocol.
pub(crate) fn protocol(writer: &mut Writer, settings: &Settings) {
    let profile = settings.profile;
    let mut compile = [0; 55];
    compile[7] = profile.field_version();
    if profile.fast_login() {
        compile[40] = 0x20; // responses have a mark at their end
    }
    let mut runtime = [0; 11];
    runtime[0] = 2;
    runtime[6] = 0x05; // strings of 32767 bytes
    let mut national = [0; 11];
    national[9..].copy_from_slice(&UTF16.to_be_bytes());
    writer.raw(&[1, 6, 0]).raw(b"x86_64/Linux 2.4.xx\0");
    writer.u16_little(UTF8).u8(1).u16_little(0).u16(11).raw(&national);
    writer.clr(&compile).clr(&runtime);
}

/// The answer to the negotiation of types: the client's own list.
pub(crate) fn data_types(writer: &mut Writer, list: &[u8]) {
    writer.u8(2).raw(list);
}

/// Named values of a login, each with its flags.
pub(crate) fn parameters(writer: &mut Writer, values: &[(&str, String, u32)]) {
    writer.u8(8).count(values.len());
    for (name, value, flags) in values {
        writer.dalc(name.as_bytes()).dalc(value.as_bytes()).ub(*flags);
    }
}

/// What is said of an execution besides its rows: nothing that clients use.
pub(crate) fn execution(writer: &mut Writer) {
    writer.u8(8).ub(6_u8);
    for _ in 0..6 {
        writer.ub(0_u8);
    }
    writer.ub(0_u8).ub(0_u8).ub(0_u8);
}

/// The message at the end of an answer that has nothing to say.
pub(crate) fn done(writer: &mut Writer, settings: &Settings, field_version: u8) {
    match settings.final_message {
        FinalMessage::Status => {
            writer.u8(9).ub(0_u8).ub(0_u8);
        }
        FinalMessage::Error => ending(writer, field_version, &Ending::default()),
    }
}

/// The message at the end of any other answer.
pub(crate) fn ending(writer: &mut Writer, field_version: u8, ending: &Ending) {
    let position = i64::try_from(ending.position).unwrap_or_default();
    writer
        .u8(4)
        .ub(0_u8) // call status
        .ub(0_u8) // sequence
        .ub(ending.rows & 0xffff_ffff)
        .ub(ending.code & 0xffff)
        .ub(0_u8)
        .ub(0_u8)
        .ub(ending.cursor)
        .ub(position.unsigned_abs())
        .zeros(6)
        // the row id of a changed row
        .ub(0_u8)
        .ub(0_u8)
        .u8(0)
        .ub(0_u8)
        .ub(0_u8)
        .ub(0_u8) // error of the operating system
        .u8(0)
        .u8(0)
        .ub(0_u8)
        .ub(0_u8)
        .ub(0_u8) // logical row id
        .ub(0_u8) // three arrays of a batch's errors
        .ub(0_u8)
        .ub(0_u8)
        .ub(ending.code)
        .ub(ending.rows);
    if field_version >= 14 {
        writer.ub(0_u8).ub(0_u8);
    }
    if ending.code != 0 {
        writer.clr(ending.message.as_bytes());
    }
}
