//! The cases for connectors, run on the smallest connector there can be: it asks
//! `describe NAME` on one line and reads one line back.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use ariadne_domain::{Problem, StepStatus, TableName, TestReport, TestStep};
use ariadne_ports::{
    Capabilities, Connector, Deadline, Error, ErrorKind, Fetch, FetchRequest, ProgressSink, Result,
    StepSink,
};
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::suites::connectors::ConnectorCase;
use async_trait::async_trait;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

struct LineConnector {
    port: u16,
    password: String,
}

impl fmt::Debug for LineConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineConnector").field("port", &self.port).finish_non_exhaustive()
    }
}

fn problem(code: &str, title: &str) -> Problem {
    Problem::new(code, title).with_cause("The server is not one.").with_remedy("Start one.")
}

fn unreachable(_: io::Error) -> Error {
    let problem = problem("UNREACHABLE", "The server cannot be reached.");
    Error::of_source(ErrorKind::SourceUnreachable, "line.ask", problem)
}

impl LineConnector {
    async fn connect(&self) -> Result<TcpStream> {
        TcpStream::connect(("127.0.0.1", self.port)).await.map_err(unreachable)
    }

    async fn ask(&self, question: &str) -> Result<String> {
        let mut stream = BufReader::new(self.connect().await?);
        let line = format!("login {}\n{question}\n", self.password);
        stream.write_all(line.as_bytes()).await.map_err(unreachable)?;
        let mut answer = String::new();
        let read = stream.read_line(&mut answer).await.map_err(unreachable)?;
        if read == 0 {
            return Err(unreachable(io::ErrorKind::UnexpectedEof.into()));
        }
        match answer.strip_prefix("ok ") {
            Some(rest) => Ok(rest.trim().to_owned()),
            None => Err(Error::of_source(
                ErrorKind::SourceUnsupported,
                "line.ask",
                problem("UNSUPPORTED", "The server speaks another language."),
            )),
        }
    }

    async fn within<T>(deadline: Deadline, work: impl Future<Output = Result<T>>) -> Result<T> {
        match tokio::time::timeout_at(deadline.instant().into(), work).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::of_source(
                ErrorKind::Timeout,
                "line.ask",
                problem("TIMEOUT", "The server did not answer in time."),
            )),
        }
    }
}

fn step(name: &str, started: Instant, outcome: Option<&Error>) -> TestStep {
    TestStep {
        name: name.to_owned(),
        title: format!("Step {name}"),
        status: if outcome.is_some() { StepStatus::Failed } else { StepStatus::Passed },
        elapsed: started.elapsed(),
        detail: None,
        problem: outcome.and_then(|error| error.problem().cloned()),
    }
}

#[async_trait]
impl Connector for LineConnector {
    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    async fn test(&self, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
        let started = Instant::now();
        let tcp = Self::within(deadline, self.connect()).await;
        let mut report = vec![step("tcp", started, tcp.as_ref().err())];
        steps.step(&report[0]);
        if tcp.is_ok() {
            let asked = Self::within(deadline, self.ask("hello")).await;
            report.push(step("login", started, asked.as_ref().err()));
        } else {
            report.push(TestStep { status: StepStatus::Skipped, ..step("login", started, None) });
        }
        steps.step(&report[1]);
        TestReport { elapsed: started.elapsed(), server_version: None, steps: report }
    }

    async fn fetch_table(
        &self,
        request: &FetchRequest,
        deadline: Deadline,
        _: &dyn ProgressSink,
    ) -> Result<Fetch> {
        let question = format!("describe {}", request.name);
        let name = Self::within(deadline, self.ask(&question)).await?;
        Ok(Fetch::Found(Box::new(FetchedBuilder::new(&name).build())))
    }

    async fn suggest(&self, text: &str, _: usize, deadline: Deadline) -> Result<Vec<TableName>> {
        let name = Self::within(deadline, self.ask(&format!("suggest {text}"))).await?;
        Ok(vec![TableName { schema: None, name, kind: None }])
    }
}

fn make_connector() -> impl Future<Output = ConnectorCase> {
    std::future::ready(ConnectorCase {
        connect: Box::new(|port| {
            let password = ariadne_testkit::fakes::SECRET_CANARY.to_owned();
            Arc::new(LineConnector { port, password })
        }),
        request: FetchRequest { schema: None, name: "orders".into(), sample_size: None },
    })
}

ariadne_testkit::connector_suite!(make_connector);
