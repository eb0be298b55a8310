use ariadne_application as application;
use ariadne_application::domain::Violation;
use ariadne_application::{At, Error, Reader, Result};
use async_graphql::InputObject;

use crate::schema::scalars::{DateTime, Long};

/// A point of history: give exactly one of the two.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct AsOf {
    /// After the changeset with this seq; 0 is the empty catalog.
    seq: Option<Long>,
    /// At this time.
    at: Option<DateTime>,
}

impl TryFrom<AsOf> for application::AsOf {
    type Error = Error;

    fn try_from(input: AsOf) -> Result<Self> {
        let seq = input.seq.map(|seq| {
            seq.unsigned().ok_or_else(|| {
                let message = "A seq is not negative.";
                let violation = Violation::new(["asOf", "seq"], "INVALID", message);
                Error::validation("gateway.as_of", vec![violation])
            })
        });
        Ok(Self { seq: seq.transpose()?, at: input.at.map(|at| at.0) })
    }
}

impl AsOf {
    /// The point of history that an argument means; the newest without one.
    pub(crate) async fn resolve(as_of: Option<Self>, reader: &Reader) -> Result<At> {
        reader.as_of(as_of.map(TryInto::try_into).transpose()?).await
    }
}
