//! A budget of steps: every exact search ends within it.

/// Steps that a search may take, all its restarts together. A step takes some nanoseconds.
pub(crate) const MOST_STEPS: u64 = 1 << 25;

/// The steps that a search may still take.
#[derive(Debug)]
pub(crate) struct Work {
    left: u64,
}

/// The search would take more steps than it may.
#[derive(Debug)]
pub(crate) struct TooComplex;

impl Work {
    /// All of [`MOST_STEPS`].
    #[inline]
    pub(crate) fn new() -> Self {
        Self { left: MOST_STEPS }
    }

    #[cfg(test)]
    #[inline]
    pub(crate) fn of(left: u64) -> Self {
        Self { left }
    }

    /// Takes so many steps.
    #[inline]
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), TooComplex> {
        let steps = u64::try_from(steps).map_err(|_| TooComplex)?;
        self.left = self.left.checked_sub(steps).ok_or(TooComplex)?;
        Ok(())
    }
}
