//! The data of the city: offices, people, and what names are made of.

use duheng_pack::schema::Fields;
use duheng_pack::source::FileId;
use duheng_pack::text::Text;
use duheng_pack::tree::{Limits, Node, read};

use crate::trouble::Trouble;

const CITY: &str = include_str!("../data/city.yaml");

/// The city.
pub(crate) struct City {
    pub(crate) name: Text,
    /// Login and name of the administrator.
    pub(crate) administrator: (String, String),
    /// The password of every account.
    pub(crate) password: String,
    pub(crate) offices: Vec<Office>,
    /// Below which offices enterprises hang, in turn.
    pub(crate) homes: Vec<String>,
    pub(crate) people: Vec<Person>,
    pub(crate) experts: Experts,
    pub(crate) names: Names,
}

/// An office, an association or a unit of the city.
pub(crate) struct Office {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The office that it hangs below; the head of the tree has none.
    pub(crate) above: Option<String>,
}

/// Somebody who holds a role of an office.
pub(crate) struct Person {
    /// How plots call them; several may share it.
    pub(crate) alias: String,
    /// Those without one cannot sign in.
    pub(crate) login: Option<String>,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) at: String,
    pub(crate) programmes: Vec<String>,
}

/// The base of experts.
pub(crate) struct Experts {
    pub(crate) count: usize,
    /// How many of a hundred have a known conflict.
    pub(crate) conflicted: u8,
    pub(crate) family: Vec<String>,
    pub(crate) given: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) fields: Vec<String>,
    /// Each role with its programmes.
    pub(crate) roles: Vec<(String, Vec<String>)>,
}

/// What names of enterprises are made of.
pub(crate) struct Names {
    pub(crate) prefix: String,
    pub(crate) first: Vec<String>,
    pub(crate) second: Vec<String>,
    pub(crate) trade: Vec<String>,
    pub(crate) suffix: String,
}

/// The tree of a file of data.
pub(crate) fn tree(text: &str) -> Result<Node, Trouble> {
    let (tree, findings) = read(FileId::default(), text, &Limits::default());
    match (tree, findings.first()) {
        (Some(tree), None) => Ok(tree),
        (_, Some(finding)) => Err(Trouble::Data(finding.message.en.clone())),
        (None, None) => Err(Trouble::Data("a file of data is empty".to_owned())),
    }
}

/// The words of a list.
pub(crate) fn words(fields: Fields<'_>, key: &str) -> Vec<String> {
    fields.words(key).into_iter().map(|(word, _)| word.to_owned()).collect()
}

/// A number; an error where none is written.
pub(crate) fn number<T: std::str::FromStr>(fields: Fields<'_>, key: &str) -> Result<T, Trouble> {
    let written = fields.string(key);
    written.parse().map_err(|_| Trouble::Data(format!("`{key}: {written}` is no number")))
}

/// The fields of a key.
pub(crate) fn inner<'n>(fields: Fields<'n>, key: &str) -> Result<Fields<'n>, Trouble> {
    fields.node(key).map(Fields).ok_or_else(|| Trouble::Data(format!("`{key}` is missing")))
}

impl City {
    pub(crate) fn read() -> Result<Self, Trouble> {
        let tree = tree(CITY)?;
        let fields = Fields(&tree);
        let administrator = inner(fields, "administrator")?;
        let offices = fields.entries("offices").iter().map(|entry| {
            let office = Fields(&entry.value);
            Office {
                id: entry.key.clone(),
                name: office.string("name"),
                above: office.str("below").map(str::to_owned),
            }
        });
        let people = fields.items("people").iter().map(|node| {
            let person = Fields(node);
            Person {
                alias: person.string("as"),
                login: person.str("login").map(str::to_owned),
                name: person.string("name"),
                role: person.string("role"),
                at: person.string("at"),
                programmes: words(person, "in"),
            }
        });
        let (experts, names) = (inner(fields, "experts")?, inner(fields, "names")?);
        let roles = experts.items("roles").iter().map(Fields);
        Ok(Self {
            name: fields.text("name"),
            administrator: (administrator.string("login"), administrator.string("name")),
            password: fields.string("password"),
            offices: offices.collect(),
            homes: words(fields, "homes"),
            people: people.collect(),
            experts: Experts {
                count: number(experts, "count")?,
                conflicted: number(experts, "conflicted")?,
                family: words(experts, "family"),
                given: words(experts, "given"),
                organisations: words(experts, "organisations"),
                fields: words(experts, "fields"),
                roles: roles.map(|role| (role.string("role"), words(role, "in"))).collect(),
            },
            names: Names {
                prefix: names.string("prefix"),
                first: words(names, "first"),
                second: words(names, "second"),
                trade: words(names, "trade"),
                suffix: names.string("suffix"),
            },
        })
    }

    /// The office itself and all above it.
    pub(crate) fn above<'c>(&'c self, office: &'c str) -> impl Iterator<Item = &'c str> {
        std::iter::successors(Some(office), |below| {
            self.offices.iter().find(|office| office.id == **below)?.above.as_deref()
        })
    }
}
