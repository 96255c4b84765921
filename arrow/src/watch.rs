use std::time::{Duration, Instant};

use crate::error::Error;

/// How often somebody is asked whether to go on.
const OFTEN: Duration = Duration::from_millis(200);

/// Asks now and then whether to go on: on the thread that the caller is on.
pub(crate) struct Watch<'a> {
    stop: &'a dyn Fn() -> bool,
    asked: Instant,
}

impl<'a> Watch<'a> {
    pub fn new(stop: &'a dyn Fn() -> bool) -> Self {
        Self { stop, asked: Instant::now() }
    }

    /// An error when it is time to ask, and the answer is to give up.
    pub fn go_on(&mut self) -> Result<(), Error> {
        if self.asked.elapsed() < OFTEN {
            return Ok(());
        }
        self.asked = Instant::now();
        if (self.stop)() { Err(Error::Stopped) } else { Ok(()) }
    }
}
