//! The connector against a server that speaks the protocol over the wire, with users,
//! privileges, views, validators, old versions and faults.

// `cfg(test)` is always on here; it tells clippy that functions are test code too
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod names;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod support;
