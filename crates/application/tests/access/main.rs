//! Who may use the catalog, over in-memory ports.

mod external;
mod links;
mod people;
mod settings;
mod sign_in;
mod tokens;
mod world;
