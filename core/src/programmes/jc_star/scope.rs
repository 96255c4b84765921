use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Problem, refuse};
use crate::model::{Criterion, LabelScheme, Localized, RuleRole, Text};
use crate::programmes::basis::Basis;
use crate::programmes::setters::setters;
use crate::reference::Reference;

/// A product, as far as its scope is asked about. What is not known stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Product {
    /// Id of the kind of product.
    pub kind: Option<String>,
    /// Whether it has hardware that sends and receives by the Internet Protocol.
    pub speaks_ip: Option<bool>,
    /// Whether it reaches the internet, directly or through something else.
    pub reaches_internet: Option<bool>,
    /// Whether users can easily add protection to it.
    pub users_add_protection: Option<bool>,
}

setters! {
    Product, "shisei::programmes::jc_star::Product::default()" {
        text kind = "camera";
        value speaks_ip: bool = true;
        value reaches_internet: bool = true;
        value users_add_protection: bool = false;
    }
}

/// Why a product is in or out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScopeReason {
    /// What was looked at: `kind`, `speaks_ip`, `reaches_internet` or `users_add_protection`.
    pub field: Text,
    /// Whether it speaks for being in scope; `None` if not known.
    pub fits: Option<bool>,
    /// Title of the rule.
    pub title: Localized,
    /// What the rule says.
    pub gist: Localized,
    /// Sources.
    pub basis: Basis,
}

/// Whether a product is in the scope of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scope {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// Whether it is in scope; `None` if that depends on something unknown.
    pub in_scope: Option<bool>,
    /// The kind of product.
    pub kind: Option<Text>,
    /// What decides, one line for each thing looked at.
    pub reasons: Vec<ScopeReason>,
}

/// Whether a product is in the scope of a label.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::jc_star::{Product, label_scope};
///
/// let camera = Product::default().kind("camera").speaks_ip(true).reaches_internet(true);
/// assert_eq!(label_scope(catalogue::labels::in_force(None)?, &camera)?.in_scope, Some(true));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for a kind that is not listed.
#[inline]
pub fn label_scope(scheme: &LabelScheme, product: &Product) -> Result<Scope, Error> {
    refuse(problems(scheme, product))?;
    let kind = scheme.kinds.iter().find(|kind| product.kind.as_deref() == Some(&*kind.id));
    let mut reasons = Vec::new();
    if let Some(kind) = kind {
        let fits = Some(!kind.excluded);
        let basis = Basis::of(kind, &scheme.sources);
        let rule = scheme.rules.iter().find(|rule| rule.id == kind.rule);
        reasons.extend(reason(scheme, "kind", rule, fits).map(|r| ScopeReason { basis, ..r }));
    }
    let within = scheme.rule(RuleRole::InScope);
    reasons.extend(reason(scheme, "speaks_ip", within, product.speaks_ip));
    reasons.extend(reason(scheme, "reaches_internet", within, product.reaches_internet));
    // Whether users can add protection is settled by the kind where the kind is known.
    if kind.is_none() || product.users_add_protection.is_some() {
        let fits = product.users_add_protection.map(|can| !can);
        let outside = scheme.rule(RuleRole::OutOfScope);
        reasons.extend(reason(scheme, "users_add_protection", outside, fits));
    }
    let in_scope = if reasons.iter().any(|reason| reason.fits == Some(false)) {
        Some(false)
    } else if reasons.iter().any(|reason| reason.fits.is_none()) {
        None
    } else {
        Some(true)
    };
    Ok(Scope {
        scheme: scheme.reference(),
        in_scope,
        kind: kind.map(|kind| kind.id.clone()),
        reasons,
    })
}

#[inline]
fn reason(
    scheme: &LabelScheme,
    field: &'static str,
    rule: Option<&Criterion>,
    fits: Option<bool>,
) -> Option<ScopeReason> {
    let rule = rule?;
    Some(ScopeReason {
        field: field.into(),
        fits,
        title: rule.title.clone(),
        gist: rule.gist.clone(),
        basis: Basis::of(rule, &scheme.sources),
    })
}

#[inline]
pub(crate) fn problems(scheme: &LabelScheme, product: &Product) -> Vec<Problem> {
    let unknown = product.kind.as_deref().filter(|id| !scheme.kinds.iter().any(|k| k.id == *id));
    let problem = |id: &str| {
        let problem = Problem::new(Code::UnknownOption).at("kind").given(id);
        problem.nearest_of(scheme.kinds.iter().map(|kind| &*kind.id))
    };
    unknown.map(problem).into_iter().collect()
}
