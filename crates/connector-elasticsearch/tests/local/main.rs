//! The connector against canned answers of a tiny HTTP server, and against servers that are none: needs no cluster.

// `cfg(test)` is always on here; it tells clippy that functions in these modules are test code too
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod support;
