//! A file that is sent: written whole before any of it goes out, so that no reader holds the record
//! while a slow network takes it.

use std::io::{self, Read as _, Seek as _, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame};
use tempfile::SpooledTempFile;

/// So much of it is held in memory; a longer one goes to a temporary file without a name.
const IN_MEMORY: usize = 8 * 1024 * 1024;
/// It goes out in pieces of this size.
const PIECE: usize = 64 * 1024;

/// What was written, ready to be sent.
pub(super) struct Spooled {
    held: SpooledTempFile,
    length: u64,
}

impl Spooled {
    /// What `write` writes.
    ///
    /// # Errors
    /// Its own, or that the temporary folder has no room.
    pub(super) fn of<E: From<io::Error>>(
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut out = io::BufWriter::new(SpooledTempFile::new(IN_MEMORY));
        write(&mut out)?;
        let mut held = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let length = held.stream_position()?;
        held.rewind()?;
        Ok(Self { held, length })
    }

    /// How many bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// As the body of an answer.
    pub(super) fn into_body(self) -> BoxBody<Bytes, io::Error> {
        Pieces(self).boxed()
    }
}

/// Reads are short and of a local file, so that they are made where they are asked for.
struct Pieces(Spooled);

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let mut piece = vec![0; PIECE];
        match self.0.held.read(&mut piece) {
            Ok(0) => Poll::Ready(None),
            Ok(read) => {
                piece.truncate(read);
                Poll::Ready(Some(Ok(Frame::data(Bytes::from(piece)))))
            }
            Err(error) => Poll::Ready(Some(Err(error))),
        }
    }
}
