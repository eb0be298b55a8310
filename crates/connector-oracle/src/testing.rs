//! Testing a connection step by step.

mod run;

use std::sync::Arc;

use ariadne_domain::{Problem, TestReport};
use ariadne_ports::{Deadline, StepSink};
use tokio::net::TcpStream;

use self::run::{Ended, Gate, Run};
use crate::codes;
use crate::config::{Driver, Settings, Tls};
use crate::connector::enter;
use crate::descriptor::Host;
use crate::error::{Failure, Reason, clip};
use crate::mapping::{owned, text};
use crate::names::{qualified, quoted, shown, shown_one};
use crate::relay::Line;
use crate::resolve::current_schema;
use crate::session::{Connecting, Session};
use crate::sql;
use crate::threads::Threads;
use crate::{absent, backend, dial, tls};

/// The first version whose dictionary has every column that is read.
const MIN_VERSION: u32 = 12;

/// How many names are looked at for one that is no synonym.
const LOOKED_AT: usize = 20;

/// A name that no object has.
const NOBODY: &str = "ariadne tries this view";

/// Tests the connection; each step is reported as it ends.
pub(crate) async fn test(
    threads: &Threads,
    settings: &Arc<Settings>,
    deadline: Deadline,
    steps: &dyn StepSink,
) -> TestReport {
    let mut run = Run::new(settings, deadline, steps);
    // what fails is in the report already
    let _ = all(&mut run, threads, settings).await;
    run.into_report()
}

async fn all(run: &mut Run<'_>, threads: &Threads, settings: &Arc<Settings>) -> Result<(), Gate> {
    if settings.driver == Driver::Oci {
        driver(run).await?;
    }
    let place = enter(threads, settings, run.deadline).await;
    let place = place.map_err(|failure| run.fail(&failure))?;
    let stream = reach(run).await?;
    let line = match settings.driver {
        // it makes a connection of its own
        Driver::Oci => None,
        Driver::Thin => Some(match &settings.tls {
            None => Line::Plain(stream),
            Some(tls) => shake_hands(run, tls, stream).await?,
        }),
    };
    if settings.password.is_none() {
        run.skip_to("authentication", "Not done, because there is no password to log in with.");
        return Err(run.fail(&Failure::new(Reason::PasswordMissing)));
    }
    let connecting = Connecting::start(settings, place, line, run.deadline).await;
    let connecting = connecting.map_err(|failure| run.fail(&failure))?;
    let session = log_in(run, connecting).await?;
    let outcome = look_around(run, &session).await;
    session.close().await;
    outcome
}

/// Loads the client library, so that its absence is not taken for a fault of the listener.
async fn driver(run: &mut Run<'_>) -> Result<(), Gate> {
    let driver = run.settings.driver;
    let loading = tokio::task::spawn_blocking(move || backend::ready(driver));
    let loaded = match tokio::time::timeout(run.within(), loading).await {
        Ok(Ok(loaded)) => loaded,
        Ok(Err(_)) => Err(Failure::new(Reason::DriverMissing)
            .detail("Oracle's client library failed while it was loaded.")),
        Err(_) => Err(Failure::new(Reason::DriverMissing)
            .detail("Oracle's client library could not be loaded in time.")),
    };
    let told = loaded.map_err(|failure| run.fail(&failure))?;
    run.end(Ended::Passed(told));
    Ok(())
}

async fn reach(run: &mut Run<'_>) -> Result<TcpStream, Gate> {
    let (host, port) = (run.settings.host.to_string(), run.settings.port);
    let within = run.within();
    let addresses = dial::addresses(&host, port, within).await.map_err(|f| run.fail(&f))?;
    run.end(Ended::Passed(match run.settings.host {
        Host::Address(_) => format!("{host} is an address."),
        Host::Name(_) => {
            let list: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
            format!("{host} is {}.", list.join(", "))
        }
    }));
    let place = run.settings.place();
    let within = run.within();
    let stream = dial::connect(&place, &addresses, within).await.map_err(|f| run.fail(&f))?;
    run.end(Ended::Passed(format!("Connected to {place}.")));
    Ok(stream)
}

