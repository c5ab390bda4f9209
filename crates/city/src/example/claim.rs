//! A claim filled in with invented answers and files. What its people have answered themselves stays.

use std::collections::BTreeSet;

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::{Claim, Depth};
use duheng_app::{App, Failure, InstalledPack, Question, Saving, Target};
use duheng_pack::calendar::Date;
use duheng_pack::number::Rational;
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::{Data, Entry, Node};
use duheng_programme::refusal::unknown_name;
use duheng_programme::scoring::{entry, map, scalar};
use duheng_standard::model::Standard;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use crate::answers::{answers, content, file_name};
use crate::claims::{sound, stated};

/// How many of a hundred things that are asked for the enterprise of an example does: as the good ones of the city.
const QUALITY: u8 = 97;

/// How many enterprises are tried out, of which the best is taken: chance leaves something open in most.
const TRIES: usize = 24;

/// How often what is still open is thought of.
const ROUNDS: usize = 2;

/// What was written into a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many answers.
    pub answers: usize,
    /// How many files.
    pub files: usize,
}

/// Fills in what is open in a claim, with files named in this language: the answers, the evidence that they need, the documents of the stage. What the last
/// filing said is confirmed. Consents and submission are left to the person, facts of authorities to them.
///
/// # Errors
///
/// When the claim cannot be written now, or when something breaks.
pub async fn fill_in(
    app: &App,
    by: &SignedInPerson,
    claim: &Claim,
    language: Language,
) -> Result<Written, Failure> {
    let mut written = Written::default();
    let target = &claim.target;
    for (fact, earlier) in &again(app, by, claim, Depth::Questions).await?.earlier {
        app.confirm_earlier(by, target, fact).await?;
        written.answers += earlier.answers.len();
        written.files += earlier.files.len();
    }
    // what did not fit to its neighbours is thought of anew
    for _ in 0..ROUNDS {
        let now = again(app, by, claim, Depth::Questions).await?;
        for (question, value) in invented(app, by, &now).await? {
            let seen = now.version(&question);
            // whoever answered meanwhile knows better
            if let Saving::Saved(_) = app.save_answer(by, target, &question, Some(&value), seen).await? {
                written.answers += 1;
            }
        }
    }
    // what evidence is missing depends on what was answered
    for (question, title) in missing(&again(app, by, claim, Depth::Score).await?, language) {
        let (name, content) = (file_name(&title), content(&title));
        app.attach(by, target, &question, &name, content.into()).await?;
        written.files += 1;
    }
    Ok(written)
}

/// A claim as it stands now; one that cannot be written is refused.
async fn again(app: &App, by: &SignedInPerson, claim: &Claim, depth: Depth) -> Result<Claim, Failure> {
    let Target { programme, edition, .. } = &claim.target;
    match app.claim_to(depth, by, programme, edition, &claim.enterprise.uscc).await? {
        Some(Claim { closed: Some(refusal), .. }) => Err(refusal.into()),
        Some(now) => Ok(now),
        None => Err(unknown_name(&Text::new("申报", "claim"), edition).into()),
    }
}

/// Answers to the open questions of a claim that fit to those which are there.
async fn invented(app: &App, by: &SignedInPerson, claim: &Claim) -> Result<Vec<(Question, Node)>, Failure> {
    let Target { programme, edition, .. } = &claim.target;
    let installed = app.rules(by, programme, edition).await?;
    let scene = app.scene(&claim.target).await?;
    let dates = scene.editions.get(programme).and_then(|edition| edition.dates);
    let (Some(standard), Some((year, as_of))) = (standard(&installed, programme), dates) else {
        return Ok(Vec::new());
    };
    let open: BTreeSet<Question> = claim.items().flat_map(|item| claim.unanswered(item)).collect();
    let first = seed(&claim.enterprise.uscc);
    let tries = (first..).take(TRIES).map(|seed| {
        let facts = fitting(&installed, standard, seed, claim, (as_of, year));
        let points = points(&installed, standard, &facts, (as_of, year));
        let all = facts.iter().flat_map(|of| answers(&installed.pack.vocabulary, &of.key, &of.value));
        (all.filter(|(question, _)| open.contains(question)).collect::<Vec<_>>(), points)
    });
    // one that has two thirds of all points; of such the one that leaves the least open
    let enough = (&standard.base_max() + &standard.bonus_max()) * Rational::from_int(2);
    let rank = |(answers, points): &(Vec<_>, Option<Rational>)| {
        let is_enough = points.as_ref().is_some_and(|own| own.clone() * Rational::from_int(3) >= enough);
        (is_enough, answers.len(), points.clone())
    };
    let best = tries.max_by_key(rank);
    Ok(best.map(|(answers, _)| answers).unwrap_or_default())
}

