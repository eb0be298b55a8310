//! Reading documents: a random sample, or everything where that is little.

use std::time::Duration;

use ariadne_domain::{Problem, TableKind};
use mongodb::bson::{Document, RawDocumentBuf, doc};

use crate::client::{Batch, Client, Limit};
use crate::error::{Failure, Reason};
use crate::mapping::warnings;

/// Documents that are looked at if the caller does not say how many.
pub(crate) const DEFAULT_SIZE: u32 = 1_000;

/// The most documents that are looked at.
pub(crate) const MAX_SIZE: u32 = 50_000;

/// The most bytes of documents that are read, in MB.
pub(crate) const MAX_MEGABYTES: usize = 16;

/// Documents and how they were chosen.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub(crate) documents: Vec<RawDocumentBuf>,
    pub(crate) method: &'static str,
    pub(crate) warnings: Vec<Problem>,
}

/// What to sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) database: &'a str,
    pub(crate) collection: &'a str,
    pub(crate) kind: TableKind,
    /// The estimated number of documents.
    pub(crate) count: Option<u64>,
    pub(crate) size: u32,
}

fn at_most(documents: u32) -> Limit {
    Limit { documents: documents as usize, bytes: MAX_MEGABYTES * 1_000_000 }
}

impl Target<'_> {
    /// The first documents; of a collection in the order of `_id`, which has an index.
    fn find(&self, limit: u32) -> Document {
        let mut command = doc! { "find": self.collection, "filter": {} };
        if self.kind == TableKind::Collection {
            command.insert("sort", doc! { "_id": 1 });
        }
        command.insert("limit", i64::from(limit));
        command.insert("batchSize", i64::from(limit));
        command
    }

    fn aggregate(&self) -> Document {
        doc! {
            "aggregate": self.collection,
            "pipeline": [{ "$sample": { "size": i64::from(self.size) } }],
            "cursor": { "batchSize": i64::from(self.size) },
        }
    }
}

/// Takes a sample within the time. `told` makes a problem of a failure.
pub(crate) async fn take(
    client: &Client,
    target: Target<'_>,
    within: Duration,
    told: impl Fn(&Failure) -> Problem,
) -> Result<Sample, Failure> {
    let is_small = target.count.is_some_and(|count| count <= u64::from(target.size));
    if is_small {
        return whole(client, target, within).await;
    }
    // half of the time, so that there is some left for the fallback
    let within = within / 2;
    let reading = client.cursor(target.database, target.aggregate(), at_most(target.size), within);
    match reading.await {
        Ok(batch) => Ok(sampled(target, batch)),
        Err(failure) if falls_back(&failure) => {
            let mut sample = first(client, target, within).await?;
            sample.warnings.insert(0, warnings::sample_refused(&told(&failure)));
            Ok(sample)
        }
        Err(failure) => Err(failure),
    }
}

/// The server lives and refused `$sample`, or took too long for it.
fn falls_back(failure: &Failure) -> bool {
    match failure.reason {
        Reason::Deadline => true,
        _ => !failure.is_fatal() && !failure.is_denied(),
    }
}

fn sampled(target: Target<'_>, batch: Batch) -> Sample {
    let all = !batch.cut && batch.documents.len() < target.size as usize;
    let mut sample = Sample {
        // fewer than were asked for means that there are no more
        method: if all { "whole collection" } else { "$sample" },
        ..Sample::default()
    };
    sample.fill(batch);
    sample
}

async fn first(client: &Client, target: Target<'_>, within: Duration) -> Result<Sample, Failure> {
    let batch = client
        .cursor(target.database, target.find(target.size), at_most(target.size), within)
        .await?;
    let all = !batch.cut && batch.documents.len() < target.size as usize;
    let mut sample =
        Sample { method: if all { "whole collection" } else { "find" }, ..Sample::default() };
    sample.fill(batch);
    Ok(sample)
}

async fn whole(client: &Client, target: Target<'_>, within: Duration) -> Result<Sample, Failure> {
    // one more than wanted tells whether the estimate was right
    let limit = target.size.saturating_add(1);
    let mut batch =
        client.cursor(target.database, target.find(limit), at_most(limit), within).await?;
    let mut sample = Sample { method: "whole collection", ..Sample::default() };
    if batch.documents.len() > target.size as usize {
        batch.documents.truncate(target.size as usize);
        sample.method = "find";
        sample.warnings.push(warnings::estimate_wrong());
    } else if batch.cut {
        sample.method = "find";
    }
    sample.fill(batch);
    Ok(sample)
}

impl Sample {
    fn fill(&mut self, batch: Batch) {
        if batch.cut {
            self.warnings.push(warnings::sample_cut(batch.documents.len(), MAX_MEGABYTES));
        }
        self.documents = batch.documents;
    }
}
