//! The connector against a server that speaks the protocol over the wire, of every
//! version, with accounts, grants, synonyms and faults.

// `cfg(test)` is always on here; it tells clippy that functions are test code too
#[cfg(test)]
mod canary;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod names;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod support;
#[cfg(test)]
mod threads;
