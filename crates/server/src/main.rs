//! The binary `ariadne`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ariadne_server::cli::main()
}
