use arrow_schema::ArrowError;

/// Why a table is not scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Options, columns or answers are not right; every problem is named.
    #[error(transparent)]
    Refused(#[from] shisei::Error),
    /// The data break the format of Arrow.
    #[error("the Arrow data cannot be read: {0}")]
    Arrow(#[from] ArrowError),
    /// A file cannot be read.
    #[cfg(feature = "files")]
    #[error(transparent)]
    File(#[from] crate::files::FileError),
    /// There is no memory for so many scores.
    #[error("there is no memory for the scores of {rows} rows")]
    Memory {
        /// Rows of the batch.
        rows: usize,
    },
    /// Whoever was asked whether to go on said no.
    #[error("the run was stopped")]
    Stopped,
}

/// In streams of Arrow, whose errors are Arrow's own.
impl From<Error> for ArrowError {
    fn from(error: Error) -> Self {
        match error {
            Error::Arrow(error) => error,
            error => Self::ExternalError(Box::new(error)),
        }
    }
}
