//! The kinds of catalogue entries beside the frameworks.

/// Hands every kind to a macro: documentation, module, shape and folder. A `[series]` is the
/// editions of one thing, so that callers do not need its id.
macro_rules! kinds {
    ($with:ident) => {
        $with! {
            /// Relations between the controls of two framework editions, one line each.
            crosswalks: Crosswalk = "crosswalks",
            /// Where to turn in an incident. On every day at most one edition of a table holds.
            desks: DeskTable = "desks",
            /// Published figures with year, number of answers, unit and source.
            ///
            /// Losses belong to one of two severity regimes, which are never averaged.
            evidence: Evidence = "evidence",
            /// References from the controls of a framework to the entries of a scheme.
            references: References = "references",
            /// Published documents, videos and courses that help to close a gap.
            resources: ResourceSet = "resources",
            /// Lists of references of other standards, such as NIST CSF 2.0 and ISO/IEC 27001:2022.
            schemes: Scheme = "schemes",
            /// The threats that the yearly lists rank: what stays the same while rank and label move.
            threat_kinds: ThreatKinds = "threat-kinds",
            /// The yearly lists of threats. A rank is a vote, never a probability.
            threats: ThreatList = "threats" [series],

            programmes {
                /// Whom a breach of personal data must be reported to, what, and by when.
                breach_reports: BreachRules = "programmes/breach-reports" [series],
                /// How the ids of SECURITY ACTION declarations look.
                declaration_ids: DeclarationIds = "programmes/declaration-ids" [series],
                /// How the conditions of a subsidy are answered.
                eligibility: Eligibility = "programmes/eligibility",
                /// The SCS scheme: who judges, for how long, what may be claimed.
                gradings: Grading = "programmes/gradings" [series],
                /// Public holidays, year by year.
                holidays: Holidays = "programmes/holidays" [series],
                /// JC-STAR labels for products: levels, fees, duties, how they may be spoken of.
                labels: LabelScheme = "programmes/labels" [series],
                /// What to do when something has happened, case by case.
                playbooks: Playbooks = "programmes/playbooks" [series],
                /// The draft of a basic policy, to be filled in.
                policies: PolicyTemplate = "programmes/policies" [series],
                /// The tables of the risk analysis: scales, conversion, levels.
                risk: RiskSheet = "programmes/risk" [series],
                /// お助け隊 services: kinds of monitoring, classes, what each must bring.
                services: ServiceScheme = "programmes/services" [series],
                /// Which firms count as small or medium-sized.
                sizes: SizeTable = "programmes/sizes" [series],
                /// The four steps of the SME guideline, lowest first.
                staircases: Staircase = "programmes/staircases" [series],
                /// Subsidies: shares, ceilings, conditions, windows.
                subsidies: Subsidy = "programmes/subsidies",
                /// Programmes that ask for a SECURITY ACTION declaration.
                uses: DeclarationUses = "programmes/uses" [series],
            }
        }
    };
}

pub(crate) use kinds;
