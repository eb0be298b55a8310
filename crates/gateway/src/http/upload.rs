//! A GraphQL multipart request: the operation, then one file, which goes to a temporary
//! file as it comes.
//!
//! The form is that of the GraphQL multipart request specification: `operations`, `map`,
//! then the file. A browser sends such a form across origins unasked, so it needs the
//! header `Ariadne-Request: 1`, which makes it ask.

use std::collections::HashMap;
use std::time::Duration;

use ariadne_application::ErrorKind;
use async_graphql::UploadValue;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use multer::{Constraints, Field, Multipart, SizeLimit};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use super::graphql::parse;
use super::refusal::Refusal;

/// Longest `map` part, in bytes.
const MAP_BYTES: u64 = 64 * 1024;
/// What the form adds to the file and the operation, in bytes.
const FORM_BYTES: u64 = 64 * 1024;

/// How much a multipart request may bring.
#[derive(Clone, Copy, Debug)]
pub(super) struct UploadLimits {
    /// Bytes of the operation.
    pub(super) operation: usize,
    /// Bytes of the file.
    pub(super) file: u64,
    /// How long it may take.
    pub(super) time: Duration,
}

/// Whether a request says that it is of this form.
pub(super) fn is_multipart(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let media = value.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("multipart/form-data")
}

/// Refuses a multipart request that a browser may have sent across origins unasked.
pub(super) fn check_asked(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.get("ariadne-request").is_none_or(|v| v != "1") {
        return Err(Refusal(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorKind::Validation,
            "A multipart request needs the header Ariadne-Request: 1.".to_owned(),
        ));
    }
    Ok(())
}

/// Reads a multipart request; answers it with the hash of all that was asked.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    limits: UploadLimits,
) -> Result<(async_graphql::Request, [u8; 32]), Refusal> {
    let reading = tokio::time::timeout(limits.time, form(headers, body, limits));
    reading.await.unwrap_or_else(|_| {
        let message = "The file did not arrive in time.".to_owned();
        Err(Refusal(StatusCode::REQUEST_TIMEOUT, ErrorKind::Timeout, message))
    })
}

async fn form(
    headers: &HeaderMap,
    body: Body,
    limits: UploadLimits,
) -> Result<(async_graphql::Request, [u8; 32]), Refusal> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| Refusal::invalid("The multipart request names no boundary."))?;
    let operation = limits.operation as u64;
    let sizes = SizeLimit::new()
        .whole_stream(limits.file.saturating_add(operation + MAP_BYTES + FORM_BYTES))
        .for_field("operations", operation)
        .for_field("map", MAP_BYTES)
        .per_field(limits.file);
    let constraints = Constraints::new().size_limit(sizes);
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut hash = Sha256::new();
    let told = |error| told(&error, limits);

    let operations = named(parts.next_field().await.map_err(told)?, "operations")?;
    let operations = operations.bytes().await.map_err(told)?;
    hash.update(&operations);
    let mut request = parse(&operations)?;
    let map = named(parts.next_field().await.map_err(told)?, "map")?;
    let map = map.bytes().await.map_err(told)?;
    hash.update(&map);
    let map: HashMap<String, Vec<String>> = serde_json::from_slice(&map).map_err(|_| {
        Refusal::invalid("The part map is an object: the name of the file's part, and a list of the variables that stand for it.")
    })?;
    let Some(mut field) = parts.next_field().await.map_err(told)? else {
        return Err(Refusal::invalid("The multipart request brings no file."));
    };
    let paths = field.name().and_then(|name| map.get(name));
    let Some(paths) = paths.filter(|_| map.len() == 1).cloned() else {
        return Err(Refusal::invalid("A multipart request brings one file, which its map names."));
    };
    let filename = field.file_name().unwrap_or_default().to_owned();
    let content_type = field.content_type().map(ToString::to_string);
    let file = tokio::task::spawn_blocking(tempfile::tempfile).await;
    let file = file.ok().and_then(std::result::Result::ok).ok_or_else(no_room)?;
    let mut file = tokio::fs::File::from_std(file);
    while let Some(chunk) = field.chunk().await.map_err(told)? {
        hash.update(&chunk);
        file.write_all(&chunk).await.map_err(|_| no_room())?;
    }
    drop(field);
    if parts.next_field().await.map_err(told)?.is_some() {
        return Err(Refusal::invalid("A multipart request brings one file, as its last part."));
    }
    file.flush().await.map_err(|_| no_room())?;
    let content = file.into_std().await;
    let upload = UploadValue { filename, content_type, content };
    for path in paths {
        let upload = upload.try_clone().map_err(|_| no_room())?;
        request.set_upload(&path, upload);
    }
    Ok((request, hash.finalize().into()))
}

fn named<'r>(field: Option<Field<'r>>, name: &str) -> Result<Field<'r>, Refusal> {
    field.filter(|field| field.name() == Some(name)).ok_or_else(|| {
        Refusal::invalid(
            "The parts of a multipart request are operations, map and the file, in this order.",
        )
    })
}

fn told(error: &multer::Error, limits: UploadLimits) -> Refusal {
    use multer::Error::{FieldSizeExceeded, StreamSizeExceeded};
    if matches!(error, FieldSizeExceeded { .. } | StreamSizeExceeded { .. }) {
        return Refusal(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorKind::Limit,
            format!(
                "A file has at most {} bytes, and the operation beside it at most {}; import it in parts.",
                limits.file, limits.operation
            ),
        );
    }
    Refusal::invalid("The multipart request broke off or is not well formed.")
}

fn no_room() -> Refusal {
    tracing::error!("an upload could not be kept in a temporary file");
    let message = "This server has no room for the file at the moment.".to_owned();
    Refusal(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Unavailable, message)
}
