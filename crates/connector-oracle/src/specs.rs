//! The settings of a source as a form.

use ariadne_ports::{SettingChoice, SettingSpec, SettingType};

const DRIVERS: &[SettingChoice] = &[
    SettingChoice { value: "THIN", label: "Thin (nothing to install)" },
    SettingChoice { value: "OCI", label: "OCI (needs Oracle Instant Client on the server)" },
];

/// Every setting, in the order of the form.
pub(crate) const SPECS: &[SettingSpec] = &[
    SettingSpec {
        name: "host",
        label: "Host",
        required: true,
        help: "Name or address of the machine on which the listener runs, without a port.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "port",
        label: "Port",
        kind: SettingType::Integer,
        default: Some("1521"),
        help: "Port of the listener; 1521 if not set, also with TLS.",
        range: Some((1, 65_535)),
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "serviceName",
        label: "Service name",
        help: "The service to connect to, as `lsnrctl services` lists it: enter this or the SID.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "sid",
        label: "SID",
        help: "The system identifier of a database that has no service name: enter this or the service name.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "schema",
        label: "Schema",
        help: "Where plain names are looked up, such as HR; the login's own schema if not set. Lower case needs double quotes.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "username",
        label: "User name",
        required: true,
        help: "The login; CREATE SESSION and a right on each table that is to be seen are enough. Lower case needs double quotes.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "password",
        label: "Password",
        help: "Stored encrypted and never shown again.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "proxyUser",
        label: "Connect through to",
        help: "The user whose rights are used after the login (GRANT CONNECT THROUGH); needs the OCI driver.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "driver",
        label: "Driver",
        kind: SettingType::Choice,
        default: Some("THIN"),
        help: "The OCI driver also serves 11g, native network encryption and old passwords.",
        choices: DRIVERS,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "tls",
        label: "TLS",
        kind: SettingType::Flag,
        default: Some("false"),
        help: "Encrypt the connection (TCPS); the listener needs an endpoint for it.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "caCertificate",
        label: "CA certificate",
        kind: SettingType::LongText,
        help: "PEM of the authority that signed the server's certificate; public authorities are known without it.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "verifyCertificate",
        label: "Verify the server's certificate",
        kind: SettingType::Flag,
        default: Some("true"),
        help: "Switched off, anyone on the way can read along and every test shows a warning.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "wallet",
        label: "Client wallet",
        kind: SettingType::LongText,
        help: "The text of ewallet.pem, for servers that ask for a client certificate, such as Autonomous Database.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "walletPassword",
        label: "Wallet password",
        help: "Opens the private key in the client wallet, if it is encrypted.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec::TEST_TIMEOUT,
    SettingSpec::FETCH_TIMEOUT,
];
