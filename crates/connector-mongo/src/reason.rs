//! What can go wrong with a `MongoDB` source: one table of reasons with title, cause
//! and remedy.

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

/// A row of the table. Texts may name `{host}`, `{database}`, `{user}`, `{authSource}`,
/// `{replicaSet}`, `{collection}`, `{grant}` and `{detail}`.
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
        "The host name {host} was not found.",
        "No name server that this machine asks knows an address for it.",
        "Check the spelling, and that `getent hosts {host}` answers on the machine that runs Ariadne.";
    /// The SRV look-up failed.
    SrvNotFound => "SRV_NOT_FOUND", SourceUnreachable,
        "There is no usable SRV record for {host}.",
        "The look-up of _mongodb._tcp.{host} failed. {detail}",
        "Check the host name, or switch the SRV look-up off and list the hosts with their ports.";
    /// Nothing listens on the port.
    Refused => "CONNECTION_REFUSED", SourceUnreachable,
        "{host} refuses connections.",
        "The machine answers, but nothing listens on that port, or a firewall rejects it.",
        "Check the port, that mongod runs, and that its `net.bindIp` includes an address that this machine can reach.";
    /// No answer to the connection request.
    ConnectTimeout => "CONNECT_TIMEOUT", SourceUnreachable,
        "{host} does not answer.",
        "The connection request got no answer in time, as when a firewall drops it or the machine is off.",
        "Open the port in the firewall between this machine and the server, or check the address.";
    /// No route.
    NoRoute => "HOST_UNREACHABLE", SourceUnreachable,
        "There is no route to {host}.",
        "The network reports that it cannot reach this address.",
        "Check the address, and the VPN or route that this machine needs to reach it.";
    /// The peer hung up.
    Closed => "CONNECTION_CLOSED", SourceUnreachable,
        "{host} closed the connection.",
        "The server hung up in the middle of the conversation: it may have been stopped, it may be full, or it may speak TLS only.",
        "Try again; if it happens each time, switch TLS on, and look into the server's log for this time.";
    /// A connection, then silence.
    Silent => "NO_ANSWER", Timeout,
        "{host} accepts connections but says nothing.",
        "The connection was made, but the server sent no answer in time: it hangs, it is overloaded, or something else listens on that port.",
        "Check that the port belongs to MongoDB, and the load of the server.";
    /// The deadline passed.
    Deadline => "TIMEOUT", Timeout,
        "The source did not answer in time.",
        "The deadline passed while waiting for {host}.",
        "Try again, with a smaller sample if documents were being read; if it stays slow, look at the server's load.";
    /// The server stopped the operation.
    TimeLimit => "TIME_LIMIT", Timeout,
        "The server stopped the operation because it took too long.",
        "Every operation is sent with a time limit, so that it cannot burden the server.",
        "Try again when the server is less busy, or with a smaller sample.";
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
    /// The certificate is bad in another way.
    TlsBadCertificate => "TLS_BAD_CERTIFICATE", SourceTlsFailed,
        "The certificate of {host} was not accepted.",
        "It fails a check. {detail}",
        "Let the server have a certificate for server authentication from an authority that you trust.";
    /// The server does not speak TLS.
    TlsNotSpoken => "TLS_NOT_SPOKEN", SourceTlsFailed,
        "{host} does not speak TLS on this port.",
        "The answer to the TLS greeting is not TLS.",
        "Switch TLS off, or enable it on the server with `net.tls.mode: requireTLS`.";
    /// No answer to the TLS greeting.
    TlsSilent => "TLS_NO_ANSWER", SourceTlsFailed,
        "{host} does not answer the TLS greeting.",
        "The connection was made, but the handshake got no answer in time: the server hangs, or it speaks no TLS on this port.",
        "Check the port; switch TLS off if the server has none.";
    /// The server speaks only TLS.
    TlsRequired => "TLS_REQUIRED", SourceTlsFailed,
        "{host} speaks only TLS.",
        "The server answered a plain connection with a TLS alert.",
        "Switch TLS on in the settings.";
    /// Any other failure of the handshake.
    TlsFailed => "TLS_FAILED", SourceTlsFailed,
        "The TLS handshake with {host} failed.",
        "The two sides did not agree. {detail}",
        "Check that the server offers TLS 1.2 or 1.3 and asks for no client certificate.";
    /// The answer is not `MongoDB`'s.
    NotMongo => "NOT_MONGODB", SourceUnsupported,
        "What listens on {host} is not MongoDB.",
        "The answer to the greeting is not a message of the MongoDB protocol. {detail}",
        "Check host and port; MongoDB's default port is 27017.";
    /// A `MongoDB` message that makes no sense.
    InvalidReply => "INVALID_REPLY", SourceUnsupported,
        "{host} sent an answer that cannot be read.",
        "The message is damaged or of an unknown form.",
        "Try again; if it stays, check the server's version and what stands between it and this machine.";
    /// Too old.
    TooOld => "SERVER_TOO_OLD", SourceUnsupported,
        "The server on {host} is too old.",
        "{detail}",
        "Upgrade the server to MongoDB 4.4 or newer.";
    /// Too new.
    TooNew => "SERVER_TOO_NEW", SourceUnsupported,
        "The server on {host} is newer than this version of Ariadne understands.",
        "{detail}",
        "Update Ariadne.";
    /// The server belongs to another replica set.
    ReplicaSetMismatch => "REPLICA_SET_MISMATCH", SourceUnsupported,
        "{host} is not a member of replica set \"{replicaSet}\".",
        "{detail}",
        "Correct the name of the replica set in the settings, or leave it empty.";
    /// Several hosts, but no replica set.
    StandaloneAmongMany => "NOT_A_REPLICA_SET", SourceUnsupported,
        "{host} is a server of its own, but several hosts are listed.",
        "Several hosts are taken for members of one replica set or routers of one cluster, and this one is neither.",
        "List this host alone.";
    /// Not initiated.
    ReplicaSetNotInitiated => "REPLICA_SET_NOT_INITIATED", SourceBusy,
        "The replica set on {host} has not been initiated.",
        "The server was started with a replica set name but has no configuration yet.",
        "Run `rs.initiate()` on it once.";
    /// Members by names that cannot be reached from here.
    MemberUnreachable => "MEMBER_UNREACHABLE", SourceUnreachable,
        "No member of the replica set can be reached by the name that the set gives it.",
        "The server tells its clients to use the members' own names, and these cannot be reached from this machine. {detail}",
        "Make those names resolve on this machine, or switch on \"Direct connection\".";
    /// No member that takes reads.
    NoMember => "NO_MEMBER_FOR_READS", SourceBusy,
        "No member of the deployment can take reads now.",
        "There is neither a primary nor a secondary that can be read, as during an election. {detail}",
        "Wait for the election to end; look at `rs.status()` if it does not.";
    /// Starting up, shutting down, catching up.
    Starting => "SERVER_NOT_READY", SourceBusy,
        "The server is starting, stopping or catching up.",
        "It refuses reads in this state.",
        "Try again in a minute; `rs.status()` shows the state.";
    /// A secondary that is asked for what only the primary does.
    NotPrimary => "NOT_PRIMARY", SourceBusy,
        "The server is not the primary and refuses this read.",
        "The member became a secondary, or the replica set has no primary now.",
        "Try again; name more members in \"Hosts\" so that the primary can be found.";
    /// Too much to do.
    Overloaded => "SERVER_BUSY", SourceBusy,
        "The server is too busy.",
        "It ran out of a resource that the operation needs.",
        "Try again when the server is less busy.";
    /// Wrong name or password.
    AuthFailed => "AUTHENTICATION_FAILED", SourceAuthFailed,
        "The server refused the login of user \"{user}\".",
        "The user name, the password or the authentication database is wrong. Users are looked up in the authentication database, which is \"{authSource}\" here.",
        "Correct them. `db.getSiblingDB({authSourceText}).getUser({userText})`, run by an administrator, tells whether the user exists there.";
    /// The mechanism is not offered.
    Mechanism => "AUTH_MECHANISM_UNAVAILABLE", SourceAuthFailed,
        "The server does not offer this way to log in to user \"{user}\".",
        "The authentication mechanism of the settings is switched off on the server, or the user has no credentials for it.",
        "Leave the mechanism empty to let both sides agree, or set the user's password again so that credentials for it are made.";
    /// A user without a password.
    PasswordMissing => "PASSWORD_MISSING", SourceAuthFailed,
        "There is no password for user \"{user}\".",
        "The settings name a user, but no password is stored.",
        "Enter the password.";
    /// No login, but one is needed.
    LoginNeeded => "LOGIN_REQUIRED", SourceAuthFailed,
        "The server asks for a login.",
        "The settings name no user, and the server lets nobody read without a login.",
        "Enter user name and password. `db.getSiblingDB(\"admin\").createUser({ user: \"ariadne\", pwd: passwordPrompt(), roles: [{ role: \"read\", db: {databaseText} }] })` makes a user that can do all that is needed.";
    /// The database may not be read.
    NotAuthorized => "NOT_AUTHORIZED", SourcePermissionDenied,
        "User \"{user}\" may not read database \"{database}\".",
        "The login worked, but the user has no role that allows this.",
        "{grant}";
    /// The command does not exist there.
    NotSupported => "COMMAND_NOT_SUPPORTED", SourceUnsupported,
        "The server does not support what a fetch needs.",
        "It refuses a command that MongoDB 4.4 and newer have; servers that imitate MongoDB often lack some.",
        "Use a MongoDB server of version 4.4 or newer.";
    /// System collections.
    SystemCollection => "SYSTEM_COLLECTION", SourceUnsupported,
        "\"{collection}\" is a system collection.",
        "Names that begin with `system.` or `enxcol_.` belong to the server: what lies there is its own bookkeeping, has no stable shape, and needs roles that a reader should not have.",
        "Fetch the view, the time series or the collection that it belongs to.";
    /// A name that no collection can have.
    InvalidName => "INVALID_NAME", SourceUnsupported,
        "\"{collection}\" cannot be the name of a collection.",
        "{detail}",
        "Correct the name.";
    /// Any other refusal.
    CommandFailed => "COMMAND_FAILED", SourceUnsupported,
        "The server refused the operation.",
        "It answered with an error that has no explanation here.",
        "Look the server's code up in the MongoDB manual (\"Error Codes\").";
    /// A setting that the driver refuses.
    InvalidSetting => "INVALID_SETTING", SourceUnsupported,
        "The driver refuses these settings.",
        "{detail}",
        "Check the settings of the source.";
    /// The driver's thread could not be started.
    NoThread => "NO_THREAD", Unavailable,
        "The driver could not be started.",
        "This machine has no thread left for it. {detail}",
        "Raise the limit of threads of the Ariadne server (`ulimit -u`), or try again when it is less busy.";
    /// The private file for the CA certificate could not be written.
    NoTemporaryFile => "NO_TEMPORARY_FILE", Unavailable,
        "The CA certificate could not be handed to the driver.",
        "The driver reads it from a file, and none could be written into the folder for temporary files of this machine.",
        "Make room in the folder for temporary files, or let the server write to it.";
}
