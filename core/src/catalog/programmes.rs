//! What an organisation can apply for, declare or turn to: subsidies, labels, services, and the
//! tables they are judged by.

use super::shelf::shelf;

shelf! {
    /// How the ids of declarations look.
    declaration_ids: DeclarationIds
}

shelf! {
    /// How the conditions of a subsidy are answered.
    eligibility: Eligibility
}

shelf! {
    /// Schemes that grade organisations: who judges, for how long, what may be claimed.
    gradings: Grading
}

shelf! {
    /// Labels for products: levels, fees, duties, how they may be spoken of.
    labels: LabelScheme
}

shelf! {
    /// What to do when something has happened, case by case.
    playbooks: Playbooks
}

shelf! {
    /// Drafts of policies, to be filled in.
    policies: PolicyTemplate
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
    /// The steps of a guideline, lowest first.
    staircases: Staircase
}

shelf! {
    /// Subsidies: shares, ceilings, conditions, windows.
    subsidies: Subsidy
}

shelf! {
    /// Programmes that ask for a SECURITY ACTION declaration.
    uses: DeclarationUses
}
