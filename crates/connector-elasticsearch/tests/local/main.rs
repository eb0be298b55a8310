//! The connector against canned answers of a tiny HTTP server: needs no cluster.

// `cfg(test)` is always on here; it tells clippy that helper functions in these modules are test code too
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod support;
