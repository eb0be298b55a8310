//! The servers that are measured, each in a process of its own, all of them on one
//! core and the client on another.

use std::fmt;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Outcome;
use crate::data::Generator;
use crate::floor_graphql::Memory;
use crate::floor_write::Plan;
use crate::http::TOKEN;

/// First argument of a product's process: what the binary `ariadne` takes too.
pub(crate) const SERVE: &str = "serve";
/// First argument of a floor's process; the file of its answers follows.
pub(crate) const FLOOR: &str = "floor";
/// First argument of a process that holds a graph; shape, seed and scale of the catalog
/// follow.
pub(crate) const GRAPH: &str = "graph";

/// First argument of the process that writes bare rows; the file of its plan follows.
pub(crate) const WRITER: &str = "floor-writer";

/// Which cores are used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cores {
    count: usize,
    pinned: bool,
}

impl Cores {
    pub(crate) fn find() -> Self {
        let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let works = Command::new("taskset").args(["-c", "0,1", "true"]).status();
        Self { count, pinned: count > 1 && works.is_ok_and(|status| status.success()) }
    }

    pub(crate) fn count(self) -> usize {
        self.count
    }

    /// Leaves this process the first core.
    pub(crate) fn pin_this_process(self) {
        self.pin("0");
    }

    /// Leaves this process the first two cores.
    pub(crate) fn unpin_this_process(self) {
        self.pin("0,1");
    }

    fn pin(self, cores: &str) {
        if self.pinned {
            let this = std::process::id().to_string();
            // Threads are started later and inherit it. A process that stays where it
            // was is measured all the same.
            let _ = Command::new("taskset")
                .args(["-c", "-p", cores, &this])
                .stdout(Stdio::null())
                .status();
        }
    }

    fn command(self) -> Outcome<Command> {
        let this = std::env::current_exe()?;
        if !self.pinned {
            return Ok(Command::new(this));
        }
        let mut command = Command::new("taskset");
        command.args(["-c", "1"]).arg(this);
        Ok(command)
    }
}

impl fmt::Display for Cores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.pinned {
            "servers on core 1, client and SQL floor on core 0"
        } else {
            "nothing is pinned to a core"
        })
    }
}

/// A server in a process; it ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    addr: SocketAddr,
}

impl Server {
    /// Where the product's log is, in the folder of its data.
    pub(crate) const PRODUCT_LOG: &str = "product.log";

    /// The product on the data in `folder`, as `ariadne serve` runs it, with these settings
    /// in its environment, its log in a file.
    pub(crate) fn product(
        folder: &Path,
        settings: &[(&str, &str)],
        cores: &Cores,
    ) -> Outcome<Self> {
        let mut command = cores.command()?;
        command.args([SERVE, "--listen", "127.0.0.1:0", "--data-dir"]).arg(folder);
        command.envs(settings.iter().copied());
        command.env("ARIADNE_ADMIN_TOKEN", TOKEN);
        Self::start(command, folder, Self::PRODUCT_LOG)
    }

    /// The bare server with these answers.
    pub(crate) fn floor(folder: &Path, memory: &Memory, cores: &Cores) -> Outcome<Self> {
        let file = folder.join("floor.json");
        serde_json::to_writer(File::create(&file)?, memory)?;
        let mut command = cores.command()?;
        command.arg(FLOOR).arg(file);
        Self::start(command, folder, "floor.log")
    }

    /// The bare server that holds the graph of this catalog.
    pub(crate) fn graph(folder: &Path, of: Generator, cores: &Cores) -> Outcome<Self> {
        let mut command = cores.command()?;
        command.args([GRAPH, of.shape().name()]);
        command.args([of.seed().to_string(), of.scale().to_string()]);
        Self::start(command, folder, "graph.log")
    }

    /// The bare server that writes rows.
    pub(crate) fn writer(folder: &Path, plan: &Plan, cores: &Cores) -> Outcome<Self> {
        let file = folder.join("writer.json");
        serde_json::to_writer(File::create(&file)?, plan)?;
        let mut command = cores.command()?;
        command.arg(WRITER).arg(file);
        Self::start(command, folder, "writer.log")
    }

    fn start(mut command: Command, folder: &Path, log: &str) -> Outcome<Self> {
        let log = folder.join(log);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log)?);
        let mut child = command.spawn()?;
        let out = child.stdout.take().ok_or("The server has no output.")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        // Both say where they are as a URL.
        let addr = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        if let Some(addr) = addr.and_then(|addr| addr.trim().parse().ok()) {
            return Ok(Self { child, addr });
        }
        let _ = child.kill();
        let _ = child.wait();
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        Err(format!("The server did not start. {line}{said}").into())
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What the operating system knows of its process.
    pub(crate) fn status(&self) -> Outcome<String> {
        // What pinned the process to its core became the server itself.
        Ok(std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that is not on the disk.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
