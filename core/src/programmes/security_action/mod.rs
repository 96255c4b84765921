//! SECURITY ACTION: which star a firm can declare, the form of a declaration's id, and which
//! programmes ask for a star.

mod declaration_id;
mod stars;
mod uses;

pub use declaration_id::{DeclarationId, declaration_id};
pub use stars::{Declarable, Evidence, GbizId, Missing, Star, security_action};
pub use uses::{Declared, Use, Uses, declaration_uses};
