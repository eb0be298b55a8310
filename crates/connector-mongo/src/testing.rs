//! Testing a connection: each step on its own, each with what to do if it fails.

mod run;

use std::time::Instant;

use ariadne_domain::{Problem, TableKind, TestReport};
use ariadne_ports::{Deadline, StepSink};
use mongodb::bson::doc;
use tokio::net::TcpStream;

use self::run::{Ended, Gate, Run, Sifted};
use crate::client::{Client, Limit};
use crate::config::Settings;
use crate::error::{Failure, Reason, grant};
use crate::hosts::Host;
use crate::mapping::listing::Listing;
use crate::probe::{self, Greeting, Stream};
use crate::srv::NameServers;
use crate::suggest::names;

/// Tests the settings; never takes longer than the deadline.
pub(crate) async fn test(
    names: &NameServers,
    settings: &Settings,
    deadline: Deadline,
    sink: &dyn StepSink,
) -> TestReport {
    let began = Instant::now();
    let settled = names.settle(settings, deadline).await;
    let mut run = Run::new(settled.as_deref().unwrap_or(settings), deadline, sink, began);
    let record = settings.srv.then(|| settings.host_list());
    if let Err(failure) = &settled {
        run.fail(failure);
    } else {
        let steps = run.all(record.as_deref());
        if tokio::time::timeout_at(deadline.instant().into(), steps).await.is_err() {
            run.fail(&Failure::new(Reason::Deadline));
        }
    }
    run.into_report()
}

