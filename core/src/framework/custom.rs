use std::sync::Arc;

use super::{Contents, Framework, Handle, check};
use crate::error::{Error, ErrorKind};
use crate::model::Definition;
use crate::rules::Rules;

impl Framework {
    /// Checks a definition.
    ///
    /// ```
    /// use shisei::{Framework, catalog};
    ///
    /// let mut definition = catalog::framework("five-basics@4.0")?.definition().clone();
    /// definition.id = "our-basics".into();
    /// assert_eq!(Framework::new(definition)?.reference(), "our-basics@4.0");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with every problem found.
    #[inline]
    pub fn new(definition: Definition) -> Result<Self, Error> {
        let problems = check::check(&definition);
        if !problems.is_empty() {
            return Err(Error::new(ErrorKind::InvalidFramework, problems));
        }
        let rules = Rules::of(&definition);
        Ok(Self(Handle::Custom(Arc::new(Contents { definition, rules }))))
    }
}

/// The same as [`Framework::new`].
impl TryFrom<Definition> for Framework {
    type Error = Error;

    #[inline]
    fn try_from(definition: Definition) -> Result<Self, Error> {
        Self::new(definition)
    }
}
