//! Who sees which part of a filing: one table, and nothing that is not in it.

use Rule::{Always, Complete, Decided, Declared, Never, Own, Ruling};

/// How somebody looks at a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewer {
    /// An office that manages, checks, decides or lists.
    Office,
    /// Somebody who assesses and does nothing else.
    Assessor,
    /// The enterprise itself.
    Enterprise,
    /// A unit that answers for its own field.
    Unit,
    /// A unit that recommends.
    Recommender,
}

/// A part of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Where the application stands, since when, until when, how it entered and ended, its notice and its honour.
    Course,
    /// What was submitted: facts, documents, evidence, requests; and the facts of authorities.
    Claim,
    /// What the enterprise said in a hearing.
    Statements,
    /// The answers of units.
    Clearances,
    /// Who sits on the panel.
    Seats,
    /// Sealed entries and records of visits.
    Entries,
    /// Suggestions and replies.
    Suggestions,
    /// Who made a suggestion.
    Suggesters,
    /// The computed and the proposed grade, with reasons and approvals.
    Proposal,
    /// The grade that was decided.
    Decision,
    /// What was decided on lists, with reasons.
    Lists,
    /// Objections and rulings.
    Objections,
    /// Who objected, and how to reach them.
    Objectors,
    /// What happened since it was named.
    Tracked,
    /// The names of those who acted, beside one's own.
    Names,
}

/// When somebody sees a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Never.
    Never,
    /// Always.
    Always,
    /// Once they have declared that there is no conflict, where they sit on a panel.
    Declared,
    /// Their own; those of others once all who seal that layer have sealed.
    Complete,
    /// Once the grade of every application of the filing is decided.
    Decided,
    /// What their own unit or they themselves wrote.
    Own,
    /// If their role rules on objections.
    Ruling,
}

/// The parts, with what office, assessor, enterprise, unit and recommender see of each.
pub const PARTS: &[(Part, [Rule; 5])] = &[
    (Part::Course, [Always, Always, Always, Always, Always]),
    (Part::Claim, [Always, Declared, Always, Always, Never]),
    (Part::Statements, [Always, Never, Always, Never, Never]),
    (Part::Clearances, [Always, Never, Always, Own, Never]),
    (Part::Seats, [Always, Declared, Decided, Never, Never]),
    (Part::Entries, [Complete, Complete, Decided, Never, Never]),
    (Part::Suggestions, [Always, Declared, Always, Never, Never]),
    (Part::Suggesters, [Always, Own, Decided, Never, Never]),
    (Part::Proposal, [Always, Never, Never, Never, Never]),
    (Part::Decision, [Always, Decided, Decided, Never, Never]),
    (Part::Lists, [Always, Never, Always, Never, Never]),
    (Part::Objections, [Always, Never, Always, Never, Never]),
    (Part::Objectors, [Ruling, Never, Never, Never, Never]),
    (Part::Tracked, [Always, Never, Always, Never, Never]),
    (Part::Names, [Always, Never, Never, Never, Never]),
];

/// When a viewer sees a part.
#[must_use]
pub fn rule(viewer: Viewer, part: Part) -> Rule {
    let [office, assessor, enterprise, unit, recommender] =
        PARTS.iter().find(|(of, _)| *of == part).map_or([Never; 5], |(_, rules)| *rules);
    match viewer {
        Viewer::Office => office,
        Viewer::Assessor => assessor,
        Viewer::Enterprise => enterprise,
        Viewer::Unit => unit,
        Viewer::Recommender => recommender,
    }
}
