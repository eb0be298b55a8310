use ariadne_application::domain::Violation;
use ariadne_application::{Error, Result};
use async_graphql::{
    Context, InputValueError, InputValueResult, Scalar, ScalarType, UploadValue, Value,
};

/// What stands for the n-th file of a request in its variables.
const PREFIX: &str = "#__graphql_file__:";

/// A file that comes with a multipart request
/// (<https://github.com/jaydenseric/graphql-multipart-request-spec>).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upload(usize);

/// A file that comes with the request: multipart/form-data with the parts `operations`,
/// `map` and the file, as the GraphQL multipart request specification has it.
#[Scalar(
    name = "Upload",
    specified_by_url = "https://github.com/jaydenseric/graphql-multipart-request-spec"
)]
impl ScalarType for Upload {
    fn parse(value: Value) -> InputValueResult<Self> {
        let place = match &value {
            Value::String(text) => text.strip_prefix(PREFIX).and_then(|place| place.parse().ok()),
            _ => None,
        };
        place.map(Self).ok_or_else(|| {
            InputValueError::custom(
                "A file is sent as multipart/form-data, with the header Ariadne-Request: 1.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::Null
    }
}

impl Upload {
    /// The file.
    pub(crate) fn value(self, ctx: &Context<'_>) -> Result<UploadValue> {
        let found = ctx.query_env.uploads.get(self.0);
        let found = found.ok_or_else(|| {
            let message = "The request brings no file: send it as multipart/form-data.";
            Error::validation("gateway.upload", vec![Violation::new(["file"], "REQUIRED", message)])
        })?;
        found.try_clone().map_err(|error| Error::internal("gateway.upload", error))
    }
}
