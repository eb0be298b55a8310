//! The binary `ariadne` as tests of this crate may kill it: Cargo tells a test only
//! where the binaries of its own package are.

use std::process::ExitCode;

fn main() -> ExitCode {
    ariadne_server::cli::main()
}