async fn shake_hands(run: &mut Run<'_>, tls: &Tls, stream: TcpStream) -> Result<Line, Gate> {
    let (host, place) = (run.settings.host.to_string(), run.settings.place());
    let shaken = tls::handshake(tls, &host, &place, stream, run.within()).await;
    let stream = shaken.map_err(|failure| run.fail(&failure))?;
    let version = tls::version(&stream);
    run.end(if tls.verify_certificate {
        Ended::Passed(format!("{version}, certificate verified."))
    } else {
        Ended::Warned(format!("{version}, certificate not verified."), unverified())
    });
    Ok(Line::Tls(Box::new(stream)))
}

/// The listener's answer, the protocol, the login.
async fn log_in(run: &mut Run<'_>, mut connecting: Connecting) -> Result<Session, Gate> {
    let target = run.settings.target.told();
    let opened = match connecting.accepted().await {
        Ok(accepted) => accepted,
        Err(failure) => {
            if matches!(failure.reason, Reason::TooOld | Reason::EncryptionRequired) {
                run.end(Ended::Passed(format!("The listener knows the {target}.")));
            }
            return Err(run.fail(&failure));
        }
    };
    if let Some(accepted) = opened {
        run.end(Ended::Passed(format!("The listener knows the {target}.")));
        run.end(Ended::Passed(format!("TNS version {}.", accepted.version)));
    }
    let session = connecting.session().await;
    if opened.is_none() {
        // the OCI driver does all three in one call: what failed tells which it was
        if let Err(failure) = &session
            && !is_of_login(failure)
        {
            return Err(run.fail(failure));
        }
        run.end(Ended::Passed(format!("The listener knows the {target}.")));
        run.end(Ended::Passed("The Oracle client and the server agreed.".to_owned()));
    }
    let session = session.map_err(|failure| run.fail(&failure))?;
    let user = shown_one(&run.settings.login_user());
    let detail = match &run.settings.proxy_user {
        None => format!("Logged in as {user}."),
        Some(_) => {
            format!(
                "Logged in as {user}, connected through to {}.",
                shown_one(&run.settings.effective_user())
            )
        }
    };
    run.end(match session.warning() {
        None => Ended::Passed(detail),
        Some(warning) => Ended::Warned(detail, warned(&run.settings.login_user(), warning)),
    });
    Ok(session)
}

/// Whether a server that was reached refused a login.
fn is_of_login(failure: &Failure) -> bool {
    use ariadne_ports::ErrorKind::{SourceAuthFailed, SourcePermissionDenied};
    matches!(failure.kind(), SourceAuthFailed | SourcePermissionDenied)
}

async fn look_around(run: &mut Run<'_>, session: &Session) -> Result<(), Gate> {
    version(run, session)?;
    views(run, session).await?;
    object(run, session).await
}

fn version(run: &mut Run<'_>, session: &Session) -> Result<(), Gate> {
    let version = session.version().map_err(|failure| run.fail(&failure))?.to_owned();
    run.server_version = Some(version.clone());
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major < MIN_VERSION) {
        let failure = Failure::new(Reason::TooOld).detail(format!(
            "It is Oracle Database {version}, whose dictionary lacks what 12.1 brought."
        ));
        return Err(run.fail(&failure));
    }
    run.end(Ended::Passed(format!("Oracle Database {version}")));
    Ok(())
}

/// Tries each statement of a fetch for an object that is not there.
async fn views(run: &mut Run<'_>, session: &Session) -> Result<(), Gate> {
    for (statement, is_needed) in sql::TRIED {
        let binds = [NOBODY, NOBODY];
        let count = if statement.text.contains(":2") { 2 } else { 1 };
        match session.rows(statement, &binds[..count]).await {
            Ok(_) => run.end(Ended::Passed("It can be read.".to_owned())),
            Err(failure) if failure.spares_the_session() && !is_needed => {
                let told = failure.problem(run.settings);
                let detail =
                    format!("A fetch works, but lacks a part: {}.", statement.part.to_lowercase());
                run.end(Ended::Warned(detail, told));
            }
            Err(failure) => return Err(run.fail(&failure)),
        }
    }
    Ok(())
}