/// What an enterprise of a seed states, as far as it fits to the answers that are there.
fn fitting(
    installed: &InstalledPack,
    standard: &Standard,
    seed: u64,
    claim: &Claim,
    (as_of, year): (Date, i16),
) -> Vec<Entry> {
    let mut facts = facts(installed, standard, seed, (as_of, year));
    for (question, answer) in &claim.answers {
        if let (Question::Fact { fact, period }, Some(value)) = (question, &answer.value) {
            lay_over(&mut facts, fact, period.as_deref(), value);
        }
    }
    sound(&mut facts, &mut Vec::new(), installed, standard, as_of, year);
    facts
}

/// What these facts would score as a claim.
fn points(
    installed: &InstalledPack,
    standard: &Standard,
    facts: &[Entry],
    (as_of, year): (Date, i16),
) -> Option<Rational> {
    let file = map(vec![
        entry("as_of", scalar(&as_of.to_string())),
        entry("year", scalar(&year.to_string())),
        entry("facts", map(facts.to_vec())),
    ]);
    let profile = (!standard.profile.id.is_empty()).then_some(standard.profile.id.as_str());
    let (read, _) = read_sheet(&file, &installed.pack, Some(&standard.id), profile);
    let (sheet, _) = read?;
    Some(score(standard, &installed.pack.vocabulary, &sheet, 0).total)
}

/// The standard of a programme.
fn standard<'p>(installed: &'p InstalledPack, programme: &str) -> Option<&'p Standard> {
    let programme = installed.programmes.programme(programme)?;
    installed.pack.standard(Some(programme.standard.as_deref()?), programme.profile.as_deref())
}

/// What an enterprise of this seed states.
fn facts(
    installed: &InstalledPack,
    standard: &Standard,
    seed: u64,
    (as_of, year): (Date, i16),
) -> Vec<Entry> {
    let files = stated(installed, &[standard], (seed, QUALITY), as_of, year);
    let facts = files.iter().filter_map(|(_, file)| file.get("facts"));
    facts.flat_map(|facts| facts.entries().to_vec()).collect()
}

/// A seed of an enterprise: the same one gets the same example.
fn seed(uscc: &str) -> u64 {
    uscc.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

/// Puts an answer that is there in the place of the invented one.
fn lay_over(facts: &mut Vec<Entry>, fact: &str, period: Option<&str>, value: &Node) {
    let Some(period) = period else {
        facts.retain(|of| of.key != fact);
        facts.push(entry(fact, value.clone()));
        return;
    };
    if !facts.iter().any(|of| of.key == fact) {
        facts.push(entry(fact, map(Vec::new())));
    }
    for of in facts.iter_mut().filter(|of| of.key == fact) {
        if let Data::Map(periods, _) = &mut of.value.data {
            periods.retain(|of| of.key != period);
            periods.push(entry(period, value.clone()));
        }
    }
}

/// The files that a claim needs and that nobody has brought: what for, with the title of the document.
fn missing(claim: &Claim, language: Language) -> BTreeSet<(Question, String)> {
    let beside = |fact: &str| Question::Fact { fact: fact.to_owned(), period: None };
    let mut found = BTreeSet::new();
    for item in claim.items() {
        for of in claim.missing_evidence(item) {
            // one document proves several facts of an item
            let proved = item.proved_with(&of.fact).into_iter();
            found.extend(proved.map(|fact| (beside(fact), of.title.get(language).to_owned())));
        }
    }
    for document in claim.documents.iter().filter(|document| document.required) {
        let question = Question::Document { name: document.name.clone() };
        if claim.files_of(&question).is_empty() {
            found.insert((question, document.title.get(language).to_owned()));
        }
    }
    found
}
