//! What institutions are asked.

use crate::domain::View;
use crate::domain::lines::RequestLine;
use crate::store::Result;

/// What institutions are asked.
pub trait ReadRequests {
    /// Every request that was made by the view's day, in order, with its items and what became of them.
    fn list_requests(&self, view: &View) -> Result<Vec<RequestLine>>;
}
