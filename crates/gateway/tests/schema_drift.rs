//! The committed `schema.graphql` is what the code says.

use std::path::Path;

/// With `UPDATE_SCHEMA=1` it is written anew; `make update` does that.
#[test]
fn schema_graphql_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema.graphql");
    let now = ariadne_gateway::sdl();
    #[expect(
        clippy::disallowed_methods,
        reason = "a test is configured by its environment, there is no server to do it"
    )]
    let update = std::env::var_os("UPDATE_SCHEMA").is_some();
    if update {
        std::fs::write(&path, &now).expect("schema.graphql can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "schema.graphql is not what the code says: run `make update`");
}