impl Run<'_> {
    async fn all(&mut self, record: Option<&str>) -> Result<(), Gate> {
        let hosts = self.dns(record).await?;
        let streams = self.tcp(hosts).await?;
        let streams = if self.settings.tls { self.tls(streams).await? } else { plain(streams) };
        self.protocol(streams).await?;
        let client = self.authentication().await?;
        // whatever the last steps find, the connections are closed before the report
        let _: Result<(), Gate> = async {
            self.version(&client).await?;
            let listings = self.privileges(&client).await?;
            self.read(&client, &listings).await
        }
        .await;
        client.close().await;
        Ok(())
    }

    /// Looks the hosts up; `record` is the name whose SRV record named them.
    async fn dns(
        &mut self,
        record: Option<&str>,
    ) -> Result<Vec<(Host, Vec<std::net::SocketAddr>)>, Gate> {
        let hosts = self.settings.hosts.clone();
        let within = self.within();
        let found = self
            .each(hosts.into_iter().map(|host| async move {
                let found = probe::addresses(&host, within).await;
                found.map(|addresses| (host, addresses))
            }))
            .await?;
        let texts: Vec<String> = found
            .good
            .iter()
            .map(|(host, addresses)| {
                let list: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
                format!("{} is {}", host.name, list.join(", "))
            })
            .collect();
        let found_in = record.map_or_else(String::new, |name| {
            format!("The SRV record of {name} names {}: ", self.settings.host_list())
        });
        Ok(self.pass(found, found_in + &texts.join("; ")))
    }

    async fn tcp(
        &mut self,
        hosts: Vec<(Host, Vec<std::net::SocketAddr>)>,
    ) -> Result<Vec<(Host, TcpStream)>, Gate> {
        let within = self.within();
        let found = self
            .each(hosts.into_iter().map(|(host, addresses)| async move {
                let stream = probe::connect(&host, &addresses, within).await;
                stream.map(|stream| (host, stream))
            }))
            .await?;
        let texts: Vec<String> = found.good.iter().map(|(host, _)| host.to_string()).collect();
        Ok(self.pass(found, format!("Connected to {}.", texts.join(", "))))
    }

    async fn tls(
        &mut self,
        streams: Vec<(Host, TcpStream)>,
    ) -> Result<Vec<(Host, Box<dyn Stream>)>, Gate> {
        let (settings, within) = (self.settings, self.within());
        let found = self
            .each(streams.into_iter().map(|(host, stream)| async move {
                let shaken = probe::handshake(settings, &host, stream, within).await;
                shaken.map(|(stream, version)| (host, stream, version))
            }))
            .await?;
        let version = found.good.first().map(|(_, _, v)| v.clone()).unwrap_or_default();
        let warned = found.bad.is_some();
        let good = Sifted {
            good: found.good.into_iter().map(|(host, stream, _)| (host, stream)).collect(),
            bad: found.bad,
        };
        if !settings.verify_certificate && !warned {
            self.end(Ended::Warned(format!("{version}, certificate not verified."), unverified()));
            return Ok(good.good);
        }
        let said = if settings.verify_certificate {
            "certificate verified"
        } else {
            "certificate not verified"
        };
        Ok(self.pass(good, format!("{version}, {said}.")))
    }

    async fn protocol(&mut self, streams: Vec<(Host, Box<dyn Stream>)>) -> Result<(), Gate> {
        let (settings, within) = (self.settings, self.within());
        let found = self
            .each(streams.into_iter().map(|(host, mut stream)| async move {
                let greeting = probe::greet(settings, &host, stream.as_mut(), within).await;
                greeting.map(|greeting| (host, greeting))
            }))
            .await?;
        let best = found
            .good
            .iter()
            .find(|(_, g)| g.is_primary || g.is_router)
            .or(found.good.first())
            .map(|(host, greeting)| {
                (host.clone(), greeting.detail(), read_only(settings, host, greeting))
            });
        match best {
            Some((_, detail, Some(problem))) if found.bad.is_none() => {
                self.end(Ended::Warned(detail, problem));
                Ok(())
            }
            Some((host, detail, _)) => {
                self.pass(found, format!("{host}: {detail}"));
                Ok(())
            }
            None => Err(self.fail(&Failure::new(Reason::Silent))),
        }
    }

    async fn authentication(&mut self) -> Result<Client, Gate> {
        let client = match Client::new(self.settings, self.deadline).await {
            Ok(client) => client,
            Err(failure) => return Err(self.fail(&failure)),
        };
        let within = self.within();
        let (outcome, detail) = match &self.settings.username {
            Some(user) => (
                client.command("admin", doc! { "ping": 1 }, within).await.map(drop),
                format!("Logged in as {user}, a user of {}.", self.settings.auth_source()),
            ),
            // `ping` is answered without a login; a listing shows whether one is needed
            None => (
                names(&client, &self.settings.database, within).await.map(drop),
                "The server asks for no login.".to_owned(),
            ),
        };
        match outcome {
            Ok(()) => {
                self.end(Ended::Passed(detail));
                Ok(client)
            }
            Err(failure) => {
                client.close().await;
                Err(self.fail(&failure))
            }
        }
    }

    async fn version(&mut self, client: &Client) -> Result<(), Gate> {
        match client.command("admin", doc! { "buildInfo": 1 }, self.within()).await {
            Ok(build) => {
                let version = build.get_str("version").unwrap_or("unknown").to_owned();
                self.end(Ended::Passed(format!("MongoDB {version}")));
                self.server_version = Some(version);
                Ok(())
            }
            Err(failure) => Err(self.fail(&failure)),
        }
    }

    async fn privileges(&mut self, client: &Client) -> Result<Vec<Listing>, Gate> {
        let database = &self.settings.database;
        let listing = doc! { "listCollections": 1, "nameOnly": true, "cursor": {} };
        // the right to list is what is tested; one name is enough
        let limit = Limit { documents: 1, bytes: 1_000_000 };
        let denied = match client.cursor(database, listing, limit, self.within()).await {
            Ok(_) => None,
            Err(failure) if failure.reason == Reason::NotAuthorized => Some(failure),
            Err(failure) => return Err(self.fail(&failure)),
        };
        match (names(client, database, self.within()).await, denied) {
            (Ok(names), denied) => {
                let more = if names.cut { "at least " } else { "" };
                let detail = format!("{more}{} collection(s) can be seen.", names.listings.len());
                self.end(match denied {
                    None => Ended::Passed(detail),
                    Some(denied) => Ended::Warned(detail, self.partial(&denied)),
                });
                Ok(names.listings)
            }
            (Err(_), Some(denied)) => Err(self.fail(&denied)),
            (Err(failure), None) => Err(self.fail(&failure)),
        }
    }

    fn partial(&self, denied: &Failure) -> Problem {
        let told = denied.problem(self.settings, &self.settings.database);
        Problem::new("PARTIAL_RIGHTS", "The login may not list all collections.")
            .with_cause("It has rights on single collections only: others are not suggested, and options, validators and views' pipelines cannot be read.")
            .with_remedy(grant(self.settings, &self.settings.database))
            .with_engine(told.engine_code, told.engine_message)
    }

    async fn read(&mut self, client: &Client, listings: &[Listing]) -> Result<(), Gate> {
        let database = &self.settings.database;
        let first = listings.iter().find(|l| l.kind == TableKind::Collection).or(listings.first());
        let Some(listing) = first else {
            let problem = Problem::new("DATABASE_EMPTY", format!("There is no collection to read in database \"{database}\"."))
                .with_cause("The database does not exist, has no collection, or the login has no right on any of them. MongoDB does not tell these apart.")
                .with_remedy(format!("Check the spelling of the database. If it has collections, let an administrator run {}", grant(self.settings, database)));
            self.end(Ended::Warned("Nothing to read.".to_owned(), problem));
            return Ok(());
        };
        let name = &listing.name;
        let find = doc! { "find": name, "filter": {}, "limit": 1_i64, "singleBatch": true };
        let limit = Limit { documents: 1, bytes: 16_000_000 };
        let detail = match client.cursor(database, find, limit, self.within()).await {
            Ok(batch) if batch.documents.is_empty() => {
                format!("{name} has no document; reading is allowed.")
            }
            Ok(_) => format!("Read one document of {name}."),
            Err(failure) => return Err(self.fail(&failure)),
        };
        if listing.kind == TableKind::View {
            self.end(Ended::Passed(detail));
            return Ok(());
        }
        let indexes = doc! { "listIndexes": name, "cursor": {} };
        self.end(match client.cursor(database, indexes, limit, self.within()).await {
            Ok(_) => Ended::Passed(detail),
            Err(failure) => {
                let told = failure.problem(self.settings, database);
                let problem =
                    Problem { title: format!("Indexes cannot be read: {}", told.title), ..told };
                Ended::Warned(detail, problem)
            }
        });
        Ok(())
    }
}

