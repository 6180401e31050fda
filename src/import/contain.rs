//! Runs libraries on foreign bytes: what they panic over is an error, in silence and in time.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc;
use std::time::Duration;

use super::ImportError;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read`; a panic in it is an error, and nothing is printed about it.
pub(super) fn contained<T>(
    format: &'static str,
    read: impl FnOnce() -> Result<T, ImportError>,
) -> Result<T, ImportError> {
    silence();
    let before = CONTAINED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    CONTAINED.set(before);
    outcome.unwrap_or_else(|_| Err(ImportError::damaged(format, "its parts contradict each other")))
}

/// Runs `read` contained, on a thread with a large stack, and gives up after `limit`.
///
/// A thread cannot be stopped from outside: one that goes on is left to itself, and ends with the
/// program.
pub(super) fn in_time<T: Send + 'static>(
    format: &'static str,
    limit: Duration,
    read: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    const STACK: usize = 64 * 1024 * 1024;
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::Builder::new().stack_size(STACK);
    thread.spawn(move || {
        // The receiver may have gone when time was up.
        sender.send(contained(format, read)).ok();
    })?;
    receiver.recv_timeout(limit).unwrap_or_else(|_| {
        let reason = format!("it cannot be read within {} seconds", limit.as_secs());
        Err(ImportError::damaged(format, reason))
    })
}

/// Keeps the message of a contained panic from the terminal; others are printed as ever.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !CONTAINED.get() {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let outcome: Result<(), _> = contained("PDF", || panic!("hostile"));
        assert!(matches!(outcome, Err(ImportError::Damaged { .. })));
        assert_eq!(contained("PDF", || Ok(1)).unwrap(), 1);
    }

    #[test]
    fn what_takes_too_long_is_an_error() {
        let outcome: Result<(), _> = in_time("PDF", Duration::from_millis(20), || {
            std::thread::sleep(Duration::from_millis(400));
            Ok(())
        });
        assert!(outcome.is_err());
    }
}
