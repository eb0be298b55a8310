use ariadne_application::{Error, Result};
use async_graphql::ID;
use uuid::Uuid;

/// The id that a text is, `None` when it is none: by-id queries answer null for it
/// as for an unknown one. Only the hyphenated form is an id.
pub(crate) fn id_or_none<T: From<Uuid>>(id: &ID) -> Option<T> {
    let hyphenated = id.len() == 36;
    Uuid::parse_str(id).ok().filter(|_| hyphenated).map(T::from)
}

/// The id that a text is; `NotFound` saying what was looked for when it is none.
pub(crate) fn id_of<T: From<Uuid>>(id: &ID, what: &str) -> Result<T> {
    id_or_none(id).ok_or_else(|| {
        let shown: String = id.chars().take(60).collect();
        Error::not_found("gateway.id", format!("{what} with the id {shown}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_form() {
        let good = "0192f0aa-0000-7000-8000-000000000001";
        assert!(id_or_none::<Uuid>(&ID::from(good)).is_some());
        for bad in ["", "7", &good.replace('-', ""), &format!("{{{good}}}"), "orders"] {
            assert!(id_or_none::<Uuid>(&ID::from(bad)).is_none(), "{bad}");
        }
        let refused = id_of::<Uuid>(&ID::from("orders"), "table").expect_err("no id");
        assert_eq!(refused.to_string(), "There is no table with the id orders.");
    }
}
