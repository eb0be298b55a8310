//! What does not depend on objects: the version, the session, `DUAL`.

use super::Kind::{Date, Number, Text};
use super::objects::NAME;
use super::{Kind, Look, Maker};
use crate::catalog::NOW;
use crate::sql::Row;
use crate::value::Value;

/// Name, columns and maker of a view.
type Listed = (&'static str, &'static [(&'static str, Kind)], Maker);

pub(super) const VIEWS: &[Listed] = &[
    ("DUAL", &[("DUMMY", Text(1))], |_| vec![Row::from([Value::text("X")])]),
    (
        "V$VERSION",
        &[
            ("BANNER", Text(80)),
            ("BANNER_FULL", Text(160)),
            ("BANNER_LEGACY", Text(80)),
            ("CON_ID", Number),
        ],
        banner,
    ),
    (
        "PRODUCT_COMPONENT_VERSION",
        &[
            ("PRODUCT", Text(80)),
            ("VERSION", Text(20)),
            ("VERSION_FULL", Text(160)),
            ("STATUS", Text(80)),
        ],
        component,
    ),
    (
        "V$INSTANCE",
        &[
            ("INSTANCE_NUMBER", Number),
            ("INSTANCE_NAME", Text(16)),
            ("HOST_NAME", Text(64)),
            ("VERSION", Text(17)),
            ("STARTUP_TIME", Date),
            ("STATUS", Text(12)),
        ],
        instance,
    ),
    ("SESSION_PRIVS", &[("PRIVILEGE", Text(40))], session_privileges),
    ("SESSION_ROLES", &[("ROLE", NAME)], |_| Vec::new()),
    ("NLS_DATABASE_PARAMETERS", &[("PARAMETER", NAME), ("VALUE", Text(64))], parameters),
    ("NLS_SESSION_PARAMETERS", &[("PARAMETER", NAME), ("VALUE", Text(64))], parameters),
];

fn banner(look: &Look<'_>) -> Vec<Row> {
    let profile = look.session.profile;
    let banner = profile.banner();
    let full = format!("{banner}\nVersion {}", profile.version());
    vec![Row::from([
        Value::text(&banner),
        Value::text(full),
        Value::text(&banner),
        Value::number(0),
    ])]
}

fn component(look: &Look<'_>) -> Vec<Row> {
    let profile = look.session.profile;
    let version = profile.version();
    // From 18c on the short version has zeros after the release.
    let short = match version.split_once('.') {
        Some((release, _)) if release != "12" => format!("{release}.0.0.0.0"),
        _ => version.to_owned(),
    };
    vec![Row::from([
        Value::text(format!("{} ", profile.product())),
        Value::text(short),
        Value::text(version),
        Value::text("Production"),
    ])]
}

fn instance(look: &Look<'_>) -> Vec<Row> {
    vec![Row::from([
        Value::number(1),
        Value::text("FREE"),
        Value::text("testserver"),
        Value::text(look.session.profile.version()),
        Value::Date(NOW),
        Value::text("OPEN"),
    ])]
}

fn session_privileges(look: &Look<'_>) -> Vec<Row> {
    let all = look.session.catalog.access().system(look.session.user);
    all.into_iter().map(|privilege| Row::from([Value::text(privilege)])).collect()
}

fn parameters(_look: &Look<'_>) -> Vec<Row> {
    [
        ("NLS_CHARACTERSET", "AL32UTF8"),
        ("NLS_NCHAR_CHARACTERSET", "AL16UTF16"),
        ("NLS_LANGUAGE", "AMERICAN"),
        ("NLS_TERRITORY", "AMERICA"),
        ("NLS_DATE_FORMAT", "DD-MON-RR"),
        ("NLS_LENGTH_SEMANTICS", "BYTE"),
    ]
    .into_iter()
    .map(|(name, value)| Row::from([Value::text(name), Value::text(value)]))
    .collect()
}
