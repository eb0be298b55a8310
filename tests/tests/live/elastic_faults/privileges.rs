//! Missing privileges: what they cost, and the role that grants them.

use ariadne_ports::{ErrorKind, Fetch, Visibility};
use ariadne_tests::proxy::{Engine, Privilege, Proxy};
use ariadne_tests::services;
use serde_json::json;

use super::{ample, at, connector, fetch, found, index, step, test};

#[tokio::test]
async fn a_missing_privilege_is_named_with_the_role_that_grants_it() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for engine in [Engine::Elasticsearch, Engine::OpenSearch] {
        let proxy = Proxy::front(&node.url);
        proxy.speak_as(engine);
        let connector = connector(&at(&proxy.url), None);
        proxy.forbid(&format!("GET /{name}/_mapping"), Privilege::view_index_metadata(&name));
        let table = found(connector.as_ref(), &name).await;
        let columns: Vec<String> = table.columns.iter().map(|c| c.path.to_string()).collect();
        assert_eq!(columns, ["_id", "title", "title.raw"], "what can be read is answered");
        let warning = &table.warnings[0];
        assert_eq!(warning.code, "MAPPING_NOT_READ");
        let remedy = warning.remedy.clone().unwrap();
        let role = match engine {
            Engine::Elasticsearch => format!(
                "PUT /_security/role/ariadne {{\"indices\":[{{\"names\":[\"{name}\"],\"privileges\":[\"view_index_metadata\",\"read\"]}}]}}"
            ),
            Engine::OpenSearch => format!(
                "PUT /_plugins/_security/api/roles/ariadne {{\"index_permissions\":[{{\"index_patterns\":[\"{name}\"]"
            ),
        };
        assert!(remedy.contains(&role), "{remedy}");
        proxy.forbid(
            &format!("GET /{name}/_field_caps"),
            Privilege::index("indices:data/read/field_caps", &name, "view_index_metadata,read,all"),
        );
        let refused = fetch(connector.as_ref(), &name, ample()).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::SourcePermissionDenied);
        assert!(refused.problem().unwrap().title.contains("view_index_metadata"));
        // not even the name
        proxy.forbid(
            &format!("GET /_resolve/index/{name}"),
            Privilege::index("indices:admin/resolve/index", &name, "view_index_metadata,all"),
        );
        let Ok(Fetch::NotFound(hidden)) = fetch(connector.as_ref(), &name, ample()).await else {
            panic!("the cluster does not say whether it is there")
        };
        assert_eq!(hidden.visibility, Visibility::MissingOrHidden);
        assert!(hidden.problem.remedy.unwrap().contains("view_index_metadata"));
    }
}

#[tokio::test]
async fn what_costs_a_part_only_is_a_warning() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    let connector = connector(&at(&proxy.url), None);
    proxy.forbid("GET /", Privilege::monitor());
    proxy.forbid("GET /_cluster/health", Privilege::health());
    proxy.forbid(&format!("GET /{name}/_count"), Privilege::read(&name));
    let table = found(connector.as_ref(), &name).await;
    let codes: Vec<&str> = table.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["ROW_COUNT_NOT_READ"]);
    let report = test(connector.as_ref()).await;
    assert_eq!(step(&report, "version"), "WARNING VERSION_NOT_VISIBLE");
    assert_eq!(step(&report, "health"), "WARNING HEALTH_NOT_VISIBLE");
    assert_eq!(step(&report, "read"), "PASSED");
    proxy.replay("/_cluster/health", json!({ "status": "red", "unassigned_shards": 1 }));
    let red = Proxy::front(&node.url);
    red.replay("/_cluster/health", json!({ "status": "red", "unassigned_shards": 1 }));
    let report = test(super::connector(&at(&red.url), None).as_ref()).await;
    assert_eq!(step(&report, "health"), "WARNING CLUSTER_RED");
}
