//! The program as a person starts it: in the background, on a port that is taken, with options
//! that do not exist.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

/// A running program that ends with the test.
struct Running {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_testserver-oracle"));
    command.args(options).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts it and answers with what stands behind READY.
fn start(command: &mut Command) -> (Running, String) {
    let mut child = command.spawn().expect("the program starts");
    let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("READY ").expect("it is ready").to_owned();
    (Running { child, output }, address)
}

fn refused(options: &[&str]) -> (Output, String) {
    let output = program(options).output().expect("the program runs");
    let told = String::from_utf8(output.stderr.clone()).expect("text");
    (output, told)
}

#[test]
fn without_an_input_it_serves_until_it_is_terminated() {
    let (mut running, address) = start(&mut program(&[]));
    let mut text = String::new();
    // everything is printed before anything can end it
    while !text.ends_with("Ctrl-C ends it.\n") {
        assert_ne!(running.output.read_line(&mut text).unwrap(), 0, "it ended: {text}");
    }
    let place = address.split('/').next().unwrap().to_owned();
    std::net::TcpStream::connect(&place).unwrap();
    assert_eq!(running.child.try_wait().unwrap(), None);
    let id = running.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(running.child.wait().unwrap().success());
    assert!(std::net::TcpStream::connect(&place).is_err());
}

#[test]
fn with_the_option_it_ends_with_its_input() {
    let mut command = program(&["--until-input-ends"]);
    let (mut running, _) = start(command.stdin(Stdio::piped()));
    drop(running.child.stdin.take());
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn a_port_that_is_taken_is_told_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (output, told) = refused(&["--port", &port.to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.starts_with(&format!("Port {port} of 127.0.0.1 is taken: ")), "{told}");
    assert!(told.contains("--port N"), "{told}");
}

#[test]
fn wrong_options_are_told_with_the_usage() {
    for (options, part) in [
        (&["--nonsense"][..], "There is no option --nonsense."),
        (&["--port"], "--port needs a value."),
        (&["--port", "many"], "--port: many is no number up to 65535."),
        (&["--profile", "8i"], "There is no profile 8i."),
        (&["--user", "app"], "--user needs NAME=PASSWORD."),
        (&["--script", "/nowhere/at.all"], "/nowhere/at.all cannot be read: "),
    ] {
        let (output, told) = refused(options);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.starts_with(part) && told.contains("--until-input-ends"), "{told}");
        assert!(!told.contains("Error {") && !told.contains("Custom"), "{told}");
    }
}

#[test]
fn with_tls_the_mutation_says_so() {
    let mut command = program(&["--tls", "--until-input-ends"]);
    let (mut running, _) = start(command.stdin(Stdio::piped()));
    drop(running.child.stdin.take());
    let mut text = String::new();
    running.output.read_to_string(&mut text).unwrap();
    let (_, mutation) = text.split_once("As a mutation:").unwrap();
    let (mutation, _) = mutation.split_once("Ctrl-C").unwrap();
    assert!(mutation.contains("tls: true, caCertificate: \"\"\"\n-----BEGIN CERTIFICATE-----\n"));
}
