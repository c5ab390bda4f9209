//! The assessor's side: declaring whether there is a conflict, going through the items beside the claim, sealing.

mod example;
mod item;
mod list;
mod seal;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::routing::{get, post};
use duheng_app::accounts::GrantKind;
use duheng_app::claim::{AskKind, Column};
use duheng_app::forms::{FieldKind, Review, ReviewItem};
use duheng_app::public::Show;
use duheng_app::work::{Dossier, WorkFilter};
use duheng_app::{Failure, Target};
use duheng_programme::refusal::Refusal;

use crate::address::{case, encoded, with_query};
use crate::frame::Frame;
use crate::pages::claim::trouble;
use crate::routes::{Route, signed_in};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How many bytes the entries of one item may have, encoded.
const ENTRIES: usize = 1024 * 1024;

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    signed_in("GET", "/assess/{programme}/{edition}/{uscc}", USES, || get(list::page)),
    signed_in(
        "POST",
        "/assess/{programme}/{edition}/{uscc}/declare",
        &["applications", "dossier", "act_as"],
        || post(list::declare),
    ),
    signed_in("POST", "/assess/{programme}/{edition}/{uscc}/example", USES, || post(example::assess)),
    signed_in("GET", "/assess/{programme}/{edition}/{uscc}/items/{code}", USES, || get(item::page)),
    signed_in(
        "POST",
        "/assess/{programme}/{edition}/{uscc}/items/{code}",
        &["applications", "dossier", "review", "save_finding"],
        || post(item::save).layer(DefaultBodyLimit::max(ENTRIES)),
    ),
    signed_in(
        "GET",
        "/assess/{programme}/{edition}/{uscc}/files/{hash}",
        &["applications", "evidence_of"],
        || get(item::file),
    ),
    signed_in(
        "POST",
        "/assess/{programme}/{edition}/{uscc}/rest",
        &["applications", "dossier", "review", "take_as_claimed"],
        || post(seal::take),
    ),
    signed_in("GET", "/assess/{programme}/{edition}/{uscc}/seal", USES, || get(seal::page)),
    signed_in(
        "POST",
        "/assess/{programme}/{edition}/{uscc}/seal",
        &["applications", "dossier", "review", "seal_draft"],
        || post(seal::send),
    ),
];

const USES: &[&str] = &["applications", "dossier", "review"];

/// Which application an address names.
#[derive(Clone, Debug)]
pub(crate) struct Which {
    programme: String,
    edition: String,
    uscc: String,
    /// What else the address names; empty for nothing.
    rest: String,
}

impl FromRequestParts<Arc<Site>> for Which {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Trouble> {
        let named: Path<Vec<(String, String)>> =
            Path::from_request_parts(parts, site).await.map_err(|_| Trouble::NotFound)?;
        let mut values = named.0.into_iter().map(|(_, value)| value);
        let mut next = || values.next().unwrap_or_default();
        Ok(Self { programme: next(), edition: next(), uscc: next(), rest: next() })
    }
}

/// An application as an assessor looks at it.
struct Looked {
    role: String,
    target: Target,
    dossier: Dossier,
    /// What the layer asks of them now, or why nothing can be written.
    review: Result<Review, Refusal>,
    /// Whether they lead the panel.
    leads: bool,
}

impl Looked {
    /// Whether it is still to be declared whether there is a conflict.
    fn must_declare(&self) -> bool {
        self.dossier
            .openings
            .iter()
            .any(|opening| opening.ask.command == "declare" && opening.awaited && opening.is_open())
    }
}

impl Which {
    fn place(&self) -> String {
        let [programme, edition, uscc] =
            [&self.programme, &self.edition, &self.uscc].map(|part| encoded(part));
        format!("/assess/{programme}/{edition}/{uscc}")
    }

    /// The address of the checklist of all evidence, for those who look in a role.
    fn checklist(&self, role: &str) -> String {
        let home = case(&self.programme, &self.edition, &self.uscc);
        with_query(&format!("{home}/checklist"), &[("role", role)])
    }

    fn item(&self, code: &str) -> String {
        format!("{}/items/{}", self.place(), encoded(code))
    }

    /// The role in which somebody reaches the application; one out of reach is as one that does not exist.
    async fn target(&self, site: &Site, by: &Visitor) -> Result<(String, Target), Trouble> {
        let mut roles: Vec<&str> = Vec::new();
        // who assesses as an expert does so as one, whatever else they are
        for kind in [GrantKind::Expert, GrantKind::Office] {
            roles.extend(by.0.roles().iter().filter(|held| held.kind == kind).map(|held| held.role.as_str()));
        }
        for role in roles {
            let filter = WorkFilter {
                programme: Some(self.programme.clone()),
                edition: Some(self.edition.clone()),
                name: Some(self.uscc.clone()),
                ..WorkFilter::default()
            };
            let found =
                site.app.applications(&by.0, role, &filter, &Show::default()).await.map_err(trouble)?;
            if let Some(row) = found.rows.into_iter().find(|row| row.enterprise.uscc == self.uscc) {
                return Ok((role.to_owned(), row.target));
            }
        }
        Err(Trouble::NotFound)
    }

    async fn look(&self, site: &Site, by: &Visitor) -> Result<Looked, Trouble> {
        let (role, target) = self.target(site, by).await?;
        let dossier = site.app.dossier(&by.0, &role, None, &target).await.map_err(trouble)?;
        let review = match site.app.review(&by.0, &role, None, &target).await {
            Ok(review) => Ok(review),
            Err(Failure::Refused(refusal)) => Err(refusal),
            Err(Failure::Broken(fault)) => return Err(fault.into()),
        };
        let leads = dossier.seen.leader.as_deref() == Some(by.0.person());
        Ok(Looked { role, target, dossier, review, leads })
    }
}

/// The code and the title of the part of the standard that an item stands in.
fn part_title(frame: &Frame, item: &ReviewItem) -> String {
    let (code, title) = &item.part;
    format!("{code} {}", frame.pick(title)).trim().to_owned()
}

/// What a fact takes, as a field of a form.
fn kind(of: &FieldKind) -> AskKind {
    let number = |units: &[&str], count| AskKind::Number {
        unit: units.first().map(|unit| (*unit).to_owned()).unwrap_or_default(),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        count,
    };
    match of {
        FieldKind::YesNo => AskKind::YesNo,
        FieldKind::Choice(values) => AskKind::Choice(values.clone()),
        FieldKind::Count => number(&[], true),
        FieldKind::Ratio => number(&["%"], false),
        FieldKind::Money(unit) | FieldKind::Number(unit) if unit.is_empty() => number(&[], false),
        FieldKind::Money(unit) => {
            let others = ["元", "万元", "亿元"].into_iter().filter(|other| other != unit);
            number(&[unit.as_str()].into_iter().chain(others).collect::<Vec<_>>(), false)
        }
        FieldKind::Number(unit) => number(&[unit], false),
        FieldKind::Date => AskKind::Date,
        FieldKind::Text => AskKind::Text,
        FieldKind::Records(columns) => {
            let column = |of: &duheng_app::forms::FormColumn| Column {
                name: of.name.clone(),
                title: of.title.clone(),
                kind: kind(&of.kind),
                optional: of.optional,
            };
            AskKind::Records(columns.iter().map(column).collect())
        }
    }
}
