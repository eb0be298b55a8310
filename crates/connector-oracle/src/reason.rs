//! What can go wrong with an Oracle source: one table of reasons with title, cause and
//! remedy. `codes.rs` says which number of the engine leads to which row.

use ariadne_ports::ErrorKind;

/// Declares the reasons and their one table.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident => $code:literal, $kind:ident, $title:literal, $cause:literal, $remedy:literal;)+) => {
        /// Why something failed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Reason { $($(#[$doc])* $name),+ }

        impl Reason {
            /// Every reason, in the order of the table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Reason] = &[$(Reason::$name),+];

            /// Its row of the table.
            pub(crate) fn row(self) -> Row {
                match self {
                    $(Reason::$name => Row { code: $code, kind: ErrorKind::$kind, title: $title, cause: $cause, remedy: $remedy }),+
                }
            }
        }
    };
}

/// A row of the table. Texts may name `{host}`, `{hostName}`, `{target}`, `{login}`, `{user}`
/// (both also `…Quoted`), `{object}`, `{view}`, `{grant}` and `{detail}`.
pub(crate) struct Row {
    pub(crate) code: &'static str,
    pub(crate) kind: ErrorKind,
    pub(crate) title: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) remedy: &'static str,
}

reasons! {
    /// The host name has no address.
    DnsNotFound => "DNS_NOT_FOUND", SourceUnreachable,
        "The host name {hostName} was not found.",
        "No name server that this machine asks knows an address for it.",
        "Check the spelling, and that `getent hosts {hostName}` answers on the machine that runs Ariadne.";
    /// Nothing listens on the port.
    Refused => "CONNECTION_REFUSED", SourceUnreachable,
        "{host} refuses connections.",
        "The machine answers, but nothing listens on that port, or a firewall rejects it.",
        "Check the port, and that the listener runs: `lsnrctl status` on the database server.";
    /// No answer to the connection request.
    ConnectTimeout => "CONNECT_TIMEOUT", SourceUnreachable,
        "{host} does not answer.",
        "The connection request got no answer in time, as when a firewall drops it or the machine is off.",
        "Open the port in the firewall between this machine and the listener, or check the address.";
    /// No route.
    NoRoute => "HOST_UNREACHABLE", SourceUnreachable,
        "There is no route to {host}.",
        "The network reports that it cannot reach this address.",
        "Check the address, and the VPN or route that this machine needs to reach it.";
    /// The peer hung up.
    Closed => "CONNECTION_CLOSED", SourceUnreachable,
        "{host} closed the connection.",
        "The server hung up in the middle of the conversation: it may have been stopped, the session may have been killed, or a firewall cut the connection.",
        "Try again; if it happens each time, look into the listener's log and the database's alert log for this time.";
    /// A connection, then silence.
    Silent => "NO_ANSWER", Timeout,
        "{host} accepts connections but says nothing.",
        "The connection was made, but the listener sent no answer in time: it hangs, it is overloaded, or something else listens on that port.",
        "Check that the port belongs to an Oracle listener (`lsnrctl status`), and whether it expects TLS.";
    /// The deadline passed.
    Deadline => "TIMEOUT", Timeout,
        "The database did not answer in time.",
        "The deadline passed while waiting for {host}. {detail}",
        "Try again, or raise the time limit in the settings; if it stays slow, look at the load of the server.";
    /// A call was cancelled because it took too long.
    TimeLimit => "TIME_LIMIT", Timeout,
        "A statement took too long and was cancelled.",
        "Every statement is sent with a time limit, so that it cannot burden the server.",
        "Try again when the server is less busy; slow dictionary views are often cured by `exec dbms_stats.gather_dictionary_stats`, run by a DBA.";
    /// The certificate's issuer is not trusted.
    TlsUnknownIssuer => "TLS_UNKNOWN_ISSUER", SourceTlsFailed,
        "The certificate of {host} was issued by an unknown authority.",
        "Public authorities are known; the one that signed this certificate is not among them, or another one than the CA certificate in the settings.",
        "Paste the PEM of the authority that signed the server's certificate into \"CA certificate\".";
    /// The certificate ran out.
    TlsExpired => "TLS_CERTIFICATE_EXPIRED", SourceTlsFailed,
        "The certificate of {host} is not valid today.",
        "It has expired or is not valid yet. {detail}",
        "Renew the server's certificate; if it is fine, check the clock of this machine.";
    /// The certificate is for another host.
    TlsWrongHost => "TLS_WRONG_HOST", SourceTlsFailed,
        "The certificate of {host} was issued for another host name.",
        "None of the names in the certificate is the name in the settings. {detail}",
        "Enter the host by a name that stands in the certificate, or let the server have one with this name.";
    /// Another fault of the certificate.
    TlsBadCertificate => "TLS_BAD_CERTIFICATE", SourceTlsFailed,
        "The certificate of {host} cannot be accepted.",
        "{detail}",
        "Let the server have a certificate that is valid for TLS servers, of X.509 version 3 with its names as alternative names.";
    /// The other side does not speak TLS.
    TlsNotSpoken => "TLS_NOT_SPOKEN", SourceTlsFailed,
        "{host} does not speak TLS.",
        "The settings say TLS, but the answer to the handshake was none of TLS.",
        "Enter the port of the listener's TCPS endpoint (often 2484), or switch TLS off.";
    /// TLS is wanted by the other side.
    TlsRequired => "TLS_REQUIRED", SourceTlsFailed,
        "{host} speaks TLS only.",
        "The settings say no TLS, and the answer was an alert of TLS.",
        "Switch TLS on, or enter the port of the listener's plain endpoint (often 1521).";
    /// The handshake hung.
    TlsSilent => "TLS_NO_ANSWER", Timeout,
        "{host} does not answer the TLS handshake.",
        "The connection was made, but the handshake got no answer in time: the port may belong to a plain endpoint, which waits for other words.",
        "Enter the port of the listener's TCPS endpoint (often 2484), or switch TLS off.";
    /// Another failure of the handshake.
    TlsFailed => "TLS_FAILED", SourceTlsFailed,
        "The TLS handshake with {host} failed.",
        "{detail}",
        "Check that the server offers TLS 1.2 or 1.3, and whether it asks for a client certificate: paste the text of ewallet.pem into \"Client wallet\".";
    /// Not Oracle's network protocol.
    NotOracle => "NOT_ORACLE", SourceUnsupported,
        "{host} does not speak Oracle's network protocol.",
        "{detail}",
        "Check the port: the listener's is often 1521; 5500 is Enterprise Manager and 8080 a web server.";
    /// The listener knows no such service.
    UnknownService => "UNKNOWN_SERVICE", SourceUnreachable,
        "The listener at {host} does not know the {target}.",
        "It is misspelled, the database is not started, or it has not registered with this listener yet (that takes up to a minute after a start).",
        "Compare with `lsnrctl services` on the database server; for a pluggable database, a DBA opens it with ALTER PLUGGABLE DATABASE … OPEN.";
    /// The listener refused for another reason.
    ListenerRefused => "LISTENER_REFUSED", SourceUnreachable,
        "The listener at {host} refused the connection.",
        "It answered with an error of its own instead of passing the connection to the {target}.",
        "Look the number up and into the listener's log on the database server.";
    /// The network between client and server failed.
    Network => "NETWORK_ERROR", SourceUnreachable,
        "The connection to {host} could not be made.",
        "The network layer of the client reports a failure on the way.",
        "Check host and port, and that the listener runs: `lsnrctl status` on the database server.";
    /// The database is starting, stopping or not open.
    NotOpen => "DATABASE_NOT_OPEN", SourceBusy,
        "The database is not open.",
        "It is being started, stopped or recovered, or it is mounted without being open.",
        "Try again in a minute; a DBA opens it with ALTER DATABASE OPEN or ALTER PLUGGABLE DATABASE … OPEN.";
    /// No session can be had.
    Full => "TOO_MANY_SESSIONS", SourceBusy,
        "The database takes no more connections.",
        "All its processes, sessions, or those of this user's profile are in use.",
        "Try again in a minute; a DBA raises the parameters PROCESSES and SESSIONS, or SESSIONS_PER_USER of the profile.";
    /// Only DBAs may log in.
    Restricted => "RESTRICTED", SourceBusy,
        "The database admits DBAs only at the moment.",
        "The instance is in restricted mode, as during maintenance.",
        "Wait until it is over: a DBA ends it with ALTER SYSTEM DISABLE RESTRICTED SESSION.";
    /// The server is short of something.
    Overloaded => "SERVER_BUSY", SourceBusy,
        "The database is short of a resource.",
        "It could not do what was asked at this time.",
        "Try again later; a DBA sees the cause in the alert log.";
    /// Too many calls of our own.
    OwnLimit => "TOO_MANY_CALLS", SourceBusy,
        "Too many calls to this Oracle source are under way.",
        "Only a few connections are made at a time, so that the database is not burdened; all of them were busy until the deadline.",
        "Wait for the running fetches and tests to end, and try again.";
    /// Wrong user name or password.
    LoginRefused => "AUTHENTICATION_FAILED", SourceAuthFailed,
        "User {login} or the password is wrong.",
        "The server refused the login; it does not tell which of the two is wrong.",
        "Enter user name and password again, and check their spelling: passwords are told apart by upper and lower case. A user name is read in upper case unless it stands in double quotes: {loginQuoted} was tried. A user of a container database is not known in its pluggable databases.";
    /// No password was stored.
    PasswordMissing => "PASSWORD_MISSING", SourceAuthFailed,
        "There is no password for user {login}.",
        "None is stored for this source, and Oracle asks for one.",
        "Enter the password in the settings of the source.";
    /// The account is locked.
    AccountLocked => "ACCOUNT_LOCKED", SourceAuthFailed,
        "The account {login} is locked.",
        "A DBA locked it, or too many logins failed.",
        "This is for a DBA of the database: ALTER USER {loginQuoted} ACCOUNT UNLOCK;";
    /// The password has expired.
    PasswordExpired => "PASSWORD_EXPIRED", SourceAuthFailed,
        "The password of {login} has expired.",
        "Its profile limits how long a password is valid.",
        "This is for a DBA of the database: ALTER USER {loginQuoted} IDENTIFIED BY \"<new password>\"; or the user logs in with a client that asks for a new one. Then enter it in the settings.";
    /// SYS must come as SYSDBA.
    SysLogin => "SYS_LOGIN", SourceAuthFailed,
        "SYS cannot be used here.",
        "SYS logs in as SYSDBA only, which a catalog must not do.",
        "Create an account for the catalog: CREATE USER ARIADNE IDENTIFIED BY \"<password>\"; GRANT CREATE SESSION TO ARIADNE;";
    /// Client and server have no password protocol in common.
    Verifier => "PASSWORD_VERSION", SourceAuthFailed,
        "The password of {login} is stored in a form that this driver cannot use.",
        "The account has only an old password verifier (10G or 11G), or the server allows only logins that this client does not know.",
        "A DBA resets the password so that a 12C verifier is made: ALTER USER {loginQuoted} IDENTIFIED BY \"<password>\"; or choose the OCI driver.";
    /// The login lacks CREATE SESSION.
    NoCreateSession => "NO_CREATE_SESSION", SourcePermissionDenied,
        "User {login} may not log in.",
        "The password is right, but the account lacks the privilege CREATE SESSION.",
        "This is for a DBA of the database: GRANT CREATE SESSION TO {loginQuoted};";
    /// The proxy may not be used.
    NoProxy => "NO_PROXY_RIGHT", SourcePermissionDenied,
        "User {login} may not connect through to {user}.",
        "The right to connect through is missing.",
        "This is for a DBA of the database: ALTER USER {userQuoted} GRANT CONNECT THROUGH {loginQuoted};";
    /// A trigger at login raised an error.
    LoginTrigger => "LOGON_TRIGGER", SourcePermissionDenied,
        "A rule of the database refused the login of {login}.",
        "A trigger that runs at each login raised an error.",
        "Show the message to a DBA of the database, and ask that the program `ariadne` is let in.";
    /// A privilege is missing.
    Denied => "PRIVILEGE_MISSING", SourcePermissionDenied,
        "User {user} lacks a privilege.",
        "The server refused a statement for lack of a right.",
        "{grant}";
    /// A dictionary view cannot be read.
    ViewHidden => "VIEW_NOT_READABLE", SourcePermissionDenied,
        "The dictionary view {view} cannot be read by {user}.",
        "Every login may read it as Oracle is delivered; somebody took the right from PUBLIC, or the view does not exist in this version.",
        "{grant}";
    /// The dictionary lacks a column.
    TooOld => "SERVER_TOO_OLD", SourceUnsupported,
        "The database at {host} is too old.",
        "{detail}",
        "Upgrade the database to 12.1 or newer, or describe its tables by hand. The thin driver connects from 12.1 on; the OCI driver depends on its Instant Client.";
    /// The server demands native network encryption.
    EncryptionRequired => "NATIVE_ENCRYPTION_REQUIRED", SourceUnsupported,
        "The server demands Oracle's native network encryption.",
        "Its sqlnet.ora says so (SQLNET.ENCRYPTION_SERVER or SQLNET.CRYPTO_CHECKSUM_SERVER = REQUIRED), and the thin driver does not speak it.",
        "Choose the OCI driver, or use TLS: a DBA sets both to ACCEPTED and offers a TCPS endpoint.";
    /// The answer could not be read.
    InvalidReply => "INVALID_REPLY", SourceUnsupported,
        "The answer of {host} could not be understood.",
        "The driver stumbled over what the server sent: it is damaged, or of a version that the driver does not know.",
        "Try again; if it happens each time, choose the OCI driver for this source.";
    /// A statement failed for another reason.
    CommandFailed => "STATEMENT_FAILED", SourceUnsupported,
        "The server refused a statement.",
        "It answered with an error that says no more than its number and message.",
        "Look the number up; if the message speaks of a right, ask a DBA for it.";
    /// The client library is not there.
    DriverMissing => "DRIVER_MISSING", DriverMissing,
        "The OCI driver is not available on this server.",
        "{detail}",
        "Install Oracle Instant Client on the machine that runs Ariadne, so that its folder is in the search path of libraries (LD_LIBRARY_PATH or ldconfig), or choose the thin driver, which needs nothing.";
    /// The name cannot be a name.
    InvalidName => "INVALID_NAME", SourceUnsupported,
        "This cannot be the name of a table.",
        "{detail}",
        "Type NAME or SCHEMA.NAME; put a part with lower case, dots or spaces into double quotes.";
    /// The name leads into another database.
    Remote => "REMOTE_OBJECT", SourceUnsupported,
        "{object} is in another database.",
        "{detail}",
        "Remote objects are read through a source of their own: add that database as a source and fetch the table there.";
    /// A synonym leads nowhere.
    SynonymLoop => "SYNONYM_LOOP", SourceUnsupported,
        "The synonym {object} leads to no end.",
        "More than eight synonyms point from one to the next, as in a circle.",
        "Let its owner point it to a table: CREATE OR REPLACE SYNONYM … FOR …; or name the table itself.";
    /// The operating system gives no thread or port.
    NoResources => "NO_RESOURCES", Unavailable,
        "This machine could not start the call.",
        "The operating system gave no thread or no port for it. {detail}",
        "Try again; if it stays so, look at the limits of the process that runs Ariadne.";
}
