//! Which number of the engine (`ORA-…`, `TNS-…`, `DPI-…`) leads to which reason.

use crate::reason::Reason;

/// Numbers that have a row; all others are [`Reason::CommandFailed`].
pub(crate) const CODES: &[(u32, Reason)] = &[
    (18, Reason::Full),                  // maximum number of sessions exceeded
    (20, Reason::Full),                  // maximum number of processes exceeded
    (28, Reason::Closed),                // your session has been killed
    (257, Reason::Overloaded),           // archiver error
    (604, Reason::LoginTrigger),         // error at recursive SQL level, as in a logon trigger
    (904, Reason::TooOld),               // invalid identifier: a column that this version lacks
    (942, Reason::ViewHidden),           // table or view does not exist
    (980, Reason::CommandFailed),        // synonym translation is no longer valid
    (1005, Reason::PasswordMissing),     // null password given
    (1012, Reason::Closed),              // not logged on
    (1013, Reason::TimeLimit),           // user requested cancel of current operation
    (1017, Reason::LoginRefused),        // invalid username/password
    (1031, Reason::Denied),              // insufficient privileges
    (1033, Reason::NotOpen),             // initialization or shutdown in progress
    (1034, Reason::NotOpen),             // Oracle not available
    (1035, Reason::Restricted),          // restricted session
    (1045, Reason::NoCreateSession),     // user lacks CREATE SESSION
    (1089, Reason::NotOpen),             // immediate shutdown in progress
    (1090, Reason::NotOpen),             // shutdown in progress
    (1092, Reason::Closed),              // instance terminated
    (1109, Reason::NotOpen),             // database not open
    (1219, Reason::NotOpen),             // database not open: queries on fixed tables only
    (1775, Reason::SynonymLoop),         // looping chain of synonyms
    (2391, Reason::Full),                // SESSIONS_PER_USER limit exceeded
    (2396, Reason::Closed),              // exceeded maximum idle time
    (2399, Reason::Closed),              // exceeded maximum connect time
    (3113, Reason::Closed),              // end-of-file on communication channel
    (3114, Reason::Closed),              // not connected
    (3135, Reason::Closed),              // connection lost contact
    (3136, Reason::Deadline),            // inbound connection timed out
    (4031, Reason::Overloaded),          // unable to allocate shared memory
    (4043, Reason::CommandFailed),       // object does not exist
    (12150, Reason::Closed),             // unable to send data
    (12153, Reason::Closed),             // not connected
    (12154, Reason::Network),            // could not resolve the connect identifier
    (12170, Reason::Deadline),           // connect timeout occurred
    (12502, Reason::UnknownService),     // listener received no CONNECT_DATA
    (12504, Reason::UnknownService),     // listener was not given the SERVICE_NAME
    (12505, Reason::UnknownService),     // listener does not know of SID
    (12514, Reason::UnknownService),     // listener does not know of service
    (12516, Reason::Full),               // no handler with matching protocol stack
    (12518, Reason::Full),               // listener could not hand off
    (12519, Reason::Full),               // no appropriate service handler
    (12520, Reason::Full),               // no handler for the requested type of server
    (12521, Reason::UnknownService),     // listener does not know of instance
    (12526, Reason::Restricted),         // all instances in restricted mode
    (12527, Reason::Restricted),         // all instances in restricted mode or blocking
    (12528, Reason::NotOpen),            // all instances are blocking new connections
    (12535, Reason::Deadline),           // operation timed out
    (12537, Reason::Closed),             // connection closed
    (12541, Reason::Refused),            // no listener
    (12543, Reason::NoRoute),            // destination host unreachable
    (12545, Reason::DnsNotFound),        // target host or object does not exist
    (12547, Reason::Closed),             // lost contact
    (12560, Reason::Network),            // protocol adapter error
    (12569, Reason::NotOracle),          // packet checksum failure
    (12570, Reason::Closed),             // packet reader failure
    (12571, Reason::Closed),             // packet writer failure
    (12572, Reason::Closed),             // operation aborted by peer
    (12606, Reason::Deadline),           // application timeout occurred
    (12608, Reason::Deadline),           // send timeout occurred
    (12609, Reason::Deadline),           // receive timeout occurred
    (12650, Reason::EncryptionRequired), // no common encryption or integrity algorithm
    (12660, Reason::EncryptionRequired), // encryption or checksumming parameters incompatible
    (28000, Reason::AccountLocked),
    (28001, Reason::PasswordExpired),
    (28009, Reason::SysLogin),     // connection as SYS should be as SYSDBA
    (28030, Reason::TlsFailed),    // problems accessing the directory
    (28040, Reason::Verifier),     // no matching authentication protocol
    (28150, Reason::NoProxy),      // proxy not authorized to connect as client
    (28759, Reason::TlsFailed),    // failure to open file (wallet)
    (28860, Reason::TlsFailed),    // fatal SSL error
    (28862, Reason::TlsFailed),    // SSL connection failed
    (28864, Reason::TlsNotSpoken), // SSL connection closed gracefully
    (28865, Reason::TlsNotSpoken), // SSL connection closed
    (29002, Reason::TlsWrongHost), // SSL transport detected invalid server certificate DN
    (29003, Reason::TlsWrongHost), // server certificate does not match
    (29024, Reason::TlsUnknownIssuer), // certificate validation failure
    (41900, Reason::Denied),       // missing privilege, 23ai's way of saying 942 or 1031
];

/// The reason of a number.
pub(crate) fn reason_of(code: u32) -> Reason {
    // what a person raises in PL/SQL reaches us at login only: by a trigger
    if (20_000..=20_999).contains(&code) {
        return Reason::LoginTrigger;
    }
    CODES.iter().find(|(known, _)| *known == code).map_or(Reason::CommandFailed, |(_, r)| *r)
}

/// The number in `ORA-01017: …` or `TNS-12541: …`.
pub(crate) fn number_in(message: &str) -> Option<u32> {
    let at = message.find("ORA-").or_else(|| message.find("TNS-"))?;
    let digits: String = message[at + 4..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_messages() {
        assert_eq!(number_in("ORA-01017: invalid username/password"), Some(1017));
        assert_eq!(number_in("failed: ORA-12514 (x)"), Some(12514));
        assert_eq!(number_in("TNS-12541: no listener"), Some(12541));
        assert_eq!(number_in("nothing"), None);
        assert_eq!(number_in("ORA-"), None);
    }

    #[test]
    fn a_number_stands_once() {
        let mut numbers: Vec<u32> = CODES.iter().map(|(code, _)| *code).collect();
        assert!(numbers.is_sorted());
        numbers.dedup();
        assert_eq!(numbers.len(), CODES.len());
    }
}
