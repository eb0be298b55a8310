//! From the kept file to records.

use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use ariadne_domain::{JobId, Value};
use ariadne_formats::{CellFix, ReadOptions, Report, from_json, read, to_json};
use ariadne_ports::{Error, ImportPart, Result};

use super::document::Document;
use super::plan::Meter;
use crate::Reader;

/// Bytes of one kept piece of a file.
const PIECE: usize = 1024 * 1024;

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("imports.file", error)
}

/// Runs what waits for disks and processors where that keeps nobody else waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(broken)
}

impl Reader {
    /// Keeps a file piece by piece; answers its length in bytes.
    pub(super) async fn keep_file(&self, job: JobId, mut file: File) -> Result<u64> {
        file.rewind().map_err(broken)?;
        let mut length = 0;
        for number in 0.. {
            let (bytes, rest) = blocking(move || {
                let mut bytes = Vec::with_capacity(PIECE);
                let read = (&mut file).take(PIECE as u64).read_to_end(&mut bytes);
                (read.map(|_| bytes), file)
            })
            .await?;
            file = rest;
            let bytes = bytes.map_err(broken)?;
            if bytes.is_empty() {
                break;
            }
            length += bytes.len() as u64;
            self.core.ports.imports.put_piece(job, ImportPart::File, number, bytes).await?;
        }
        Ok(length)
    }

    /// The kept file, in a temporary file that goes with its handle.
    pub(super) async fn kept_file(&self, job: JobId) -> Result<File> {
        let mut file = blocking(tempfile::tempfile).await?.map_err(broken)?;
        for number in 0.. {
            let piece = self.core.ports.imports.piece(job, ImportPart::File, number).await?;
            let Some(bytes) = piece else { break };
            file =
                blocking(move || file.write_all(&bytes).map(|()| file)).await?.map_err(broken)?;
        }
        file.rewind().map_err(broken)?;
        Ok(file)
    }

    /// Keeps the cells that were corrected.
    pub(super) async fn keep_fixes(&self, job: JobId, fixes: &[CellFix]) -> Result<()> {
        let fix = |fix: &CellFix| {
            Value::object()
                .with("sheet", fix.sheet.clone())
                .with("row", fix.row)
                .with("column", fix.column.as_str())
                .with("value", fix.value.as_str())
        };
        let bytes = to_json(&Value::Array(fixes.iter().map(fix).collect())).into_bytes();
        self.core.ports.imports.put_piece(job, ImportPart::Fixes, 0, bytes).await
    }

    /// The cells that were corrected.
    pub(super) async fn kept_fixes(&self, job: JobId) -> Result<Vec<CellFix>> {
        let Some(bytes) = self.core.ports.imports.piece(job, ImportPart::Fixes, 0).await? else {
            return Ok(Vec::new());
        };
        let text = String::from_utf8(bytes).map_err(broken)?;
        let fixes = from_json(&text).map_err(broken)?;
        let fix = |fix: &Value| {
            let text = |key: &str| fix.get(key)?.as_str().map(str::to_owned);
            Some(CellFix {
                sheet: text("sheet"),
                row: u64::try_from(fix.get("row")?.as_i64()?).ok()?,
                column: text("column")?,
                value: text("value")?,
            })
        };
        Ok(fixes.as_array().unwrap_or_default().iter().filter_map(fix).collect())
    }
}

/// Reads a file to its end, or until it is to stop.
pub(super) async fn records(
    file: File,
    options: ReadOptions,
    meter: Arc<Meter>,
) -> Result<(Document, Report, File)> {
    blocking(move || {
        let mut document = Document::new()?;
        let mut full = None;
        let mut file = BufReader::new(file);
        let report = read(&mut file, &options, &mut |placed| {
            full = document.push(&placed).err();
            match meter.advance(1) {
                Ok(()) if full.is_none() => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        });
        document.finish()?;
        full.map_or(Ok((document, report, file.into_inner())), Err)
    })
    .await?
}
