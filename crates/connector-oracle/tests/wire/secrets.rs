//! The password is nowhere to be seen.

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::StepStatus;
use ariadne_ports::{ConnectorFactory, ErrorKind, SecretValues};
use ariadne_testserver_oracle::{Fault, Moment, Profile};

use crate::support::{
    Ear, PASSWORD, company, connector, fetch, on_every_version, request, seconds, settings, test,
    try_fetch,
};

on_every_version! {
    the_password_is_in_no_answer_error_or_print,
    a_source_without_a_stored_password,
}

async fn the_password_is_in_no_answer_error_or_print(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let settings = settings(server.port());
    let mut seen = vec![
        format!("{:?}", connector(&settings)),
        format!("{:#?}", test(&settings).await),
        format!("{:#?}", fetch(&settings, "employees").await),
    ];
    for moment in [Moment::Account, Moment::Password, Moment::Execute, Moment::Fetch] {
        for code in [1017, 942, 600, 1031, 20_001] {
            // a server that sends back what it should not
            server.set_fault(Fault::error(moment, code, format!("refused {PASSWORD}")));
            seen.push(format!("{:#?}", test(&settings).await));
            let fetched = try_fetch(&settings, &request("employees")).await;
            seen.push(format!("{fetched:#?}"));
            if let Err(error) = fetched {
                seen.push(error.to_string());
            }
        }
    }
    for text in seen {
        assert!(!text.contains(PASSWORD), "{text}");
    }
}

async fn a_source_without_a_stored_password(profile: Profile) {
    let server = company(profile).start().await.unwrap();
    let source = OracleFactory::default()
        .connector(&settings(server.port()), &SecretValues::default())
        .unwrap();
    let error = source.suggest("", 5, seconds(5)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceAuthFailed);
    assert_eq!(error.problem().unwrap().code, "PASSWORD_MISSING");
    assert_eq!(server.accepted_connections(), 0);
    // a test reaches the server, and fails where the password is needed
    let report = source.test(seconds(5), &Ear::default()).await;
    let failed = report.steps.iter().find(|s| s.status == StepStatus::Failed).unwrap();
    assert_eq!(failed.name, "authentication");
    assert_eq!(failed.problem.as_ref().unwrap().code, "PASSWORD_MISSING");
    let before: Vec<(&str, StepStatus)> = report
        .steps
        .iter()
        .take_while(|s| s.name != "authentication")
        .map(|s| (s.name.as_str(), s.status))
        .collect();
    assert_eq!(
        before,
        [
            ("dns", StepStatus::Passed),
            ("tcp", StepStatus::Passed),
            ("listener", StepStatus::Skipped),
            ("protocol", StepStatus::Skipped),
        ]
    );
}
