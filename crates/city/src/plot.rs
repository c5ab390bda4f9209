//! Plots: what happens in the editions of a pack. The way is what everybody takes; a course leaves it at a stage.

use std::collections::BTreeMap;

use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;
use duheng_programme::scoring::map;

use crate::data::{inner, number, tree, words};
use crate::trouble::Trouble;

/// The plots, in the order in which their packs are installed.
const PLOTS: &[&str] = &[
    include_str!("../data/stars.yaml"),
    include_str!("../data/reports.yaml"),
    include_str!("../data/harmony.yaml"),
];

/// What happens in the editions of a pack.
pub(crate) struct Plot {
    /// The folder of the pack.
    pub(crate) pack: String,
    /// The programme of steps that name none.
    pub(crate) programme: String,
    /// The weight by which it gets enterprises.
    pub(crate) share: usize,
    /// The standards whose facts are stated.
    pub(crate) standards: Vec<String>,
    /// Their profile, where it is not the usual one.
    pub(crate) profile: Option<String>,
    pub(crate) editions: BTreeMap<String, Edition>,
    pub(crate) way: Vec<Step>,
    pub(crate) courses: Vec<Course>,
}

/// An edition, by the days of the city.
pub(crate) struct Edition {
    /// Its first day, in days after that of the city.
    pub(crate) begins: i32,
    /// The day of its evaluation, in days after its first.
    pub(crate) as_of: i32,
    /// What its offices do.
    pub(crate) steps: Vec<Step>,
}

/// What some enterprises do and what befalls them.
pub(crate) struct Course {
    pub(crate) name: String,
    pub(crate) edition: String,
    /// The weight by which it gets enterprises of the plot.
    pub(crate) weight: usize,
    /// By how many days they are later than the plot says, at least and at most.
    pub(crate) delay: (i32, i32),
    /// Whether they take the way.
    pub(crate) way: bool,
    /// The stage at which they leave it.
    pub(crate) stop: Option<String>,
    /// Whether the first of them registers itself, and can sign in.
    pub(crate) signs_in: bool,
    /// How good they are, where the course needs them so.
    pub(crate) quality: Option<u8>,
    /// What they do then.
    pub(crate) then: Vec<Step>,
}

/// One command of somebody.
pub(crate) struct Step {
    pub(crate) day: Day,
    /// The second of the day.
    pub(crate) second: i64,
    /// The stage in which it makes sense; elsewhere it is left out.
    pub(crate) within: Option<String>,
    /// The stage in which the application of the course's own edition must be.
    pub(crate) holding: Option<String>,
    pub(crate) programme: Option<String>,
    pub(crate) edition: Option<String>,
    /// Who: an alias of the city, `firm`, `seat-1`, `public` or `clock`.
    pub(crate) by: String,
    pub(crate) deed: Deed,
    /// What is done where the rules refuse it.
    pub(crate) otherwise: Option<Deed>,
    /// For each of the enterprises on the list that was decided last, at most so many.
    pub(crate) each: Option<usize>,
}

/// When a step is done.
#[derive(Clone, Copy)]
pub(crate) enum Day {
    /// So many days after the first of the edition, and later by the delay of the enterprise.
    After(i32),
    /// So many days after the first of the edition, for everybody.
    Fixed(i32),
    /// So many days before the day of the city.
    Back(i32),
}

/// A command with its arguments.
pub(crate) struct Deed {
    pub(crate) name: String,
    pub(crate) with: Node,
}

impl Plot {
    /// All plots.
    pub(crate) fn all() -> Result<Vec<Self>, Trouble> {
        PLOTS.iter().map(|text| Self::read(text)).collect()
    }

    fn read(text: &str) -> Result<Self, Trouble> {
        let tree = tree(text)?;
        let fields = Fields(&tree);
        let editions = fields.entries("editions").iter().map(|entry| {
            let edition = Fields(&entry.value);
            let read = Edition {
                begins: number(edition, "begins")?,
                as_of: number(edition, "as_of")?,
                steps: steps(edition, "steps")?,
            };
            Ok((entry.key.clone(), read))
        });
        let plot = Self {
            pack: fields.string("pack"),
            programme: fields.string("programme"),
            share: number(fields, "share")?,
            standards: words(fields, "standards"),
            profile: fields.str("profile").map(str::to_owned),
            editions: editions.collect::<Result<_, Trouble>>()?,
            way: steps(fields, "way")?,
            courses: fields.items("courses").iter().map(Course::read).collect::<Result<_, _>>()?,
        };
        let known = |edition: &String| plot.editions.contains_key(edition);
        match plot.courses.iter().find(|course| !known(&course.edition)) {
            Some(course) => Err(Trouble::Data(format!("the course `{}` is in no edition", course.name))),
            None => Ok(plot),
        }
    }
}

impl Course {
    fn read(node: &Node) -> Result<Self, Trouble> {
        let fields = Fields(node);
        let name = fields.string("name");
        let delay: Vec<i32> = words(fields, "delay").iter().filter_map(|day| day.parse().ok()).collect();
        let &[from, to] = delay.as_slice() else {
            return Err(Trouble::Data(format!("the course `{name}` needs two days of delay")));
        };
        Ok(Self {
            edition: fields.string("edition"),
            weight: number(fields, "weight")?,
            delay: (from, to),
            way: fields.str("way") != Some("no"),
            signs_in: fields.yes("signs_in"),
            stop: fields.str("stop").map(str::to_owned),
            quality: fields.str("quality").map(|_| number(fields, "quality")).transpose()?,
            then: steps(fields, "then")?,
            name,
        })
    }
}

fn steps(fields: Fields<'_>, key: &str) -> Result<Vec<Step>, Trouble> {
    fields.items(key).iter().map(|node| step(Fields(node))).collect()
}

fn step(fields: Fields<'_>) -> Result<Step, Trouble> {
    let day = match (fields.str("back"), fields.yes("fixed")) {
        (Some(_), _) => Day::Back(number(fields, "back")?),
        (None, true) => Day::Fixed(number(fields, "day")?),
        (None, false) => Day::After(number(fields, "day")?),
    };
    let at = fields.string("at");
    let time = at
        .split_once(':')
        .and_then(|(hour, minute)| Some(hour.parse::<i64>().ok()? * 3600 + minute.parse::<i64>().ok()? * 60));
    let optional = |key: &str| fields.str(key).map(str::to_owned);
    Ok(Step {
        day,
        second: time.ok_or_else(|| Trouble::Data(format!("`{at}` is no time of day")))?,
        within: optional("in"),
        holding: optional("holding"),
        programme: optional("programme"),
        edition: optional("edition"),
        by: fields.string("by"),
        deed: deed(fields),
        otherwise: fields.node("or").map(|_| inner(fields, "or").map(deed)).transpose()?,
        each: fields.str("each").map(|_| number(fields, "most")).transpose()?,
    })
}

fn deed(fields: Fields<'_>) -> Deed {
    let with = fields.node("with").cloned().unwrap_or_else(|| map(Vec::new()));
    Deed { name: fields.string("do"), with }
}
