use std::fmt::Write as _;

use ariadne_application::formats::Format;
use ariadne_application::{At, LineageRequest};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The address of the export of an impact, behind the server's own.
pub(crate) fn impact_address(request: &LineageRequest, format: Format) -> String {
    let filter = &request.filter;
    let joined = |words: Vec<String>| (!words.is_empty()).then(|| words.join(","));
    let seq = match request.at {
        At::Head => None,
        At::Seq(seq) => Some(seq.to_string()),
    };
    let query = [
        ("of", joined(request.of.iter().map(ToString::to_string).collect())),
        ("direction", Some(request.direction.as_str().to_owned())),
        ("origins", joined(filter.origins.iter().map(|one| one.as_str().to_owned()).collect())),
        ("statuses", joined(filter.statuses.iter().map(|one| one.as_str().to_owned()).collect())),
        ("minConfidence", filter.min_confidence.map(|share| share.to_string())),
        ("sourceIds", joined(filter.sources.iter().map(ToString::to_string).collect())),
        ("kinds", joined(filter.kinds.iter().map(|one| one.as_str().to_owned()).collect())),
        ("seq", seq),
    ];
    let mut address = format!("/export/impact.{}", format.extension());
    for (name, value) in query {
        let Some(value) = value else { continue };
        let before = if address.contains('?') { '&' } else { '?' };
        // Writing to a text does not fail.
        let _ = write!(address, "{before}{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC));
    }
    address
}
