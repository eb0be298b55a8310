//! Logins: the right one passes, a wrong one is told, and the secret is nowhere.

use ariadne_ports::{ErrorKind, FetchRequest};
use ariadne_tests::proxy::{Engine, Fault, Login, Proxy, Request, bodies};
use ariadne_tests::services;

use super::{CANARY, Ear, ample, at, connector, fault, found, index, step, test};

#[tokio::test]
async fn the_right_login_passes_and_a_wrong_one_is_told() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (auth, login, secret, code) in [
        ("basic", Login::basic("reader", "right"), "password", "PASSWORD_REFUSED"),
        ("apiKey", Login::ApiKey("cmlnaHQ6a2V5".to_owned()), "apiKey", "API_KEY_REFUSED"),
        ("bearer", Login::Bearer("right".to_owned()), "bearerToken", "TOKEN_REFUSED"),
    ] {
        let proxy = Proxy::front(&node.url);
        proxy.demand(login);
        let mut settings = at(&proxy.url).with("auth", auth);
        if auth == "basic" {
            settings.set("username", "reader");
        }
        // the key as handed out by `id:api_key`, which has to be encoded
        let right = if auth == "apiKey" { "right:key" } else { "right" };
        let good = connector(&settings, Some((secret, right)));
        assert_eq!(step(&test(good.as_ref()).await, "read"), "PASSED", "{auth}");
        assert_eq!(found(good.as_ref(), &name).await.columns.len(), 3);
        let bad = connector(&settings, Some((secret, CANARY)));
        assert_eq!(step(&test(bad.as_ref()).await, "authentication"), format!("FAILED {code}"));
        assert_eq!(
            fault(bad.as_ref(), &name, ample()).await,
            (ErrorKind::SourceAuthFailed, code.to_owned())
        );
        let nobody = connector(&at(&proxy.url), None);
        assert_eq!(step(&test(nobody.as_ref()).await, "authentication"), "FAILED LOGIN_REQUIRED");
        proxy.speak_as(Engine::OpenSearch);
        assert_eq!(
            fault(bad.as_ref(), &name, ample()).await.1,
            code,
            "OpenSearch answers plain text"
        );
    }
}

#[tokio::test]
async fn the_secret_is_nowhere() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (auth, secret) in [("basic", "password"), ("apiKey", "apiKey"), ("bearer", "bearerToken")] {
        let proxy = Proxy::front(&node.url);
        let mut settings = at(&proxy.url).with("auth", auth);
        if auth == "basic" {
            settings.set("username", "reader");
        }
        let connector = connector(&settings, Some((secret, CANARY)));
        let ear = Ear::default();
        let request = FetchRequest { schema: None, name: name.clone(), sample_size: Some(5) };
        let mut texts = vec![format!("{connector:?}")];
        // an engine that repeats what it was sent
        let repeat = bodies::failure(401, "security_exception", &format!("{CANARY} is wrong"));
        for spoiled in [None, Some(Fault::Answer(401, repeat)), Some(Fault::Cut), Some(Fault::Html)]
        {
            if let Some(fault) = spoiled {
                proxy.fail("*", fault);
            }
            let fetched = connector.fetch_table(&request, ample(), &ear).await;
            texts.push(match &fetched {
                Ok(table) => format!("{table:?}"),
                Err(error) => format!("{error} {error:?}"),
            });
            texts.push(format!("{:?}", connector.test(ample(), &ear).await));
            texts.push(format!("{:?}", connector.suggest("x", 5, ample()).await));
            proxy.heal();
        }
        texts.push(format!("{ear:?}"));
        let sent = proxy.requests();
        let shown = |request: &Request| request.header("authorization").is_some();
        assert!(sent.iter().all(shown), "the login itself is sent");
        let encoded =
            sent[0].header("authorization").unwrap().split(' ').nth(1).unwrap().to_owned();
        for text in &texts {
            assert!(!text.contains(CANARY) && !text.contains(&encoded), "{auth}: {text}");
        }
    }
}
