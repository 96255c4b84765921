//! What the core refused, on its way to an exception.

/// An error that becomes an exception of `shisei.errors` once Python is reached.
pub struct Refused(pub shisei::Error);
