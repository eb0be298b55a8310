//! What a restored backup must not bring back.

use ariadne_ports::Result;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::entities::{one_time_link, session};
use crate::error::db;

/// Ends every session and withdraws every link: a backup may hold some that were ended
/// or used after it was made.
pub(crate) async fn end_sessions_and_links(
    connection: &impl ConnectionTrait,
    operation: &'static str,
) -> Result<()> {
    session::Entity::delete_many().exec(connection).await.map_err(db(operation))?;
    one_time_link::Entity::delete_many().exec(connection).await.map_err(db(operation))?;
    Ok(())
}
