//! A server as a child process: started, waited for, and never outliving us.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many lines of a server's output an error shows.
const TAIL: usize = 40;

/// How long a server may take to clean up after itself before it is killed.
const FAREWELL: Duration = Duration::from_secs(20);

/// How long the output of a server that has ended may take to arrive.
const LAST_LINES: Duration = Duration::from_secs(2);

/// A server that said `READY`. It ends when this is dropped, or when our process ends: then the system closes the
/// pipe to its standard input, which is what every server of ours waits for.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    stdin: Option<ChildStdin>,
    output: Output,
    /// What stood behind `READY`: the server's URL.
    pub(super) url: String,
}

/// What a server prints.
#[derive(Debug)]
struct Output {
    tail: Arc<Mutex<VecDeque<String>>>,
    /// Disconnected when everything is read; in a lock only because a server is shared by tests.
    read: Mutex<Receiver<()>>,
}

impl Output {
    /// The end of what a server that has ended printed.
    fn last_lines(&self) -> String {
        // the last lines may still be on their way; a grandchild may hold the pipe open, so not for ever
        let _ = self.read.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(LAST_LINES);
        let tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        let lines: Vec<&str> = tail.iter().map(String::as_str).collect();
        format!("The end of its output:\n{}", lines.join("\n"))
    }
}

impl Server {
    /// Runs `command` and waits until it prints `READY <url>`, at most `limit`. The error has the end of the output.
    ///
    /// Threads read the output until the server ends: a full pipe would block it, and no async runtime is used, as
    /// each test has its own and a server outlives them all.
    pub(super) fn start(name: &str, mut command: Command, limit: Duration) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C is for us; the server hears of it by the closed pipe and can clean up
            .process_group(0)
            .spawn()
            .map_err(|error| format!("{name} could not be started: {error} ({command:?})"))?;
        let tail = Arc::new(Mutex::new(VecDeque::new()));
        let (sender, ready) = channel();
        let (reading, read) = channel();
        let stdin = child.stdin.take();
        if let Some(stdout) = child.stdout.take() {
            follow(stdout, Arc::clone(&tail), Some(sender), reading.clone());
        }
        if let Some(stderr) = child.stderr.take() {
            follow(stderr, Arc::clone(&tail), None, reading);
        }
        let output = Output { tail, read: Mutex::new(read) };
        let mut server = Self { child, stdin, output, url: String::new() };
        match wait(&ready, limit) {
            Ok(url) => {
                server.url = url;
                Ok(server)
            }
            Err(reason) => {
                server.end();
                let lines = server.output.last_lines();
                Err(format!("{name} did not start: {reason}. {lines}\n({command:?})"))
            }
        }
    }

    /// How it ended, with the end of its output; nothing while it runs.
    pub(super) fn ended(&mut self) -> Option<String> {
        let how = match self.child.try_wait() {
            Ok(None) => return None,
            Ok(Some(status)) => status.to_string(),
            Err(error) => error.to_string(),
        };
        Some(format!("{how}. {}", self.output.last_lines()))
    }

    /// Kills it, as `kill -9` does.
    pub(super) fn kill(&mut self) {
        // the child is ours: it is either killed or has ended
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn end(&mut self) {
        drop(self.stdin.take());
        let deadline = Instant::now() + FAREWELL;
        while Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(20)),
                _ => return,
            }
        }
        // the result does not matter: the child is ours, and either dead or dying
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

fn wait(ready: &Receiver<String>, limit: Duration) -> Result<String, String> {
    ready.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => format!("it was not ready after {} s", limit.as_secs()),
        RecvTimeoutError::Disconnected => "it ended before it was ready".to_owned(),
    })
}

fn follow(
    output: impl Read + Send + 'static,
    tail: Arc<Mutex<VecDeque<String>>>,
    ready: Option<Sender<String>>,
    reading: Sender<()>,
) {
    std::thread::spawn(move || {
        // dropped at the end, which is what the other side waits for
        let _reading = reading;
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let (Some(sender), Some(url)) = (&ready, line.strip_prefix("READY ")) {
                // nobody listens any more when the wait has timed out
                let _ = sender.send(url.trim().to_owned());
            }
            let mut tail = tail.lock().unwrap_or_else(PoisonError::into_inner);
            if tail.len() == TAIL {
                tail.pop_front();
            }
            tail.push_back(line);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_server_is_started_when_it_says_so_and_ends_with_its_input() {
        let server = Server::start(
            "it",
            shell("echo warming up; echo READY http://here; cat >/dev/null"),
            Duration::from_mins(1),
        )
        .unwrap();
        assert_eq!(server.url, "http://here");
        let process = format!("/proc/{}", server.child.id());
        assert!(std::path::Path::new(&process).exists());
        drop(server);
        assert!(!std::path::Path::new(&process).exists());
    }

    #[test]
    fn a_server_that_ends_too_early_shows_its_output() {
        let error = Server::start(
            "it",
            shell("echo warm; echo no such option >&2; exit 3"),
            Duration::from_mins(1),
        )
        .unwrap_err();
        assert!(error.contains("it ended before it was ready"), "{error}");
        let (output, _command) = error.rsplit_once("\n(").unwrap();
        assert!(output.contains("warm") && output.contains("no such option"), "{error}");
    }

    #[test]
    fn a_server_that_ends_later_says_how() {
        let script = "echo READY http://here; read -r line; echo no memory left >&2; exit 3";
        let mut server = Server::start("it", shell(script), Duration::from_mins(1)).unwrap();
        assert_eq!(server.ended(), None);
        server.stdin.take();
        server.child.wait().unwrap();
        let ended = server.ended().unwrap();
        assert!(ended.contains("exit status: 3") && ended.contains("no memory left"), "{ended}");
    }

    #[test]
    fn a_server_that_is_never_ready_is_not_waited_for() {
        let error = Server::start(
            "it",
            shell("echo still starting; cat >/dev/null"),
            Duration::from_millis(200),
        )
        .unwrap_err();
        assert!(error.contains("it was not ready after"), "{error}");
        let (output, _command) = error.rsplit_once("\n(").unwrap();
        assert!(output.contains("still starting"), "{error}");
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error = Server::start("it", Command::new("/nowhere/program"), Duration::from_mins(1))
            .unwrap_err();
        assert!(error.contains("/nowhere/program"), "{error}");
    }
}
