//! Which columns of a file are read, and as what.

use arrow_schema::SchemaRef;

use super::quotes::Signs;
use crate::files::error::Place;

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A number for each distinct text.
    Answer,
    /// Text; what is empty is null.
    Text,
}

/// A column that is read.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its position in the file.
    pub place: usize,
    pub name: String,
    pub role: Role,
}

/// How the rows of one file become batches.
#[derive(Clone, Debug)]
pub struct Plan {
    pub place: Place,
    pub signs: Signs,
    /// Cells of a row.
    pub width: usize,
    /// In the order of the schema.
    pub columns: Vec<Column>,
    /// Positions of columns without a heading.
    pub unnamed: Vec<usize>,
    pub schema: SchemaRef,
}
