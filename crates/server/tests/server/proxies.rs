//! The binary behind a proxy.

use crate::process::{ariadne, ended, ready, signal};

#[tokio::test]
async fn the_log_names_the_client_behind_a_trusted_proxy() {
    for (trusted, client) in [("10.0.0.0/8,127.0.0.0/8", "192.0.2.7"), ("10.0.0.0/8", "127.0.0.1")]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
        let mut command = ariadne(folder.path(), &arguments);
        command.env("ARIADNE_TRUSTED_PROXIES", trusted);
        command.env("ARIADNE_CORS_ORIGINS", "https://App.example:443/");
        let mut child = command.spawn().expect("starts");
        let address = ready(&mut child).await;
        let answer = reqwest::Client::new()
            .post(format!("{address}/graphql"))
            .header("x-forwarded-for", "203.0.113.99, 192.0.2.7, 10.3.3.3")
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-host", "127.0.0.1")
            .header("origin", "https://app.example")
            .json(&serde_json::json!({"query": "{ server { version } }"}))
            .send()
            .await
            .expect("answered");
        assert_eq!(answer.headers()["access-control-allow-origin"], "https://app.example");
        let secure = answer.headers().contains_key("strict-transport-security");
        assert_eq!(secure, client == "192.0.2.7");
        signal(&child, "TERM").await;
        let ended = ended(child).await;
        let logged = ended.err.lines().map(serde_json::from_str::<serde_json::Value>);
        let logged: Vec<_> = logged.map(|line| line.expect("JSON lines only")).collect();
        let line = logged.iter().find(|line| line["span"]["route"] == "/graphql");
        let line = line.unwrap_or_else(|| panic!("not logged: {}", ended.err));
        assert_eq!(line["span"]["client"], client, "{line}");
    }
}