async fn object(run: &mut Run<'_>, session: &Session) -> Result<(), Gate> {
    let schema = match &run.settings.schema {
        Some(schema) => schema.clone(),
        None => current_schema(session, run.settings).await.map_err(|f| run.fail(&f))?,
    };
    let names = session.first(&sql::NAMES, &[&schema, "%"], LOOKED_AT).await;
    let names = names.map_err(|failure| run.fail(&failure))?;
    let Some(name) = names.iter().find(|row| text(row, 2) != Some("SYNONYM")) else {
        let exists =
            absent::exists(session, run.settings, &schema).await.map_err(|f| run.fail(&f))?;
        let problem = nothing_there(run.settings, &schema, exists, !names.is_empty());
        run.end(Ended::Warned("Nothing to read.".to_owned(), problem));
        return Ok(());
    };
    let name = owned(name, 1);
    let columns = session.rows(&sql::COLUMNS, &[&schema, &name]).await;
    let columns = columns.map_err(|failure| run.fail(&failure))?.len();
    run.end(Ended::Passed(format!("{} has {columns} column(s).", shown(&schema, &name))));
    Ok(())
}

/// `exists` is whether there is such a schema, where that can be read.
fn nothing_there(
    settings: &Settings,
    schema: &str,
    exists: Option<bool>,
    has_synonyms: bool,
) -> Problem {
    let user = settings.effective_user();
    let problem = Problem::new(
        "SCHEMA_SHOWS_NOTHING",
        format!("The schema {} shows no table or view to {}.", shown_one(schema), shown_one(&user)),
    );
    if schema == user {
        let cause = if has_synonyms {
            "It is the login's own schema and holds synonyms alone."
        } else {
            "It is the login's own schema and holds nothing."
        };
        return problem
            .with_cause(cause)
            .with_remedy("Set \"Schema\" to the schema whose tables are wanted, or write SCHEMA.NAME when you fetch.");
    }
    if exists == Some(false) {
        return problem
            .with_cause("The database has no schema of this name.")
            .with_remedy("Check the spelling of \"Schema\": names without quotes are upper case. In a container database, each pluggable database has schemas of its own, and so a source of its own.");
    }
    let cause = match exists {
        Some(_) => {
            "It holds nothing, or no right on any of its tables was granted: Oracle does not tell the two apart."
        }
        None => {
            "There is no such schema, it holds nothing, or no right on any of its tables was granted: Oracle does not tell these apart."
        }
    };
    problem.with_cause(cause).with_remedy(format!(
        "If it has tables, their owner or a DBA runs for each of them: GRANT SELECT ON {} TO {};",
        qualified(schema, "<table>"),
        quoted(&user)
    ))
}

fn warned(user: &str, warning: &str) -> Problem {
    let code = codes::number_in(warning).map(|code| format!("ORA-{code:05}"));
    Problem::new("LOGIN_WARNING", format!("The server warned {} at the login.", shown_one(user)))
        .with_cause("As a rule the password is about to expire.")
        .with_remedy(format!(
            "Set a new password before it does, ALTER USER {} IDENTIFIED BY \"<new password>\"; and enter it in the settings.",
            quoted(user)
        ))
        .with_engine(code, Some(clip(warning, 500)))
}

fn unverified() -> Problem {
    Problem::new("CERTIFICATE_NOT_VERIFIED", "The server's certificate is not verified.")
        .with_cause("The check is switched off for this source, so that anyone on the way can pose as the server and read along.")
        .with_remedy("Paste the PEM of the server's authority into \"CA certificate\" and switch the check on.")
}
