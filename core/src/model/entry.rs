use super::Status;

/// An edition of something: a framework, a programme, a list, a table.
///
/// Every kind of catalogue entry is one; [`resolve`](crate::resolve) finds those of a program's own
/// as well.
pub trait Entry {
    /// Id, the same in every edition.
    fn id(&self) -> &str;

    /// Edition; `None` if it has none.
    fn edition(&self) -> Option<&str>;

    /// Whether it is current, superseded or upcoming.
    #[cfg_attr(debug_assertions, inline)]
    fn status(&self) -> Status {
        Status::Current
    }

    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[cfg_attr(debug_assertions, inline)]
    fn issued(&self) -> Option<&str> {
        None
    }

    /// First day it is in force, in the same form, where known.
    #[cfg_attr(debug_assertions, inline)]
    fn valid_from(&self) -> Option<&str> {
        None
    }

    /// Last day it is in force, in the same form; `None` if it has no end, or ends where the next
    /// edition begins.
    #[cfg_attr(debug_assertions, inline)]
    fn valid_until(&self) -> Option<&str> {
        None
    }

    /// What the entry is called, and its file: `id@edition`, or the id alone.
    #[cfg_attr(debug_assertions, inline)]
    fn name(&self) -> String {
        match self.edition() {
            Some(edition) => format!("{}@{edition}", self.id()),
            None => self.id().to_owned(),
        }
    }
}
