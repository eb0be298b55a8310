pub(crate) async fn run(_: crate::server::Plan, _: std::time::Duration) -> Result<(), String> { Ok(()) }
