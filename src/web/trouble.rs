//! What came of a request: what answers it, or why nothing does.

use super::reply::Reply;
use crate::app::AppError;
use crate::render::RenderError;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The program refuses.
    App(AppError),
    /// The answer could not be written.
    Render(RenderError),
    /// There is no such page.
    Nowhere,
    /// They may not do this.
    Forbidden,
}

/// What came of a request.
pub(super) type Told = Result<Reply, Trouble>;

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<RenderError> for Trouble {
    fn from(error: RenderError) -> Self {
        Self::Render(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Render(RenderError::Io(error))
    }
}
