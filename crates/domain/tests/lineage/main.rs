//! The algebra of claims.

mod acts;
mod algebra;
mod one_by_one;
mod store;