fn plain(streams: Vec<(Host, TcpStream)>) -> Vec<(Host, Box<dyn Stream>)> {
    streams.into_iter().map(|(host, stream)| (host, Box::new(stream) as Box<dyn Stream>)).collect()
}

fn unverified() -> Problem {
    Problem::new("CERTIFICATE_NOT_VERIFIED", "The server's certificate is not verified.")
        .with_cause("The check is switched off for this source, so that anyone on the way can pose as the server and read along, the password included.")
        .with_remedy("Paste the PEM of the server's authority into \"CA certificate\" and switch the check on.")
}

/// A warning when the only host that can be used is no primary, or hides the others.
fn read_only(settings: &Settings, host: &Host, greeting: &Greeting) -> Option<Problem> {
    greeting.set_name.as_ref()?;
    if greeting.is_primary || greeting.is_router {
        return None;
    }
    let others = greeting.members.iter().any(|member| *member != host.to_string());
    if others && !settings.direct {
        // the driver finds the primary among the members
        return None;
    }
    Some(
        Problem::new("READ_ONLY_MEMBER", format!("{host} is a secondary: it can be read, but may lag behind the primary."))
            .with_cause("It copies its data from the primary and takes no writes.")
            .with_remedy("Nothing has to be done for a catalog; name the primary in \"Hosts\" to see changes at once."),
    )
}
