//! What an organisation can apply for, declare or turn to: subsidies, labels, services, and the
//! tables they are judged by.

use super::shelf::shelf;

shelf! {
    /// Labels for products: levels, fees, duties, how they may be spoken of.
    labels: LabelScheme
}

shelf! {
    /// What to do when something has happened, case by case.
    playbooks: Playbooks
}

shelf! {
    /// The tables of the risk analysis: scales, conversion, levels.
    risk: RiskSheet
}

shelf! {
    /// Registered services: ways of watching, classes, what each must bring.
    services: ServiceScheme
}

shelf! {
    /// Which firms count as small or medium-sized.
    sizes: SizeTable
}

shelf! {
    /// Subsidies: shares, ceilings, conditions, windows.
    subsidies: Subsidy
}

shelf! {
    /// Programmes that ask for a SECURITY ACTION declaration.
    uses: DeclarationUses
}
